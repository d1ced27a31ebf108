//! The evidence rule (section 3).

use crate::assessment::{Answer, Response};
use crate::framework::{EvidenceKind, Level, Scale};

/// The highest level, at most the claimed one, for which the answer supplies every kind of evidence that this level
/// requires. Level 0 requires nothing, so there always is one.
pub fn evidenced(scale: &Scale, claimed: Level, answer: &Answer) -> Level {
    let stands = |level: &Level| *level <= claimed && lacking(scale, *level, answer).is_empty();
    scale.all().rev().find(stands).unwrap_or(Level::ZERO)
}

/// The kinds of evidence that a level requires and the answer does not supply.
pub fn lacking(scale: &Scale, level: Level, answer: &Answer) -> Vec<EvidenceKind> {
    let required = scale.meaning(level).map_or(&[][..], |meaning| &meaning.requires);
    required.iter().filter(|kind| !answer.supplies(kind)).cloned().collect()
}

/// The share that the claimed level asks of a measure, where the answer's measure is below it. It is listed as "claim
/// and measure differ" and changes no level.
pub fn measure_differs(scale: &Scale, answer: &Answer) -> Option<f64> {
    let Response::Level(claimed) = answer.response else { return None };
    let wanted = scale.meaning(claimed)?.min_share?;
    let measured = answer.measure.as_ref()?.share();
    (measured < wanted).then_some(wanted)
}
