//! The PLOVER contexts of an act, by the words of its clause (`data/acts/contexts.tsv`).

use crate::draft::{Act, Context as Report};
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::OnceLock;
use verbale_record::ontology::{Context, Mode, Ontology};
use verbale_syntax::Upos;

/// How many contexts an act has at most.
const MOST: usize = 3;

/// Why the table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContextError {
    /// Line number from 1.
    line: usize,
    /// What is wrong.
    message: String,
}

impl fmt::Display for ContextError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "data/acts/contexts.tsv:{}: {}",
            self.line, self.message
        )
    }
}

impl std::error::Error for ContextError {}

/// Words with the contexts that they name.
#[derive(Clone, Debug, Default)]
struct Contexts(FxHashMap<String, Vec<Context>>);

impl Contexts {
    /// The words that come with Verbale.
    fn builtin() -> &'static Self {
        static CONTEXTS: OnceLock<Contexts> = OnceLock::new();
        CONTEXTS.get_or_init(
            || match Self::parse(include_str!("../../../../data/acts/contexts.tsv")) {
                Ok(contexts) => contexts,
                // The table is embedded, and tests load it: it cannot fail on a user's machine.
                Err(error) => panic!("{error}"),
            },
        )
    }

    fn parse(text: &str) -> Result<Self, ContextError> {
        let mut contexts = Self::default();
        let lines = text.lines().enumerate();
        for (index, row) in lines.filter(|(_, row)| !row.is_empty() && !row.starts_with('#')) {
            let error = |message: String| ContextError {
                line: index + 1,
                message,
            };
            let (name, words) = row
                .split_once('\t')
                .ok_or_else(|| error("not two columns".to_owned()))?;
            let context = Context::ALL
                .iter()
                .copied()
                .find(|context| context.as_str() == name)
                .ok_or_else(|| error(format!("“{name}” is no context of PLOVER")))?;
            for word in words.split('|') {
                contexts.0.entry(word.to_owned()).or_default().push(context);
            }
        }
        Ok(contexts)
    }
}

/// Gives acts the contexts of their clauses, and the CAMEO code that the first of them narrows.
pub(super) fn add(report: &Report<'_>, acts: &mut [Act]) {
    let contexts = Contexts::builtin();
    for act in acts {
        let found = of_clause(report, contexts, act);
        act.contexts = found.iter().map(|context| context.as_str().to_owned()).collect();
        let mode = act.mode.as_deref().and_then(|mode| Mode::of(act.kind, mode).ok());
        let ontology = Ontology::get();
        // A frame's own code says more than the type's does.
        if act.cameo == ontology.cameo_for(act.kind, mode).as_str() {
            ontology
                .cameo_in_context(act.kind, mode, &found)
                .as_str()
                .clone_into(&mut act.cameo);
        }
    }
}

fn of_clause(report: &Report<'_>, contexts: &Contexts, act: &Act) -> Vec<Context> {
    let analysis = report.analysis;
    let Some(first) = analysis.token_at(act.clause.start as usize) else {
        return Vec::new();
    };
    let mut counts: Vec<(Context, u32)> = Vec::new();
    let tokens = (first.0..analysis.tokens().len() as u32).map(verbale_syntax::TokenId);
    for token in tokens.take_while(|&token| analysis.token(token).start < act.clause.end) {
        if !matches!(analysis.token(token).upos, Upos::Noun | Upos::Propn | Upos::Adj) {
            continue;
        }
        let named = contexts.0.get(analysis.lemma(token));
        for &context in named.into_iter().flatten() {
            match counts.iter_mut().find(|(known, _)| *known == context) {
                Some((_, count)) => *count += 1,
                None => counts.push((context, 1)),
            }
        }
    }
    // Of equals the one named first: the sort is stable.
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counts
        .into_iter()
        .take(MOST)
        .map(|(context, _)| context)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_table_is_sound() {
        let contexts = Contexts::parse(include_str!("../../../../data/acts/contexts.tsv")).unwrap();
        assert_eq!(contexts.0["tank"], [Context::Military]);
        assert!(contexts.0.len() > 300);
    }

    #[test]
    fn an_unknown_context_is_named_with_its_line() {
        let error = Contexts::parse("# words\nweather\train\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.to_string().contains("weather"));
    }
}
