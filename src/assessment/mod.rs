//! Answers files -> checked assessments, and which of them counts.
//!
//! What an assessment is worth is the business of `scoring`.

mod answer;
mod counting;
pub mod limits;
mod model;
mod pairing;
mod personal;
mod read;
mod write;

pub use counting::{counting, rounds};
pub use model::{Answer, Assessment, Assessor, Evidence, Measure, Response, Validation};
pub use pairing::{Pair, pairs};
pub(crate) use read::unknown_framework;
pub use read::{Context, read, read_any};
pub use write::{evidence, lines_of, quoted, write, write_answer};
