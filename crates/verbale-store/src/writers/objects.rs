//! JSON objects from columns: `a.b` is an object in an object, `a[].b` a field of each object of a list.

use crate::context::Context;
use crate::error::StoreError;
use crate::file::OutputFile;
use crate::sink::{Sink, Summary};
use crate::table::AnyTable;
use crate::value::Value;
use serde_json::{Map, Value as Json};
use verbale_record::Record;

pub(super) struct Objects {
    table: &'static dyn AnyTable,
    names: Vec<&'static str>,
    file: OutputFile,
    records: u64,
    rows: u64,
}

impl Objects {
    pub(super) fn new(table: &'static dyn AnyTable, file: OutputFile) -> Self {
        let names = table.columns().iter().map(|column| column.name).collect();
        Self {
            table,
            names,
            file,
            records: 0,
            rows: 0,
        }
    }
}

impl Sink for Objects {
    fn write(&mut self, record: &Record) -> Result<(), StoreError> {
        let Self {
            table,
            names,
            file,
            rows,
            ..
        } = self;
        table.each_row(&Context::new(record), &mut |cells| {
            let mut line = object(names, cells).to_string();
            line.push('\n');
            *rows += 1;
            file.put(line.as_bytes())
        })?;
        self.records += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Summary, StoreError> {
        Ok(Summary {
            records: self.records,
            files: vec![(self.file.finish()?, self.rows)],
        })
    }
}

fn object(names: &[&str], cells: &[Value<'_>]) -> Json {
    let mut object = Map::new();
    for (name, cell) in names.iter().zip(cells) {
        if let (Some((list, field)), Value::Texts(items)) = (name.split_once("[]."), cell) {
            if items.is_empty() {
                continue;
            }
            place_in_list(&mut object, list, field, items);
        } else if let Some(value) = json(cell) {
            match name.split_once('.') {
                Some((outer, inner)) => {
                    if let Json::Object(outer) =
                        object.entry(outer).or_insert_with(|| Json::Object(Map::new()))
                    {
                        outer.insert(inner.to_owned(), value);
                    }
                }
                None => {
                    object.insert((*name).to_owned(), value);
                }
            }
        }
    }
    Json::Object(object)
}

fn place_in_list(
    object: &mut Map<String, Json>,
    list: &str,
    field: &str,
    items: &[std::borrow::Cow<'_, str>],
) {
    let Json::Array(objects) = object.entry(list).or_insert_with(|| Json::Array(Vec::new())) else {
        return;
    };
    objects.resize_with(items.len().max(objects.len()), || Json::Object(Map::new()));
    for (slot, item) in objects.iter_mut().zip(items) {
        if let (Json::Object(slot), false) = (slot, item.is_empty()) {
            slot.insert(field.to_owned(), Json::String(item.to_string()));
        }
    }
}

/// The value in JSON; nothing for what is missing.
fn json(cell: &Value<'_>) -> Option<Json> {
    Some(match cell {
        Value::Null => return None,
        Value::Texts(items) if items.is_empty() => return None,
        Value::Text(text) => Json::String(text.to_string()),
        Value::Texts(items) => items.iter().map(|item| Json::String(item.to_string())).collect(),
        Value::Integer(number) => (*number).into(),
        Value::Integers(numbers) => numbers.iter().copied().collect(),
        Value::Double(number) => (*number).into(),
        Value::Boolean(truth) => (*truth).into(),
        Value::Date(date) => Json::String(date.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_where_values_stand() {
        let names = [
            "id",
            "actor[].code",
            "actor[].office",
            "loc.lat",
            "loc.city",
            "mode",
        ];
        let cells = [
            Value::text("r-e1"),
            Value::collect(["RUS", "UKR"]),
            Value::collect(["", "president"]),
            Value::Double(1.5),
            Value::Null,
            Value::collect([]),
        ];
        assert_eq!(
            object(&names, &cells),
            serde_json::json!({"id": "r-e1", "actor": [{"code": "RUS"}, {"code": "UKR", "office": "president"}],
                "loc": {"lat": 1.5}})
        );
    }
}
