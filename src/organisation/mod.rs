//! The register -> organisations with kinds, dated parents, beds and groups.
//!
//! Which of them make areas is the business of `area`.

mod check;
mod kind;
mod raw;
mod register;
mod row;

pub use kind::{Body, Kind};
pub use raw::read;
pub use register::{HomeType, Register, Row};
