//! `answers/organisations.csv` -> a register.
//!
//! How its CSV is written is the business of `rows`, what a row means that of `row`, how rows hang together that of
//! `check`.

use super::register::Register;
use super::rows::{self, Shape};
use super::{check, row};
use crate::diagnostic::{Code, Sink};
use crate::id::OrganisationId;
use crate::source::{Text, text};
use std::collections::{BTreeMap, BTreeSet};

/// Every column of the register, and the four that must stand.
static SHAPE: Shape = Shape {
    what: "the register",
    columns: &[
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
    ],
    required: 4,
    codes: [Code::RegisterColumn, Code::RegisterColumnUnknown, Code::RegisterRow],
};

/// Reads the register; everything that is wrong with it is reported, and faulty rows are left out.
pub fn read(text: &Text, sink: &mut Sink) -> Register {
    let mut rows: check::Rows = BTreeMap::new();
    let mut faulty = BTreeSet::new();
    let read = rows::read(text, &SHAPE, sink, |raw, sound, sink| {
        // A hidden mark beside an id is told once; whoever it belongs to is not called unknown as well.
        let id =
            raw.get("id").and_then(|(id, _)| OrganisationId::parse(id.trim_matches(text::is_hidden)).ok());
        let read = if sound { row::read(raw, sink) } else { None };
        match read {
            Some((id, row)) => rows.entry(id).or_default().push(row),
            None => faulty.extend(id),
        }
    });
    if read.is_none() { Register::default() } else { check::register(text, rows, faulty, sink) }
}
