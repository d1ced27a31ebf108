//! The fields of one row of the register -> an organisation during one period, or every reason why there is none.

use super::Kind;
use super::check::{Checked, Link};
use super::register::{HomeType, Row};
use super::rows::Raw;
use crate::day::Day;
use crate::diagnostic::{Code, Sink, brief, nearest};
use crate::id::OrganisationId;
use crate::source::name;
use std::ops::Range;

/// The longest name of an organisation, in characters; the same for the codes that others know it by.
const NAME: usize = 120;

/// Reads one row.
pub(super) fn read(raw: &Raw<'_>, sink: &mut Sink) -> Option<(OrganisationId, Checked)> {
    let id = required(raw, "id", sink).and_then(|(value, span)| id_of(raw, value, span, sink));
    let name = required(raw, "name", sink).and_then(|(value, span)| name_of(raw, value, span, sink));
    let kind = required(raw, "kind", sink).and_then(|found| one_of(raw, "kind", found, Kind::WORDS, sink));
    let parent = raw.get("parent").and_then(|(value, span)| link(raw, value, span, sink));
    let types = [("nursing", HomeType::Nursing), ("residential", HomeType::Residential)];
    let home_type = raw.get("home_type").and_then(|found| one_of(raw, "home_type", found, &types, sink));
    let (valid_from, valid_to) = (day(raw, "valid_from", sink), day(raw, "valid_to", sink));
    let backwards = valid_from.zip(valid_to).filter(|(from, to)| to <= from);
    if let Some((from, to)) = backwards {
        sink.push(
            raw.fault(Code::PeriodBackwards, "`valid_to` is not after `valid_from`", raw.span("valid_to"))
                .found(format!("{to}, and valid_from is {from}"))
                .mend("correct one of the two dates"),
        );
    }
    let groups = links(raw, "groups", sink);
    let successors = links(raw, "successor", sink);
    let beds = beds(raw, sink);
    let (cqc_location_id, ods_code) = (code(raw, "cqc_location_id", sink), code(raw, "ods_code", sink));
    let row = Row {
        name: name?,
        kind: kind?,
        parent: parent.as_ref().map(|(id, _)| id.clone()),
        beds,
        home_type,
        cqc_location_id,
        ods_code,
        valid_from,
        valid_to,
        successors: successors.iter().map(|(id, _)| id.clone()).collect(),
        groups: groups.iter().map(|(id, _)| id.clone()).collect(),
    };
    let parent = parent.map(|(_, span)| span);
    let id = id.filter(|_| backwards.is_none())?;
    Some((id, Checked { row, span: raw.span("id"), parent, groups, successors }))
}

fn required<'r>(raw: &'r Raw<'_>, column: &str, sink: &mut Sink) -> Option<(&'r str, Range<usize>)> {
    let found = raw.get(column);
    if found.is_none() {
        sink.push(
            raw.fault(Code::TextBlank, format!("this row has no {column}"), raw.span(column))
                .mend(format!("write the organisation's {column}, or take the row away")),
        );
    }
    found
}

fn id_of(raw: &Raw<'_>, value: &str, span: Range<usize>, sink: &mut Sink) -> Option<OrganisationId> {
    match OrganisationId::parse(value) {
        Ok(id) => Some(id),
        Err(why) => {
            sink.push(name::malformed(raw.fault(Code::IdMalformed, "", span), value, why));
            None
        }
    }
}

fn name_of(raw: &Raw<'_>, value: &str, span: Range<usize>, sink: &mut Sink) -> Option<String> {
    let length = value.chars().count();
    if length > NAME {
        sink.push(
            raw.fault(Code::TextTooLong, "this name is too long", span)
                .found(format!("{length} characters"))
                .allowed(format!("at most {NAME} characters"))
                .mend(format!("shorten it by {}", length - NAME)),
        );
        return None;
    }
    if let Some(mark) = name::turning_mark(value) {
        sink.push(name::turned(raw.fault(Code::TextDirection, "", span), mark));
        return None;
    }
    Some(value.replace("\"\"", "\""))
}

fn code(raw: &Raw<'_>, column: &str, sink: &mut Sink) -> Option<String> {
    raw.get(column).and_then(|(value, span)| name_of(raw, value, span, sink))
}

fn one_of<T: Copy>(
    raw: &Raw<'_>,
    column: &str,
    (value, span): (&str, Range<usize>),
    known: &[(&str, T)],
    sink: &mut Sink,
) -> Option<T> {
    let found = known.iter().find(|(word, _)| *word == value).map(|(_, value)| *value);
    if found.is_none() {
        let words = || known.iter().map(|(word, _)| *word);
        let diagnostic = raw
            .fault(Code::ValueNotAllowed, format!("`{column}` cannot be this"), span)
            .found(format!("found \"{}\"", brief(value)))
            .allowed(words().collect::<Vec<_>>().join(", "));
        sink.push(match nearest(value, words()) {
            Some(meant) => diagnostic.mend(format!("write {meant} if that was meant")),
            None => diagnostic.mend("write one of these"),
        });
    }
    found
}

fn beds(raw: &Raw<'_>, sink: &mut Sink) -> Option<u32> {
    const MOST: u32 = 100_000;
    let (value, span) = raw.get("beds")?;
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let beds = value.parse().ok().filter(|beds| digits && *beds <= MOST);
    if beds.is_none() {
        sink.push(
            raw.fault(Code::ValueRange, "`beds` is not a number of beds", span)
                .found(format!("found \"{}\"", brief(value)))
                .allowed(format!(
                    "a whole number in digits from 0 to {MOST}, or nothing where it is not known"
                ))
                .mend("correct the number, or leave the field empty"),
        );
    }
    beds
}

fn day(raw: &Raw<'_>, column: &str, sink: &mut Sink) -> Option<Day> {
    let (value, span) = raw.get(column)?;
    let day = Day::parse(value);
    if day.is_none() {
        sink.push(
            raw.fault(Code::DateNotReal, format!("`{column}` is not a day in the calendar"), span)
                .found(format!("found \"{}\"", brief(value)))
                .allowed("year-month-day, as 2026-09-30")
                .mend("correct the date, or leave the field empty"),
        );
    }
    day
}

fn link(raw: &Raw<'_>, value: &str, span: Range<usize>, sink: &mut Sink) -> Option<Link> {
    Some((id_of(raw, value, span.clone(), sink)?, span))
}

/// The ids in a field with semicolons between them, each with its own place.
fn links(raw: &Raw<'_>, column: &str, sink: &mut Sink) -> Vec<Link> {
    let Some((value, span)) = raw.get(column) else { return Vec::new() };
    let mut at = span.start;
    let mut links = Vec::new();
    for part in value.split(';') {
        let id = part.trim();
        let from = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        if !id.is_empty() {
            links.extend(link(raw, id, from..from + id.len(), sink));
        }
    }
    links
}
