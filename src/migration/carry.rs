//! One assessment and a crosswalk -> what becomes of each answer.

use crate::assessment::{Answer, Assessment, Response, lines_of};
use crate::framework::{Crosswalk, Framework, Origin, SubElement};
use crate::organisation::Kind;
use std::collections::BTreeSet;

/// The longest note of an answers file, in characters.
const NOTE: usize = 600;

/// A crosswalk with the two versions between which it leads.
#[derive(Clone, Copy, Debug)]
pub struct Way<'w> {
    /// Where each sub-element of the new version comes from.
    pub crosswalk: &'w Crosswalk,
    /// The version that was answered.
    pub old: &'w Framework,
    /// The version that answers are carried over to.
    pub new: &'w Framework,
}

impl Way<'_> {
    /// Whether both have as many levels and call them the same, so that a level of one is a level of the other.
    pub fn same_scale(&self) -> bool {
        let names = |one: &Framework| -> Vec<String> {
            one.scale.all().filter_map(|level| Some(one.scale.meaning(level)?.name.clone())).collect()
        };
        names(self.old) == names(self.new)
    }
}

/// What becomes of an assessment.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The assessment against the new version, of the same date and by the same assessor.
    pub assessment: Assessment,
    /// Answers that are kept, in the order of the new version.
    pub kept: Vec<Kept>,
    /// What must be asked again, in the order of the new version.
    pub asked: Vec<Asked>,
    /// Answers that have no place in the new version, in the order of the old one.
    pub dropped: Vec<Dropped>,
}

/// An answer that is kept: to a level, "do not know" or "does not apply".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The position in the new version.
    pub new: usize,
    /// The position in the old version.
    pub old: usize,
    /// What of it could not be kept, in words.
    pub without: Vec<String>,
}

/// A sub-element that must be asked again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The position in the new version.
    pub new: usize,
    /// Why.
    pub why: Why,
    /// Positions in the old version of what it comes from.
    pub old: Vec<usize>,
}

/// Why a sub-element must be asked again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// Nobody was asked before.
    New,
    /// It was asked, and no level was given.
    NotAnswered,
    /// It means something else now.
    Changed,
    /// It is a part of what was asked before.
    Split,
    /// Several questions became this one.
    Merged,
    /// Its levels are others.
    Scale,
    /// It was said not to apply, which the new version does not allow.
    Applies,
}

/// An answer that has no place in the new version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dropped {
    /// The position in the old version.
    pub old: usize,
    /// The crosswalk's reason; nothing where this kind of organisation is no longer asked.
    pub why: Option<String>,
}

/// What becomes of an assessment of an organisation of this kind.
pub fn carry(before: &Assessment, kind: Option<Kind>, way: Way<'_>) -> Carried {
    let mut assessment = before.clone();
    assessment.framework = way.new.id.clone();
    assessment.answers = vec![Answer::default(); way.new.sub_elements.len()];
    // Whoever agreed that the old words may be shown has not seen the new ones.
    assessment.publish = false;
    let carried = Carried { assessment, kept: Vec::new(), asked: Vec::new(), dropped: Vec::new() };
    let mut carrier = Carrier { before, way, same_scale: way.same_scale(), carried };
    let asks = |one: &SubElement| kind.is_none_or(|kind| one.asked_of.contains(&kind));
    for (at, origin) in way.crosswalk.origins.iter().enumerate() {
        if way.new.sub_elements.get(at).is_some_and(asks) {
            carrier.one(at, origin);
        }
    }
    carrier.dropped();
    carrier.carried
}

struct Carrier<'c> {
    before: &'c Assessment,
    way: Way<'c>,
    same_scale: bool,
    carried: Carried,
}

impl Carrier<'_> {
    fn said(&self, old: usize) -> Answer {
        self.before.answers.get(old).cloned().unwrap_or_default()
    }

    fn put(&mut self, new: usize, answer: Answer) {
        if let Some(slot) = self.carried.assessment.answers.get_mut(new) {
            *slot = answer;
        }
    }

    fn ask(&mut self, new: usize, why: Why, origin: &Origin, answer: Answer) {
        self.put(new, answer);
        self.carried.asked.push(Asked { new, why, old: origin.old().to_vec() });
    }

    fn one(&mut self, new: usize, origin: &Origin) {
        match origin {
            Origin::New => self.ask(new, Why::New, origin, Answer::default()),
            Origin::Kept(old) => self.same(new, *old, origin),
            Origin::Changed(old) => {
                let Answer { note, action, owner, review, .. } = self.said(*old);
                // Evidence of one meaning is none of another; what a home set out to do still stands.
                let answer = Answer { note, action, owner, review, ..Answer::default() };
                self.ask(new, Why::Changed, origin, answer);
            }
            Origin::Part(old) => {
                let answer = Answer { note: self.said(*old).note, ..Answer::default() };
                self.ask(new, Why::Split, origin, answer);
            }
            Origin::Merged(old) => {
                // Even where all say one level, nobody has rated the whole.
                let answer = Answer { note: self.joined(old), ..Answer::default() };
                self.ask(new, Why::Merged, origin, answer);
            }
        }
    }

    /// The notes of several answers, each with what it was about; nothing where they are too long for one note.
    fn joined(&self, old: &[usize]) -> Option<String> {
        let note = |at: &usize| {
            let about = self.way.old.sub_elements.get(*at)?.heading();
            Some(format!("{about}: {}", self.said(*at).note?))
        };
        let notes: Vec<String> = old.iter().filter_map(note).collect();
        let joined = notes.join("\n");
        (!notes.is_empty() && joined.trim().chars().count() <= NOTE).then_some(joined)
    }

    /// An answer to what means the same in both versions.
    fn same(&mut self, new: usize, old: usize, origin: &Origin) {
        let said = self.said(old);
        let mut answer = said.clone();
        let mut without = Vec::new();
        for evidence in &mut answer.evidence {
            let unknown = |kind: &mut String| !self.way.new.evidence_kinds.contains(kind);
            if let Some(kind) = evidence.kind.take_if(unknown) {
                without.push(format!("the kind {kind} of its evidence {}", evidence.what));
            }
        }
        if let Some(validation) = answer.validation.take_if(|_| !self.same_scale) {
            without.push(format!("the validation by {}, which was of the old levels", validation.by));
        }
        let allows = self.way.new.sub_elements.get(new).is_some_and(|one| one.not_applicable_allowed);
        let why = match &said.response {
            Response::Level(level) if self.same_scale => {
                match self.way.new.scale.level(i64::from(level.number())) {
                    Some(level) => {
                        answer.response = Response::Level(level);
                        None
                    }
                    None => Some(Why::Scale),
                }
            }
            Response::Level(_) => Some(Why::Scale),
            Response::NotApplicable(reason) if !allows => {
                answer.note = answer.note.or_else(|| Some(reason.clone()));
                Some(Why::Applies)
            }
            Response::NotApplicable(_) | Response::DontKnow => None,
            Response::Unanswered => Some(Why::NotAnswered),
        };
        match why {
            Some(why) => {
                answer.response = Response::Unanswered;
                self.ask(new, why, origin, answer);
            }
            None => {
                self.put(new, answer);
                self.carried.kept.push(Kept { new, old, without });
            }
        }
    }

    /// Lists what was said and went nowhere.
    fn dropped(&mut self) {
        let kept = self.carried.kept.iter().map(|one| one.old);
        let asked = self.carried.asked.iter().flat_map(|one| one.old.iter().copied());
        let placed: BTreeSet<usize> = kept.chain(asked).collect();
        for (old, answer) in self.before.answers.iter().enumerate() {
            if !placed.contains(&old) && !lines_of(answer).is_empty() {
                let why = self.way.crosswalk.dropped.get(&old).cloned();
                self.carried.dropped.push(Dropped { old, why });
            }
        }
    }
}
