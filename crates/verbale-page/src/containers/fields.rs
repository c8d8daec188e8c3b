//! Which fields of a JSON object hold the parts of a report: `data/intake/fields.tsv`, and what the user names.

use serde_json::Value;
use std::sync::LazyLock;

const FILE: &str = "data/intake/fields.tsv";
const TABLE: &str = include_str!("../../../../data/intake/fields.tsv");

/// Parts of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name that the collection knows it by.
    Document,
    /// Its address.
    Address,
    /// The headline.
    Title,
    /// Day of publication.
    Published,
    /// Who wrote it.
    Byline,
    /// Who published it.
    Publisher,
    /// Plain text.
    Text,
    /// A web page.
    Html,
}

impl Field {
    /// All of them, with the names that users give them.
    pub const ALL: [(&'static str, Self); 8] = [
        ("document", Self::Document),
        ("address", Self::Address),
        ("title", Self::Title),
        ("published", Self::Published),
        ("byline", Self::Byline),
        ("publisher", Self::Publisher),
        ("text", Self::Text),
        ("html", Self::Html),
    ];
}

impl std::str::FromStr for Field {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, field)| *field).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|(name, _)| *name).collect();
            format!(
                "there is no part “{name}” of a report; there are {}",
                names.join(", ")
            )
        })
    }
}

/// The names of fields, for each part the most telling first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    names: Vec<(Field, String)>,
}

static BUILTIN: LazyLock<Fields> = LazyLock::new(|| load().expect("the built-in table is loaded by a test"));

impl Default for Fields {
    fn default() -> Self {
        BUILTIN.clone()
    }
}

impl Fields {
    /// The built-in names, and for the parts given here these instead. An empty name means that there is no such part.
    #[must_use]
    pub fn with(given: &[(Field, String)]) -> Self {
        let mut fields = Self::default();
        fields
            .names
            .retain(|(field, _)| given.iter().all(|(named, _)| named != field));
        fields
            .names
            .extend(given.iter().filter(|(_, name)| !name.is_empty()).cloned());
        fields
    }

    /// The value of a part: the first name that leads to something.
    pub(super) fn find<'v>(&self, object: &'v Value, part: Field) -> Option<&'v Value> {
        self.names
            .iter()
            .filter(|(field, _)| *field == part)
            .filter_map(|(_, name)| follow(object, name))
            .find(|value| match value {
                Value::Null => false,
                Value::String(text) => !text.trim().is_empty(),
                Value::Array(items) => !items.is_empty(),
                _ => true,
            })
    }
}

/// The field of that name, or else the one at the end of a path with dots.
fn follow<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    object
        .get(name)
        .or_else(|| name.split('.').try_fold(object, |value, part| value.get(part)))
}

fn load() -> Result<Fields, String> {
    let rows = TABLE
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#'));
    let names = rows.skip(1).map(|(at, line)| {
        let (field, name) = line
            .split_once('\t')
            .ok_or_else(|| format!("{FILE}:{}: a row is a field and a name", at + 1))?;
        let field = field
            .parse()
            .map_err(|problem| format!("{FILE}:{}: {problem}", at + 1))?;
        Ok((field, name.to_owned()))
    });
    Ok(Fields {
        names: names.collect::<Result<_, String>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_table_is_sound_and_names_every_part() {
        let fields = load().unwrap_or_else(|problem| panic!("{problem}"));
        for (name, field) in Field::ALL {
            assert!(fields.names.iter().any(|(part, _)| *part == field), "{name}");
        }
    }

    #[test]
    fn names_given_replace_the_built_in_ones() {
        let object = json!({"text": "short", "story": {"full": "long"}, "title": "Talks"});
        let fields = Fields::with(&[
            (Field::Text, "story.full".to_owned()),
            (Field::Title, String::new()),
        ]);
        assert_eq!(fields.find(&object, Field::Text), Some(&json!("long")));
        assert_eq!(fields.find(&object, Field::Title), None);
    }

    #[test]
    fn empty_values_give_way_to_the_next_name() {
        let object = json!({"text": " ", "event_text": "The ministers met.", "id": null, "guid": 7});
        let fields = Fields::default();
        assert_eq!(
            fields.find(&object, Field::Text),
            Some(&json!("The ministers met."))
        );
        assert_eq!(fields.find(&object, Field::Document), Some(&json!(7)));
    }
}
