//! The `answers` table of an answers file -> one answer for each sub-element, in framework order.

use super::limits::{LINE, NOTE, PHRASE};
use super::model::{Answer, Evidence, Measure, Response, Validation};
use super::personal::looks_personal;
use super::read::HEAD;
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic, Sink, brief};
use crate::framework::innovation::unknown_sub_element;
use crate::framework::{Framework, Level, SubElement};
use crate::organisation::Kind;
use crate::source::{Field, Table};

/// Whose answers are read, as far as is known.
pub(super) struct Respondent<'r> {
    pub(super) framework: &'r Framework,
    pub(super) kind: Option<Kind>,
    /// The date of the assessment.
    pub(super) date: Option<Day>,
}

/// Every name that an answer may give below its heading.
const KNOWN: &[&str] = &[
    "level",
    "not_applicable",
    "note",
    "measure",
    "outcome",
    "validation",
    "evidence",
    "action",
    "owner",
    "review",
];

/// Reads every answer.
pub(super) fn read_all(table: &Table<'_>, respondent: &Respondent<'_>, sink: &mut Sink) -> Vec<Answer> {
    let framework = respondent.framework;
    let mut answers = vec![Answer::default(); framework.sub_elements.len()];
    for field in table.fields() {
        let position = framework.position(field.key());
        let Some((position, sub_element)) =
            position.and_then(|at| Some((at, framework.sub_elements.get(at)?)))
        else {
            sink.push(unknown(&field, framework));
            continue;
        };
        let reader = Reader { asked: Some((framework, sub_element)), date: respondent.date };
        let answer = reader.answer(&field, sink);
        let asked = respondent.kind.is_none_or(|kind| sub_element.asked_of.contains(&kind));
        if let Some(kind) = respondent.kind.filter(|_| !asked && answer.response != Response::Unanswered) {
            let message = format!("{} is not asked about `{}`", kind.one(), sub_element.id);
            sink.push(
                Diagnostic::new(Code::SubElementNotAsked, message)
                    .at(field.key_place())
                    .mend("nothing need be done: the answer is listed and counts nowhere"),
            );
        }
        if let Some(slot) = answers.get_mut(position) {
            *slot = answer;
        }
    }
    answers
}

/// Reads answers to a framework that is not at hand: what is wrong with them whatever it asks is told in the same run.
pub(super) fn read_shape(table: &Table<'_>, date: Option<Day>, sink: &mut Sink) {
    let reader = Reader { asked: None, date };
    // A line that stands in the wrong place could be a sub-element of that framework.
    for field in table.fields().filter(|field| !HEAD.contains(&field.key()) && !KNOWN.contains(&field.key()))
    {
        reader.answer(&field, sink);
    }
}

/// Says that there is no such sub-element, and where the line was probably meant to stand.
fn unknown(field: &Field<'_>, framework: &Framework) -> Diagnostic {
    let ids = framework.sub_elements.iter().map(|sub_element| &sub_element.id);
    let diagnostic =
        Diagnostic::new(Code::SubElementUnknown, "").at(field.key_place()).found("not a known id");
    let diagnostic = unknown_sub_element(diagnostic, field.key(), ids);
    if HEAD.contains(&field.key()) {
        diagnostic.mend("move it to the head of the file, above the line [answers]")
    } else if KNOWN.contains(&field.key()) {
        let first = framework.sub_elements.first().map(|one| format!(", such as [answers.{}]", one.id));
        diagnostic.mend(format!("put it below a heading of its answer{}", first.unwrap_or_default()))
    } else {
        diagnostic
    }
}

struct Reader<'r> {
    /// What was asked, where the framework is at hand.
    asked: Option<(&'r Framework, &'r SubElement)>,
    date: Option<Day>,
}

impl Reader<'_> {
    fn answer(&self, field: &Field<'_>, sink: &mut Sink) -> Answer {
        if field.is_table() {
            let table = field.table(format!("the answer to `{}`", field.key()), sink);
            let Some(table) = table else { return Answer::default() };
            personal(&table, sink);
            return self.long(&table, sink);
        }
        Answer { response: self.level(field, sink), ..Answer::default() }
    }

    fn long(&self, table: &Table<'_>, sink: &mut Sink) -> Answer {
        let elsewhere = |key: &str| {
            if HEAD.contains(&key) {
                Some("move it to the head of the file, above the line [answers]".to_owned())
            } else {
                let answer = self.asked.is_some_and(|(framework, _)| framework.position(key).is_some());
                answer.then(|| {
                    "move it up, between the line [answers] and the first heading below it".to_owned()
                })
            }
        };
        table.only_or(KNOWN, elsewhere, sink);
        Answer {
            response: self.response(table, sink),
            note: text(table, "note", NOTE, sink),
            measure: table.field("measure").and_then(|measure| self.measure(&measure, sink)).map(Box::new),
            outcome: table.field("outcome").and_then(|outcome| outcome.words(LINE, sink)),
            validation: table
                .field("validation")
                .and_then(|validation| self.validation(&validation, sink))
                .map(Box::new),
            evidence: table.field("evidence").map(|list| self.evidence(&list, sink)).unwrap_or_default(),
            action: text(table, "action", LINE, sink),
            owner: text(table, "owner", PHRASE, sink),
            review: table.field("review").and_then(|review| self.review(&review, sink)),
        }
    }

    fn response(&self, table: &Table<'_>, sink: &mut Sink) -> Response {
        let level = table.field("level");
        let not_applicable = table.field("not_applicable");
        if let (Some(first), Some(second)) = (&level, &not_applicable) {
            sink.push(
                Diagnostic::new(
                    Code::AnswerTwoWays,
                    "this answer has a level and says that it does not apply",
                )
                .at(second.key_place())
                .found("does not apply")
                .also(first.key_place(), "has a level")
                .mend("take one of the two lines away"),
            );
        }
        match (level, not_applicable) {
            (_, Some(reason)) => self.not_applicable(&reason, sink),
            (Some(level), None) => self.level(&level, sink),
            (None, None) => Response::Unanswered,
        }
    }

    fn level(&self, field: &Field<'_>, sink: &mut Sink) -> Response {
        let mut quiet = Sink::default();
        let text = field.string(&mut quiet).map(str::trim);
        if text == Some("dont-know") {
            return Response::DontKnow;
        }
        let Some((framework, sub_element)) = self.asked else {
            if !field.is_whole() {
                let fault = field.fault(Code::LevelNotAllowed, "a level is a whole number");
                sink.push(fault.allowed("a whole number, or \"dont-know\"").mend("write one of these"));
            }
            return Response::Unanswered;
        };
        let highest = framework.scale.highest();
        if field.is_whole() {
            let number = field.whole(0..=i64::from(highest.number()), &mut quiet);
            if let Some(level) = number.and_then(|number| framework.scale.level(number)) {
                return Response::Level(level);
            }
        }
        let mend = level_meant(field, text, highest, sub_element);
        sink.push(
            field
                .fault(Code::LevelNotAllowed, format!("a level is a whole number from 0 to {highest}"))
                .allowed(format!("0 to {highest}, or \"dont-know\""))
                .mend(mend),
        );
        Response::Unanswered
    }

    fn not_applicable(&self, field: &Field<'_>, sink: &mut Sink) -> Response {
        if let Some((_, sub_element)) = self.asked.filter(|(_, one)| !one.not_applicable_allowed) {
            sink.push(
                Diagnostic::new(
                    Code::NotApplicable,
                    format!("`{}` applies to everybody who is asked", sub_element.id),
                )
                .at(field.key_place())
                .found("not allowed here")
                .mend("write a level, or level = \"dont-know\""),
            );
        }
        field.words(LINE, sink).map_or(Response::Unanswered, Response::NotApplicable)
    }

    fn measure(&self, field: &Field<'_>, sink: &mut Sink) -> Option<Measure> {
        let table = field.table("a measure", sink)?;
        table.only(&["numerator", "denominator", "date", "what"], sink);
        let number = |key, example, lowest, sink: &mut Sink| {
            let number = table.required(key, example, sink)?.whole(lowest..=i64::from(u32::MAX), sink)?;
            u64::try_from(number).ok()
        };
        let numerator = number("numerator", "28", 0, sink);
        let denominator = number("denominator", "30", 1, sink);
        if let (Some(numerator), Some(denominator)) = (numerator, denominator)
            && numerator > denominator
        {
            sink.push(
                Diagnostic::new(Code::MeasureImpossible, "the numerator is larger than the denominator")
                    .at(table.field("numerator").map_or_else(|| table.place(), |field| field.place()))
                    .found(format!("{numerator} of {denominator}"))
                    .mend("correct them: the numerator counts those who have it, the denominator all who should"),
            );
        }
        let date =
            table.required("date", "2026-08-31", sink).and_then(|date| self.past(&date, "measure", sink));
        let what = text(&table, "what", PHRASE, sink);
        Some(Measure { numerator: numerator?, denominator: denominator?, date: date?, what })
    }

    fn validation(&self, field: &Field<'_>, sink: &mut Sink) -> Option<Validation> {
        let table = field.table("a validation", sink)?;
        table.only(&["by", "date"], sink);
        let by = table.required("by", "\"ICS pharmacist\"", sink).and_then(|by| by.words(PHRASE, sink));
        let date =
            table.required("date", "2026-09-10", sink).and_then(|date| self.past(&date, "validation", sink));
        Some(Validation { by: by?, date: date? })
    }

    fn evidence(&self, field: &Field<'_>, sink: &mut Sink) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for table in field.tables("a piece of evidence", sink) {
            table.only(&["what", "date", "kind"], sink);
            let what =
                table.required("what", "\"Home round rota\"", sink).and_then(|what| what.words(PHRASE, sink));
            let date = table.field("date").and_then(|date| self.past(&date, "evidence", sink));
            let kind = table.field("kind").and_then(|kind| self.kind(&kind, sink));
            evidence.extend(what.map(|what| Evidence { what, date, kind }));
        }
        evidence
    }

    fn kind(&self, field: &Field<'_>, sink: &mut Sink) -> Option<String> {
        let word = field.string(sink)?;
        let (framework, _) = self.asked?;
        if !framework.evidence_kinds.iter().any(|kind| kind == word) {
            let known = framework.evidence_kinds.join(", ");
            let diagnostic = field.fault(
                Code::EvidenceKindUnknown,
                format!("the framework knows no evidence of the kind `{}`", brief(word)),
            );
            sink.push(if known.is_empty() {
                diagnostic.mend("take `kind` away: this framework has no kinds of its own")
            } else {
                diagnostic.allowed(known).mend("use one of these, or take `kind` away")
            });
            return None;
        }
        Some(word.to_owned())
    }

    /// A date of evidence, which is not after the assessment's.
    fn past(&self, field: &Field<'_>, what: &str, sink: &mut Sink) -> Option<Day> {
        let day = field.day(sink)?;
        if let Some(date) = self.date.filter(|date| day > *date) {
            sink.push(
                field
                    .fault(Code::DateAfterAssessment, format!("this {what} is dated after the assessment"))
                    .allowed(format!("{date}, the date of the assessment, or earlier"))
                    .mend("correct the date, or leave it for the next assessment"),
            );
        }
        Some(day)
    }

    fn review(&self, field: &Field<'_>, sink: &mut Sink) -> Option<Day> {
        let day = field.day(sink)?;
        if let Some(date) = self.date.filter(|date| day < *date) {
            sink.push(
                field
                    .fault(Code::ReviewBeforeAssessment, "the review is dated before the assessment")
                    .allowed(format!("{date}, the date of the assessment, or later"))
                    .mend("write when this will be looked at again"),
            );
        }
        Some(day)
    }
}

/// How to mend what is no level: what was probably meant by it.
fn level_meant(field: &Field<'_>, text: Option<&str>, highest: Level, sub_element: &SubElement) -> String {
    let id = &sub_element.id;
    if !field.tables("", &mut Sink::default()).is_empty() {
        return format!("write the heading with single brackets, as [answers.{id}]");
    }
    let letters: Option<String> =
        text.map(|text| text.to_lowercase().chars().filter(char::is_ascii_lowercase).collect());
    match letters.as_deref() {
        Some("dontknow" | "donotknow" | "unknown" | "notknown" | "notsure" | "unsure") => {
            "write \"dont-know\"".to_owned()
        }
        Some("na" | "notapplicable" | "doesnotapply") if !sub_element.not_applicable_allowed => {
            "write a level, or \"dont-know\": this applies to everybody who is asked".to_owned()
        }
        Some("na" | "notapplicable" | "doesnotapply") if field.key() == "level" => {
            "write not_applicable = \"the reason\" in its place".to_owned()
        }
        Some("na" | "notapplicable" | "doesnotapply") => {
            format!("write not_applicable = \"the reason\" below a heading [answers.{id}]")
        }
        Some("") if text.is_some_and(str::is_empty) => "write a level, or take the line away".to_owned(),
        Some("") if text.is_some_and(|text| text.parse::<u8>().is_ok()) => {
            "take the quotation marks away".to_owned()
        }
        _ => match field.digit().filter(|digit| *digit <= highest.number()) {
            Some(digit) => format!("write {digit}"),
            None => "write one whole number, or \"dont-know\"".to_owned(),
        },
    }
}

/// Warns of each text of an answer that looks as if it could tell of a person, with its place.
fn personal(table: &Table<'_>, sink: &mut Sink) {
    let mut quiet = Sink::default();
    let mut tables = Vec::new();
    for field in ["measure", "validation"].into_iter().filter_map(|key| table.field(key)) {
        tables.extend(field.table("", &mut quiet));
    }
    tables.extend(table.field("evidence").map(|list| list.tables("", &mut quiet)).unwrap_or_default());
    let own = ["note", "outcome", "action", "owner", "not_applicable"]
        .into_iter()
        .filter_map(|key| table.field(key));
    let within =
        tables.iter().flat_map(|table| ["what", "by"].into_iter().filter_map(|key| table.field(key)));
    for field in own.chain(within) {
        let Some(found) = field.string(&mut quiet).and_then(looks_personal) else { continue };
        sink.push(
            Diagnostic::new(
                Code::LooksPersonal,
                format!("`{}` looks as if it holds {}", field.key(), found.in_words()),
            )
            .at(field.place())
            .mend("name roles, not people, and take it out; if it is something else, leave it as it is"),
        );
    }
}

/// Text that may be absent or empty.
fn text(table: &Table<'_>, key: &str, limit: usize, sink: &mut Sink) -> Option<String> {
    crate::framework::optional(table, key, limit, sink)
}
