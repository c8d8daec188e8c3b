//! The dossier depends on the set of records only.

mod synthetic;

use proptest::prelude::*;
use verbale_dossier::Gathering;
use verbale_record::Record;

fn bytes(records: &[Record]) -> String {
    let mut gathering = Gathering::default();
    records.iter().cloned().for_each(|record| gathering.add(record));
    serde_json::to_string_pretty(&gathering.dossier()).expect("a dossier is JSON")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_reports_does_not_matter(
        (records, shuffled) in (0u64..1000, 1usize..40).prop_flat_map(|(seed, count)| {
            let records = synthetic::records(seed, count);
            (Just(records.clone()), Just(records).prop_shuffle())
        })
    ) {
        prop_assert_eq!(bytes(&records), bytes(&shuffled));
    }

    #[test]
    fn adding_one_to_a_dossier_is_the_same_as_making_it_anew(seed in 0u64..1000, count in 1usize..30, place in 0usize..30) {
        let records = synthetic::records(seed, count);
        let late = place % count;
        let mut gathering = Gathering::default();
        let others = records.iter().enumerate().filter(|(index, _)| *index != late);
        others.for_each(|(_, record)| gathering.add(record.clone()));
        // Laying out in between must leave no trace.
        let _ = gathering.dossier();
        gathering.add(records[late].clone());
        let anew = serde_json::to_string_pretty(&gathering.dossier()).expect("a dossier is JSON");
        prop_assert_eq!(anew, bytes(&records));
    }

    #[test]
    fn a_report_added_twice_is_one_report(seed in 0u64..1000, count in 1usize..12) {
        let records = synthetic::records(seed, count);
        let twice: Vec<Record> = records.iter().chain(&records).cloned().collect();
        prop_assert_eq!(bytes(&records), bytes(&twice));
    }

    #[test]
    fn every_id_leads_somewhere(seed in 0u64..1000, count in 1usize..30) {
        let mut gathering = Gathering::default();
        for record in synthetic::records(seed, count) {
 gathering.add(record);
 }
        let dossier = gathering.dossier();
        let actors: Vec<&str> = dossier.actors.iter().map(|actor| actor.id.as_str()).collect();
        let quotes: Vec<&str> = dossier.quotes.iter().map(|quote| quote.id.as_str()).collect();
        for talk in &dossier.talks {
            for party in &talk.parties {
                prop_assert!(actors.contains(&party.actor.as_str()), "{}", party.actor);
            }
            for quote in talk.evidence.members.iter().flat_map(|member| &member.quotes) {
                prop_assert!(quotes.contains(&quote.as_str()));
            }
        }
        for event in &dossier.events {
            prop_assert!(event.evidence.sources >= 1 && event.evidence.sources <= event.evidence.reports.len() as u32);
        }
        let lines = dossier.issues.iter().flat_map(|issue| &issue.parties);
        let positions = lines.flat_map(|line| line.positions.iter().chain(&line.told_by_others));
        let mut ids: Vec<&str> = positions.map(|position| position.id.as_str())
            .chain(dossier.contested.iter().map(|fact| fact.id.as_str()))
            .chain(dossier.talks.iter().map(|talk| talk.id.as_str()))
            .chain(dossier.commitments.iter().map(|one| one.id.as_str()))
            .collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), count, "ids of positions, disputes, talks and commitments name one item each");
        for fact in &dossier.contested {
            prop_assert!(fact.sides.len() > 1);
            for version in fact.sides.iter().flat_map(|side| &side.versions) {
                prop_assert!(quotes.contains(&version.quote.as_str()));
            }
        }
        for entry in &dossier.timeline {
            let known = dossier.talks.iter().any(|talk| talk.id == entry.item)
                || dossier.incidents.iter().any(|incident| incident.id == entry.item)
                || dossier.events.iter().any(|event| event.id == entry.item)
                || dossier.issues.iter().flat_map(|issue| &issue.parties).flat_map(|line| &line.positions)
                    .any(|position| position.id == entry.item);
            prop_assert!(known, "{}", entry.item);
        }
    }
}
