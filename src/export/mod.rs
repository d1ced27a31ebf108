//! Results -> bytes for other programs. What leaves has its own shapes; models are never written as they are.

mod csv;
mod json;
mod table;

pub use csv::tidy;
pub use json::{assessments, everything, without_assessments};
pub use table::summary;
