//! Parquet without Arrow: columns are collected and written a row group at a time.

use super::RowWriter;
use crate::error::StoreError;
use crate::file::{Complete, OutputFile};
use crate::table::ColumnInfo;
use crate::value::{Kind, Value};
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result as Written};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::mem::take;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A row group is written when it holds about so many bytes: few enough for sixteen tables at once.
const GROUP_BYTES: usize = 8 << 20;
/// What an empty cell costs while it waits.
const CELL_BYTES: usize = 8;

pub(super) struct Parquet {
    writer: SerializedFileWriter<OutputFile>,
    path: PathBuf,
    columns: Vec<Buffer>,
    bytes: usize,
    rows: usize,
}

impl Parquet {
    pub(super) fn create(path: &Path, table: &str, columns: &[ColumnInfo]) -> Result<Self, StoreError> {
        let file = OutputFile::create(path)?;
        let level = ZstdLevel::try_new(3).map_err(fault(path))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .build();
        let schema = schema(table, columns).map_err(fault(path))?;
        let writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(fault(path))?;
        Ok(Self {
            writer,
            path: path.to_owned(),
            columns: columns.iter().map(|column| Buffer::new(column.kind)).collect(),
            bytes: 0,
            rows: 0,
        })
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        if self.rows > 0 {
            self.bytes = 0;
            self.rows = 0;
            group(&mut self.writer, &mut self.columns).map_err(fault(&self.path))?;
        }
        Ok(())
    }
}

impl RowWriter for Parquet {
    fn row(&mut self, cells: &[Value<'_>]) -> Result<(), StoreError> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += CELL_BYTES + column.push(cell);
        }
        self.rows += 1;
        if self.bytes >= GROUP_BYTES {
            self.flush()
        } else {
            Ok(())
        }
    }

    fn path(&self) -> &Path {
        &self.path
    }

    fn complete(mut self: Box<Self>) -> Result<Complete, StoreError> {
        self.flush()?;
        let Self { writer, path, .. } = *self;
        writer.into_inner().map_err(fault(&path))?.complete()
    }
}

fn fault(path: &Path) -> impl FnOnce(ParquetError) -> StoreError + '_ {
    |source| StoreError::Parquet {
        path: path.to_owned(),
        source,
    }
}

fn group(writer: &mut SerializedFileWriter<OutputFile>, columns: &mut [Buffer]) -> Written<()> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        column.write(&mut group)?;
    }
    group.close()?;
    Ok(())
}

/// Scalars are optional; lists have the three levels that all readers understand, and are empty rather than null.
fn schema(table: &str, columns: &[ColumnInfo]) -> Written<TypePtr> {
    let fields = columns.iter().map(|column| field(column).map(Arc::new));
    let fields = fields.collect::<Written<Vec<_>>>()?;
    Ok(Arc::new(
        Type::group_type_builder(table).with_fields(fields).build()?,
    ))
}

fn field(column: &ColumnInfo) -> Written<Type> {
    let primitive = |name: &str, physical: Physical, logical: Option<LogicalType>, repetition: Repetition| {
        Type::primitive_type_builder(name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition)
            .build()
    };
    let list = |element: Type| {
        let repeated = Type::group_type_builder("list")
            .with_repetition(Repetition::REPEATED)
            .with_fields(vec![Arc::new(element)])
            .build()?;
        Type::group_type_builder(column.name)
            .with_repetition(Repetition::REQUIRED)
            .with_logical_type(Some(LogicalType::List))
            .with_fields(vec![Arc::new(repeated)])
            .build()
    };
    let (optional, required) = (Repetition::OPTIONAL, Repetition::REQUIRED);
    match column.kind {
        Kind::Text => primitive(
            column.name,
            Physical::BYTE_ARRAY,
            Some(LogicalType::String),
            optional,
        ),
        Kind::Integer => primitive(column.name, Physical::INT64, None, optional),
        Kind::Double => primitive(column.name, Physical::DOUBLE, None, optional),
        Kind::Boolean => primitive(column.name, Physical::BOOLEAN, None, optional),
        Kind::Date => primitive(column.name, Physical::INT32, Some(LogicalType::Date), optional),
        Kind::TextList => list(primitive(
            "element",
            Physical::BYTE_ARRAY,
            Some(LogicalType::String),
            required,
        )?),
        Kind::IntegerList => list(primitive("element", Physical::INT64, None, required)?),
    }
}

enum Values {
    Texts(Vec<ByteArray>),
    Integers(Vec<i64>),
    Doubles(Vec<f64>),
    Booleans(Vec<bool>),
    Days(Vec<i32>),
}

/// The cells of one column that wait for their row group, in Parquet's form: values, and levels that say which cells
/// have one (definition) and which values begin a cell (repetition, for lists).
struct Buffer {
    values: Values,
    list: bool,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

impl Buffer {
    fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text | Kind::TextList => Values::Texts(Vec::new()),
            Kind::Integer | Kind::IntegerList => Values::Integers(Vec::new()),
            Kind::Double => Values::Doubles(Vec::new()),
            Kind::Boolean => Values::Booleans(Vec::new()),
            Kind::Date => Values::Days(Vec::new()),
        };
        let list = matches!(kind, Kind::TextList | Kind::IntegerList);
        Self {
            values,
            list,
            definition: Vec::new(),
            repetition: Vec::new(),
        }
    }

    /// Takes a cell and says how many bytes it holds. A value of another type than the column's, which tests exclude,
    /// counts as missing.
    fn push(&mut self, cell: &Value<'_>) -> usize {
        match (&mut self.values, cell) {
            (Values::Texts(values), Value::Text(text)) => {
                values.push(bytes(text));
                self.present(1, text.len() + size_of::<ByteArray>())
            }
            (Values::Texts(values), Value::Texts(items)) => {
                values.extend(items.iter().map(|item| bytes(item)));
                let size = items.iter().map(|item| item.len() + size_of::<ByteArray>()).sum();
                self.present(items.len(), size)
            }
            (Values::Integers(values), Value::Integer(number)) => {
                values.push(*number);
                self.present(1, 8)
            }
            (Values::Integers(values), Value::Integers(numbers)) => {
                values.extend(numbers);
                self.present(numbers.len(), 8 * numbers.len())
            }
            (Values::Doubles(values), Value::Double(number)) => {
                values.push(*number);
                self.present(1, 8)
            }
            (Values::Booleans(values), Value::Boolean(truth)) => {
                values.push(*truth);
                self.present(1, 1)
            }
            (Values::Days(values), Value::Date(date)) => {
                values.push(since_epoch(*date));
                self.present(1, 4)
            }
            _ => self.present(0, 0),
        }
    }

    fn present(&mut self, items: usize, size: usize) -> usize {
        self.definition.extend(std::iter::repeat_n(1, items));
        if items == 0 {
            self.definition.push(0);
        }
        if self.list {
            self.repetition.push(0);
            self.repetition
                .extend(std::iter::repeat_n(1, items.saturating_sub(1)));
        }
        size
    }

    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, OutputFile>) -> Written<()> {
        let definition = take(&mut self.definition);
        let repetition = take(&mut self.repetition);
        let repetition = self.list.then_some(repetition.as_slice());
        match &mut self.values {
            Values::Texts(values) => column::<ByteArrayType>(group, &take(values), &definition, repetition),
            Values::Integers(values) => column::<Int64Type>(group, &take(values), &definition, repetition),
            Values::Doubles(values) => column::<DoubleType>(group, &take(values), &definition, repetition),
            Values::Booleans(values) => column::<BoolType>(group, &take(values), &definition, repetition),
            Values::Days(values) => column::<Int32Type>(group, &take(values), &definition, repetition),
        }
    }
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, OutputFile>,
    values: &[T::T],
    definition: &[i16],
    repetition: Option<&[i16]>,
) -> Written<()> {
    let missing = || ParquetError::General("a column more than the schema has".to_owned());
    let mut writer = group.next_column()?.ok_or_else(missing)?;
    writer
        .typed::<T>()
        .write_batch(values, Some(definition), repetition)?;
    writer.close()
}

fn bytes(text: &str) -> ByteArray {
    ByteArray::from(text.as_bytes().to_vec())
}

/// Days since 1 January 1970.
fn since_epoch(date: Date) -> i32 {
    (date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        let day = |text: &str| since_epoch(text.parse().unwrap());
        assert_eq!(
            (day("1970-01-01"), day("1969-12-31"), day("2022-03-10")),
            (0, -1, 19061)
        );
    }

    #[test]
    fn levels_tell_empty_lists_from_single_items() {
        let mut buffer = Buffer::new(Kind::IntegerList);
        for cell in [vec![1, 2, 3], vec![], vec![4]] {
            buffer.push(&Value::Integers(cell));
        }
        assert_eq!(buffer.definition, [1, 1, 1, 0, 1]);
        assert_eq!(buffer.repetition, [0, 1, 1, 0, 0]);
    }
}
