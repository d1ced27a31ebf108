//! Where a sub-element stands against its pace window (section 6). The framework's pace is indicative (Table 2).

use super::state::State;
use crate::framework::Window;

/// A pace status.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Pace {
    /// Not asked of this kind of organisation.
    NotAsked,
    /// Does not apply.
    NotApplicable,
    /// Applicable and not answered.
    Unknown,
    /// In place.
    InPlace,
    /// In place before its window opens.
    Ahead,
    /// Not in place, and there is no start date or no window to compare with.
    NoClock,
    /// Not in place, and the window has closed: "past the indicative window".
    Overdue,
    /// Not in place, and the window is open.
    Due,
    /// Not in place, and the window has yet to open.
    NotYetDue,
}

impl Pace {
    /// Every status.
    pub const ALL: [Pace; 9] = [
        Pace::InPlace,
        Pace::Ahead,
        Pace::Overdue,
        Pace::Due,
        Pace::NotYetDue,
        Pace::NoClock,
        Pace::Unknown,
        Pace::NotApplicable,
        Pace::NotAsked,
    ];

    /// The word for it in results.
    pub fn word(self) -> &'static str {
        match self {
            Pace::NotAsked => "not-asked",
            Pace::NotApplicable => "not-applicable",
            Pace::Unknown => "unknown",
            Pace::InPlace => "in-place",
            Pace::Ahead => "ahead",
            Pace::NoClock => "no-clock",
            Pace::Overdue => "overdue",
            Pace::Due => "due",
            Pace::NotYetDue => "not-yet-due",
        }
    }

    /// What a reader calls it.
    pub fn in_words(self) -> &'static str {
        match self {
            Pace::NotAsked => "not asked",
            Pace::NotApplicable => "not applicable",
            Pace::Unknown => "not answered",
            Pace::InPlace => "in place",
            Pace::Ahead => "in place ahead of its window",
            Pace::NoClock => "not compared: no start date or window",
            Pace::Overdue => "past the indicative window",
            Pace::Due => "due now",
            Pace::NotYetDue => "not yet due",
        }
    }

    /// The same, saying which of the two is missing where nothing can be compared.
    pub fn in_words_at(self, months: Option<u32>) -> &'static str {
        match (self, months) {
            (Pace::NoClock, None) => "not compared: no start date",
            (Pace::NoClock, Some(_)) => "not compared: no window",
            (other, _) => other.in_words(),
        }
    }
}

pub(super) fn of(state: State, in_place: bool, months: Option<u32>, window: Option<Window>) -> Pace {
    let clock = months.zip(window);
    match (state, clock) {
        (State::NotAsked, _) => Pace::NotAsked,
        (State::NotApplicable, _) => Pace::NotApplicable,
        (State::DontKnow | State::Unanswered, _) => Pace::Unknown,
        (State::Answered { .. }, Some((months, window))) if in_place && months < window.earliest => {
            Pace::Ahead
        }
        (State::Answered { .. }, _) if in_place => Pace::InPlace,
        (State::Answered { .. }, None) => Pace::NoClock,
        (State::Answered { .. }, Some((months, window))) if months >= window.latest => Pace::Overdue,
        (State::Answered { .. }, Some((months, window))) if months >= window.earliest => Pace::Due,
        (State::Answered { .. }, Some(_)) => Pace::NotYetDue,
    }
}
