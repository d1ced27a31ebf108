//! What a workspace holds beside the versions of frameworks that it shows: it is read and checked, and counts nowhere.

use super::load::Workspace;
use crate::assessment::Assessment;
use crate::framework::{Crosswalk, Framework, Version};
use crate::id::FrameworkId;

/// Other versions of frameworks, answers to them, and ways between them.
#[derive(Clone, Debug, Default)]
pub struct Versions {
    /// Versions that are not shown, by framework.
    pub frameworks: Vec<Framework>,
    /// Answers to those, in the order of files.
    pub assessments: Vec<Versioned>,
    /// Between which versions answers can be carried over.
    pub crosswalks: Vec<Crosswalk>,
}

/// An assessment against a version that is not shown. Its answers stand in the order of that version, so it is kept
/// apart from those that count.
#[derive(Clone, Debug)]
pub struct Versioned {
    /// The version of its framework.
    pub version: String,
    /// The assessment.
    pub assessment: Assessment,
}

impl Workspace {
    /// A framework in one of its versions, shown or not.
    pub fn version(&self, wanted: &Version) -> Option<&Framework> {
        let shown = self.frameworks.get(&wanted.framework);
        let others = self.versions.frameworks.iter().filter(|one| one.id == wanted.framework);
        shown.into_iter().chain(others).find(|one| one.version == wanted.version)
    }

    /// The version of a framework that is shown.
    pub fn shown(&self, id: &FrameworkId) -> Option<Version> {
        self.frameworks.get(id).map(Version::of)
    }

    /// Every assessment against one version, those after the as-at date too, by organisation, date and assessor.
    pub fn of_version(&self, wanted: &Version) -> Vec<&Assessment> {
        let shown = self.shown(&wanted.framework).as_ref() == Some(wanted);
        let counting = self.assessments.iter().chain(&self.later).filter(|_| shown);
        let others = self.versions.assessments.iter().filter(|one| one.version == wanted.version);
        let others = others.map(|one| &one.assessment);
        let mut all: Vec<&Assessment> =
            counting.chain(others).filter(|one| one.framework == wanted.framework).collect();
        all.sort_by(|a, b| {
            let order = |one: &&Assessment| (one.date, one.assessor);
            a.organisation.cmp(&b.organisation).then(order(a).cmp(&order(b)))
        });
        all
    }
}
