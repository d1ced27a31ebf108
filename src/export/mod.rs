//! Results -> bytes for other programs. What leaves has its own shapes; models are never written as they are.
//!
//! Nothing here writes a file: files are handed on as bytes with their names.

mod csv;
mod fault;
mod json;
mod table;
pub mod tables;

pub use csv::{Csv, csv, meant, tidy};
pub use fault::Fault;
pub use json::{assessments, everything, without_assessments};
pub use table::summary;
