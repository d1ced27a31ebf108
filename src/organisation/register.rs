//! The register of organisations, each with one or more rows whose periods do not overlap.

use super::Kind;
use crate::day::Day;
use crate::diagnostic::Place;
use crate::id::OrganisationId;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a care home provides nursing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HomeType {
    /// With nursing, also for homes that provide both.
    Nursing,
    /// Without nursing.
    Residential,
}

impl HomeType {
    /// The word for it in files and on pages.
    pub fn word(self) -> &'static str {
        match self {
            HomeType::Nursing => "nursing",
            HomeType::Residential => "residential",
        }
    }
}

/// What holds of an organisation during one period.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name, as typed.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The organisation it belongs to.
    pub parent: Option<OrganisationId>,
    /// Beds, where known.
    pub beds: Option<u32>,
    /// Nursing or residential, where known.
    pub home_type: Option<HomeType>,
    /// The regulator's number for the location.
    pub cqc_location_id: Option<String>,
    /// The NHS organisation code.
    pub ods_code: Option<String>,
    /// The first day on which the row holds; always, when absent.
    pub valid_from: Option<Day>,
    /// The first day on which it no longer holds; never, when absent.
    pub valid_to: Option<Day>,
    /// What came after it. No figure moves to a successor.
    pub successors: Vec<OrganisationId>,
    /// Organisations outside the line of parents that it belongs to.
    pub groups: Vec<OrganisationId>,
}

impl Row {
    /// Whether the row holds on a day (`valid_from` <= day < `valid_to`).
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day < to)
    }
}

/// Every organisation, by id.
#[derive(Clone, Debug, Default)]
pub struct Register {
    rows: BTreeMap<OrganisationId, Vec<Row>>,
    /// Organisations whose rows have errors; nothing where the register as a whole could not be read.
    faulty: Option<BTreeSet<OrganisationId>>,
    /// Where the parent of an organisation stands in the file, for each of its rows that names one.
    parents: BTreeMap<(OrganisationId, usize), Place>,
}

impl Register {
    /// A register of rows that were checked: no organisation without a row, rows in order of their periods. `faulty`
    /// are those whose rows could not be read.
    pub(super) fn new(
        rows: BTreeMap<OrganisationId, Vec<Row>>,
        faulty: BTreeSet<OrganisationId>,
        parents: BTreeMap<(OrganisationId, usize), Place>,
    ) -> Register {
        Register { rows, faulty: Some(faulty), parents }
    }

    /// Whether an organisation may be missing only because its row, or the register as a whole, could not be read.
    pub fn left_out(&self, id: &OrganisationId) -> bool {
        self.faulty.as_ref().is_none_or(|faulty| faulty.contains(id))
    }

    /// A register of organisations that each have one row.
    pub(crate) fn of_rows(rows: impl IntoIterator<Item = (OrganisationId, Row)>) -> Register {
        Register::new(
            rows.into_iter().map(|(id, row)| (id, vec![row])).collect(),
            BTreeSet::new(),
            BTreeMap::new(),
        )
    }

    /// Every id, in order.
    pub fn ids(&self) -> impl Iterator<Item = &OrganisationId> {
        self.rows.keys()
    }

    /// Whether the register knows this id.
    pub fn contains(&self, id: &OrganisationId) -> bool {
        self.rows.contains_key(id)
    }

    /// Whether any row holds for a time only, so that another day may have another tree.
    pub fn is_dated(&self) -> bool {
        let dated = |row: &Row| row.valid_from.is_some() || row.valid_to.is_some();
        self.rows.values().flatten().any(dated)
    }

    /// Every row of an organisation, the earliest first.
    pub fn rows(&self, id: &OrganisationId) -> &[Row] {
        self.rows.get(id).map_or(&[], Vec::as_slice)
    }

    /// The row in force on a day; without a day, the last row.
    pub fn at(&self, id: &OrganisationId, day: Option<Day>) -> Option<&Row> {
        match day {
            Some(day) => self.rows(id).iter().find(|row| row.holds_on(day)),
            None => self.rows(id).last(),
        }
    }

    /// Where the parent stands in the row in force on a day.
    pub fn parent_place(&self, id: &OrganisationId, day: Day) -> Option<&Place> {
        let at = self.rows(id).iter().position(|row| row.holds_on(day))?;
        self.parents.get(&(id.clone(), at))
    }

    /// The row in force on the as-at date, else on another day that matters, else the last one: for the name and the
    /// kind of an organisation that has closed.
    pub fn best(&self, id: &OrganisationId, as_at: Option<Day>, other: Option<Day>) -> Option<&Row> {
        self.at(id, as_at)
            .or_else(|| other.and_then(|day| self.at(id, Some(day))))
            .or_else(|| self.rows(id).last())
    }
}
