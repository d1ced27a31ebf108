//! Tables -> what other programs read about them: CSVW beside each CSV file, and one data package for all of them.

use super::Fault;
use super::tables::{Column, LIST, Table};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is said of guarded text, wherever CSV files are described.
pub const APOSTROPHE: &str =
    "Text that a spreadsheet would run as a formula has an apostrophe before it; take one away to read it.";

/// The CSVW metadata of a table's CSV file (W3C, Metadata Vocabulary for Tabular Data).
pub(super) fn csvw(table: &Table<'_>) -> Result<Vec<u8>, Fault> {
    #[derive(Serialize)]
    struct Csvw {
        #[serde(rename = "@context")]
        context: Value,
        url: String,
        #[serde(rename = "dc:title")]
        title: &'static str,
        #[serde(rename = "dc:description")]
        description: String,
        #[serde(rename = "dc:language")]
        language: &'static str,
        dialect: Value,
        #[serde(rename = "tableSchema")]
        schema: Value,
    }
    let columns: Vec<CsvwColumn<'_>> = table.columns.iter().map(csvw_column).collect();
    let csvw = Csvw {
        context: json!(["http://www.w3.org/ns/csvw", { "@language": "en-GB" }]),
        url: super::files::csv_name(table.name),
        title: table.title,
        description: description(table),
        language: "en-GB",
        dialect: json!({ "encoding": "utf-8", "header": true, "lineTerminators": ["\r\n"] }),
        schema: json!({ "columns": columns, "primaryKey": key(table) }),
    };
    bytes(&super::files::metadata_name(table.name), &csvw)
}

#[derive(Serialize)]
struct CsvwColumn<'c> {
    name: &'c str,
    titles: &'c str,
    #[serde(rename = "dc:title")]
    title: &'c str,
    #[serde(rename = "dc:description")]
    description: String,
    datatype: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    separator: Option<&'static str>,
    required: bool,
}

fn csvw_column(column: &Column) -> CsvwColumn<'_> {
    let mut datatype = BTreeMap::from([("base", json!(column.datatype.word()))]);
    if !column.allowed.is_empty() {
        datatype.insert("format", json!(format!("^({})$", column.allowed.join("|"))));
    }
    CsvwColumn {
        name: &column.name,
        titles: &column.name,
        title: &column.title,
        description: meaning(column),
        datatype: json!(datatype),
        separator: column.is_list.then_some(LIST),
        required: column.empty.is_none(),
    }
}

/// A table's CSV file in a data package.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(super) struct Resource {
    name: &'static str,
    path: String,
    title: &'static str,
    description: String,
    profile: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    dialect: Value,
    schema: Value,
}

/// The entry of a table in a data package, given the length of its CSV file.
pub(super) fn resource(table: &Table<'_>, bytes: usize) -> Resource {
    let fields: Vec<Field<'_>> = table.columns.iter().map(field).collect();
    Resource {
        name: table.name,
        path: super::files::csv_name(table.name),
        title: table.title,
        description: description(table),
        profile: "tabular-data-resource",
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes,
        dialect: json!({ "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true }),
        schema: json!({ "fields": fields, "missingValues": [""], "primaryKey": key(table) }),
    }
}

#[derive(Serialize)]
struct Field<'c> {
    name: &'c str,
    title: &'c str,
    description: String,
    #[serde(rename = "type")]
    datatype: &'static str,
    constraints: Value,
}

fn field(column: &Column) -> Field<'_> {
    let mut constraints = BTreeMap::from([("required", json!(column.empty.is_none()))]);
    match (column.is_list, column.allowed.is_empty()) {
        (_, true) => {}
        (false, false) => {
            constraints.insert("enum", json!(column.allowed));
        }
        (true, false) => {
            let word = format!("({})", column.allowed.join("|"));
            constraints.insert("pattern", json!(format!("{word}({LIST}{word})*")));
        }
    }
    Field {
        name: &column.name,
        title: &column.title,
        description: meaning(column),
        datatype: column.datatype.word(),
        constraints: json!(constraints),
    }
}

/// The data package of all tables (Frictionless Data, version 1).
pub(super) fn package(
    title: &str,
    publisher: Option<&str>,
    as_at: Option<String>,
    resources: &[Resource],
) -> Result<Vec<u8>, Fault> {
    #[derive(Serialize)]
    struct Package<'p> {
        profile: &'static str,
        name: &'static str,
        title: &'p str,
        description: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        contributors: Vec<Value>,
        as_at: Option<String>,
        resources: &'p [Resource],
    }
    let publisher = publisher.map(|publisher| json!({ "title": publisher, "role": "publisher" }));
    let package = Package {
        profile: "data-package",
        name: "homeround-results",
        title,
        description: format!(
            "Self-assessments of enhanced health in care homes, scored. They are not an inspection or a performance \
             rating. {APOSTROPHE}"
        ),
        contributors: publisher.into_iter().collect(),
        as_at,
        resources,
    };
    bytes(super::files::PACKAGE, &package)
}

fn bytes(name: &str, value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|fault| Fault::unmade(name, &fault))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn description(table: &Table<'_>) -> String {
    format!("Each row: {} {APOSTROPHE}", table.row)
}

/// The columns of the key that stand in this edition; none where one of them does not.
fn key(table: &Table<'_>) -> Vec<&'static str> {
    let stands = |name: &&str| table.columns.iter().any(|column| column.name == **name);
    if table.key.iter().all(stands) { table.key.to_vec() } else { Vec::new() }
}

/// Everything that is said of a column, in sentences.
fn meaning(column: &Column) -> String {
    match column.empty {
        Some(empty) => format!("{} Empty when {}.", holds(column), empty.when),
        None => holds(column),
    }
}

/// What a column holds where it holds something, in sentences.
pub fn holds(column: &Column) -> String {
    let mut said = vec![column.about.to_string()];
    said.extend(column.unit.map(|unit| format!("Unit: {unit}.")));
    if column.is_list {
        said.push(format!("Several are parted by \"{LIST}\"."));
    }
    if !column.allowed.is_empty() {
        said.push(format!("One of: {}.", column.allowed.join(", ")));
    }
    said.join(" ")
}
