//! Who may see what: the one question that whoever makes an edition answers (section 11 of the scoring definitions).

use crate::area::AreaResult;
use crate::id::OrganisationId;
use crate::results::Scored;

/// What the readers of an edition may see. What is not allowed is left out of every table, wherever it is named.
pub trait Shown {
    /// Whether they may see internal tables and columns as well. Not unless this says so.
    fn everything(&self) -> bool {
        false
    }

    /// Whether this assessment itself may be shown.
    fn assessment(&self, scored: &Scored<'_>) -> bool;

    /// Whether an area's figures may be shown.
    fn area(&self, area: &AreaResult) -> bool;

    /// Whether an organisation may be named at all. An area whose figures may be shown, and an organisation of which
    /// an assessment may be shown, must be among these.
    fn organisation(&self, id: &OrganisationId) -> bool;

    /// Whether the quartiles of an index may be shown that this many respondents have.
    fn quartiles(&self, respondents: u32) -> bool;
}

/// The internal edition: everything.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Everything;

impl Shown for Everything {
    fn everything(&self) -> bool {
        true
    }

    fn assessment(&self, _: &Scored<'_>) -> bool {
        true
    }

    fn area(&self, _: &AreaResult) -> bool {
        true
    }

    fn organisation(&self, _: &OrganisationId) -> bool {
        true
    }

    fn quartiles(&self, _: u32) -> bool {
        true
    }
}

/// An edition whose results were made for it and hold nothing else: every row, and of tables and columns the public ones.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct AsGiven;

impl Shown for AsGiven {
    fn assessment(&self, _: &Scored<'_>) -> bool {
        true
    }

    fn area(&self, _: &AreaResult) -> bool {
        true
    }

    fn organisation(&self, _: &OrganisationId) -> bool {
        true
    }

    fn quartiles(&self, _: u32) -> bool {
        true
    }
}
