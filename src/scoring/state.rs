//! An answer -> the state of one sub-element (section 2).

use super::evidence;
use super::pace::{self, Pace};
use crate::assessment::{Answer, Response};
use crate::framework::{Framework, Level, SubElement};
use crate::organisation::Kind;

/// The state of one sub-element in one assessment: exactly one of these.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// The framework does not ask this kind of organisation.
    NotAsked,
    /// It does not apply; it leaves every denominator.
    NotApplicable,
    /// The answer is "do not know": applicable, not answered.
    DontKnow,
    /// There is no answer: applicable, not answered.
    Unanswered,
    /// A level was claimed.
    Answered {
        /// The level the assessment states.
        claimed: Level,
        /// The level after the evidence rule; at most the claimed one.
        evidenced: Level,
    },
}

impl State {
    /// The word for it in results.
    pub fn word(self) -> &'static str {
        match self {
            State::NotAsked => "not-asked",
            State::NotApplicable => "not-applicable",
            State::DontKnow => "dont-know",
            State::Unanswered => "unanswered",
            State::Answered { .. } => "answered",
        }
    }

    /// Whether it stands in denominators.
    pub fn is_applicable(self) -> bool {
        !matches!(self, State::NotAsked | State::NotApplicable)
    }

    /// The claimed level, when answered.
    pub fn claimed(self) -> Option<Level> {
        match self {
            State::Answered { claimed, .. } => Some(claimed),
            _ => None,
        }
    }

    /// The evidenced level, when answered.
    pub fn evidenced(self) -> Option<Level> {
        match self {
            State::Answered { evidenced, .. } => Some(evidenced),
            _ => None,
        }
    }
}

/// The result of one sub-element in one assessment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SubElementResult {
    /// Its state, with levels when answered.
    pub state: State,
    /// The level at which it counts as in place.
    pub target: Level,
    /// Whether its evidenced level has reached the target.
    pub in_place: bool,
    /// Where it stands against its pace window.
    pub pace: Pace,
}

pub(super) fn of(
    framework: &Framework,
    sub_element: &SubElement,
    answer: &Answer,
    target: Level,
    kind: Kind,
    months: Option<u32>,
) -> SubElementResult {
    let state = match &answer.response {
        _ if !sub_element.asked_of.contains(&kind) => State::NotAsked,
        Response::NotApplicable(_) => State::NotApplicable,
        Response::DontKnow => State::DontKnow,
        Response::Unanswered => State::Unanswered,
        Response::Level(claimed) => State::Answered {
            claimed: *claimed,
            evidenced: evidence::evidenced(&framework.scale, *claimed, answer),
        },
    };
    let in_place = state.evidenced().is_some_and(|level| level >= target);
    SubElementResult { state, target, in_place, pace: pace::of(state, in_place, months, sub_element.window) }
}
