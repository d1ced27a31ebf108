//! Results -> bytes for other programs. What leaves has its own shapes; models are never written as they are.

mod csv;
mod json;
mod returns;
mod table;

pub use csv::tidy;
pub use json::{assessments, everything, without_assessments};
pub use returns::returns;
pub use table::summary;
