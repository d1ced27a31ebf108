//! `content/maps/NAME.csv` -> a tile for each organisation: where it lies on a map on which all are of one size.
//!
//! Which areas a page draws on it is the page's business. Places are those of hexagons in rows ("odd-r"): every odd row
//! lies half a tile further to the right, and rows grow northwards.

use super::register::{Register, Row};
use super::rows::{self, Raw, Shape};
use crate::diagnostic::{Code, Diagnostic, Sink, brief, nearest};
use crate::id::OrganisationId;
use crate::source::{Text, name};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Every column of a map, and the four that must stand. `gss` is for those who join the map with other data: its shape is
/// checked, and the program makes nothing of it.
static SHAPE: Shape = Shape {
    what: "the map",
    columns: &["organisation", "label", "q", "r", "gss"],
    required: 4,
    codes: [Code::MapColumn, Code::MapColumnUnknown, Code::MapRow],
};
/// The longest label, in characters: more cannot be read on a tile.
const LABEL: usize = 5;
/// How far a tile may lie from the middle of the map, in tiles.
const FURTHEST: i32 = 999;

/// Where organisations lie beside each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TileMap {
    /// The map's name: that of its file, without the ending.
    pub name: String,
    /// The tile of each organisation of the register that has one.
    pub tiles: BTreeMap<OrganisationId, Tile>,
}

/// The place of an organisation on a map. Two that are in force on one day have neither their place nor their label in
/// common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tile {
    /// What stands on it: 1 to 5 characters.
    pub label: String,
    /// Its place in the row, from -999 to 999, growing eastwards.
    pub q: i32,
    /// Its row, from -999 to 999, growing northwards. Odd rows lie half a tile further east.
    pub r: i32,
}

/// The organisations of a register by the code that the NHS knows them by. A code may have passed from one to another.
pub struct Codes<'r> {
    register: &'r Register,
    by_code: BTreeMap<String, BTreeSet<&'r OrganisationId>>,
}

impl<'r> Codes<'r> {
    /// The codes of a register, in capitals.
    pub fn of(register: &'r Register) -> Codes<'r> {
        let mut by_code: BTreeMap<String, BTreeSet<&OrganisationId>> = BTreeMap::new();
        for id in register.ids() {
            for code in register.rows(id).iter().filter_map(|row| row.ods_code.as_ref()) {
                by_code.entry(code.to_uppercase()).or_default().insert(id);
            }
        }
        Codes { register, by_code }
    }

    /// The organisations with this id, or else with this code.
    fn named(&self, text: &str) -> Vec<OrganisationId> {
        match OrganisationId::parse(text) {
            Ok(id) if self.register.contains(&id) => vec![id],
            _ => {
                let found = self.by_code.get(&text.to_uppercase()).into_iter().flatten();
                found.map(|id| (*id).clone()).collect()
            }
        }
    }
}

/// A row of a map that could be read.
struct Placed {
    organisation: OrganisationId,
    tile: Tile,
    /// Where the organisation is named, and where the label and the place stand.
    named: Range<usize>,
    label: Range<usize>,
    place: Range<usize>,
}

/// Reads one map; everything that is wrong with it is reported, and then there is none. Of a map that is `ours` (built in),
/// nothing is said of what lies with the register: organisations that it does not have are passed over, of two tiles of one
/// organisation the later stands, and where two would share a tile there is no map.
pub fn read_map(text: &Text, ours: bool, codes: &Codes<'_>, sink: &mut Sink) -> Option<TileMap> {
    let before = sink.errors();
    let mut placed = Vec::new();
    rows::read(text, &SHAPE, sink, |raw, sound, sink| {
        if sound {
            placed.extend(row(raw, ours, codes, sink));
        }
    })?;
    let mut quiet = Sink::default();
    shared(text, &placed, codes.register, if ours { &mut quiet } else { sink });
    let tiles = placed.into_iter().map(|one| (one.organisation, one.tile)).collect();
    let file = text.file.rsplit('/').next().unwrap_or_default();
    let name = file.strip_suffix(".csv").unwrap_or(file).to_owned();
    let sound = sink.errors() == before && quiet.count(Code::TileShared) == 0;
    sound.then_some(TileMap { name, tiles })
}

/// The organisations of one row, all on its tile: one, or those that had one code after another.
fn row(raw: &Raw<'_>, ours: bool, codes: &Codes<'_>, sink: &mut Sink) -> Vec<Placed> {
    let organisation = required(raw, "organisation", sink);
    let label = required(raw, "label", sink).and_then(|found| label(raw, found, sink));
    let (q, r) = (whole(raw, "q", sink), whole(raw, "r", sink));
    gss(raw, sink);
    let Some((text, named)) = organisation else { return Vec::new() };
    let found = codes.named(text);
    if found.is_empty() && !ours {
        unknown(raw, (text, named.clone()), codes.register, sink);
    }
    let (Some(label), Some(q), Some(r)) = (label, q, r) else { return Vec::new() };
    let tile = Tile { label, q, r };
    let placed = |organisation| Placed {
        organisation,
        tile: tile.clone(),
        named: named.clone(),
        label: raw.span("label"),
        place: raw.span("q"),
    };
    found.into_iter().map(placed).collect()
}

fn required<'r>(raw: &'r Raw<'_>, column: &str, sink: &mut Sink) -> Option<(&'r str, Range<usize>)> {
    let found = raw.get(column);
    if found.is_none() {
        sink.push(
            raw.fault(Code::TextBlank, format!("this row has no {column}"), raw.span(column))
                .mend(format!("write the tile's {column}, or take the row away")),
        );
    }
    found
}

fn label(raw: &Raw<'_>, (value, span): (&str, Range<usize>), sink: &mut Sink) -> Option<String> {
    let length = value.chars().count();
    if length > LABEL {
        sink.push(
            raw.fault(Code::TextTooLong, "this label is too long for a tile", span)
                .found(format!("{length} characters"))
                .allowed(format!("at most {LABEL} characters"))
                .mend(format!("shorten it by {}", length - LABEL)),
        );
        return None;
    }
    if let Some(mark) = name::turning_mark(value) {
        sink.push(name::turned(raw.fault(Code::TextDirection, "", span), mark));
        return None;
    }
    Some(value.replace("\"\"", "\""))
}

fn whole(raw: &Raw<'_>, column: &str, sink: &mut Sink) -> Option<i32> {
    let (value, span) = required(raw, column, sink)?;
    let number = value.parse().ok().filter(|number| (-FURTHEST..=FURTHEST).contains(number));
    if number.is_none() {
        sink.push(
            raw.fault(Code::ValueRange, format!("`{column}` is not a place on a map"), span)
                .found(format!("found \"{}\"", brief(value)))
                .allowed(format!("a whole number in digits from -{FURTHEST} to {FURTHEST}"))
                .mend("correct the number"),
        );
    }
    number
}

/// A GSS code is a letter and eight digits.
fn gss(raw: &Raw<'_>, sink: &mut Sink) {
    let Some((value, span)) = raw.get("gss") else { return };
    let (letter, digits) = value.split_at_checked(1).unwrap_or_default();
    let is_code = letter.bytes().all(|one| one.is_ascii_uppercase())
        && digits.len() == 8
        && digits.bytes().all(|one| one.is_ascii_digit());
    if !is_code {
        sink.push(
            raw.fault(Code::ValueNotAllowed, "`gss` is no GSS code", span)
                .found(format!("found \"{}\"", brief(value)))
                .allowed("a capital letter and eight digits, as E54000037, or nothing")
                .mend("correct the code, or leave the field empty"),
        );
    }
}

fn unknown(raw: &Raw<'_>, (text, span): (&str, Range<usize>), register: &Register, sink: &mut Sink) {
    // Whoever stands in a row of the register that could not be read is not called unknown as well.
    if OrganisationId::parse(text).is_ok_and(|id| register.left_out(&id)) {
        return;
    }
    let message = format!("no organisation in the register has the id or the ODS code `{}`", brief(text));
    let diagnostic = raw.fault(Code::TileUnknown, message, span).found("this tile is left out");
    sink.push(match nearest(text, register.ids().map(OrganisationId::as_str)) {
        Some(meant) => diagnostic.mend(format!("write {meant} if that was meant, or take the row away")),
        None => diagnostic.mend("add the organisation to answers/organisations.csv, or take the row away"),
    });
}

/// Reports organisations that have two tiles, and tiles and labels that two have on one day.
fn shared(text: &Text, placed: &[Placed], register: &Register, sink: &mut Sink) {
    let mut fault = |code, message: String, [one, first]: [&Range<usize>; 2], mend: &str| {
        sink.push(
            Diagnostic::new(code, message)
                .at(text.place(one.clone()))
                .found("this one")
                .also(text.place(first.clone()), "and this one")
                .mend(mend),
        );
    };
    let mut seen: BTreeMap<&OrganisationId, &Placed> = BTreeMap::new();
    let mut places: BTreeMap<(i32, i32), Vec<&Placed>> = BTreeMap::new();
    let mut labels: BTreeMap<&str, Vec<&Placed>> = BTreeMap::new();
    for one in placed {
        if let Some(first) = seen.insert(&one.organisation, one) {
            let message = format!("`{}` has two tiles", one.organisation);
            fault(Code::NamedTwice, message, [&one.named, &first.named], "take one of the two rows away");
            continue;
        }
        let meets = |other: &&&Placed| meet(register, &one.organisation, &other.organisation);
        let here = places.entry((one.tile.q, one.tile.r)).or_default();
        if let Some(first) = here.iter().find(meets) {
            let message = format!(
                "`{}` and `{}` lie on one tile, and are in force on one day",
                first.organisation, one.organisation
            );
            fault(Code::TileShared, message, [&one.place, &first.place], "give one of them another q or r");
        }
        here.push(one);
        let so = labels.entry(&one.tile.label).or_default();
        if let Some(first) = so.iter().find(meets) {
            let message = format!(
                "`{}` and `{}` have one label, and are in force on one day",
                first.organisation, one.organisation
            );
            fault(Code::TileShared, message, [&one.label, &first.label], "give one of them another label");
        }
        so.push(one);
    }
}

/// Whether two organisations are in force on any one day.
fn meet(register: &Register, one: &OrganisationId, other: &OrganisationId) -> bool {
    let before = |one: &Row, other: &Row| matches!((one.valid_to, other.valid_from), (Some(to), Some(from)) if to <= from);
    register
        .rows(one)
        .iter()
        .any(|one| register.rows(other).iter().any(|other| !before(one, other) && !before(other, one)))
}
