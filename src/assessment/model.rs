//! An assessment as the rest of the program knows it.

use crate::day::Day;
use crate::framework::{EvidenceKind, Level};
use crate::id::{FrameworkId, InnovationId, OrganisationId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One organisation rated against one framework on one date by one assessor (section 1).
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The file it came from, for messages.
    pub file: Arc<str>,
    /// Who is rated.
    pub organisation: OrganisationId,
    /// Against which framework.
    pub framework: FrameworkId,
    /// When.
    pub date: Day,
    /// By whom.
    pub assessor: Assessor,
    /// When the organisation's programme started, if the file says so.
    pub started: Option<Day>,
    /// The role of who completed it, never a name.
    pub completed_by: Option<String>,
    /// Whether it may itself be shown in a public edition.
    pub publish: bool,
    /// Innovations already in use.
    pub adopted: BTreeSet<InnovationId>,
    /// One answer for each sub-element, in framework order.
    pub answers: Vec<Answer>,
}

/// Who rated, in the order in which one stands over another on the same date (section 9).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Assessor {
    /// The organisation itself.
    Own,
    /// A peer.
    Peer,
    /// A regional team.
    Regional,
    /// A national team.
    National,
}

impl Assessor {
    /// Every assessor with the word for it in files.
    pub const WORDS: &'static [(&'static str, Assessor)] = &[
        ("self", Assessor::Own),
        ("peer", Assessor::Peer),
        ("regional", Assessor::Regional),
        ("national", Assessor::National),
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Assessor::Own => "self",
            Assessor::Peer => "peer",
            Assessor::Regional => "regional",
            Assessor::National => "national",
        }
    }

    /// Whether somebody outside the organisation rated it.
    pub fn is_moderated(self) -> bool {
        self != Assessor::Own
    }

    /// What a reader calls an assessment by it.
    pub fn in_words(self) -> &'static str {
        match self {
            Assessor::Own => "self-assessment",
            Assessor::Peer => "assessment by a peer",
            Assessor::Regional => "assessment by the regional team",
            Assessor::National => "assessment by the national team",
        }
    }
}

/// What an assessment says about one sub-element. A country's are held all at once, so what few answers have stands in a box.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The answer itself.
    pub response: Response,
    /// A note.
    pub note: Option<String>,
    /// How many of how many.
    pub measure: Option<Box<Measure>>,
    /// What became better.
    pub outcome: Option<String>,
    /// Who outside the team agreed the level.
    pub validation: Option<Box<Validation>>,
    /// Other evidence.
    pub evidence: Vec<Evidence>,
    /// What will be done.
    pub action: Option<String>,
    /// By which role.
    pub owner: Option<String>,
    /// When it will be looked at again.
    pub review: Option<Day>,
}

impl Answer {
    /// Whether the answer supplies this kind of evidence (section 3).
    pub fn supplies(&self, kind: &EvidenceKind) -> bool {
        match kind {
            EvidenceKind::Measure => self.measure.is_some(),
            EvidenceKind::Outcome => self.outcome.is_some(),
            EvidenceKind::Validation => self.validation.is_some(),
            EvidenceKind::Named(named) => self.evidence.iter().any(|one| one.kind.as_ref() == Some(named)),
        }
    }
}

/// The answer to one question. Absence is a variant and never a level.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Response {
    /// A level was claimed.
    Level(Level),
    /// "Do not know."
    DontKnow,
    /// It does not apply, with the reason.
    NotApplicable(String),
    /// Nothing was said, or a note without a level.
    #[default]
    Unanswered,
}

/// How many of how many, and when that was counted.
#[derive(Clone, Debug)]
pub struct Measure {
    /// At most the denominator.
    pub numerator: u64,
    /// At least 1.
    pub denominator: u64,
    /// When it was counted; not after the assessment.
    pub date: Day,
    /// What was counted.
    pub what: Option<String>,
}

impl Measure {
    /// The measure as a share from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of residents and homes are far below 2^53")]
    pub fn share(&self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// Who outside the team agreed the level, and when.
#[derive(Clone, Debug)]
pub struct Validation {
    /// A role.
    pub by: String,
    /// When; not after the assessment.
    pub date: Day,
}

/// A piece of evidence.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What it is.
    pub what: String,
    /// Its date; not after the assessment.
    pub date: Option<Day>,
    /// Which of the framework's own kinds of evidence it is.
    pub kind: Option<String>,
}
