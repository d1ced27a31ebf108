//! The folder `answers` -> a register and assessments.

use super::versions::Versioned;
use crate::assessment::{self, Assessment, Context};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::framework::Framework;
use crate::organisation::{self, Register};
use crate::progress::Watch;
use crate::source::walk::{Found, Standing};
use crate::source::{Text, reading, text, walk};
use crate::threads;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Where the register stands.
const REGISTER: &str = "answers/organisations.csv";

/// What the folder holds.
pub(super) struct Answers {
    pub(super) register: Option<Found>,
    pub(super) files: Vec<Found>,
}

/// Finds the register and the answers files; what is neither is named once.
pub(super) fn find(root: &Path, sink: &mut Sink) -> Answers {
    let mut answers = Answers { register: None, files: Vec::new() };
    let standing = walk::standing(&root.join("answers"));
    if standing != Standing::Folder {
        let (message, mend) = match standing {
            Standing::Nothing => (
                "there is no folder `answers` here",
                "make one with `homeround init`, or name the workspace with --root",
            ),
            Standing::Link => (
                "`answers` is a link to another place, and links are not followed",
                "put the folder itself in its place",
            ),
            Standing::Unseen => (
                "the folder `answers` could not be looked at",
                "try again; if it stays so, ask whoever owns the workspace to let you read it",
            ),
            _ => ("`answers` is no folder", "rename it, and put the answers files into a folder `answers`"),
        };
        sink.push(
            Diagnostic::new(Code::AnswersMissing, message)
                .at(Place { file: "answers".into(), spot: None })
                .mend(mend),
        );
        return answers;
    }
    for found in walk::files(root, "answers", sink) {
        let name = found.name.to_lowercase();
        if found.name == REGISTER {
            answers.register = Some(found);
        } else if is_answers_file(&found.name) {
            answers.files.push(found);
        } else if name.ends_with(".toml.txt") || (!name.ends_with(".md") && !name.ends_with(".txt")) {
            sink.push(not_read(&found.name));
        }
    }
    if answers.register.is_none() {
        sink.push(
            Diagnostic::new(Code::RegisterMissing, "there is no register of organisations")
                .at(Place { file: REGISTER.into(), spot: None })
                .mend("add the file with a heading line id,name,kind,parent and a row for each organisation"),
        );
    } else if answers.files.is_empty() {
        sink.push(
            Diagnostic::new(Code::AnswersNone, "nobody has answered yet")
                .at(Place { file: "answers".into(), spot: None })
                .mend("put the answers files into the folder `answers`"),
        );
    }
    answers
}

/// Whether a file is read as answers, in whatever letters its ending is.
pub(super) fn is_answers_file(name: &str) -> bool {
    name.starts_with("answers/") && name.to_lowercase().ends_with(".toml")
}

/// Says that a file in the folder is none that is read there, and what it was probably meant to be.
fn not_read(name: &str) -> Diagnostic {
    let lower = name.to_lowercase();
    let mend = if lower.ends_with(".toml.txt") {
        "take .txt off the end of its name: an editor has added it".to_owned()
    } else if lower.rsplit('/').next() == REGISTER.rsplit('/').next() {
        format!("the register is called {REGISTER}, in small letters: rename or move this file")
    } else {
        "move it out of `answers`, or make an answers file from it".to_owned()
    };
    Diagnostic::new(Code::FileNotRead, "this is no answers file and was not read")
        .at(Place { file: name.into(), spot: None })
        .mend(mend)
}

/// Reads the register, empty where there is none.
pub(super) fn register(found: Option<&Found>, sink: &mut Sink) -> Register {
    let Some(found) = found else { return Register::default() };
    match walk::bytes(found, text::REGISTER_LIMIT).and_then(|bytes| Text::decode(&found.name, bytes)) {
        Ok(text) => reading(&found.name, || organisation::read(&text, sink)),
        Err(fault) => {
            sink.push(fault);
            Register::default()
        }
    }
}

/// Where the dates of assessments stand, by file.
#[derive(Default)]
pub(super) struct Dates(BTreeMap<Arc<str>, Place>);

impl Dates {
    /// Where the date of an assessment stands.
    pub(super) fn of(&self, one: &Assessment) -> Place {
        self.0.get(&one.file).cloned().unwrap_or_else(|| Place { file: Arc::clone(&one.file), spot: None })
    }
}

/// What was read.
pub(super) struct Read {
    /// Assessments against the versions that are shown.
    pub(super) assessments: Vec<Assessment>,
    /// Those against others, each with the place of its version.
    pub(super) others: Vec<(Versioned, Option<Place>)>,
    pub(super) dates: Dates,
}

/// What was read of some of the files.
#[derive(Default)]
struct Share {
    assessments: Vec<Assessment>,
    others: Vec<(Versioned, Option<Place>)>,
    dates: Vec<Place>,
    sink: Sink,
}

/// Reads every answers file, on as many threads as there are processors; the order of the result is the files'.
pub(super) fn read(
    files: &[Found],
    context: Context<'_>,
    versions: &[Framework],
    sink: &mut Sink,
    watch: &dyn Watch,
) -> Read {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(threads).max(1);
    let mut shares: Vec<Share> = Vec::new();
    std::thread::scope(|scope| {
        let begin = |files| threads::begin(scope, move || read_share(files, context, versions, watch));
        let running: Vec<_> = files.chunks(share).map(begin).collect();
        shares.extend(running.into_iter().map(threads::Running::end));
    });
    let mut assessments = Vec::with_capacity(files.len());
    let mut others = Vec::new();
    let mut dates = Dates::default();
    for share in shares {
        assessments.extend(share.assessments);
        others.extend(share.others);
        dates.0.extend(share.dates.into_iter().map(|place| (Arc::clone(&place.file), place)));
        sink.extend(share.sink.into_sorted());
    }
    let of_others = others.iter().map(|(one, _)| (Some(one.version.as_str()), &one.assessment));
    let all: Vec<_> = assessments.iter().map(|one| (None, one)).chain(of_others).collect();
    let colliding = collisions(&all, &dates, sink);
    // Nobody but their owner can say which of them is right.
    assessments.retain(|one| !colliding.contains(&one.file));
    others.retain(|(one, _)| !colliding.contains(&one.assessment.file));
    Read { assessments, others, dates }
}

fn read_share(files: &[Found], context: Context<'_>, versions: &[Framework], watch: &dyn Watch) -> Share {
    let mut share = Share::default();
    for found in files {
        match walk::bytes(found, text::FILE_LIMIT).and_then(|bytes| Text::decode(&found.name, bytes)) {
            Ok(text) => {
                let read = || assessment::read_any(&text, context, versions, &mut share.sink);
                if let Some((assessment, framework)) = reading(&found.name, read) {
                    share.dates.extend(text.line_of("date"));
                    if versions.iter().any(|other| std::ptr::eq(other, framework)) {
                        let version = framework.version.clone();
                        let place = text.line_of("framework_version");
                        share.others.push((Versioned { version, assessment }, place));
                    } else {
                        share.assessments.push(assessment);
                    }
                }
            }
            Err(fault) => share.sink.push(fault),
        }
        watch.step();
    }
    share
}

/// Says which files hold the same rating against the same version, of which that which is shown has no name here, and
/// returns all of them.
fn collisions(
    assessments: &[(Option<&str>, &Assessment)],
    dates: &Dates,
    sink: &mut Sink,
) -> BTreeSet<Arc<str>> {
    let mut colliding = BTreeSet::new();
    let mut seen: BTreeMap<_, &Assessment> = BTreeMap::new();
    for &(version, one) in assessments {
        let key = (&one.organisation, &one.framework, version, one.date, one.assessor);
        if let Some(first) = seen.get(&key) {
            let message = format!(
                "two files hold the {} of `{}` on {} against {}",
                one.assessor.in_words(),
                one.organisation,
                one.date,
                one.framework
            );
            colliding.extend([&first.file, &one.file].map(Arc::clone));
            sink.push(
                Diagnostic::new(Code::AssessmentsCollide, message)
                    .at(dates.of(one))
                    .found("in this file")
                    .also(dates.of(first), "and in this one")
                    .allowed("one file for each organisation, framework, date and assessor")
                    .mend("keep one of the two files, or correct a date"),
            );
        } else {
            seen.insert(key, one);
        }
    }
    colliding
}
