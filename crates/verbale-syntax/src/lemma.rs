//! Lemmas: a table of exceptions from the model file, then ordered suffix rules.

use crate::features::Features;
use crate::labels::Upos;
use crate::lexicon::StringTable;
use crate::model::{ModelError, ModelFile};
use std::sync::LazyLock;

struct Rule {
    suffix: &'static str,
    replacement: &'static str,
    stem: usize,
    condition: Option<&'static str>,
}

/// Rules by part of speech, in order.
static RULES: LazyLock<Vec<Vec<Rule>>> = LazyLock::new(|| {
    let mut rules: Vec<Vec<Rule>> = Upos::ALL.iter().map(|_| Vec::new()).collect();
    for row in include_str!("../data/lemma-rules.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
    {
        let columns: Vec<&str> = row.split('\t').collect();
        let [upos, suffix, replacement, stem, condition] = columns[..] else {
            continue;
        };
        let (Ok(upos), Ok(stem)) = (upos.parse::<Upos>(), stem.parse()) else {
            continue;
        };
        let condition = Some(condition).filter(|&condition| condition != "-");
        rules[upos as usize].push(Rule {
            suffix,
            replacement,
            stem,
            condition,
        });
    }
    rules
});

/// The exceptions of a model.
#[derive(Debug)]
pub(crate) struct Lemmas {
    table: Option<StringTable>,
}

impl Lemmas {
    pub(crate) fn read(file: &ModelFile) -> Result<Self, ModelError> {
        let table = file
            .has("lemma.table")
            .then(|| StringTable::read(file, "lemma.table", b'\t'))
            .transpose()?;
        Ok(Self { table })
    }

    /// Appends the lemma of a form; `lower` is the form in lower case, `key` a buffer.
    pub(crate) fn append(
        &self,
        bytes: &[u8],
        word: (&str, &str),
        upos: Upos,
        features: Features,
        key: &mut String,
        out: &mut String,
    ) {
        let (form, lower) = word;
        if let Some(table) = &self.table {
            key.clear();
            key.push_str(lower);
            key.push('\t');
            key.push_str(upos.as_str());
            let found = table
                .value(bytes, key.as_bytes())
                .and_then(|lemma| std::str::from_utf8(lemma).ok());
            if let Some(lemma) = found.filter(|lemma| !lemma.is_empty()) {
                out.push_str(lemma);
                return;
            }
        }
        by_rule((form, lower), upos, features, out);
    }
}

fn by_rule((form, lower): (&str, &str), upos: Upos, features: Features, out: &mut String) {
    let keeps_case = matches!(upos, Upos::Propn | Upos::X | Upos::Sym | Upos::Punct | Upos::Num);
    let kept = if keeps_case { form } else { lower };
    let rule = RULES[upos as usize].iter().find(|rule| {
        lower.ends_with(rule.suffix)
            && rule.condition.is_none_or(|condition| features.has(condition))
            && lower[..lower.len() - rule.suffix.len()]
                .chars()
                .take(rule.stem)
                .count()
                == rule.stem
            && kept.is_char_boundary(kept.len().saturating_sub(rule.suffix.len()))
    });
    match rule {
        Some(rule) if kept.len() >= rule.suffix.len() => {
            out.push_str(&kept[..kept.len() - rule.suffix.len()]);
            out.push_str(rule.replacement);
        }
        _ => out.push_str(kept),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(form: &str, upos: Upos, features: &str) -> String {
        let mut out = String::new();
        by_rule(
            (form, &form.to_lowercase()),
            upos,
            features.parse().unwrap(),
            &mut out,
        );
        out
    }

    #[test]
    fn rules_undo_inflection() {
        assert_eq!(lemma("Talks", Upos::Noun, "Number=Plur"), "talk");
        assert_eq!(lemma("cities", Upos::Noun, "Number=Plur"), "city");
        assert_eq!(lemma("attacked", Upos::Verb, "Tense=Past|VerbForm=Fin"), "attack");
        assert_eq!(lemma("Kyiv", Upos::Propn, "Number=Sing"), "Kyiv");
        assert_eq!(lemma("n't", Upos::Part, "_"), "not");
    }
}
