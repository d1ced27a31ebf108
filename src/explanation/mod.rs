//! Results -> sentences that say how they came about, with their own numbers.
//!
//! Pages and `homeround explain` print the same sentences. Nothing here computes a result: what is told is what
//! `scoring` and `area` found.

mod area;
mod group;
mod idea;
mod sub_element;

pub use area::{bounds, interval, without_share};
pub use group::{group, months, stage, stage_in_words};
pub use idea::{idea, why_before};
pub use sub_element::{Told, evidence_wanted, gap, leads, level, pace};
