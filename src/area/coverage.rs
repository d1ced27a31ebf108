//! How many areas have core, and how many elements, in place by their own rating (section 10).

use super::{AreaResult, Hierarchy, beneath};
use crate::framework::Framework;
use crate::id::OrganisationId;
use crate::organisation::Kind;
use crate::scoring::{AssessmentResult, GroupKey, Stage};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// The areas of one kind beneath an area, by what their own counting assessments say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coverage {
    /// Their kind.
    pub kind: Kind,
    /// How many there are.
    pub areas: u32,
    /// How many of them have rated themselves.
    pub rated: u32,
    /// How many of those have all of core in place, or more.
    pub core_in_place: u32,
    /// How many of those have this many elements, from 0 up.
    pub by_elements: Vec<u32>,
    /// How many of those have each element, in the framework's order.
    pub elements: Vec<u32>,
    /// The respondents beneath those that have rated themselves, of all respondents of the whole.
    pub respondents: (u32, u32),
    /// Their beds likewise; nothing where any is unknown.
    pub beds: (Option<u64>, Option<u64>),
}

impl Coverage {
    /// The bands that pages count areas in, each with its number of areas.
    pub fn bands(&self) -> Vec<(RangeInclusive<usize>, u32)> {
        let within = |band: &RangeInclusive<usize>| {
            self.by_elements.get(band.clone()).unwrap_or_default().iter().sum()
        };
        bands(self.elements.len()).into_iter().map(|band| (band.clone(), within(&band))).collect()
    }
}

/// The bands of a number of elements: none, 1 to 2, 3, 4 to 6 and all of seven, and each number by itself of others.
fn bands(elements: usize) -> Vec<RangeInclusive<usize>> {
    if elements == 7 {
        vec![0..=0, 1..=2, 3..=3, 4..=6, 7..=7]
    } else {
        (0..=elements).map(|one| one..=one).collect()
    }
}

/// Whether every applicable sub-element of an element is in place, and one at least applies.
fn has(own: &AssessmentResult, element: usize) -> bool {
    own.group(GroupKey::Element(element))
        .is_some_and(|group| group.applicable > 0 && group.in_place == group.applicable)
}

/// Counts the areas beneath one, for each kind of which any has rated itself; in the order of kinds. `all` stand in the
/// order of organisations, then frameworks.
pub fn coverage<'r>(
    whole: &AreaResult,
    all: &[AreaResult],
    hierarchy: &Hierarchy<'_>,
    framework: &Framework,
    own: impl Fn(&OrganisationId) -> Option<&'r AssessmentResult>,
) -> Vec<Coverage> {
    let mut kinds: BTreeMap<Kind, Vec<&AreaResult>> = BTreeMap::new();
    for area in beneath(whole, all, hierarchy).filter(|area| !area.area.is_group) {
        kinds.entry(area.area.kind).or_default().push(area);
    }
    let of_kind = |(kind, areas): (Kind, Vec<&AreaResult>)| {
        let mut found = Coverage {
            kind,
            areas: u32::try_from(areas.len()).unwrap_or(u32::MAX),
            rated: 0,
            core_in_place: 0,
            by_elements: vec![0; framework.elements.len() + 1],
            elements: vec![0; framework.elements.len()],
            respondents: (0, whole.registered),
            beds: (None, whole.registered_beds),
        };
        let rated: Vec<(&AreaResult, &AssessmentResult)> =
            areas.iter().filter_map(|area| Some((*area, own(&area.area.id)?))).collect();
        // By their line of parents: who only names an area in its groups adds to nothing above it, and an area within
        // another of its kind counts its respondents once.
        let ids: BTreeSet<&OrganisationId> = rated.iter().map(|(area, _)| &area.area.id).collect();
        let lies_in_one = |id: &&OrganisationId| hierarchy.above(id).iter().any(|above| ids.contains(above));
        let beds = |id: &OrganisationId| hierarchy.row(id).and_then(|row| row.beds).map(u64::from);
        let in_them: Vec<&OrganisationId> = whole.area.respondents.iter().filter(lies_in_one).collect();
        for (_, own) in &rated {
            let had: Vec<bool> = (0..framework.elements.len()).map(|element| has(own, element)).collect();
            found.rated += 1;
            found.core_in_place += u32::from(own.stage >= Stage::CoreInPlace);
            for (count, had) in found.elements.iter_mut().zip(&had) {
                *count += u32::from(*had);
            }
            if let Some(count) = found.by_elements.get_mut(had.iter().filter(|had| **had).count()) {
                *count += 1;
            }
        }
        found.respondents.0 = u32::try_from(in_them.len()).unwrap_or(u32::MAX);
        found.beds.0 = in_them.into_iter().map(beds).sum();
        (found.rated > 0).then_some(found)
    };
    kinds.into_iter().filter_map(of_kind).collect()
}
