//! What came back from homes, in whatever form -> answers as texts, each with its place -> checked answers files.
//!
//! A reader for each form (a workbook of ours, a CSV table, a form service's export, a file of the page) makes
//! [`Returned`]; one stage after them checks it against the workspace and says what would be written. Nothing here
//! writes.
//!
//! ```text
//! bytes -> text (decode) -> rows (table) -> returns (returns_table, form with mapping)    gather
//! returns -> checked assessments with the places of their words                           check
//! two of one home and date -> one, and what they do not agree on                          combine
//! all of them and what stands -> what would be written                                    plan, amend
//! the regulator's directory -> rows of the register                                        directory
//! what would be written -> words for a person                                             report
//! ```

mod amend;
mod check;
mod combine;
mod decode;
pub mod directory;
mod draft;
mod form;
mod gather;
mod known;
mod mapping;
mod plan;
mod report;
mod returned;
mod returns_table;
mod statements;
mod table;
mod value;
mod workbook;

pub use check::{Places, Said, check};
pub use combine::{Added, Combined, Conflict, Key, combine};
pub use gather::{Gathered, LIMIT, gather};
pub use known::Known;
pub use mapping::{MAPPING, Mapping};
pub use plan::{Home, Standing, Step, plan, stands, together, written};
pub use report::{Kept, conflicts, kept, report};
pub use returned::{Field, Head, Piece, Returned, ReturnedAnswer, Unplaced};
pub use workbook::{headings, workbook};
