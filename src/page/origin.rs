//! What each page is made from -> a digest of it, by which a later build knows a page that it need not make again.
//!
//! A report rests on everything that is the same for the whole site, on its organisation's own answers, and on the
//! answers of all in the nearest area. A page of an area rests on the answers of all that ever lay in it, and, as it is
//! compared with the area above, of all that ever lay in that one. All other pages rest on everybody's answers and are
//! always made. `tests/it/again.rs` holds it: a site made again is the one made from nothing, whatever changed.

use super::key::{ListOf, PageKey};
use super::site::Site;
use crate::area::AreaResult;
use crate::digest::{Digest, Digesting, digest};
use crate::id::{FrameworkId, OrganisationId};
use crate::organisation::Register;
use crate::workspace::{Inputs, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// What the pages of a site are made from.
pub struct Origins<'s> {
    site: &'s Site<'s>,
    /// What is the same for every page.
    shared: Digest,
    /// Of everybody who answered, all their answers.
    own: BTreeMap<&'s OrganisationId, Digest>,
    /// The same of all who ever lay in an organisation, with its own.
    within: BTreeMap<&'s OrganisationId, Digest>,
}

impl<'s> Origins<'s> {
    /// The origins of a site's pages. `shared` is a digest of what is the same for every page beside the inputs. Nothing
    /// where the inputs are not those of this site.
    pub fn new(site: &'s Site<'s>, inputs: &Inputs, shared: &Digest) -> Option<Origins<'s>> {
        let workspace = site.results.workspace;
        let mut answers: BTreeMap<&OrganisationId, Digesting> = BTreeMap::new();
        // What was answered for a day to come counts nowhere, and an area's returns tell of it.
        for one in workspace.assessments.iter().chain(&workspace.later) {
            answers.entry(&one.organisation).or_default().add(inputs.of(&one.file)?);
        }
        let own: BTreeMap<_, _> = answers.into_iter().map(|(id, answers)| (id, answers.digest())).collect();
        let mut within: BTreeMap<&OrganisationId, Digesting> = BTreeMap::new();
        for (id, answers) in &own {
            for area in ever_above(&workspace.register, id) {
                within.entry(area).or_default().add(answers);
            }
        }
        let within = within.into_iter().map(|(id, answers)| (id, answers.digest())).collect();
        let shared = joined(&[shared, &inputs.beside_answers(), &found_out(workspace)]);
        Some(Origins { site, shared, own, within })
    }

    /// What a page is made from; nothing for one that is always made.
    pub fn of(&self, key: &PageKey) -> Option<Digest> {
        match key {
            PageKey::Organisation(id, framework) => match self.site.results.area(id, framework) {
                Some(area) => Some(self.of_area(area)),
                None => Some(self.of_report(id, framework)),
            },
            PageKey::Brief(id, framework)
            | PageKey::Compare(id, framework)
            | PageKey::OverTime(id, framework)
            | PageKey::Returns(id, framework)
            | PageKey::List(ListOf::Members(id, framework), _) => {
                self.site.results.area(id, framework).map(|area| self.of_area(area))
            }
            PageKey::Index
            | PageKey::Method
            | PageKey::Innovations
            | PageKey::Data
            | PageKey::Accessibility
            | PageKey::Prose(_)
            | PageKey::Element(..)
            | PageKey::List(ListOf::Answered(_) | ListOf::Areas(_) | ListOf::Standing(..), _) => None,
        }
    }

    fn of_report(&self, id: &OrganisationId, framework: &FrameworkId) -> Digest {
        let results = self.site.results;
        let nearest =
            results.hierarchy.above(id).into_iter().find(|area| results.area(area, framework).is_some());
        let none = Digest::default();
        let around = nearest.and_then(|area| self.within.get(area)).unwrap_or(&none);
        joined(&[&self.shared, self.own.get(id).unwrap_or(&none), around])
    }

    fn of_area(&self, area: &AreaResult) -> Digest {
        let none = Digest::default();
        let within = |id| self.within.get(id).unwrap_or(&none);
        joined(&[&self.shared, within(&area.area.id), area.area.parent.as_ref().map_or(&none, within)])
    }
}

/// What reading found out from everybody's answers together and any page may say.
fn found_out(workspace: &Workspace) -> Digest {
    let found = (&workspace.in_use, &workspace.as_at, &workspace.skipped);
    digest(format!("{found:?}").as_bytes())
}

/// An organisation and all that it, or what it lay in, ever lay in or named as a group.
fn ever_above<'r>(register: &'r Register, id: &'r OrganisationId) -> BTreeSet<&'r OrganisationId> {
    let mut above = BTreeSet::from([id]);
    let mut next = vec![id];
    while let Some(id) = next.pop() {
        for over in register.rows(id).iter().flat_map(|row| row.parent.iter().chain(&row.groups)) {
            if above.insert(over) {
                next.push(over);
            }
        }
    }
    above
}

fn joined(digests: &[&Digest]) -> Digest {
    let mut all = Digesting::default();
    for one in digests {
        all.add(*one);
    }
    all.digest()
}
