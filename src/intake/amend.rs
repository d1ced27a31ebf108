//! What a return adds -> put into the answers file that stands, every byte of which stays.
//!
//! Lines are only ever put in between. The result is read again; unless it says what was wanted it is not used.

use super::combine::Added;
use super::statements::{Statement, statements};
use crate::assessment::{self, Answer, Assessment, Context, evidence, lines_of};
use crate::diagnostic::Sink;
use crate::framework::Framework;
use crate::source::Text;
use std::fmt::Write as _;

/// The file's text with what is added, if that can be put in without touching what stands.
pub(super) fn amend(
    text: &str,
    added: &Added,
    wanted: &Assessment,
    framework: &Framework,
    context: Context<'_>,
) -> Option<String> {
    let amended = put_in(text, added, framework)?;
    let read = assessment::read(&Text::from_str(&wanted.file, &amended), context, &mut Sink::default())?;
    (said(&read, framework) == said(wanted, framework)).then_some(amended)
}

/// All that an assessment says; in which order pieces of evidence stand says nothing.
fn said(assessment: &Assessment, framework: &Framework) -> String {
    let mut assessment = assessment.clone();
    for answer in &mut assessment.answers {
        answer.evidence.sort_by_key(evidence);
    }
    assessment::write(&assessment, framework)
}

fn put_in(text: &str, added: &Added, framework: &Framework) -> Option<String> {
    let mark = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let statements = statements(text);
    let mut edits = Edits { text, mark, at: Vec::new(), end: String::new() };
    edits.head(&statements, added)?;
    for (position, answer) in &added.answers {
        edits.answer(&statements, framework.sub_elements.get(*position)?.id.as_str(), answer);
    }
    Some(edits.done())
}

struct Edits<'t> {
    text: &'t str,
    mark: &'static str,
    /// What is put in, and where.
    at: Vec<(usize, String)>,
    /// What is put at the end.
    end: String,
}

impl Edits<'_> {
    fn head(&mut self, statements: &[Statement], added: &Added) -> Option<()> {
        let of_head = |key: &str| statements.iter().find(|one| one.heading.is_empty() && one.key == key);
        let mut lines = String::new();
        for (key, value) in &added.head {
            let _ = write!(lines, "{key} = {value}{}", self.mark);
        }
        if !added.adopted.is_empty() {
            match of_head("adopted") {
                Some(standing) => self.extend_list(standing, &added.adopted.join(", ")),
                None => {
                    let _ = write!(lines, "adopted = [{}]{}", added.adopted.join(", "), self.mark);
                }
            }
        }
        if !lines.is_empty() {
            // Before the first thing the file says: whatever it is, these are keys of the head there.
            self.at.push((statements.first()?.start, lines));
        }
        Some(())
    }

    fn answer(&mut self, statements: &[Statement], id: &str, answer: &Answer) {
        let own = format!("answers.{id}");
        if let Some(heading) = statements.iter().find(|one| one.key.is_empty() && one.heading == own) {
            let pieces = statements.iter().find(|one| one.heading == own && one.key == "evidence");
            let listed =
                statements.iter().any(|one| one.key.is_empty() && one.heading == format!("{own}.evidence"));
            let mut lines = String::new();
            for (key, value) in lines_of(answer) {
                match pieces {
                    Some(standing) if key == "evidence" => self.extend_list(standing, inner(&value)),
                    None if key == "evidence" && listed => self.pieces(&own, answer),
                    _ => {
                        let _ = write!(lines, "{}{key} = {value}", self.mark);
                    }
                }
            }
            self.at.push((heading.end, lines));
            return;
        }
        let short = statements.iter().find(|one| one.heading == "answers" && one.key == id);
        if let Some(short) = short {
            // `named-gp = 3` becomes `named-gp.level = 3`, and more can stand beside it.
            self.at.push((short.key_end, ".level".to_owned()));
            let lines = lines_of(answer).into_iter().fold(String::new(), |mut lines, (key, value)| {
                let _ = write!(lines, "{}{id}.{key} = {value}", self.mark);
                lines
            });
            self.at.push((short.end, lines));
            return;
        }
        let all = lines_of(answer);
        let heading = statements.iter().find(|one| one.key.is_empty() && one.heading == "answers");
        if let (Some(heading), [("level", level)]) = (heading, all.as_slice()) {
            self.at.push((heading.end, format!("{}{id} = {level}", self.mark)));
            return;
        }
        let _ = write!(self.end, "{0}[{own}]{0}", self.mark);
        for (key, value) in all {
            let _ = write!(self.end, "{key} = {value}{}", self.mark);
        }
    }

    /// More pieces of evidence where each has a heading of its own.
    fn pieces(&mut self, own: &str, answer: &Answer) {
        for piece in &answer.evidence {
            let piece = evidence(piece);
            let pairs = piece.strip_prefix("{ ").and_then(|rest| rest.strip_suffix(" }")).unwrap_or_default();
            let _ = write!(self.end, "{0}[[{own}.evidence]]{0}", self.mark);
            // The pairs on one line would be no TOML below a heading, and a comma may stand within a text.
            for pair in split_pairs(pairs) {
                let _ = write!(self.end, "{pair}{}", self.mark);
            }
        }
    }

    /// Puts values first into a list that stands.
    fn extend_list(&mut self, standing: &Statement, values: &str) {
        let line = self.text.get(standing.key_end..).unwrap_or_default();
        if let Some(at) = line.find('[') {
            self.at.push((standing.key_end + at + 1, format!("{values}, ")));
        }
    }

    fn done(mut self) -> String {
        self.at.sort_by_key(|(at, _)| *at);
        let mut out = String::with_capacity(self.text.len() + 1000);
        let mut from = 0;
        for (at, more) in &self.at {
            out.push_str(self.text.get(from..*at).unwrap_or_default());
            out.push_str(more);
            from = *at;
        }
        out.push_str(self.text.get(from..).unwrap_or_default());
        if !self.end.is_empty() {
            if !out.ends_with('\n') {
                out.push_str(self.mark);
            }
            out.push_str(&self.end);
        }
        out
    }
}

fn inner(list: &str) -> &str {
    list.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(list)
}

/// `what = "a, b", date = 2026-06-01` -> its pairs.
fn split_pairs(pairs: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut quoted, mut escaped) = (0, false, false);
    for (at, letter) in pairs.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                found.extend(pairs.get(from..at).map(str::trim));
                from = at + 1;
            }
            _ => {}
        }
    }
    found.extend(pairs.get(from..).map(str::trim));
    found
}
