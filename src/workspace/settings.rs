//! `homeround.toml` -> settings. Where the file or a line is missing, defaults apply.

use super::frameworks::Frameworks;
use crate::assessment::unknown_framework;
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Sink, brief, nearest};
use crate::framework::{Framework, Level, faulty_versions};
use crate::id::{self, FrameworkId, SubElementId};
use crate::source::{Field, Table, Text, table};
use std::collections::{BTreeMap, BTreeSet};

/// The framework that a workspace follows unless it names another.
pub(super) const DEFAULT_FRAMEWORK: &str = "ehch-2016";
/// The fewest respondents that a public figure may rest on.
pub(super) const SMALLEST_GROUP: u32 = 5;

/// For whom a site is built (section 11).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// Everything.
    Internal,
    /// Nothing but what a list allows.
    Public,
    /// One file for each home.
    Home,
}

impl Edition {
    /// Every edition with the word for it in files.
    pub const WORDS: &'static [(&'static str, Edition)] =
        &[("internal", Edition::Internal), ("public", Edition::Public), ("home", Edition::Home)];
}

/// What a workspace says about its site and its programme.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether there is a `homeround.toml` at all.
    pub stated: bool,
    /// The site's title.
    pub title: String,
    /// Who publishes the site.
    pub publisher: Option<String>,
    /// Where the site will stand, if that is known.
    pub base_url: Option<String>,
    /// For whom it is built.
    pub edition: Edition,
    /// The day on which areas are looked at.
    pub as_at: Option<Day>,
    /// The framework of the programme, if stated.
    pub framework: Option<FrameworkId>,
    /// Whether the programme's framework is stated and not to be had.
    pub framework_is_unknown: bool,
    /// The version of the programme's framework that is shown, if stated and at hand; else its current one.
    pub framework_version: Option<String>,
    /// The programme's start.
    pub started: Option<Day>,
    /// Target levels that differ from the framework's.
    pub targets: Targets,
    /// The fewest respondents that a public figure may rest on; 5 or more.
    pub minimum_group: u32,
    /// Whom to ask about accessibility.
    pub contact: Option<String>,
    /// When accessibility was last tested.
    pub tested_on: Option<Day>,
    /// What is known not to be accessible.
    pub known_issues: Vec<String>,
    /// The theme's name.
    pub theme: String,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            stated: false,
            title: "Enhanced health in care homes".to_owned(),
            publisher: None,
            base_url: None,
            edition: Edition::Internal,
            as_at: None,
            framework: None,
            framework_is_unknown: false,
            framework_version: None,
            started: None,
            targets: Targets::default(),
            minimum_group: SMALLEST_GROUP,
            contact: None,
            tested_on: None,
            known_issues: Vec::new(),
            theme: "default".to_owned(),
        }
    }
}

impl Settings {
    /// The programme's framework, or the one that stands for it where none is stated.
    pub fn programme(&self) -> &str {
        self.framework.as_ref().map_or(DEFAULT_FRAMEWORK, FrameworkId::as_str)
    }
}

/// Target levels that a workspace sets for single sub-elements.
#[derive(Clone, Debug, Default)]
pub struct Targets(BTreeMap<FrameworkId, BTreeMap<SubElementId, Level>>);

impl Targets {
    /// The target of each sub-element, in framework order.
    pub fn of(&self, framework: &Framework) -> Vec<Level> {
        let own = self.0.get(&framework.id);
        let target = |id| own.and_then(|own| own.get(id)).copied().unwrap_or(framework.scale.target);
        framework.sub_elements.iter().map(|sub_element| target(&sub_element.id)).collect()
    }
}

/// The frameworks at hand, and the ids of those whose files have errors.
struct Known<'f> {
    frameworks: &'f BTreeMap<FrameworkId, Framework>,
    others: &'f [Framework],
    unread: &'f BTreeSet<String>,
}

impl<'f> Known<'f> {
    /// A framework in the version that is shown.
    fn shown(&self, id: &str, settings: &Settings) -> Option<&'f Framework> {
        let current = self.frameworks.get(id)?;
        let version = settings.framework_version.as_ref().filter(|_| id == settings.programme());
        let other = version.and_then(|version| {
            self.others.iter().find(|one| one.id == current.id && one.version == *version)
        });
        Some(other.unwrap_or(current))
    }
}

/// Reads the settings of a workspace.
pub(super) fn read(
    text: &Text,
    frameworks: &Frameworks,
    unread: &BTreeSet<String>,
    sink: &mut Sink,
) -> Settings {
    let frameworks = Known { frameworks: &frameworks.shown, others: &frameworks.others, unread };
    let mut own = Sink::default();
    let settings = table::parse(text, "homeround.toml", &mut own, |table, sink| {
        let mut settings = Settings { stated: true, ..Settings::default() };
        table.only(&["site", "programme", "targets", "privacy", "accessibility", "theme"], sink);
        section(table, "site", sink, |table, sink| site(table, &mut settings, sink));
        section(table, "programme", sink, |table, sink| programme(table, &mut settings, &frameworks, sink));
        section(table, "targets", sink, |table, sink| targets(table, &mut settings, &frameworks, sink));
        section(table, "privacy", sink, |table, sink| privacy(table, &mut settings, sink));
        section(table, "accessibility", sink, |table, sink| accessibility(table, &mut settings, sink));
        section(table, "theme", sink, |table, sink| {
            table.only(&["name"], sink);
            let name = table
                .field("name")
                .and_then(|name| name.id(|text| id::check(text).map(|()| text.to_owned()), sink));
            settings.theme = name.unwrap_or_else(|| settings.theme.clone());
        });
        settings
    });
    sink.extend(own.into_sorted());
    settings
}

fn section(table: &Table<'_>, key: &str, sink: &mut Sink, read: impl FnOnce(&Table<'_>, &mut Sink)) {
    if let Some(table) = table.field(key).and_then(|field| field.table(format!("[{key}]"), sink)) {
        read(&table, sink);
    }
}

fn text_of(table: &Table<'_>, key: &str, limit: usize, sink: &mut Sink) -> Option<String> {
    table.field(key).and_then(|field| field.name(limit, sink))
}

fn site(table: &Table<'_>, settings: &mut Settings, sink: &mut Sink) {
    table.only(&["title", "publisher", "base_url", "edition", "as_at"], sink);
    if let Some(title) = text_of(table, "title", 120, sink) {
        settings.title = title;
    }
    settings.publisher = text_of(table, "publisher", 120, sink);
    settings.base_url = table.field("base_url").and_then(|url| base_url(&url, sink));
    let edition = table.field("edition").and_then(|edition| edition.one_of(Edition::WORDS, sink));
    settings.edition = edition.unwrap_or(settings.edition);
    settings.as_at = table.field("as_at").and_then(|day| day.day(sink));
}

fn base_url(field: &Field<'_>, sink: &mut Sink) -> Option<String> {
    let url = field.name(300, sink)?;
    let plain = url.starts_with("https://") && !url.contains(['"', '<', '>', ' ']);
    if !plain {
        sink.push(
            field
                .fault(Code::ValueNotAllowed, "`base_url` is not the address of a site")
                .allowed("an address that begins with https://")
                .mend("write the whole address, or take the line away"),
        );
    }
    plain.then_some(url)
}

fn programme(table: &Table<'_>, settings: &mut Settings, frameworks: &Known<'_>, sink: &mut Sink) {
    table.only(&["framework", "framework_version", "started"], sink);
    settings.started = table.field("started").and_then(|day| day.day(sink));
    if let Some(field) = table.field("framework") {
        framework(&field, settings, frameworks, sink);
    }
    if let Some(field) = table.field("framework_version") {
        settings.framework_version = version(&field, settings, frameworks, sink);
    }
}

fn framework(field: &Field<'_>, settings: &mut Settings, frameworks: &Known<'_>, sink: &mut Sink) {
    settings.framework_is_unknown = true;
    let Some(id) = field.id(FrameworkId::parse, sink) else { return };
    if frameworks.frameworks.contains_key(&id) {
        settings.framework = Some(id);
        settings.framework_is_unknown = false;
    } else if !frameworks.unread.contains(id.as_str()) {
        sink.push(unknown_framework(
            field.fault(Code::FrameworkUnknown, ""),
            id.as_str(),
            frameworks.frameworks,
        ));
    }
}

/// The version of the programme's framework, if it is at hand.
fn version(
    field: &Field<'_>,
    settings: &Settings,
    frameworks: &Known<'_>,
    sink: &mut Sink,
) -> Option<String> {
    let version = field.name(40, sink)?;
    let current =
        frameworks.frameworks.get(settings.programme()).filter(|_| !settings.framework_is_unknown)?;
    let others = frameworks.others.iter().filter(|one| one.id == current.id);
    let known: Vec<&str> = std::iter::once(current).chain(others).map(|one| one.version.as_str()).collect();
    if known.contains(&version.as_str()) {
        return Some(version);
    }
    if !frameworks.unread.contains(&faulty_versions(current.id.as_str())) {
        let quoted: Vec<String> = known.iter().map(|one| format!("\"{one}\"")).collect();
        sink.push(
            field
                .fault(
                    Code::FrameworkVersion,
                    format!("version {} of {} is not at hand", brief(&version), current.id),
                )
                .allowed(quoted.join(", "))
                .mend("write one of these, or take the line away for the current version"),
        );
    }
    None
}

fn targets(table: &Table<'_>, settings: &mut Settings, frameworks: &Known<'_>, sink: &mut Sink) {
    let programme = settings.programme().to_owned();
    for field in table.fields() {
        if settings.framework_is_unknown && !field.is_table() {
            // Whose sub-element this is cannot be known, and the framework's name is reported already.
            continue;
        }
        let id = if field.is_table() { field.key() } else { programme.as_str() };
        match frameworks.shown(id, settings) {
            Some(framework) if field.is_table() => {
                let table = field.table(format!("[targets.{}]", framework.id), sink);
                for field in table.iter().flat_map(Table::fields) {
                    target(&field, framework, settings, sink);
                }
            }
            Some(framework) => target(&field, framework, settings, sink),
            None if field.is_table() && !frameworks.unread.contains(id) => {
                let fault =
                    Diagnostic::new(Code::TargetUnknown, "").at(field.key_place()).found("not a known id");
                sink.push(unknown_framework(fault, id, frameworks.frameworks));
            }
            // What is wrong with the framework is reported already.
            None => {}
        }
    }
}

fn target(field: &Field<'_>, framework: &Framework, settings: &mut Settings, sink: &mut Sink) {
    let Some(sub_element) = framework.sub_elements.iter().find(|one| one.id.as_str() == field.key()) else {
        let known = framework.sub_elements.iter().map(|one| one.id.as_str());
        let message =
            format!("{} has no sub-element `{}` to set a target for", framework.id, brief(field.key()));
        let diagnostic =
            Diagnostic::new(Code::TargetUnknown, message).at(field.key_place()).found("not a known id");
        sink.push(match nearest(field.key(), known) {
            Some(meant) => diagnostic.mend(format!("write `{meant}` if that was meant")),
            None => {
                diagnostic.mend("take the line away, or put it below a line such as [targets.my-framework]")
            }
        });
        return;
    };
    let highest = i64::from(framework.scale.highest().number());
    let level = field.whole(1..=highest, sink).and_then(|number| framework.scale.level(number));
    if let Some(level) = level {
        let own = settings.targets.0.entry(framework.id.clone()).or_default();
        own.insert(sub_element.id.clone(), level);
    }
}

fn privacy(table: &Table<'_>, settings: &mut Settings, sink: &mut Sink) {
    table.only(&["minimum_group"], sink);
    let bounds = i64::from(SMALLEST_GROUP)..=1_000_000;
    let number = table.field("minimum_group").and_then(|number| number.whole(bounds, sink));
    settings.minimum_group = number.and_then(|number| u32::try_from(number).ok()).unwrap_or(SMALLEST_GROUP);
}

fn accessibility(table: &Table<'_>, settings: &mut Settings, sink: &mut Sink) {
    table.only(&["contact", "tested_on", "known_issues"], sink);
    settings.contact = text_of(table, "contact", 200, sink);
    settings.tested_on = table.field("tested_on").and_then(|day| day.day(sink));
    let issues = table.field("known_issues").and_then(|issues| issues.list(sink)).unwrap_or_default();
    settings.known_issues = issues.iter().filter_map(|issue| issue.words(600, sink)).collect();
}
