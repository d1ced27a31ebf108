//! A table -> JSON: a list with an object for each row, absent cells null.

use super::Fault;
use super::tables::{Cell, Column, Table};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A table as JSON, for programs that want no CSV. Words are as they were written; lists are one text, as in CSV.
pub fn records(table: &Table<'_>) -> Result<Vec<u8>, Fault> {
    let mut bytes = serde_json::to_vec(&Records(table)).map_err(|fault| Fault::unmade(table.name, &fault))?;
    bytes.push(b'\n');
    Ok(bytes)
}

struct Records<'t, 'r>(&'t Table<'r>);

impl Serialize for Records<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for row in self.0.rows() {
            list.serialize_element(&Record { columns: &self.0.columns, row: &row })?;
        }
        list.end()
    }
}

struct Record<'t, 'r> {
    columns: &'t [Column],
    row: &'t [Cell<'r>],
}

impl Serialize for Record<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.row.len()))?;
        for (column, cell) in self.columns.iter().zip(self.row) {
            map.serialize_entry(&column.name, &Value(cell))?;
        }
        map.end()
    }
}

struct Value<'t, 'r>(&'t Cell<'r>);

impl Serialize for Value<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Text(words) => serializer.serialize_str(words),
            Cell::Whole(number) => serializer.serialize_i64(*number),
            Cell::Number(number) => serializer.serialize_f64(*number),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
            Cell::Day(day) => serializer.collect_str(day),
            Cell::Absent => serializer.serialize_unit(),
        }
    }
}
