//! The files of frameworks, built in and the workspace's own -> frameworks, their other versions, and crosswalks.
//!
//! `content/frameworks/ID/` holds the current version of a framework, a folder in `content/frameworks/ID/versions/` an
//! earlier one. A folder of the workspace replaces the built-in one of the same name as a whole. Where that is a newer
//! version of a built-in framework, the built-in one stays at hand as an earlier version.

use super::built_in;
use super::content::Own;
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::framework::{self, AtHand, Crosswalk, Framework, faulty_versions};
use crate::id::FrameworkId;
use crate::source::{Text, reading};
use std::collections::{BTreeMap, BTreeSet};

const FRAMEWORKS: &str = "content/frameworks/";

/// The frameworks at hand.
#[derive(Default)]
pub(super) struct Frameworks {
    /// The one of each id that is shown.
    pub(super) shown: BTreeMap<FrameworkId, Framework>,
    /// Every other version, by id and then by folder.
    pub(super) others: Vec<Framework>,
    /// Between which of them answers can be carried over, by id and then by folder.
    pub(super) crosswalks: Vec<Crosswalk>,
}

impl Frameworks {
    /// Shows this version of a framework instead of the current one.
    pub(super) fn show(&mut self, id: &str, version: &str) {
        let other = self.others.iter_mut().find(|one| one.id.as_str() == id && one.version == version);
        if let Some((shown, other)) = self.shown.get_mut(id).zip(other) {
            std::mem::swap(shown, other);
        }
    }
}

/// The folder of a version: the framework's id, and for an earlier version the name of its folder.
type Folder<'n> = (&'n str, Option<&'n str>);

/// The framework that a file belongs to.
pub(super) fn id_of(name: &str) -> Option<&str> {
    folder(name).map(|(id, _)| id)
}

fn folder(name: &str) -> Option<Folder<'_>> {
    let (id, rest) = name.strip_prefix(FRAMEWORKS)?.split_once('/')?;
    let version = rest.strip_prefix("versions/").and_then(|rest| rest.split_once('/'));
    Some((id, version.map(|(version, _)| version)))
}

/// Whether a file of a framework stands where it is looked for; its name's parts after `content/frameworks`.
pub(super) fn belongs(parts: &[&str]) -> bool {
    match parts {
        [_, file] | [_, "versions", _, file] => {
            matches!(*file, "framework.toml" | "crosswalk.toml") || file.ends_with(".md")
        }
        _ => false,
    }
}

/// The files of one version.
#[derive(Default)]
struct Files {
    texts: Vec<Text>,
    ours: bool,
}

impl Files {
    fn named(&self, name: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.file.rsplit('/').next() == Some(name))
    }
}

/// Reads every version of every framework.
pub(super) fn read(own: &Own, unread: &mut BTreeSet<String>, sink: &mut Sink) -> Frameworks {
    let mut folders: BTreeMap<Folder<'_>, Files> = BTreeMap::new();
    for (name, text) in built_in::files(FRAMEWORKS) {
        let Some(folder) = folder(name) else { continue };
        let files = folders.entry(folder).or_default();
        files.ours = true;
        files.texts.push(Text::from_str(name, text));
    }
    let mut beneath: BTreeMap<Folder<'_>, Files> = BTreeMap::new();
    for text in &own.texts {
        let Some(folder) = folder(&text.file) else { continue };
        let files = folders.entry(folder).or_default();
        if files.ours {
            beneath.insert(folder, std::mem::take(files));
        }
        files.texts.push(text.clone());
    }
    // Earlier versions alone are no framework.
    for id in folders.keys().map(|(id, _)| *id).collect::<BTreeSet<_>>() {
        folders.entry((id, None)).or_default();
    }
    for folder in own.unread.iter().filter_map(|name| folder(name)) {
        unread.insert(folder.1.map_or_else(|| folder.0.to_owned(), |_| faulty_versions(folder.0)));
    }
    let mut frameworks = Frameworks::default();
    let mut crosswalks: Vec<(Text, Framework, bool)> = Vec::new();
    for (folder, files) in &folders {
        let Some(framework) = version(*folder, files, unread, sink) else { continue };
        if let Some(text) = files.named("crosswalk.toml") {
            crosswalks.push((text.clone(), framework.clone(), files.ours));
        }
        if !frameworks.take(*folder, framework, files, sink) {
            unread.insert(faulty_versions(folder.0));
        }
    }
    for (folder, files) in &beneath {
        frameworks.take_beneath(*folder, files);
    }
    let faulty = |id: &str| unread.contains(id) || unread.contains(&faulty_versions(id));
    let versions = frameworks.shown.values().chain(&frameworks.others).collect();
    let at_hand = AtHand { versions, is_faulty: &faulty };
    let mut read = Vec::new();
    for (text, to, ours) in &crosswalks {
        let mut own = Sink::default();
        read.extend(reading(&text.file, || framework::read_crosswalk(text, to, &at_hand, &mut own)));
        // A built-in crosswalk that does not fit a workspace's own framework is nobody's mistake.
        if !ours {
            sink.extend(own.into_sorted());
        }
    }
    frameworks.crosswalks = read;
    frameworks
}

/// Reads one version, or notes that there is something wrong with it.
fn version(
    (id, folder): Folder<'_>,
    files: &Files,
    unread: &mut BTreeSet<String>,
    sink: &mut Sink,
) -> Option<Framework> {
    let name = folder.map_or_else(|| id.to_owned(), |_| faulty_versions(id));
    let Some(head) = files.named("framework.toml") else {
        if unread.insert(name) {
            let place = folder.map_or_else(|| id.to_owned(), |folder| format!("{id}/versions/{folder}"));
            sink.push(
                Diagnostic::new(
                    Code::FrameworkEmpty,
                    format!("the framework `{place}` has no framework.toml"),
                )
                .at(Place { file: format!("{FRAMEWORKS}{place}").into(), spot: None })
                .mend("add the file framework.toml, with the framework's levels and elements"),
            );
        }
        return None;
    };
    let rest: Vec<&Text> = files.texts.iter().filter(|text| text.file.ends_with(".md")).collect();
    let read = reading(&head.file, || framework::read(id, head, &rest, sink));
    let whole = read.filter(|_| !unread.contains(&name));
    if whole.is_none() {
        unread.insert(name);
    }
    whole
}

impl Frameworks {
    fn has(&self, one: &Framework) -> bool {
        let same = |other: &&Framework| other.id == one.id && other.version == one.version;
        self.shown.values().chain(&self.others).any(|other| same(&other))
    }

    /// Takes a version; says so where the framework has it already, and is then false.
    fn take(
        &mut self,
        (_, folder): Folder<'_>,
        framework: Framework,
        files: &Files,
        sink: &mut Sink,
    ) -> bool {
        if self.has(&framework) {
            let place = files.named("framework.toml").and_then(|head| head.line_of("version"));
            let message =
                format!("two folders hold version {} of the framework `{}`", framework.version, framework.id);
            let diagnostic = Diagnostic::new(Code::NamedTwice, message).found("the second one");
            let diagnostic = diagnostic.mend("take one of the two folders away, or correct its version");
            sink.push(match place {
                Some(place) => diagnostic.at(place),
                None => diagnostic,
            });
            return false;
        }
        if folder.is_none() {
            self.shown.insert(framework.id.clone(), framework);
        } else {
            self.others.push(framework);
        }
        true
    }

    /// Takes a built-in version over which the workspace has laid another.
    fn take_beneath(&mut self, (id, _): Folder<'_>, files: &Files) {
        let Some(head) = files.named("framework.toml") else { return };
        let rest: Vec<&Text> = files.texts.iter().filter(|text| text.file.ends_with(".md")).collect();
        let read = framework::read(id, head, &rest, &mut Sink::default());
        self.others.extend(read.filter(|one| !self.has(one)));
    }
}
