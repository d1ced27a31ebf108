//! The register -> organisations with kinds, dated parents, beds and groups; maps -> a tile for each.
//!
//! Which of them make areas is the business of `area`.

mod check;
mod kind;
mod map;
mod raw;
mod register;
mod row;
mod rows;

pub use kind::{Body, Kind};
pub use map::{Codes, Tile, TileMap, read_map};
pub use raw::read;
pub use register::{HomeType, Register, Row};
