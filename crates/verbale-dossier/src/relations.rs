//! Lasting relations joined across reports.

use crate::dossier::Relation;
use crate::layout::{Layout, Telling, unique};
use std::collections::BTreeMap;
use verbale_record::{Relation as Told, RelationKind};

/// Who is bound, how, and to whom.
type Key = (String, RelationKind, String);
/// Report, item and the relation as told there.
type Tale<'g> = (u32, String, &'g Told);

/// All relations, by their actors.
pub(crate) fn relations(layout: &mut Layout<'_>) -> Vec<Relation> {
    let mut found: BTreeMap<Key, Vec<Tale<'_>>> = BTreeMap::new();
    for report in layout.order.clone() {
        let digest = layout.digest(report);
        for (index, told) in digest.record.relations.iter().enumerate() {
            if let (Some(a), Some(b)) = (digest.own(&told.a), digest.own(&told.b)) {
                let item = format!("l{}", index + 1);
                found
                    .entry((a, told.relation, b))
                    .or_default()
                    .push((report, item, told));
            }
        }
    }
    let relation = |((a, relation, b), told): (Key, Vec<Tale<'_>>)| {
        let tellings: Vec<Telling<'_>> = told
            .iter()
            .map(|(report, item, told)| Telling {
                report: *report,
                item,
                spans: vec![&told.span],
                told_by: None,
            })
            .collect();
        Relation {
            a,
            relation,
            b,
            on: unique(told.iter().filter_map(|(_, _, told)| told.on.clone())),
            evidence: layout.evidence(&tellings),
        }
    };
    found.into_iter().map(relation).collect()
}
