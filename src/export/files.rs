//! Every file of data for a site or a folder, one after the other, each with what it is.

use super::tables::{Shown, Table, all};
use super::{Fault, book, csv, metadata, ods, xlsx};
use crate::results::Results;

/// The name of the data package.
pub(super) const PACKAGE: &str = "datapackage.json";
/// The name of the workbook as OpenDocument.
pub(super) const ODS: &str = "results.ods";
/// The name of the workbook as Office Open XML.
pub(super) const XLSX: &str = "results.xlsx";

/// A file of data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its length in bytes.
    pub bytes: usize,
}

/// What a file of data is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// A table as CSV, with its number of rows.
    Csv {
        /// The table's name.
        table: &'static str,
        /// The table's title.
        title: &'static str,
        /// Its rows.
        rows: usize,
    },
    /// What a CSV file's columns mean, for programs.
    Metadata {
        /// The table's name.
        table: &'static str,
    },
    /// What all CSV files are, for programs.
    Package,
    /// Every table in a workbook.
    Workbook {
        /// Whether it is OpenDocument; else it is Office Open XML.
        open_document: bool,
    },
    /// A list for people as CSV, which is no table of the package.
    List {
        /// What it holds, in a few words.
        about: String,
    },
    /// Results with their structure, as JSON.
    Json {
        /// What it holds, in a few words.
        about: String,
    },
}

impl FileKind {
    /// What a reader calls its format.
    pub fn format(&self) -> &'static str {
        match self {
            FileKind::Csv { .. } | FileKind::List { .. } => "CSV",
            FileKind::Workbook { open_document: true } => "ODS (OpenDocument)",
            FileKind::Workbook { open_document: false } => "XLSX (Excel)",
            FileKind::Json { .. } => "JSON",
            FileKind::Metadata { .. } => "JSON (CSVW)",
            FileKind::Package => "JSON (Frictionless)",
        }
    }
}

/// The name of a table's CSV file.
pub(super) fn csv_name(table: &str) -> String {
    format!("{table}.csv")
}

/// The name under which programs look for the metadata of a table's CSV file.
pub(super) fn metadata_name(table: &str) -> String {
    format!("{table}.csv-metadata.json")
}

/// What takes files, one after the other.
pub type Take<'t, E> = &'t mut dyn FnMut(File, &[u8]) -> Result<(), E>;

/// A part of a file that is handed on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part<'p> {
    /// Some bytes of the file of this name. More may come.
    Bytes(&'p str, &'p [u8]),
    /// It was all of them, of this file.
    Whole(File),
}

/// Hands on every CSV file with its metadata, and the data package.
pub fn csv_files<E: From<Fault>>(
    results: &Results<'_>,
    shown: &dyn Shown,
    take: Take<'_, E>,
) -> Result<(), E> {
    let mut gathered = Vec::new();
    csv_in_parts(results, shown, &mut |part| match part {
        Part::Bytes(_, bytes) => {
            gathered.extend_from_slice(bytes);
            Ok(())
        }
        Part::Whole(file) => take(file, &std::mem::take(&mut gathered)),
    })
}

/// The same part by part: no long table is ever held whole.
pub fn csv_in_parts<E: From<Fault>>(
    results: &Results<'_>,
    shown: &dyn Shown,
    take: &mut dyn FnMut(Part<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut resources = Vec::new();
    for table in all(results, shown) {
        resources.push(one(&table, take)?);
    }
    let settings = &results.workspace.settings;
    let as_at = results.workspace.as_at.map(|day| day.to_string());
    let package = metadata::package(&settings.title, settings.publisher.as_deref(), as_at, &resources)?;
    whole(take, PACKAGE.to_owned(), FileKind::Package, &package)
}

fn one<E: From<Fault>>(
    table: &Table<'_>,
    take: &mut dyn FnMut(Part<'_>) -> Result<(), E>,
) -> Result<metadata::Resource, E> {
    let name = csv_name(table.name);
    let size = csv::in_pieces(table, &mut |piece: &[u8]| take(Part::Bytes(&name, piece)))?;
    let kind = FileKind::Csv { table: table.name, title: table.title, rows: size.rows };
    take(Part::Whole(File { name, kind, bytes: size.bytes }))?;
    let csvw = metadata::csvw(table)?;
    whole(take, metadata_name(table.name), FileKind::Metadata { table: table.name }, &csvw)?;
    Ok(metadata::resource(table, size.bytes))
}

fn whole<E>(
    take: &mut dyn FnMut(Part<'_>) -> Result<(), E>,
    name: String,
    kind: FileKind,
    bytes: &[u8],
) -> Result<(), E> {
    take(Part::Bytes(&name, bytes))?;
    take(Part::Whole(File { name, kind, bytes: bytes.len() }))
}

/// A workbook with every table there is room for, OpenDocument or Office Open XML.
pub fn workbook(
    results: &Results<'_>,
    shown: &dyn Shown,
    open_document: bool,
) -> Result<(File, Vec<u8>), Fault> {
    let book = book(results, shown, all(results, shown));
    let (name, bytes) = if open_document { (ODS, ods(&book)?) } else { (XLSX, xlsx(&book)?) };
    let kind = FileKind::Workbook { open_document };
    Ok((File { name: name.to_owned(), kind, bytes: bytes.len() }, bytes))
}

/// Hands on both workbooks.
pub fn workbooks<E: From<Fault>>(
    results: &Results<'_>,
    shown: &dyn Shown,
    take: Take<'_, E>,
) -> Result<(), E> {
    for open_document in [true, false] {
        let (file, bytes) = workbook(results, shown, open_document)?;
        take(file, &bytes)?;
    }
    Ok(())
}
