//! A workspace -> for each assessment that a crosswalk can carry over, what would be written.

use super::carry::{Carried, Way, carry};
use super::text::text;
use crate::assessment::{Assessment, Assessor};
use crate::framework::Version;
use crate::id::{FrameworkId, OrganisationId};
use crate::workspace::Workspace;
use std::collections::BTreeSet;

/// All that one crosswalk carries over.
#[derive(Clone, Debug)]
pub struct Migration<'w> {
    /// From which version to which.
    pub way: Way<'w>,
    /// Each assessment of the old version, by organisation, date and assessor.
    pub homes: Vec<Home<'w>>,
}

/// One assessment.
#[derive(Clone, Debug)]
pub struct Home<'w> {
    /// As it stands.
    pub before: &'w Assessment,
    /// What becomes of it.
    pub carried: Carried,
    /// What would be done.
    pub step: Step,
}

/// What would be done with an assessment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// A new file.
    New {
        /// Its name from the workspace's root.
        path: String,
        /// What it says.
        text: String,
    },
    /// There is an assessment of this organisation, date and assessor against the new version.
    Same {
        /// Its file.
        path: String,
    },
    /// Something else stands where the file should be written.
    Blocked {
        /// What stands there.
        path: String,
    },
    /// No answer is kept, so a file would make it seem as if the new version had been answered.
    Nothing,
}

/// What would be written to carry answers over to the versions of `to`; of one organisation alone where one is named.
/// `is_there` says whether there is anything of a name in the workspace.
pub fn plan<'w>(
    workspace: &'w Workspace,
    to: &FrameworkId,
    only: Option<&OrganisationId>,
    is_there: &dyn Fn(&str) -> bool,
) -> Vec<Migration<'w>> {
    let mut taken = BTreeSet::new();
    let ways = workspace.versions.crosswalks.iter().filter(|one| one.to.framework == *to).filter_map(|one| {
        let (old, new) = (workspace.version(&one.from)?, workspace.version(&one.to)?);
        Some(Way { crosswalk: one, old, new })
    });
    let mut migrations: Vec<Migration<'w>> = Vec::new();
    for way in ways {
        let standing = workspace.of_version(&way.crosswalk.to);
        let wanted = workspace.of_version(&way.crosswalk.from).into_iter();
        let wanted = wanted.filter(|one| only.is_none_or(|only| one.organisation == *only));
        let homes = wanted.map(|before| {
            let row = workspace.register.best(&before.organisation, Some(before.date), None);
            let carried = carry(before, row.map(|row| row.kind), way);
            let step = step(before, &carried, way, &standing, &mut taken, is_there);
            Home { before, carried, step }
        });
        migrations.push(Migration { way, homes: homes.collect() });
    }
    migrations
}

fn step(
    before: &Assessment,
    carried: &Carried,
    way: Way<'_>,
    standing: &[&Assessment],
    taken: &mut BTreeSet<String>,
    is_there: &dyn Fn(&str) -> bool,
) -> Step {
    let key = |one: &Assessment| (one.organisation.clone(), one.date, one.assessor);
    if let Some(same) = standing.iter().find(|one| key(one) == key(before)) {
        return Step::Same { path: same.file.to_string() };
    }
    if carried.kept.is_empty() {
        return Step::Nothing;
    }
    let path = name(before, &Version::of(way.new));
    if is_there(&path) || !taken.insert(path.clone()) {
        return Step::Blocked { path };
    }
    Step::New { text: text(before, carried, way), path }
}

/// The name of the new file: whose it is, of which day, by whom, and against what.
fn name(before: &Assessment, to: &Version) -> String {
    let mut version = String::new();
    for letter in to.version.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            version.push(letter);
        } else if !version.is_empty() && !version.ends_with('-') {
            version.push('-');
        }
    }
    let version = version.trim_end_matches('-');
    let assessor = match before.assessor {
        Assessor::Own => String::new(),
        other => format!("-{}", other.word()),
    };
    let (organisation, date) = (&before.organisation, before.date);
    format!("answers/{organisation}-{date}{assessor}-{}-version-{version}.toml", to.framework)
}
