//! `answers/organisations.csv` -> a register. The only file that knows how the register's CSV is read.

use super::register::{HomeType, Register, Row};
use super::{Kind, check};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, nearest};
use crate::id::OrganisationId;
use crate::source::{Text, table};
use std::collections::BTreeMap;

/// Every column, those that must stand first.
const COLUMNS: [&str; 12] = [
    "id",
    "name",
    "kind",
    "parent",
    "beds",
    "home_type",
    "cqc_location_id",
    "ods_code",
    "valid_from",
    "valid_to",
    "successor",
    "groups",
];
/// How many of them must stand.
const REQUIRED: usize = 4;
/// The longest name of an organisation, in characters.
const NAME: usize = 120;

/// A row of the file with the place of each of its fields.
pub(super) struct RawRow<'t> {
    text: &'t Text,
    fields: Vec<(&'t str, std::ops::Range<usize>)>,
    /// The position of each known column among the fields.
    columns: &'t [Option<usize>; COLUMNS.len()],
}

impl RawRow<'_> {
    /// What stands in a column, without spaces at its ends; nothing where it is empty or the column is absent.
    fn get(&self, column: &str) -> Option<(&str, Place)> {
        let at = COLUMNS.iter().position(|known| *known == column)?;
        let (value, span) = self.fields.get(self.columns[at]?)?;
        let value = value.trim();
        (!value.is_empty()).then(|| (value, self.text.place(span.clone())))
    }

    /// Where a column stands in this row.
    fn place(&self, column: &str) -> Place {
        let at = COLUMNS.iter().position(|known| *known == column);
        let field = at.and_then(|at| self.columns[at]).and_then(|at| self.fields.get(at));
        self.text.place(field.or(self.fields.first()).map_or(0..0, |(_, span)| span.clone()))
    }
}

/// Reads the register; everything that is wrong with it is reported, and rows without an id or a kind are left out.
pub fn read(text: &Text, sink: &mut Sink) -> Register {
    let hidden = text.controls();
    if !hidden.is_empty() {
        sink.extend(hidden);
        return Register::default();
    }
    let mut records = records(text);
    if records.is_empty() {
        sink.push(
            Diagnostic::new(Code::FileEmpty, "the register is empty")
                .at(text.whole())
                .mend(format!("begin it with the line {}", COLUMNS.join(","))),
        );
        return Register::default();
    }
    let heading = records.remove(0);
    let Some(columns) = columns(text, &heading, sink) else { return Register::default() };
    let mut rows: BTreeMap<OrganisationId, Vec<(Row, Place, check::Links)>> = BTreeMap::new();
    for fields in records {
        if fields.iter().all(|(value, _)| value.trim().is_empty()) {
            continue;
        }
        if let Some(fault) = malformed(text, &fields, heading.len()) {
            sink.push(fault);
            continue;
        }
        let raw = RawRow { text, fields, columns: &columns };
        if let Some((id, row, links)) = read_row(&raw, sink) {
            rows.entry(id).or_default().push((row, raw.place("id"), links));
        }
    }
    check::register(rows, sink)
}

/// Every record as fields with their places, quotation marks taken off.
fn records(text: &Text) -> Vec<Vec<(&str, std::ops::Range<usize>)>> {
    let whole = text.text.as_str();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(whole.as_bytes());
    let starts: Vec<usize> = reader
        .byte_records()
        .filter_map(Result::ok)
        .filter_map(|record| usize::try_from(record.position()?.byte()).ok())
        .collect();
    let ends = starts.iter().skip(1).copied().chain([whole.len()]);
    starts.iter().zip(ends).map(|(start, end)| fields(whole, *start, end)).collect()
}

/// The fields of one record. Doubled quotation marks stay doubled: no name needs them, and a place must stay a place.
fn fields(whole: &str, start: usize, end: usize) -> Vec<(&str, std::ops::Range<usize>)> {
    let record = whole.get(start..end).unwrap_or_default();
    let blank = record.len() - record.trim_start_matches(['\r', '\n']).len();
    let record = record.trim_matches(['\r', '\n']);
    let mut fields = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (at, letter) in record.char_indices().chain([(record.len(), ',')]) {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted || at == record.len() => {
                let value = &record[from..at];
                let bare = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                let inset = usize::from(bare.is_some());
                let base = start + blank + from + inset;
                let bare = bare.unwrap_or(value);
                fields.push((bare, base..base + bare.len()));
                from = at + 1;
            }
            _ => {}
        }
    }
    fields
}

fn columns(
    text: &Text,
    heading: &[(&str, std::ops::Range<usize>)],
    sink: &mut Sink,
) -> Option<[Option<usize>; COLUMNS.len()]> {
    let named: Vec<String> = heading.iter().map(|(name, _)| name.trim().to_lowercase()).collect();
    let mut columns = [None; COLUMNS.len()];
    for (column, known) in columns.iter_mut().zip(COLUMNS) {
        *column = named.iter().position(|name| name == known);
    }
    for (name, (_, span)) in named.iter().zip(heading) {
        if !COLUMNS.contains(&name.as_str()) {
            let diagnostic =
                Diagnostic::new(Code::RegisterColumnUnknown, format!("the column `{name}` is not known"))
                    .at(text.place(span.clone()))
                    .found("kept out of everything")
                    .allowed(COLUMNS.join(", "));
            sink.push(match nearest(name, COLUMNS) {
                Some(meant) => diagnostic.mend(format!("call it `{meant}` if that was meant")),
                None => diagnostic.mend("take the column away if it was not meant for this program"),
            });
        }
    }
    let missing: Vec<&str> = COLUMNS
        .iter()
        .zip(&columns)
        .take(REQUIRED)
        .filter(|(_, at)| at.is_none())
        .map(|(name, _)| *name)
        .collect();
    if !missing.is_empty() {
        sink.push(
            Diagnostic::new(
                Code::RegisterColumn,
                format!("the register has no column {}", missing.join(", ")),
            )
            .at(text.place(0..text.text.find('\n').unwrap_or(text.text.len())))
            .allowed(format!("columns with commas between them: {}", COLUMNS.join(",")))
            .mend("put the names of the columns into the first line"),
        );
        return None;
    }
    Some(columns)
}

fn malformed(text: &Text, fields: &[(&str, std::ops::Range<usize>)], wanted: usize) -> Option<Diagnostic> {
    let place = || {
        let start = fields.first().map_or(0, |(_, span)| span.start);
        text.place(start..start)
    };
    if fields.iter().any(|(value, _)| value.contains('\n')) {
        return Some(
            Diagnostic::new(Code::RegisterRow, "a quotation mark is left open in this row")
                .at(place())
                .mend("close it, or take it away"),
        );
    }
    (fields.len() != wanted).then(|| {
        Diagnostic::new(
            Code::RegisterRow,
            format!("this row has {} fields, the heading {wanted}", fields.len()),
        )
        .at(place())
        .mend("give each row as many commas as the heading; put a name with a comma into quotation marks")
    })
}

fn read_row(raw: &RawRow<'_>, sink: &mut Sink) -> Option<(OrganisationId, Row, check::Links)> {
    let id = required(raw, "id", sink).and_then(|(value, place)| id_of(value, &place, sink));
    let name = required(raw, "name", sink).and_then(|(value, place)| name(value, place, sink));
    let kind = required(raw, "kind", sink)
        .and_then(|(value, place)| one_of("kind", value, place, Kind::WORDS, sink));
    let parent = raw.get("parent").and_then(|(value, place)| Some((id_of(value, &place, sink)?, place)));
    let types = [("nursing", HomeType::Nursing), ("residential", HomeType::Residential)];
    let home_type =
        raw.get("home_type").and_then(|(value, place)| one_of("home_type", value, place, &types, sink));
    let valid_from = day(raw, "valid_from", sink);
    let valid_to = day(raw, "valid_to", sink);
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && to <= from
    {
        sink.push(
            Diagnostic::new(Code::PeriodBackwards, "`valid_to` is not after `valid_from`")
                .at(raw.place("valid_to"))
                .found(format!("{to}, and valid_from is {from}"))
                .mend("correct one of the two dates"),
        );
    }
    let groups = ids(raw, "groups", sink);
    let successors = ids(raw, "successor", sink);
    let row = Row {
        name: name?,
        kind: kind?,
        parent: parent.as_ref().map(|(id, _)| id.clone()),
        beds: beds(raw, sink),
        home_type,
        cqc_location_id: raw.get("cqc_location_id").map(|(value, _)| value.to_owned()),
        ods_code: raw.get("ods_code").map(|(value, _)| value.to_owned()),
        valid_from,
        valid_to,
        successors: successors.iter().map(|(id, _)| id.clone()).collect(),
        groups: groups.iter().map(|(id, _)| id.clone()).collect(),
    };
    Some((id?, row, check::Links { parent: parent.map(|(_, place)| place), groups, successors }))
}

fn required<'r>(raw: &'r RawRow<'_>, column: &str, sink: &mut Sink) -> Option<(&'r str, Place)> {
    let found = raw.get(column);
    if found.is_none() {
        sink.push(
            Diagnostic::new(Code::TextBlank, format!("this row has no {column}"))
                .at(raw.place(column))
                .mend(format!("write the organisation's {column}, or take the row away")),
        );
    }
    found
}

fn id_of(value: &str, place: &Place, sink: &mut Sink) -> Option<OrganisationId> {
    match OrganisationId::parse(value) {
        Ok(id) => Some(id),
        Err(why) => {
            let diagnostic = Diagnostic::new(Code::IdMalformed, "").at(place.clone());
            sink.push(table::malformed(diagnostic, value, why));
            None
        }
    }
}

fn name(value: &str, place: Place, sink: &mut Sink) -> Option<String> {
    let length = value.chars().count();
    if length > NAME {
        sink.push(
            Diagnostic::new(Code::TextTooLong, "this name is too long")
                .at(place)
                .found(format!("{length} characters"))
                .allowed(format!("at most {NAME} characters"))
                .mend(format!("shorten it by {}", length - NAME)),
        );
        return None;
    }
    if let Some(mark) = table::turning_mark(value) {
        sink.push(table::turned(Diagnostic::new(Code::TextDirection, "").at(place), mark));
        return None;
    }
    Some(value.replace("\"\"", "\""))
}

fn one_of<T: Copy>(
    column: &str,
    value: &str,
    place: Place,
    known: &[(&str, T)],
    sink: &mut Sink,
) -> Option<T> {
    let found = known.iter().find(|(word, _)| *word == value).map(|(_, value)| *value);
    if found.is_none() {
        let words = || known.iter().map(|(word, _)| *word);
        let diagnostic = Diagnostic::new(Code::ValueNotAllowed, format!("`{column}` cannot be this"))
            .at(place)
            .found(format!("found \"{value}\""))
            .allowed(words().collect::<Vec<_>>().join(", "));
        sink.push(match nearest(value, words()) {
            Some(meant) => diagnostic.mend(format!("write {meant} if that was meant")),
            None => diagnostic.mend("write one of these"),
        });
    }
    found
}

fn beds(raw: &RawRow<'_>, sink: &mut Sink) -> Option<u32> {
    let (value, place) = raw.get("beds")?;
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let beds = value.parse().ok().filter(|beds| digits && *beds <= 100_000);
    if beds.is_none() {
        sink.push(
            Diagnostic::new(Code::ValueRange, "`beds` is not a number of beds")
                .at(place)
                .found(format!("found \"{value}\""))
                .allowed("a whole number in digits, as 42, or nothing where it is not known")
                .mend("correct the number, or leave the field empty"),
        );
    }
    beds
}

fn day(raw: &RawRow<'_>, column: &str, sink: &mut Sink) -> Option<Day> {
    let (value, place) = raw.get(column)?;
    let day = Day::parse(value);
    if day.is_none() {
        sink.push(
            Diagnostic::new(Code::DateNotReal, format!("`{column}` is not a day in the calendar"))
                .at(place)
                .found(format!("found \"{value}\""))
                .allowed("year-month-day, as 2026-09-30")
                .mend("correct the date, or leave the field empty"),
        );
    }
    day
}

fn ids(raw: &RawRow<'_>, column: &str, sink: &mut Sink) -> Vec<(OrganisationId, Place)> {
    let Some((value, place)) = raw.get(column) else { return Vec::new() };
    let parts = value.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.filter_map(|part| Some((id_of(part, &place, sink)?, place.clone()))).collect()
}
