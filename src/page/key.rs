//! Which pages a site may have, by what they are about.

use crate::id::{FrameworkId, OrganisationId};

/// A page that the site has.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PageKey {
    /// The start.
    Index,
    /// How results are worked out.
    Method,
    /// The catalogue of ideas.
    Innovations,
    /// The results as data.
    Data,
    /// What was done and tested so that everybody can use the site.
    Accessibility,
    /// A page of the site's own prose.
    Prose(String),
    /// An organisation's report for a framework.
    Organisation(OrganisationId, FrameworkId),
    /// A brief for a board about an area, for a framework.
    Brief(OrganisationId, FrameworkId),
    /// The areas directly in an area, side by side, for a framework.
    Compare(OrganisationId, FrameworkId),
    /// An area over time, for a framework.
    OverTime(OrganisationId, FrameworkId),
    /// What the team of an area has to follow up, for a framework.
    Returns(OrganisationId, FrameworkId),
    /// A sub-element of a framework, by its position.
    Element(FrameworkId, usize),
    /// A page of a list that is too long for the page it belongs to, counted from 1.
    List(ListOf, usize),
}

impl PageKey {
    /// The framework that the page is about, where it is about one.
    pub(crate) fn framework(&self) -> Option<&FrameworkId> {
        match self {
            PageKey::Organisation(_, framework)
            | PageKey::Brief(_, framework)
            | PageKey::Compare(_, framework)
            | PageKey::OverTime(_, framework)
            | PageKey::Returns(_, framework)
            | PageKey::Element(framework, _) => Some(framework),
            PageKey::List(of, _) => Some(of.framework()),
            PageKey::Index
            | PageKey::Method
            | PageKey::Innovations
            | PageKey::Data
            | PageKey::Accessibility
            | PageKey::Prose(_) => None,
        }
    }
}

/// Who is on a list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ListOf {
    /// Everybody who answered for a framework.
    Answered(FrameworkId),
    /// The respondents directly in an area, for a framework.
    Members(OrganisationId, FrameworkId),
    /// Every area of a framework.
    Areas(FrameworkId),
    /// Every area in the tree, by what it says of a sub-element of a framework, by its position.
    Standing(FrameworkId, usize),
}

impl ListOf {
    /// The framework that the list is about.
    pub(crate) fn framework(&self) -> &FrameworkId {
        match self {
            ListOf::Answered(framework)
            | ListOf::Members(_, framework)
            | ListOf::Areas(framework)
            | ListOf::Standing(framework, _) => framework,
        }
    }
}
