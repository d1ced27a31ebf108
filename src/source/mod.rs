//! Files -> their text, with places in it. Everything is read here, once, within limits; nothing is ever written.
//!
//! What a text means is the business of `framework`, `organisation` and `assessment`.

pub mod name;
mod outline;
mod parse;
mod reading;
mod repair;
mod syntax;
pub mod table;
pub mod text;
mod unquoted;
pub mod walk;

pub use reading::{FaultReading, reading};
pub use table::{Field, Table};
pub use text::Text;
