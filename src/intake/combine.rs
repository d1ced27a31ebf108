//! Two of the same: what one return says and another does not is put together, what both say differently is a conflict.
//!
//! Neither is the newer or the better one. Agreement is between words as they were typed, but for white space at the ends
//! and what a spreadsheet is known to do to a text.

use super::check::Said;
use crate::assessment::{Answer, Assessment, Assessor, Response, evidence, lines_of, quoted};
use crate::day::Day;
use crate::framework::Framework;
use crate::id::{FrameworkId, OrganisationId};

/// What makes two files the same assessment.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Key {
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Against which framework.
    pub framework: FrameworkId,
    /// Of which day.
    pub date: Day,
    /// By whom.
    pub assessor: Assessor,
}

impl Key {
    /// The key of an assessment.
    pub fn of(assessment: &Assessment) -> Key {
        Key {
            organisation: assessment.organisation.clone(),
            framework: assessment.framework.clone(),
            date: assessment.date,
            assessor: assessment.assessor,
        }
    }
}

/// Something of which two returns say different things.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// The sub-element's position; nothing for what stands at the head.
    pub position: Option<usize>,
    /// The key, as answers files call it.
    pub key: &'static str,
    /// Where the first stands and what it says.
    pub one: (String, String),
    /// Where the second stands and what it says.
    pub other: (String, String),
}

/// What one return adds to another.
#[derive(Clone, Debug, Default)]
pub struct Added {
    /// Lines for the head, as keys and values.
    pub head: Vec<(&'static str, String)>,
    /// Ideas in use, as values.
    pub adopted: Vec<String>,
    /// By position, what is new of each answer.
    pub answers: Vec<(usize, Answer)>,
}

impl Added {
    /// Whether nothing is new.
    pub fn is_nothing(&self) -> bool {
        self.head.is_empty() && self.adopted.is_empty() && self.answers.is_empty()
    }
}

/// Two returns put together.
#[derive(Clone, Debug)]
pub struct Combined {
    /// All that both say; of a conflict what the first says.
    pub said: Said,
    /// What the second adds to the first.
    pub added: Added,
    /// What they do not agree on.
    pub conflicts: Vec<Conflict>,
}

/// Puts two returns of one key together. Of a conflict the first stands in the result.
pub fn combine(one: &Said, other: &Said, framework: &Framework) -> Combined {
    let mut combined = Combined { said: one.clone(), added: Added::default(), conflicts: Vec::new() };
    combined.head(one, other);
    for position in 0..framework.sub_elements.len() {
        combined.answer(position, one, other);
    }
    combined
}

impl Combined {
    fn head(&mut self, one: &Said, other: &Said) {
        let (a, b) = (&one.assessment, &other.assessment);
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let text = |text: &Option<String>| text.as_deref().map(quoted);
        let publish = |said: &Said| said.publish.then(|| said.assessment.publish.to_string());
        let heads = [
            ("started", day(a.started), day(b.started)),
            ("completed_by", text(&a.completed_by), text(&b.completed_by)),
            ("publish", publish(one), publish(other)),
        ];
        for (key, one_says, other_says) in heads {
            match (one_says, other_says) {
                (None, Some(value)) => {
                    self.added.head.push((key, value));
                    self.said.take_place(other, None, key);
                    let into = &mut self.said.assessment;
                    match key {
                        "started" => into.started = b.started,
                        "completed_by" => into.completed_by.clone_from(&b.completed_by),
                        _ => {
                            into.publish = b.publish;
                            self.said.publish = true;
                        }
                    }
                }
                (Some(first), Some(second)) if !alike(&first, &second) => self.conflicts.push(Conflict {
                    position: None,
                    key,
                    one: (one.place(None, key), first),
                    other: (other.place(None, key), second),
                }),
                _ => {}
            }
        }
        for id in b.adopted.difference(&a.adopted) {
            self.added.adopted.push(quoted(id.as_str()));
            self.said.assessment.adopted.insert(id.clone());
        }
    }

    fn answer(&mut self, position: usize, one: &Said, other: &Said) {
        let (Some(a), Some(b)) =
            (one.assessment.answers.get(position), other.assessment.answers.get(position))
        else {
            return;
        };
        let lines = lines_of(a);
        let mut new = Answer::default();
        let mut whole = a.clone();
        for (key, value) in lines_of(b) {
            if key == "evidence" {
                for piece in &b.evidence {
                    if !a.evidence.iter().any(|known| alike(&evidence(known), &evidence(piece))) {
                        new.evidence.push(piece.clone());
                        whole.evidence.push(piece.clone());
                    }
                }
                continue;
            }
            let is_response = |key: &str| matches!(key, "level" | "not_applicable");
            let same = |known: &str| known == key || (is_response(known) && is_response(key));
            match lines.iter().find(|(known, _)| same(known)) {
                None => {
                    take(&mut new, b, key);
                    take(&mut whole, b, key);
                }
                Some((known, value_of_a)) if *known == key && alike(value_of_a, &value) => {}
                Some((known, value_of_a)) => {
                    let told = |key: &str, value: &str| {
                        if key == "not_applicable" {
                            format!("not applicable: {value}")
                        } else {
                            value.to_owned()
                        }
                    };
                    self.conflicts.push(Conflict {
                        position: Some(position),
                        key: if is_response(key) { "level" } else { key },
                        one: (one.place(Some(position), known), told(known, value_of_a)),
                        other: (other.place(Some(position), key), told(key, &value)),
                    });
                }
            }
        }
        if !lines_of(&new).is_empty() {
            for (key, _) in lines_of(&new) {
                self.said.take_place(other, Some(position), key);
            }
            self.added.answers.push((position, new));
            if let Some(slot) = self.said.assessment.answers.get_mut(position) {
                *slot = whole;
            }
        }
    }
}

/// Takes what an answer says under a key.
fn take(into: &mut Answer, from: &Answer, key: &str) {
    match key {
        "level" | "not_applicable" => into.response = from.response.clone(),
        "note" => into.note.clone_from(&from.note),
        "measure" => into.measure.clone_from(&from.measure),
        "outcome" => into.outcome.clone_from(&from.outcome),
        "validation" => into.validation.clone_from(&from.validation),
        "action" => into.action.clone_from(&from.action),
        "owner" => into.owner.clone_from(&from.owner),
        "review" => into.review = from.review,
        _ => {}
    }
}

/// Whether two values as TOML say the same: a spreadsheet makes one line end of two letters, may have been given an
/// apostrophe before what it would take for a formula, and people leave white space at the ends.
fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let bare = |value: &str| -> Option<String> {
        let inner =
            value.strip_prefix('"')?.strip_suffix('"')?.replace("\\r\\n", "\\n").replace("\\r", "\\n");
        let mut rest = inner.as_str();
        while let Some(less) = ["\\n", "\\t", " ", "\u{A0}"].iter().find_map(|end| rest.strip_suffix(end)) {
            rest = less;
        }
        while let Some(less) = ["\\n", "\\t", " ", "\u{A0}"].iter().find_map(|end| rest.strip_prefix(end)) {
            rest = less;
        }
        let guarded =
            rest.strip_prefix('\'').filter(|after| after.starts_with(['=', '+', '-', '@', '\t', '\r']));
        Some(guarded.unwrap_or(rest).to_owned())
    };
    matches!((bare(one), bare(other)), (Some(one), Some(other)) if one == other)
}

/// How many sub-elements are answered, with or without a level.
pub(super) fn answered(assessment: &Assessment) -> usize {
    assessment.answers.iter().filter(|answer| answer.response != Response::Unanswered).count()
}
