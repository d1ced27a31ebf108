//! The regulator's directory of care homes -> homes of an area, and what has changed since the register was made.
//!
//! Only the columns that the register needs are taken up. The names and telephones of managers and nominated individuals
//! pass by with the rest of their row.

mod board;
mod compare;
mod ods;
mod register;
mod words;

pub use compare::{Difference, Findings, compare};
pub use ods::{is_directory as is_directory_workbook, read as read_workbook};
pub use register::{Rewritten, rewrite};
pub use words::report;

use super::decode::decode;
use super::table::{Rows, fault, mark};
use super::value::{day, folded, plain, whole};
use crate::day::Day;
use crate::diagnostic::Sink;
use crate::organisation::HomeType;
use std::collections::{BTreeMap, BTreeSet};

/// The largest directory as CSV, in bytes.
pub const LIMIT: u64 = 256 * 1024 * 1024;
/// How many lines may stand above the heading.
const ABOVE: usize = 20;

/// A care home as the directory has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// The regulator's number for it.
    pub location: String,
    /// Its name.
    pub name: String,
    /// Its NHS code.
    pub ods: String,
    /// Its beds, where the file tells.
    pub beds: Option<u32>,
    /// With or without nursing, where the file tells.
    pub home_type: Option<HomeType>,
    /// The local authority it lies in.
    pub authority: String,
    /// The integrated care boards it lies in or is commissioned by; older files say CCG.
    pub boards: Vec<String>,
}

/// What the directory says.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Open care homes, second registrations left out.
    pub homes: Vec<Listed>,
    /// Every care home's number, also of those that are dormant or registered twice.
    pub locations: BTreeSet<String>,
    /// How many second registrations were left out.
    pub second: usize,
    /// How many dormant homes were left out.
    pub dormant: usize,
    /// Whether the file has beds at all.
    pub has_beds: bool,
    /// The day it tells of, from the file's name.
    pub as_at: Option<Day>,
}

/// The columns that are read, in the order of [`NAMES`].
type Columns = [Option<usize>; NAMES.len()];

/// Each column by the names it has had; capitals do not count.
const NAMES: [&[&str]; 14] = [
    &["location id", "cqc location id (for office use only)", "cqc location id"],
    &["location name", "name"],
    &["care home?"],
    &["dormant (y/n)", "dormant"],
    &["location ods code"],
    &["care homes beds", "care home beds"],
    &["service type - care home service with nursing"],
    &["service type - care home service without nursing"],
    &["service types"],
    &["location local authority", "local authority"],
    &["location onspd ccg", "location onspd icb", "location icb"],
    &["location commissioning ccg", "location commissioning icb"],
    &["location dual registered"],
    &["primary id (dual registration locations)"],
];
const LOCATION: usize = 0;
const NAME: usize = 1;
const CARE_HOME: usize = 2;
const DORMANT: usize = 3;
const ODS: usize = 4;
const BEDS: usize = 5;
const NURSING: usize = 6;
const RESIDENTIAL: usize = 7;
const TYPES: usize = 8;
const AUTHORITY: usize = 9;
const BOARD: usize = 10;
const COMMISSIONER: usize = 11;
const PRIMARY: usize = 13;

/// Where the columns stand; nothing where this is not the heading.
fn columns<S: AsRef<str>>(fields: &[S]) -> Option<Columns> {
    let named: Vec<String> = fields.iter().map(|field| folded(field.as_ref())).collect();
    let found = NAMES.map(|names| named.iter().position(|name| names.contains(&name.as_str())));
    let has = |at: usize| found.get(at).copied().flatten().is_some();
    (has(LOCATION) && has(NAME) && (has(CARE_HOME) || has(TYPES))).then_some(found)
}

/// Whether the first bytes of a text file are those of a directory.
pub fn is_directory(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{FEFF}');
    text.lines().take(ABOVE).any(|line| {
        let mark = mark(line);
        let fields: Vec<&str> = line.split(mark).map(|field| field.trim_matches('"')).collect();
        columns(&fields).is_some()
    })
}

/// Reads a directory saved as CSV.
pub fn read_table(file: &str, bytes: &[u8], sink: &mut Sink) -> Option<Directory> {
    let text = decode(file, bytes, sink)?;
    let from =
        text.lines().take(ABOVE).find(|line| line.matches([',', ';', '\t']).count() > 3).unwrap_or_default();
    let mut reader = Reader::new(file);
    for row in Rows::new(&text, mark(from)) {
        match row {
            Ok(row) => reader.row(&row.fields),
            Err(broken) => {
                sink.push(
                    fault(file, broken.line, broken.message).mend("fetch the file again, and do not edit it"),
                );
                return None;
            }
        }
    }
    reader.done(sink)
}

/// Reads who is whose parent: a column `parent`, and in the others location ids, local authorities or boards.
pub fn lookup(file: &str, bytes: &[u8], sink: &mut Sink) -> Option<BTreeMap<String, String>> {
    let text = decode(file, bytes, sink)?;
    let table = super::table::read(file, &text, sink)?;
    let Some(at) = table.heading.fields.iter().position(|heading| folded(heading) == "parent") else {
        sink.push(fault(file, table.heading.line, "there is no column `parent`").mend(
            "give it the columns place,parent: a location id, local authority or board, and the id of its parent",
        ));
        return None;
    };
    let mut parents = BTreeMap::new();
    for row in &table.rows {
        let parent = row.fields.get(at).map(|parent| folded(parent)).unwrap_or_default();
        let keys = row.fields.iter().enumerate().filter(|(column, _)| *column != at);
        for key in keys.map(|(_, key)| folded(key)).filter(|key| !key.is_empty() && !parent.is_empty()) {
            parents.insert(key, parent.clone());
        }
    }
    Some(parents)
}

/// Takes rows, the heading among the first of them.
struct Reader<'f> {
    file: &'f str,
    columns: Option<Columns>,
    rows: usize,
    directory: Directory,
}

impl<'f> Reader<'f> {
    fn new(file: &'f str) -> Reader<'f> {
        let directory = Directory { as_at: day_of_name(file), ..Directory::default() };
        Reader { file, columns: None, rows: 0, directory }
    }

    fn is_begun(&self) -> bool {
        self.columns.is_some()
    }

    fn row<S: AsRef<str>>(&mut self, fields: &[S]) {
        self.rows += 1;
        let Some(at) = &self.columns else {
            if self.rows <= ABOVE {
                self.columns = columns(fields);
                let has_beds = |columns: &Columns| columns.get(BEDS).copied().flatten().is_some();
                self.directory.has_beds = self.columns.as_ref().is_some_and(has_beds);
            }
            return;
        };
        let get = |column: usize| {
            let place = at.get(column).copied().flatten();
            plain(place.and_then(|place| fields.get(place)).map_or("", AsRef::as_ref))
        };
        let yes = |column: usize| folded(&get(column)).starts_with('y');
        let types = folded(&get(TYPES));
        let (nursing, residential) = (
            yes(NURSING) || types.contains("nursing home"),
            yes(RESIDENTIAL) || types.contains("residential home"),
        );
        let is_home = if at.get(CARE_HOME).copied().flatten().is_some() {
            yes(CARE_HOME)
        } else {
            nursing || residential
        };
        let location = get(LOCATION);
        if !is_home || location.is_empty() {
            return;
        }
        self.directory.locations.insert(location.clone());
        if yes(DORMANT) {
            self.directory.dormant += 1;
            return;
        }
        let primary = get(PRIMARY);
        if !matches!(primary.as_str(), "" | "-" | "Y" | "y") && primary != location {
            self.directory.second += 1;
            return;
        }
        let boards = [get(BOARD), get(COMMISSIONER)].into_iter().filter(|board| !board.is_empty());
        self.directory.homes.push(Listed {
            location,
            name: get(NAME),
            ods: get(ODS),
            beds: whole(&get(BEDS)).and_then(|beds| u32::try_from(beds).ok()),
            home_type: if nursing {
                Some(HomeType::Nursing)
            } else {
                residential.then_some(HomeType::Residential)
            },
            authority: get(AUTHORITY),
            boards: boards.collect(),
        });
    }

    fn done(self, sink: &mut Sink) -> Option<Directory> {
        if self.columns.is_none() {
            let message = "no heading of the CQC directory was found in the first lines";
            sink.push(
                fault(self.file, 1, message)
                    .allowed("columns such as Location ID, Location Name and Care home?")
                    .mend(
                        "fetch the \"Care directory with filters\" from the CQC's site, and do not edit it",
                    ),
            );
        }
        self.columns.map(|_| self.directory)
    }
}

/// `01_July_2026_HSCA_Active_Locations.ods` -> 1 July 2026.
fn day_of_name(file: &str) -> Option<Day> {
    let base = file.rsplit(['/', '\\']).next()?;
    let words: Vec<&str> = base.split(['_', ' ', '.']).take(3).collect();
    day(&words.join(" "))
}
