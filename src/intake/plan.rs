//! Checked returns and the answers files that stand -> what would be written, home by home.

use super::amend::amend;
use super::check::Said;
use super::combine::{Added, Combined, Conflict, Key, combine};
use super::known::Known;
use super::statements::Statement;
use crate::assessment::{Assessment, Assessor, write};
use crate::framework::Framework;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is to become of one assessment.
#[derive(Clone, Debug)]
pub struct Home {
    /// Which it is.
    pub key: Key,
    /// The files it came back in.
    pub sources: BTreeSet<Arc<str>>,
    /// All that was returned.
    pub said: Said,
    /// What would be done.
    pub step: Step,
}

/// What would be done for one assessment.
#[derive(Clone, Debug)]
pub enum Step {
    /// A new file.
    New {
        /// Its name from the workspace's root.
        path: String,
        /// What it says.
        text: String,
    },
    /// The workspace says all of it already.
    Same {
        /// The file that does.
        path: String,
    },
    /// A file that stands gets more.
    Adds {
        /// Its name from the workspace's root.
        path: String,
        /// What it says now.
        old: String,
        /// What it would say.
        text: String,
        /// What is new.
        added: Added,
    },
    /// Two say different things; nothing is written.
    Conflict(Vec<Conflict>),
    /// It has no name or place that is free, or the file that stands cannot be added to; nothing is written.
    Blocked(String),
}

/// What stands in the workspace.
pub struct Standing<'s> {
    /// The words of an answers file, by its name from the root.
    pub text: &'s dyn Fn(&str) -> Option<String>,
    /// Whether there is anything of this name.
    pub is_there: &'s dyn Fn(&str) -> bool,
}

/// Returns of one assessment, put together: from which files, and with what they do not agree on.
type Together = (Said, BTreeSet<Arc<str>>, Vec<Conflict>);

/// Puts returns of one assessment together and compares them with what stands, in the order of organisations.
pub fn plan(all: Vec<Said>, known: &Known<'_>, standing: &Standing<'_>) -> Vec<Home> {
    let workspace = known.workspace;
    let mut homes: BTreeMap<Key, Together> = BTreeMap::new();
    for said in all {
        let key = Key::of(&said.assessment);
        let Some(framework) = workspace.frameworks.get(&key.framework) else { continue };
        match homes.get_mut(&key) {
            None => {
                homes.insert(key, (said.clone(), [said.file].into(), Vec::new()));
            }
            Some((first, sources, conflicts)) => {
                sources.insert(Arc::clone(&said.file));
                let combined = combine(first, &said, framework);
                let text = together(&combined, framework, known);
                *first = Said { text, ..combined.said };
                conflicts.extend(combined.conflicts);
            }
        }
    }
    let existing: BTreeMap<Key, &Assessment> =
        workspace.assessments.iter().chain(&workspace.later).map(|one| (Key::of(one), one)).collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut planned = Vec::new();
    for (key, (said, sources, conflicts)) in homes {
        let Some(framework) = workspace.frameworks.get(&key.framework) else { continue };
        let step = if !conflicts.is_empty() {
            Step::Conflict(conflicts)
        } else if let Some(old) = existing.get(&key) {
            beside(old, &said, framework, known, standing)
        } else {
            let text = said.text.clone().unwrap_or_else(|| written(&said, framework));
            match free_name(&key, &mut taken, standing) {
                Some(path) => Step::New { path, text },
                None => Step::Blocked(format!(
                    "{} exists and holds something else; move or rename it",
                    name(&key, false)
                )),
            }
        };
        planned.push(Home { key, sources, said, step });
    }
    planned
}

/// Compares with the file that stands.
fn beside(
    old: &Assessment,
    said: &Said,
    framework: &Framework,
    known: &Known<'_>,
    standing: &Standing<'_>,
) -> Step {
    let path = old.file.to_string();
    let Some(text) = (standing.text)(&path) else {
        return Step::Blocked(format!("{path} could not be read again"));
    };
    let first = stands(old, &text, framework);
    let combined = combine(&first, said, framework);
    if !combined.conflicts.is_empty() {
        return Step::Conflict(combined.conflicts);
    }
    if combined.added.is_nothing() {
        return Step::Same { path };
    }
    match amend(&text, &combined.added, &combined.said.assessment, framework, known.context()) {
        Some(new) => Step::Adds { path, old: text, text: new, added: combined.added },
        None => Step::Blocked(format!(
            "nothing can be put into {path} without changing how it is written; add what is new by hand"
        )),
    }
}

/// What is said below the heading of an answer.
const KEYS: [&str; 9] =
    ["level", "note", "measure", "outcome", "validation", "evidence", "action", "owner", "review"];

/// The file of the first return with what the second adds put in, so that its remarks stay; nothing where it was no file,
/// or where that cannot be done.
pub fn together(combined: &Combined, framework: &Framework, known: &Known<'_>) -> Option<String> {
    let text = combined.said.text.clone()?;
    if combined.added.is_nothing() {
        return Some(text);
    }
    amend(&text, &combined.added, &combined.said.assessment, framework, known.context())
}

/// A new answers file. Nobody is made to say that nothing may be published who said nothing about it.
pub fn written(said: &Said, framework: &Framework) -> String {
    let text = write(&said.assessment, framework);
    if said.publish { text } else { text.replacen("\npublish = false\n", "\n", 1) }
}

/// An answers file of the workspace, or one that was returned, with the lines on which its answers stand.
pub fn stands(assessment: &Assessment, text: &str, framework: &Framework) -> Said {
    let mut places = BTreeMap::new();
    let statements = super::statements::statements(text);
    for (position, sub_element) in framework.sub_elements.iter().enumerate() {
        let id = sub_element.id.as_str();
        let own = format!("answers.{id}");
        for key in KEYS {
            let dotted = format!("{id}.{key}");
            let under = |one: &Statement, at: &str| {
                one.key.strip_prefix(at).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            let here = statements.iter().find(|one| {
                (one.heading == own && under(one, key))
                    || (one.heading == "answers"
                        && (under(one, &dotted) || (one.key == id && key == "level")))
                    || (one.heading == own && key == "level" && one.key == "not_applicable")
            });
            let here =
                here.or_else(|| statements.iter().find(|one| one.heading == own && one.key.is_empty()));
            if let Some(here) = here {
                places.insert((Some(position), key), format!("{}, line {}", assessment.file, here.line));
            }
        }
    }
    for key in ["started", "completed_by", "publish"] {
        if let Some(here) = statements.iter().find(|one| one.heading.is_empty() && one.key == key) {
            places.insert((None, key), format!("{}, line {}", assessment.file, here.line));
        }
    }
    Said {
        assessment: assessment.clone(),
        publish: places.contains_key(&(None, "publish")),
        file: Arc::clone(&assessment.file),
        places,
        text: Some(text.to_owned()),
    }
}

fn name(key: &Key, with_framework: bool) -> String {
    let assessor =
        if key.assessor == Assessor::Own { String::new() } else { format!("-{}", key.assessor.word()) };
    let framework = if with_framework { format!("-{}", key.framework) } else { String::new() };
    format!("answers/{}-{}{assessor}{framework}.toml", key.organisation, key.date)
}

/// A name that no file has, on a disk where capitals count or not.
fn free_name(key: &Key, taken: &mut BTreeSet<String>, standing: &Standing<'_>) -> Option<String> {
    let path = [false, true]
        .map(|with_framework| name(key, with_framework))
        .into_iter()
        .find(|path| !taken.contains(path) && !(standing.is_there)(path))?;
    taken.insert(path.clone());
    Some(path)
}
