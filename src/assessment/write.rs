//! A checked assessment -> the text of its answers file, the same bytes each time.
//!
//! Keys stand in the order in which answers files are documented, answers in the framework's. Any text a person typed
//! comes back exactly when the file is read: every string is a basic TOML string with its marks escaped.

use super::model::{Answer, Assessment, Evidence, Measure, Response, Validation};
use crate::framework::Framework;
use std::fmt::{Display, Write as _};

/// The answers file of an assessment, to be read again by [`super::read`] as what it was. What was neither answered nor
/// said anything about is left out, as is every key that holds nothing.
pub fn write(assessment: &Assessment, framework: &Framework) -> String {
    let mut out = Lines::default();
    out.put("format", 1);
    out.text("framework", Some(assessment.framework.as_str()));
    out.text("framework_version", Some(&framework.version));
    out.text("organisation", Some(assessment.organisation.as_str()));
    out.put("date", assessment.date);
    out.text("assessor", Some(assessment.assessor.word()));
    out.maybe("started", assessment.started);
    out.text("completed_by", assessment.completed_by.as_deref());
    out.put("publish", assessment.publish);
    if !assessment.adopted.is_empty() {
        out.put("adopted", list(assessment.adopted.iter().map(|id| quoted(id.as_str()))));
    }
    let answers = || framework.sub_elements.iter().map(|one| one.id.as_str()).zip(&assessment.answers);
    out.heading("answers");
    for (id, answer) in answers().filter(|(_, answer)| !has_more(answer)) {
        match &answer.response {
            Response::Level(level) => out.put(id, level),
            Response::DontKnow => out.text(id, Some(DONT_KNOW)),
            Response::NotApplicable(_) | Response::Unanswered => {}
        }
    }
    for (id, answer) in answers() {
        if has_more(answer) || matches!(answer.response, Response::NotApplicable(_)) {
            out.heading(&format!("answers.{id}"));
            out.answer(answer);
        }
    }
    out.0
}

/// The lines of one answer, as they stand below its heading.
pub fn write_answer(answer: &Answer) -> String {
    let mut out = Lines::default();
    out.answer(answer);
    out.0
}

const DONT_KNOW: &str = "dont-know";

/// Whether something is said beside the answer itself, for which there is no short form.
fn has_more(answer: &Answer) -> bool {
    let Answer { response: _, note, measure, outcome, validation, evidence, action, owner, review } = answer;
    let texts = [note, outcome, action, owner].iter().any(|text| text.is_some());
    texts || measure.is_some() || validation.is_some() || !evidence.is_empty() || review.is_some()
}

/// The lines of a file, one after another.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn put(&mut self, key: &str, value: impl Display) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "{key} = {value}");
    }

    fn maybe(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        self.maybe(key, text.map(quoted));
    }

    fn heading(&mut self, name: &str) {
        let _ = writeln!(self.0, "\n[{name}]");
    }

    fn answer(&mut self, answer: &Answer) {
        for (key, value) in lines_of(answer) {
            self.put(key, value);
        }
    }
}

/// What an answer says: the keys below its heading, each with its value as TOML, in the order of the documentation.
pub fn lines_of(answer: &Answer) -> Vec<(&'static str, String)> {
    let text = |key, text: &Option<String>| text.as_ref().map(|text| (key, quoted(text)));
    let response = match &answer.response {
        Response::Level(level) => Some(("level", level.to_string())),
        Response::DontKnow => Some(("level", quoted(DONT_KNOW))),
        Response::NotApplicable(reason) => Some(("not_applicable", quoted(reason))),
        Response::Unanswered => None,
    };
    let pieces = (!answer.evidence.is_empty()).then(|| list(answer.evidence.iter().map(evidence)));
    let lines = [
        response,
        text("note", &answer.note),
        answer.measure.as_ref().map(|one| ("measure", measure(one))),
        text("outcome", &answer.outcome),
        answer.validation.as_ref().map(|one| ("validation", validation(one))),
        pieces.map(|pieces| ("evidence", pieces)),
        text("action", &answer.action),
        text("owner", &answer.owner),
        answer.review.map(|day| ("review", day.to_string())),
    ];
    lines.into_iter().flatten().collect()
}

fn measure(measure: &Measure) -> String {
    let Measure { numerator, denominator, date, what } = measure;
    let what = what.as_ref().map(|what| format!(", what = {}", quoted(what))).unwrap_or_default();
    format!("{{ numerator = {numerator}, denominator = {denominator}, date = {date}{what} }}")
}

fn validation(validation: &Validation) -> String {
    format!("{{ by = {}, date = {} }}", quoted(&validation.by), validation.date)
}

/// A piece of evidence as TOML.
pub fn evidence(evidence: &Evidence) -> String {
    let date = evidence.date.map(|date| format!(", date = {date}")).unwrap_or_default();
    let kind = evidence.kind.as_ref().map(|kind| format!(", kind = {}", quoted(kind))).unwrap_or_default();
    format!("{{ what = {}{date}{kind} }}", quoted(&evidence.what))
}

/// A TOML list of values that are written already.
fn list(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
}

/// A basic TOML string.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn texts_are_basic_strings_that_read_back_as_they_were() {
        for (text, expected) in [
            ("plain", "\"plain\""),
            ("a \"b\" \\ c's", "\"a \\\"b\\\" \\\\ c's\""),
            ("a\nb\r\n\tc", "\"a\\nb\\r\\n\\tc\""),
            ("\u{0}\u{7f}\u{85}", "\"\\u0000\\u007F\\u0085\""),
            ("\"\"\" é 照 👩‍⚕️ # = [x]", "\"\\\"\\\"\\\" é 照 👩‍⚕️ # = [x]\""),
        ] {
            let written = quoted(text);
            assert_eq!(written, expected);
            let read: toml::Table = toml::from_str(&format!("x = {written}")).unwrap();
            assert_eq!(read["x"].as_str(), Some(text));
        }
    }
}
