//! The whole of a workspace, read in one run.

use super::answers::{self, Dates};
use super::content::{self, Content, Piece};
use super::frameworks::Frameworks;
use super::prose::Prose;
use super::settings::{self, Settings};
use super::versions::{Versioned, Versions};
use crate::assessment::{Assessment, Context};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::framework::{Framework, Innovation};
use crate::id::{FrameworkId, InnovationId};
use crate::organisation::{self, Register, TileMap};
use crate::progress::{Stage, Unwatched, Watch};
use crate::source::walk::Standing;
use crate::source::{Text, reading, text, walk};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Everything that scoring and pages need, checked.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// What `homeround.toml` says.
    pub settings: Settings,
    /// Every framework at hand, in use or not, each in the version that is shown.
    pub frameworks: BTreeMap<FrameworkId, Framework>,
    /// Every innovation at hand.
    pub innovations: BTreeMap<InnovationId, Innovation>,
    /// The site's own prose, by name.
    pub pages: BTreeMap<String, Prose>,
    /// Who is registered.
    pub register: Register,
    /// Maps of tiles, the workspace's own before the built-in, each in the order of names.
    pub maps: Vec<TileMap>,
    /// Assessments not after the as-at date, by organisation, framework, date and assessor (as text).
    pub assessments: Vec<Assessment>,
    /// Assessments after the as-at date, which count nowhere; an import must know of them all the same.
    pub later: Vec<Assessment>,
    /// The as-at date: the workspace's, else the latest assessment's.
    pub as_at: Option<Day>,
    /// Answers files that could not be used, by name.
    pub skipped: Vec<Arc<str>>,
    /// The frameworks in use: those that an assessment or the workspace names, else the programme's.
    pub in_use: BTreeSet<FrameworkId>,
    /// Other versions of frameworks and the answers to them, which count nowhere.
    pub versions: Versions,
}

/// A workspace with what was said about it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What could be read.
    pub workspace: Workspace,
    /// Every problem, in reading order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// How many problems stop a build.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|one| one.is_error()).count()
    }

    /// Whether every error is in an answers file, so that the rest can be published without it.
    pub fn only_answers_are_bad(&self) -> bool {
        self.diagnostics
            .iter()
            .filter(|one| one.is_error())
            .all(|one| one.place.as_ref().is_some_and(|place| answers::is_answers_file(&place.file)))
    }
}

/// So many days after an assessment it is said to be over a year old.
const OVER_A_YEAR: i64 = 366;

/// Reads a workspace. Problems are collected, never the end of reading.
pub fn load(root: &Path) -> Loaded {
    load_watched(root, &Unwatched)
}

/// The same, and says how far it has come.
pub fn load_watched(root: &Path, watch: &dyn Watch) -> Loaded {
    let mut sink = Sink::default();
    let mut content = content::read(root, &mut sink);
    let settings = settings_of(root, &content, &mut sink);
    if let Some(version) = &settings.framework_version {
        content.frameworks.show(settings.programme(), version);
    }
    let Frameworks { shown, others, crosswalks } = content.frameworks;
    let found = answers::find(root, &mut sink);
    watch.begin(Stage::Reading, found.files.len());
    let register = answers::register(found.register.as_ref(), &mut sink);
    let codes = organisation::Codes::of(&register);
    let map = |piece: &Piece| organisation::read_map(&piece.text, piece.ours, &codes, &mut sink);
    let maps = content.maps.iter().filter_map(map).collect();
    let context = Context {
        frameworks: &shown,
        innovations: &content.innovations,
        unread: &content.unread,
        register: &register,
    };
    let answers::Read { mut assessments, others: of_others, dates } =
        answers::read(&found.files, context, &others, &mut sink, watch);
    let mut read: BTreeSet<Arc<str>> = assessments.iter().map(|one| Arc::clone(&one.file)).collect();
    read.extend(of_others.iter().map(|(one, _)| Arc::clone(&one.assessment.file)));
    not_shown(&of_others, &assessments, &shown, settings.programme(), &mut sink);
    let skipped =
        found.files.iter().map(|file| Arc::from(file.name.as_str())).filter(|file| !read.contains(file));
    let skipped = skipped.collect();
    let as_at = settings.as_at.or_else(|| assessments.iter().map(|one| one.date).max());
    let later = leave_out_later(&mut assessments, as_at, &dates, &mut sink);
    assessments.sort_by(|a, b| order(a).cmp(&order(b)));
    let workspace = Workspace {
        in_use: in_use(&settings, &shown, &assessments),
        settings,
        frameworks: shown,
        innovations: content.innovations,
        pages: content.pages,
        register,
        maps,
        assessments,
        later,
        as_at,
        skipped,
        versions: Versions {
            frameworks: others,
            assessments: of_others.into_iter().map(|(one, _)| one).collect(),
            crosswalks,
        },
    };
    joined(&workspace, &dates, &mut sink);
    Loaded { workspace, diagnostics: sink.into_sorted() }
}

fn order(one: &Assessment) -> (&str, &str, Day, &str) {
    (one.organisation.as_str(), one.framework.as_str(), one.date, one.assessor.word())
}

fn in_use(
    settings: &Settings,
    frameworks: &BTreeMap<FrameworkId, Framework>,
    assessments: &[Assessment],
) -> BTreeSet<FrameworkId> {
    let mut ids: BTreeSet<FrameworkId> = assessments.iter().map(|one| one.framework.clone()).collect();
    ids.extend(settings.framework.clone());
    if ids.is_empty() {
        ids.extend(frameworks.get(settings.programme()).map(|framework| framework.id.clone()));
    }
    ids
}

fn settings_of(root: &Path, content: &Content, sink: &mut Sink) -> Settings {
    const NAME: &str = "homeround.toml";
    let path = root.join(NAME);
    match walk::standing(&path) {
        Standing::File => {}
        Standing::Nothing => return Settings::default(),
        Standing::Link => {
            sink.push(walk::link(NAME));
            return Settings::default();
        }
        other => {
            sink.push(walk::no_file(NAME, other));
            return Settings::default();
        }
    }
    let found = walk::Found { name: NAME.to_owned(), path };
    match walk::bytes(&found, text::FILE_LIMIT).and_then(|bytes| Text::decode(&found.name, bytes)) {
        Ok(text) => reading(NAME, || settings::read(&text, &content.frameworks, &content.unread, sink)),
        Err(fault) => {
            sink.push(fault);
            Settings::default()
        }
    }
}

fn leave_out_later(
    assessments: &mut Vec<Assessment>,
    as_at: Option<Day>,
    dates: &Dates,
    sink: &mut Sink,
) -> Vec<Assessment> {
    let Some(as_at) = as_at else { return Vec::new() };
    let (counting, later) = std::mem::take(assessments).into_iter().partition(|one| one.date <= as_at);
    *assessments = counting;
    for one in &later {
        sink.push(
            Diagnostic::new(
                Code::AssessmentAfterAsAt,
                format!("this assessment of {} is after the as-at date {as_at} and is left out", one.date),
            )
            .at(dates.of(one))
            .mend("set a later as_at in homeround.toml if it should count"),
        );
    }
    later
}

/// Says of each version that is not shown how many answers to it count nowhere. Those that stand as answers to the
/// version that is shown as well, because they were carried over, need no word.
fn not_shown(
    others: &[(Versioned, Option<Place>)],
    assessments: &[Assessment],
    shown: &BTreeMap<FrameworkId, Framework>,
    programme: &str,
    sink: &mut Sink,
) {
    let key = |one: &Assessment| (one.organisation.clone(), one.framework.clone(), one.date, one.assessor);
    let carried: BTreeSet<_> =
        if others.is_empty() { BTreeSet::new() } else { assessments.iter().map(key).collect() };
    let mut left: BTreeMap<(&FrameworkId, &str), (u64, Option<&Place>)> = BTreeMap::new();
    for (one, place) in others.iter().filter(|(one, _)| !carried.contains(&key(&one.assessment))) {
        let first =
            left.entry((&one.assessment.framework, one.version.as_str())).or_insert((0, place.as_ref()));
        first.0 += 1;
    }
    for ((id, version), (count, place)) in left {
        let Some(framework) = shown.get(id) else { continue };
        let (assessments, are) = if count == 1 { ("assessment", "is") } else { ("assessments", "are") };
        let message = format!(
            "{count} {assessments} against version {version} of {id} {are} left out: version {} is shown",
            framework.version
        );
        // The settings name a version of the programme's framework alone.
        let or_show = if id.as_str() == programme {
            format!(
                ", or show version {version} by framework_version = \"{version}\" below [programme] in homeround.toml"
            )
        } else {
            String::new()
        };
        let diagnostic = Diagnostic::new(Code::VersionNotShown, message)
            .mend(format!("carry the answers over with `homeround migrate`{or_show}"));
        sink.push(match place {
            Some(place) => diagnostic.at(place.clone()).found("the first of them"),
            None => diagnostic,
        });
    }
}

/// What can be seen only when everything is known: warnings about what counts nowhere.
fn joined(workspace: &Workspace, dates: &Dates, sink: &mut Sink) {
    for one in &workspace.assessments {
        let late = workspace.settings.started.filter(|start| one.started.is_none() && *start > one.date);
        if let Some(start) = late {
            let message = format!("the programme's start {start} is after this assessment of {}", one.date);
            sink.push(Diagnostic::new(Code::ProgrammeStartLate, message).at(dates.of(one)).mend(
                "nothing need be done if this is a baseline; otherwise correct `started` in homeround.toml",
            ));
        }
    }
    parents_in_force(workspace, sink);
    far_as_at(workspace, dates, sink);
}

/// Warns where a few assessments lie over a year after all the others and so move the as-at date for everybody: a slip
/// in one year would make all that others said old.
fn far_as_at(workspace: &Workspace, dates: &Dates, sink: &mut Sink) {
    let mut by_date: Vec<&Assessment> = workspace.assessments.iter().collect();
    by_date.sort_by_key(|one| one.date);
    let all = by_date.len();
    let leaps = |pair: &[&Assessment]| matches!(pair, [before, after] if after.date.days_since(before.date) > OVER_A_YEAR);
    // The first leap after which fewer lie than before it.
    let before = (1..all).find(|at| all - at < *at && by_date.get(at - 1..=*at).is_some_and(leaps));
    let Some((before, (latest, last))) =
        before.and_then(|before| Some((before, (by_date.get(before - 1)?, by_date.last()?))))
    else {
        return;
    };
    if workspace.settings.as_at.is_some() {
        return;
    }
    let message = format!(
        "because of this date everything is looked at as on {}, over a year after {before} of the {all} assessments",
        last.date
    );
    sink.push(
        Diagnostic::new(Code::AsAtFar, message)
            .at(dates.of(last))
            .found(format!("the latest of those is of {}", latest.date))
            .mend("correct the date if it is a slip; if it is right, nothing need be done"),
    );
}

fn parents_in_force(workspace: &Workspace, sink: &mut Sink) {
    let Some(as_at) = workspace.as_at else { return };
    let register = &workspace.register;
    for id in register.ids() {
        let Some(parent) = register.at(id, Some(as_at)).and_then(|row| row.parent.as_ref()) else { continue };
        if register.contains(parent) && register.at(parent, Some(as_at)).is_none() {
            let message = format!("`{id}` belongs to `{parent}`, which is not in force on {as_at}");
            let diagnostic = Diagnostic::new(Code::ParentNotInForce, message)
                .mend(format!("add a row for `{id}` with its new parent"));
            sink.push(match register.parent_place(id, as_at) {
                Some(place) => diagnostic.at(place.clone()),
                None => diagnostic,
            });
        }
    }
}
