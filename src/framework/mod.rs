//! Framework and innovation files -> checked frameworks, the crosswalks between their versions, and innovations.
//!
//! A framework is data: no line of code knows the id of a sub-element. Nothing here scores.

mod crosswalk;
mod front_matter;
pub mod innovation;
mod model;
mod read;
mod sub_element;

pub(crate) use crosswalk::faulty_versions;
pub use crosswalk::{AtHand, Crosswalk, Origin, Version, read as read_crosswalk};
pub(crate) use front_matter::{optional, read as read_front_matter, split};
pub use innovation::{Cost, Grade, Impact, Innovation};
pub use model::{
    Element, ElementKind, EvidenceKind, Framework, Level, LevelMeaning, Resource, Scale, SubElement, Tier,
    Window,
};
pub use read::read;
