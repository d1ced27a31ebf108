//! The register on one day -> areas with their respondents.

use crate::day::Day;
use crate::id::OrganisationId;
use crate::organisation::{HomeType, Kind, Register, Row};
use std::collections::{BTreeMap, BTreeSet};

/// An organisation with respondents beneath it, or that respondents name in their groups.
#[derive(Clone, Debug)]
pub struct Area {
    /// The organisation.
    pub id: OrganisationId,
    /// What it is.
    pub kind: Kind,
    /// The organisation it belongs to, if that is an area as well.
    pub parent: Option<OrganisationId>,
    /// Its respondents in force, by id.
    pub respondents: Vec<OrganisationId>,
    /// Whether it stands beside the tree: only respondents who name it in their groups make it an area.
    pub is_group: bool,
    /// Whether any of its respondents is not beneath it in the tree but names it in its groups.
    pub overlaps: bool,
}

/// Who belongs to whom on one day.
#[derive(Clone, Debug)]
pub struct Hierarchy<'r> {
    in_force: BTreeMap<&'r OrganisationId, &'r Row>,
    /// Those in force by the parent that they name, each by id.
    children: BTreeMap<&'r OrganisationId, Vec<(&'r OrganisationId, &'r Row)>>,
    /// Of each organisation those beneath it, however deep, that are an area or no respondent, by id.
    beneath: BTreeMap<&'r OrganisationId, Vec<&'r OrganisationId>>,
    areas: Vec<Area>,
}

impl<'r> Hierarchy<'r> {
    /// The organisations in force on a day, and the areas of respondents of this kind. Without a day, every
    /// organisation's last row is in force.
    pub fn new(register: &'r Register, day: Option<Day>, respondents: Kind) -> Hierarchy<'r> {
        let in_force: BTreeMap<_, _> =
            register.ids().filter_map(|id| Some((id, register.at(id, day)?))).collect();
        let mut children: BTreeMap<&OrganisationId, Vec<_>> = BTreeMap::new();
        for (id, row) in &in_force {
            if let Some(parent) = &row.parent {
                children.entry(parent).or_default().push((*id, *row));
            }
        }
        let mut beneath: BTreeMap<&OrganisationId, BTreeSet<&OrganisationId>> = BTreeMap::new();
        let mut in_tree: BTreeSet<&OrganisationId> = BTreeSet::new();
        let mut overlapping: BTreeSet<&OrganisationId> = BTreeSet::new();
        for (id, row) in in_force.iter().filter(|(_, row)| row.kind == respondents) {
            for ancestor in ancestors(&in_force, row) {
                beneath.entry(ancestor).or_default().insert(id);
                in_tree.insert(ancestor);
            }
        }
        for (id, row) in in_force.iter().filter(|(_, row)| row.kind == respondents) {
            for group in row.groups.iter().filter(|group| in_force.contains_key(group)) {
                if beneath.entry(group).or_default().insert(id) {
                    overlapping.insert(group);
                }
            }
        }
        let is_area = |id: &OrganisationId| beneath.contains_key(id);
        let mut bodies: BTreeMap<&OrganisationId, Vec<_>> = BTreeMap::new();
        for (id, row) in in_force.iter().filter(|(id, row)| row.kind != respondents || is_area(id)) {
            for ancestor in ancestors(&in_force, row) {
                bodies.entry(ancestor).or_default().push(*id);
            }
        }
        let areas = beneath
            .iter()
            .filter_map(|(id, homes)| {
                let row = in_force.get(id)?;
                Some(Area {
                    id: (*id).clone(),
                    kind: row.kind,
                    parent: row.parent.clone().filter(|parent| is_area(parent)),
                    respondents: homes.iter().map(|home| (*home).clone()).collect(),
                    is_group: !in_tree.contains(id),
                    overlaps: overlapping.contains(id),
                })
            })
            .collect();
        Hierarchy { in_force, children, beneath: bodies, areas }
    }

    /// Every area, by id.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// Every area with its respondents of one type alone, or those whose type is not stated. Areas with none are left out.
    pub fn areas_of_type(&self, home_type: Option<HomeType>) -> Vec<Area> {
        let is_one = |id: &OrganisationId| self.row(id).is_some_and(|row| row.home_type == home_type);
        let of_type = |area: &Area| Area {
            respondents: area.respondents.iter().filter(|id| is_one(id)).cloned().collect(),
            ..area.clone()
        };
        self.areas.iter().map(of_type).filter(|area| !area.respondents.is_empty()).collect()
    }

    /// What is in force of an organisation on this day.
    pub fn row(&self, id: &OrganisationId) -> Option<&'r Row> {
        self.in_force.get(id).copied()
    }

    /// The organisations above this one that are in force, the nearest first.
    pub fn above(&self, id: &OrganisationId) -> Vec<&'r OrganisationId> {
        self.in_force.get(id).map(|row| ancestors(&self.in_force, row)).unwrap_or_default()
    }

    /// The organisations in force beneath this one, however deep, by id; of respondents only those that are an area.
    pub fn beneath(&self, id: &OrganisationId) -> &[&'r OrganisationId] {
        self.beneath.get(id).map_or(&[], Vec::as_slice)
    }

    /// The organisations in force whose parent this is, by id.
    pub fn children(&self, id: &OrganisationId) -> impl Iterator<Item = (&'r OrganisationId, &'r Row)> + '_ {
        self.children.get(id).into_iter().flatten().copied()
    }
}

/// Parents and their parents as long as they are in force. The register has no ring on any day; without a day, rows of
/// different days stand together and could make one, so nobody is passed twice.
fn ancestors<'r>(in_force: &BTreeMap<&'r OrganisationId, &'r Row>, row: &'r Row) -> Vec<&'r OrganisationId> {
    let mut above = Vec::new();
    let mut next = row.parent.as_ref();
    while let Some(parent) = next {
        let Some(row) = in_force.get(parent).filter(|_| !above.contains(&parent)) else { break };
        above.push(parent);
        next = row.parent.as_ref();
    }
    above
}
