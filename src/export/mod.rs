//! Results -> bytes for other programs. What leaves has its own shapes; models are never written as they are.
//!
//! Nothing here writes a file: files are handed on as bytes with their names.

mod book;
mod csv;
mod fault;
mod files;
mod json;
mod metadata;
mod ods;
mod records;
mod returns;
mod table;
pub mod tables;
mod xlsx;

pub use crate::guard::meant;
pub(crate) use book::is_kept;
pub use book::{Book, Sheet, book};
pub(crate) use csv::text as csv_field;
pub use csv::{Csv, csv, tidy};
pub use fault::Fault;
pub use files::{File, FileKind, Part, Take, csv_files, csv_in_parts, workbook, workbooks};
pub use json::{assessments, everything, without_assessments};
pub use metadata::{APOSTROPHE, holds};
pub(crate) use ods::{HEAD, NAMESPACES, STYLES, column_name, packed, spaced};
pub use ods::{ods, unpacked};
pub use records::records;
pub use returns::returns;
pub use table::summary;
pub use xlsx::xlsx;
pub(crate) use xlsx::{lines, make_room, on_no_system};
