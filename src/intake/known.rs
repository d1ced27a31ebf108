//! The names that returns use -> what they mean in this workspace: organisations and sub-elements.
//!
//! A name means something only where it means one thing. Ids come first, then labels and numbers, then words.

use super::value::{folded, plain};
use crate::assessment::Context;
use crate::diagnostic::nearest;
use crate::framework::{Framework, Innovation, SubElement};
use crate::id::{FrameworkId, InnovationId, OrganisationId};
use crate::organisation::Register;
use crate::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// What returns are read against.
#[derive(Debug)]
pub struct Known<'w> {
    pub(super) workspace: &'w Workspace,
    unread: BTreeSet<String>,
    by_code: BTreeMap<String, BTreeSet<&'w OrganisationId>>,
    by_name: BTreeMap<String, BTreeSet<&'w OrganisationId>>,
}

/// A name that could not be placed.
#[derive(Debug)]
pub(super) enum Unknown {
    /// Nothing is called so; the nearest that is.
    Nothing(Option<String>),
    /// These are all called so.
    Several(Vec<String>),
}

impl<'w> Known<'w> {
    /// Puts the names of a workspace in order.
    pub fn new(workspace: &'w Workspace) -> Known<'w> {
        let mut known =
            Known { workspace, unread: BTreeSet::new(), by_code: BTreeMap::new(), by_name: BTreeMap::new() };
        let register = &workspace.register;
        for id in register.ids() {
            for row in register.rows(id) {
                known.by_name.entry(folded(&row.name)).or_default().insert(id);
                if let Some(code) = &row.cqc_location_id {
                    known.by_code.entry(folded(code)).or_default().insert(id);
                }
            }
        }
        known
    }

    /// What answers files are read against.
    pub fn context(&self) -> Context<'_> {
        let Workspace { frameworks, innovations, register, .. } = self.workspace;
        let (frameworks, innovations): (
            &BTreeMap<FrameworkId, Framework>,
            &BTreeMap<InnovationId, Innovation>,
        ) = (frameworks, innovations);
        let register: &Register = register;
        Context { frameworks, innovations, unread: &self.unread, register }
    }

    /// The organisation of this id, CQC location id or exact name.
    pub(super) fn organisation(&self, text: &str) -> Result<&'w OrganisationId, Unknown> {
        let register = &self.workspace.register;
        let words = folded(text);
        if let Some(id) = register.ids().find(|id| id.as_str() == words) {
            return Ok(id);
        }
        let found = self.by_code.get(&words).or_else(|| self.by_name.get(&words));
        let mut ids = found.into_iter().flatten().copied();
        match (ids.next(), ids.next()) {
            (Some(id), None) => Ok(id),
            (Some(first), Some(second)) => Err(Unknown::Several(
                [first, second].into_iter().chain(ids).map(ToString::to_string).collect(),
            )),
            (None, _) => {
                let near = nearest(&words, register.ids().map(OrganisationId::as_str)).map(str::to_owned);
                let near = near.or_else(|| {
                    let name = nearest(&words, self.by_name.keys().map(String::as_str))?;
                    self.by_name.get(name)?.first().map(ToString::to_string)
                });
                Err(Unknown::Nothing(near))
            }
        }
    }
}

/// The position of the sub-element of this id, label, name, short name, question or other wording.
pub(super) fn sub_element(framework: &Framework, text: &str) -> Result<usize, Unknown> {
    let words = folded(text);
    let unnumbered = without_number(&words);
    let all = || framework.sub_elements.iter().enumerate();
    let by = |same: &dyn Fn(&SubElement) -> bool| -> Vec<usize> {
        all().filter(|(_, one)| same(one)).map(|(at, _)| at).collect()
    };
    let says = |one: &SubElement, words: &str| {
        let mut names = vec![&one.name, &one.short];
        names.extend(&one.question);
        names.extend(&one.aliases);
        names.iter().any(|name| folded(name) == words)
    };
    let steps: [&dyn Fn(&SubElement) -> bool; 5] = [
        &|one| one.id.as_str() == words,
        &|one| one.label == words,
        &|one| says(one, &words),
        &|one| folded(&one.heading()) == words || format!("{} {}", one.label, folded(&one.name)) == words,
        &|one| unnumbered.is_some_and(|rest| one.id.as_str() == rest || says(one, rest)),
    ];
    for step in steps {
        match by(step).as_slice() {
            [] => {}
            [one] => return Ok(*one),
            several => {
                let id = |at: &usize| framework.sub_elements.get(*at).map(|one| one.id.to_string());
                return Err(Unknown::Several(several.iter().filter_map(id).collect()));
            }
        }
    }
    let ids = framework.sub_elements.iter().map(|one| one.id.as_str());
    let near = nearest(&words, ids).map(str::to_owned).or_else(|| {
        let names: Vec<(String, &SubElement)> =
            framework.sub_elements.iter().map(|one| (folded(&one.short), one)).collect();
        let name = nearest(&words, names.iter().map(|(name, _)| name.as_str()))?;
        names.iter().find(|(one, _)| one == name).map(|(_, one)| one.id.to_string())
    });
    Err(Unknown::Nothing(near))
}

/// The words after a number that a form puts before them: `3. Does ...`, `1.1 Named GP`.
fn without_number(words: &str) -> Option<&str> {
    let rest =
        words.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ')'));
    (rest.len() < words.len()).then(|| rest.trim_start())
}

/// Whether a spreadsheet may have made this text from a label: `1.1` from `1.10`, `01-Feb` from `1.2` or `1-2`.
pub(super) fn changed_label(framework: &Framework, text: &str) -> bool {
    let words = plain(text);
    let noughts = framework.sub_elements.iter().any(|one| {
        let bare = one.label.trim_end_matches('0');
        bare.len() < one.label.len() && bare == words
    });
    noughts
        || super::value::day(&words).is_some()
        || super::value::day(&format!("{}-2026", words.replace(' ', "-"))).is_some()
}
