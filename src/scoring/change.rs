//! Two rounds of one organisation -> what changed, and how far it has come since the first (section 12).

use super::AssessmentResult;
use super::index::GroupKey;
use super::state::State;
use crate::framework::Framework;

/// A change of one sub-element between two rounds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Change {
    /// The evidenced level is higher than it was.
    Gained,
    /// It is lower.
    Slipped,
    /// It is what it was.
    Same,
    /// It has a level only now.
    New,
    /// It had a level, and has none now.
    NoLongerAnswered,
}

impl Change {
    /// The change from one state to a later one; nothing where neither has a level.
    pub fn between(earlier: State, later: State) -> Option<Change> {
        match (earlier.evidenced(), later.evidenced()) {
            (Some(then), Some(now)) if now > then => Some(Change::Gained),
            (Some(then), Some(now)) if now < then => Some(Change::Slipped),
            (Some(_), Some(_)) => Some(Change::Same),
            (None, Some(_)) => Some(Change::New),
            (Some(_), None) => Some(Change::NoLongerAnswered),
            (None, None) => None,
        }
    }
}

/// How far a group of sub-elements has come from its baseline towards its targets, over those with a level in both
/// rounds. Levels above the target count as the target.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Levels gained less levels lost; below 0 when it slipped.
    pub gained: i64,
    /// Levels that were missing at the baseline, with today's targets.
    pub missing: i64,
    /// How many sub-elements have a level in both rounds.
    pub both: u32,
    /// Those that stand lower than at the baseline, by position.
    pub slipped: Vec<usize>,
}

impl Progress {
    /// The progress of a group between two rounds of the same sort.
    pub fn of(
        framework: &Framework,
        key: GroupKey,
        baseline: &AssessmentResult,
        current: &AssessmentResult,
    ) -> Progress {
        let mut progress = Progress::default();
        let rounds = baseline.sub_elements.iter().zip(&current.sub_elements);
        for (position, (sub_element, (then, now))) in framework.sub_elements.iter().zip(rounds).enumerate() {
            let Some((before, after)) = then.state.evidenced().zip(now.state.evidenced()) else { continue };
            if !key.holds(framework, sub_element) {
                continue;
            }
            let clamped = |level: crate::framework::Level| i64::from(level.min(now.target).number());
            progress.both += 1;
            progress.gained += clamped(after) - clamped(before);
            progress.missing += i64::from(now.target.number()) - clamped(before);
            if after < before {
                progress.slipped.push(position);
            }
        }
        progress
    }

    /// The share of what was missing that has been gained: at most 1, below 0 when it slipped. Nothing where nothing was
    /// missing.
    #[expect(clippy::cast_precision_loss, reason = "at most 9 levels for each sub-element")]
    pub fn share(&self) -> Option<f64> {
        (self.missing > 0).then(|| self.gained as f64 / self.missing as f64)
    }
}
