//! The gaps of an assessment, in the order in which to take them up (section 7).

use super::pace::Pace;
use super::state::{State, SubElementResult};
use crate::framework::{ElementKind, Framework, Level, Tier};
use crate::organisation::Kind;
use std::cmp::Reverse;

/// An answered, applicable sub-element that is not in place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The sub-element's position in framework order.
    pub position: usize,
    /// The level the assessment states.
    pub claimed: Level,
    /// The level after the evidence rule.
    pub evidenced: Level,
    /// The level at which it would be in place.
    pub target: Level,
    /// Steps from the evidenced level to the target; at least 1.
    pub steps: u8,
    /// Where it stands against its window.
    pub pace: Pace,
    /// Core or enhanced.
    pub tier: Tier,
    /// Whether the organisation itself leads on it.
    pub leads: bool,
}

pub(super) fn gaps(framework: &Framework, results: &[SubElementResult], kind: Kind) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = framework
        .sub_elements
        .iter()
        .zip(results)
        .enumerate()
        .filter_map(|(position, (sub_element, result))| {
            let State::Answered { claimed, evidenced } = result.state else { return None };
            (!result.in_place).then(|| Gap {
                position,
                claimed,
                evidenced,
                target: result.target,
                steps: evidenced.steps_to(result.target),
                pace: result.pace,
                tier: sub_element.tier,
                leads: sub_element.led_by_kind(kind),
            })
        })
        .collect();
    gaps.sort_by_key(|gap| {
        (urgency(gap.pace), gap.tier, Reverse(gap.steps), care_first(framework, gap.position))
    });
    gaps
}

/// Overdue first, then due, then without a clock, then not yet due. No other status is a gap's.
fn urgency(pace: Pace) -> u8 {
    match pace {
        Pace::Overdue => 0,
        Pace::Due => 1,
        Pace::NoClock => 2,
        Pace::NotYetDue
        | Pace::InPlace
        | Pace::Ahead
        | Pace::Unknown
        | Pace::NotApplicable
        | Pace::NotAsked => 3,
    }
}

/// Clinical before enabler, neither last; the sort is stable, so framework order decides the rest.
fn care_first(framework: &Framework, position: usize) -> u8 {
    let sub_element = framework.sub_elements.get(position);
    match sub_element.and_then(|one| framework.element_of(one)).and_then(|element| element.kind) {
        Some(ElementKind::Clinical) => 0,
        Some(ElementKind::Enabler) => 1,
        None => 2,
    }
}
