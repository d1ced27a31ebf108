//! What came back from homes, in whatever form -> answers as texts, each with its place -> checked answers files.
//!
//! A reader for each form (a workbook of ours, a CSV table, a form service's export, a file of the page) makes
//! [`Returned`]; one stage after them checks it against the workspace and says what would be written. Nothing here
//! writes.

mod returned;
mod workbook;

pub use returned::{Field, Head, Piece, Returned, ReturnedAnswer, Unplaced};
pub use workbook::{headings, workbook};
