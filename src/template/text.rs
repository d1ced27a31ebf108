//! What is to be filled in -> an answers file with its questions, or a CSV table with a row for each.

use super::{DO_NOT_KNOW, NOT_APPLICABLE, Template, levels};
use crate::assessment::{Answer, Assessor, Evidence, Response, quoted, write_answer};
use crate::export::csv_field;
use crate::framework::SubElement;
use crate::intake::Field;
use std::fmt::Write as _;

// Writing to a String cannot fail, so what `write!` gives back is let go of in this file.

/// An answers file: every question with its levels as remarks, and below it what was answered last time.
pub fn toml(template: &Template<'_>) -> String {
    let framework = template.framework;
    let mut out = String::new();
    let whom = template.name.map_or_else(String::new, |name| format!(" of {name}"));
    remark(&mut out, &format!("The answers{whom} to {}.", framework.title));
    remark(&mut out, "Lines that begin with # are remarks. Take the # away from a line to make it count.");
    remark(&mut out, "Name roles, never people. `homeround check` says whether all is as it should be.");
    let _ = writeln!(out, "\nformat = 1\nframework = {}", quoted(framework.id.as_str()));
    let _ = writeln!(out, "framework_version = {}", quoted(&framework.version));
    match template.organisation {
        Some(id) => _ = writeln!(out, "organisation = {}", quoted(id.as_str())),
        None => {
            remark(&mut out, "The id of the organisation in answers/organisations.csv:");
            out.push_str("# organisation = \"\"\n");
        }
    }
    remark(&mut out, "The day on which these answers are true:");
    let _ = writeln!(out, "# date = 2026-09-30\nassessor = \"{}\"", Assessor::Own.word());
    match template.last.and_then(|last| last.started) {
        Some(day) => _ = writeln!(out, "started = {day}"),
        None => out.push_str("# started = 2025-10-01\n"),
    }
    match template.last.and_then(|last| last.completed_by.as_deref()) {
        Some(role) => _ = writeln!(out, "completed_by = {}", quoted(role)),
        None => out.push_str("# completed_by = \"Registered manager\"\n"),
    }
    let _ = writeln!(out, "publish = {}", template.last.is_some_and(|last| last.publish));
    if let Some(last) = template.last.filter(|last| !last.adopted.is_empty()) {
        let ids: Vec<String> = last.adopted.iter().map(|id| quoted(id.as_str())).collect();
        let _ = writeln!(out, "adopted = [{}]", ids.join(", "));
    }
    out.push('\n');
    for line in BESIDE {
        remark(&mut out, line);
    }
    for (sub_element, answer) in template.asked() {
        question(&mut out, template, sub_element, answer);
    }
    out
}

/// What an answer may say beside its level.
const BESIDE: [&str; 11] = [
    "Below each question you may also say, each on a line of its own:",
    "  level = \"dont-know\"",
    "  not_applicable = \"why\"              in place of the level",
    "  note = \"at most 600 characters\"",
    "  measure = { numerator = 28, denominator = 30, date = 2026-08-31, what = \"what was counted\" }",
    "  outcome = \"what became better\"",
    "  validation = { by = \"a role outside the team\", date = 2026-09-10 }",
    "  evidence = [{ what = \"what there is\", date = 2026-06-01 }]",
    "  action = \"what will be done\"",
    "  owner = \"by which role\"",
    "  review = 2026-12-01",
];

fn question(out: &mut String, template: &Template<'_>, sub_element: &SubElement, answer: Option<&Answer>) {
    out.push('\n');
    remark(out, &sub_element.heading());
    remark(out, sub_element.question.as_deref().unwrap_or(&sub_element.name));
    for line in levels(&template.framework.scale, sub_element) {
        remark(out, &format!("  {line}"));
    }
    if let (Some(last), Some(answer)) = (template.last, answer) {
        let said = super::chosen(&template.framework.scale, &answer.response);
        let said = said.unwrap_or_else(|| "not answered".to_owned());
        remark(out, &format!("Last time, {}: {said}", last.date.in_words()));
    }
    let _ = writeln!(out, "[answers.{}]", sub_element.id);
    if answer.is_none_or(|answer| answer.response == Response::Unanswered) {
        out.push_str("# level = 0\n");
    }
    out.push_str(&answer.map(write_answer).unwrap_or_default());
}

/// Words that are not read; each of their lines is a remark.
fn remark(out: &mut String, words: &str) {
    for line in words.split(['\n', '\r']) {
        let line: String = line.chars().filter(|letter| !letter.is_control()).collect();
        let _ = writeln!(out, "# {}", line.trim_end());
    }
}

/// A CSV table: a row for each question, and one more for each further piece of evidence. It begins with a byte order
/// mark, as Excel would else take it for another character set and send back broken letters.
pub fn csv(template: &Template<'_>) -> String {
    let mut out =
        "\u{FEFF}organisation,date,assessor,framework,framework_version,sub_element,question".to_owned();
    for (name, _) in Field::COLUMNS {
        let _ = write!(out, ",{name}");
    }
    out.push_str("\r\n");
    for (sub_element, answer) in template.asked() {
        let evidence = answer.map_or(&[][..], |answer| answer.evidence.as_slice());
        let first = evidence.first();
        row(&mut out, template, sub_element, |field| said(field, answer, first));
        for one in evidence.iter().skip(1) {
            row(&mut out, template, sub_element, |field| said(field, None, Some(one)));
        }
    }
    out
}

fn row(out: &mut String, template: &Template<'_>, sub_element: &SubElement, said: impl Fn(Field) -> String) {
    let question = sub_element.question.as_deref().unwrap_or(&sub_element.name);
    let organisation = template.organisation.map_or("", |id| id.as_str());
    let framework = template.framework;
    let head = [organisation, "", Assessor::Own.word(), framework.id.as_str(), &framework.version];
    for words in head.into_iter().chain([sub_element.id.as_str(), question]) {
        csv_field(out, words);
        out.push(',');
    }
    let fields: Vec<String> = Field::COLUMNS
        .iter()
        .map(|(_, field)| {
            let mut written = String::new();
            csv_field(&mut written, &said(*field));
            written
        })
        .collect();
    out.push_str(&fields.join(","));
    out.push_str("\r\n");
}

fn said(field: Field, answer: Option<&Answer>, evidence: Option<&Evidence>) -> String {
    let words = |words: Option<&String>| words.cloned().unwrap_or_default();
    let measure = answer.and_then(|answer| answer.measure.as_ref());
    let validation = answer.and_then(|answer| answer.validation.as_ref());
    match field {
        Field::Level => match answer.map(|answer| &answer.response) {
            Some(Response::Level(level)) => level.to_string(),
            Some(Response::DontKnow) => DO_NOT_KNOW.to_owned(),
            Some(Response::NotApplicable(_)) => NOT_APPLICABLE.to_owned(),
            Some(Response::Unanswered) | None => String::new(),
        },
        Field::NotApplicable => match answer.map(|answer| &answer.response) {
            Some(Response::NotApplicable(reason)) => reason.clone(),
            _ => String::new(),
        },
        Field::Note => words(answer.and_then(|answer| answer.note.as_ref())),
        Field::MeasureNumerator => measure.map(|one| one.numerator.to_string()).unwrap_or_default(),
        Field::MeasureDenominator => measure.map(|one| one.denominator.to_string()).unwrap_or_default(),
        Field::MeasureDate => measure.map(|one| one.date.to_string()).unwrap_or_default(),
        Field::MeasureWhat => words(measure.and_then(|one| one.what.as_ref())),
        Field::Outcome => words(answer.and_then(|answer| answer.outcome.as_ref())),
        Field::ValidationBy => validation.map(|one| one.by.clone()).unwrap_or_default(),
        Field::ValidationDate => validation.map(|one| one.date.to_string()).unwrap_or_default(),
        Field::EvidenceWhat => evidence.map(|one| one.what.clone()).unwrap_or_default(),
        Field::EvidenceDate => {
            evidence.and_then(|one| one.date).map(|day| day.to_string()).unwrap_or_default()
        }
        Field::EvidenceKind => words(evidence.and_then(|one| one.kind.as_ref())),
        Field::Action => words(answer.and_then(|answer| answer.action.as_ref())),
        Field::Owner => words(answer.and_then(|answer| answer.owner.as_ref())),
        Field::Review => {
            answer.and_then(|answer| answer.review).map(|day| day.to_string()).unwrap_or_default()
        }
    }
}
