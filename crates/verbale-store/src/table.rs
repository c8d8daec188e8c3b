//! Tables as lists of columns. The same list writes the cells and the documentation, so neither can drift.

use crate::context::Context;
use crate::value::{Kind, Value};

/// How a cell is found.
pub(crate) type Extract<T> = for<'c, 'r> fn(&'c Context<'r>, &'c <T as Table>::Row<'r>) -> Value<'r>;

/// One column of a table: what documentation says of it and where its cells come from.
pub(crate) struct Column<T: Table + ?Sized> {
    name: &'static str,
    kind: Kind,
    meaning: &'static str,
    /// The record's field, or how the value is made.
    source: &'static str,
    value: Extract<T>,
}

/// Describes a column.
pub(crate) const fn column<T: Table + ?Sized>(
    name: &'static str,
    kind: Kind,
    meaning: &'static str,
    source: &'static str,
    value: Extract<T>,
) -> Column<T> {
    Column {
        name,
        kind,
        meaning,
        source,
        value,
    }
}

/// A table: its rows in a record and its columns.
pub(crate) trait Table: 'static {
    /// What a row is made from.
    type Row<'r>;
    /// Its file's name, without ending.
    const NAME: &'static str;
    /// What one row is, and what the table leaves out.
    const ABOUT: &'static str;
    /// The columns in order.
    const COLUMNS: &'static [Column<Self>];
    /// The rows of a record, in order.
    fn rows<'r>(context: &Context<'r>) -> Vec<Self::Row<'r>>;
}

/// What a writer and a reader of documentation must know of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ColumnInfo {
    /// Name, as in the header.
    pub name: &'static str,
    /// Type.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// What it says.
    pub meaning: &'static str,
    /// The record's field, or how the value is made.
    pub source: &'static str,
}

/// What takes one row.
pub(crate) type EachRow<'f, E> = &'f mut dyn FnMut(&[Value<'_>]) -> Result<(), E>;

/// A [`Table`] whose row type is forgotten, so that tables can stand in one list.
pub(crate) trait AnyTable: Sync {
    fn name(&self) -> &'static str;
    fn about(&self) -> &'static str;
    fn columns(&self) -> Vec<ColumnInfo>;
    fn each_row(
        &self,
        context: &Context<'_>,
        each: EachRow<'_, crate::StoreError>,
    ) -> Result<(), crate::StoreError>;
}

impl<T: Table + Sync> AnyTable for T {
    fn name(&self) -> &'static str {
        T::NAME
    }

    fn about(&self) -> &'static str {
        T::ABOUT
    }

    fn columns(&self) -> Vec<ColumnInfo> {
        let info = |column: &Column<T>| ColumnInfo {
            name: column.name,
            kind: column.kind,
            meaning: column.meaning,
            source: column.source,
        };
        T::COLUMNS.iter().map(info).collect()
    }

    fn each_row(
        &self,
        context: &Context<'_>,
        each: EachRow<'_, crate::StoreError>,
    ) -> Result<(), crate::StoreError> {
        let mut cells = Vec::with_capacity(T::COLUMNS.len());
        for row in T::rows(context) {
            cells.clear();
            for column in T::COLUMNS {
                let value = (column.value)(context, &row);
                debug_assert!(value.is(column.kind), "{}.{}: {value:?}", T::NAME, column.name);
                cells.push(value);
            }
            each(&cells)?;
        }
        Ok(())
    }
}
