//! The folder `answers` -> a register and assessments.

use crate::assessment::{self, Assessment, Context};
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::organisation::{self, Register};
use crate::source::walk::Found;
use crate::source::{Text, text, walk};
use std::collections::BTreeMap;
use std::path::Path;

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
    if !walk::is_folder(&root.join("answers")) {
        sink.push(
            Diagnostic::new(Code::AnswersMissing, "there is no folder `answers` here")
                .at(Place { file: "answers".into(), spot: None })
                .mend("make one with `homeround init`, or name the workspace with --root"),
        );
        return answers;
    }
    for found in walk::files(root, "answers", sink) {
        let name = found.name.to_lowercase();
        if found.name == REGISTER {
            answers.register = Some(found);
        } else if name.ends_with(".toml") {
            answers.files.push(found);
        } else if !name.ends_with(".md") && !name.ends_with(".txt") {
            sink.push(
                Diagnostic::new(Code::FileNotRead, "this is no answers file and was not read")
                    .at(Place { file: found.name.as_str().into(), spot: None })
                    .mend("move it out of `answers`, or make an answers file from it"),
            );
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

/// Reads the register, empty where there is none.
pub(super) fn register(found: Option<&Found>, sink: &mut Sink) -> Register {
    let Some(found) = found else { return Register::default() };
    match walk::bytes(found, text::REGISTER_LIMIT).and_then(|bytes| Text::decode(&found.name, bytes)) {
        Ok(text) => organisation::read(&text, sink),
        Err(fault) => {
            sink.push(fault);
            Register::default()
        }
    }
}

/// Reads every answers file, on as many threads as there are processors; the order of the result is the files'.
pub(super) fn read(files: &[Found], context: Context<'_>, sink: &mut Sink) -> Vec<Assessment> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(threads).max(1);
    let mut parts: Vec<(Vec<Assessment>, Sink)> = Vec::new();
    std::thread::scope(|scope| {
        let running: Vec<_> =
            files.chunks(share).map(|files| scope.spawn(move || read_share(files, context))).collect();
        for thread in running {
            match thread.join() {
                Ok(part) => parts.push(part),
                Err(fault) => std::panic::resume_unwind(fault),
            }
        }
    });
    let mut assessments = Vec::with_capacity(files.len());
    for (read, found) in parts {
        assessments.extend(read);
        sink.extend(found.into_sorted());
    }
    collisions(&assessments, sink);
    assessments
}

fn read_share(files: &[Found], context: Context<'_>) -> (Vec<Assessment>, Sink) {
    let mut sink = Sink::default();
    let mut assessments = Vec::with_capacity(files.len());
    for found in files {
        match walk::bytes(found, text::FILE_LIMIT).and_then(|bytes| Text::decode(&found.name, bytes)) {
            Ok(text) => assessments.extend(assessment::read(&text, context, &mut sink)),
            Err(fault) => sink.push(fault),
        }
    }
    (assessments, sink)
}

fn collisions(assessments: &[Assessment], sink: &mut Sink) {
    let mut seen = BTreeMap::new();
    for one in assessments {
        let key = (&one.organisation, &one.framework, one.date, one.assessor);
        if let Some(first) = seen.get(&key) {
            let place = |file: &std::sync::Arc<str>| Place { file: std::sync::Arc::clone(file), spot: None };
            let message = format!(
                "`{}` is assessed twice by {} on {} against {}",
                one.organisation,
                one.assessor.word(),
                one.date,
                one.framework
            );
            sink.push(
                Diagnostic::new(Code::AssessmentsCollide, message)
                    .at(place(&one.file))
                    .also(place(first), "the other file")
                    .allowed("one file for each organisation, framework, date and assessor")
                    .mend("keep one of the two files, or correct a date"),
            );
        } else {
            seen.insert(key, one.file.clone());
        }
    }
}
