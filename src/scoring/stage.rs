//! The gate: how far core and enhanced have come (section 5).

use super::state::{State, SubElementResult};
use crate::framework::{Framework, Tier};

/// A stage. An average cannot hide a gap: core counts as in place only when all of it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// No core sub-element has reached level 1.
    NotStarted,
    /// At least one core sub-element has reached level 1.
    CoreUnderWay,
    /// Every applicable core sub-element is in place.
    CoreInPlace,
    /// Every applicable sub-element of both tiers is in place.
    EnhancedInPlace,
    /// Every applicable sub-element has reached the mature level as well.
    FullyMature,
}

impl Stage {
    /// Every stage, the first first.
    pub const ALL: [Stage; 5] = [
        Stage::NotStarted,
        Stage::CoreUnderWay,
        Stage::CoreInPlace,
        Stage::EnhancedInPlace,
        Stage::FullyMature,
    ];

    /// The stages that a framework's tiers allow, the first first: those of core alone stop at core in place.
    pub fn of_tiers(framework: &Framework) -> &'static [Stage] {
        let all: &'static [Stage] = &Stage::ALL;
        if framework.has_enhanced { all } else { all.get(..3).unwrap_or(all) }
    }

    /// The word for it in results.
    pub fn word(self) -> &'static str {
        match self {
            Stage::NotStarted => "not-started",
            Stage::CoreUnderWay => "core-under-way",
            Stage::CoreInPlace => "core-in-place",
            Stage::EnhancedInPlace => "enhanced-in-place",
            Stage::FullyMature => "fully-mature",
        }
    }

    /// What a reader calls it.
    pub fn in_words(self) -> &'static str {
        match self {
            Stage::NotStarted => "not started",
            Stage::CoreUnderWay => "core under way",
            Stage::CoreInPlace => "core in place",
            Stage::EnhancedInPlace => "core and enhanced in place",
            Stage::FullyMature => "fully mature",
        }
    }
}

pub(super) fn of(framework: &Framework, results: &[SubElementResult]) -> Stage {
    let tier = |tier: Tier| {
        let of_tier = framework.sub_elements.iter().zip(results).filter(move |(one, _)| one.tier == tier);
        of_tier.map(|(_, result)| result).filter(|result| result.state.is_applicable())
    };
    let all = |tier_results: &mut dyn Iterator<Item = &SubElementResult>,
               test: &dyn Fn(&SubElementResult) -> bool| {
        let mut tier_results = tier_results.peekable();
        tier_results.peek().is_some() && tier_results.all(test)
    };
    let in_place = |result: &SubElementResult| result.in_place;
    let mature = |result: &SubElementResult| {
        result.in_place && result.state.evidenced().is_some_and(|level| level >= framework.scale.mature)
    };
    let started = |result: &SubElementResult| matches!(result.state, State::Answered { evidenced, .. } if evidenced.number() >= 1);
    if all(&mut tier(Tier::Core), &mature) && all(&mut tier(Tier::Enhanced), &mature) {
        Stage::FullyMature
    } else if all(&mut tier(Tier::Core), &in_place) && all(&mut tier(Tier::Enhanced), &in_place) {
        Stage::EnhancedInPlace
    } else if all(&mut tier(Tier::Core), &in_place) {
        Stage::CoreInPlace
    } else if tier(Tier::Core).any(started) {
        Stage::CoreUnderWay
    } else {
        Stage::NotStarted
    }
}
