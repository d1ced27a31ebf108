//! What all pages of a site share: names, addresses, links and which pages there are.

use super::blocks::{Link, Page};
use crate::day::Day;
use crate::framework::{Framework, SubElement};
use crate::id::{FrameworkId, OrganisationId};
use crate::organisation::Kind;
use crate::render::Markdown;
use crate::results::{Results, Scored};
use crate::workspace::Settings;
use std::collections::BTreeSet;

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
    /// A page of the site's own prose.
    Prose(String),
    /// An organisation's report for a framework.
    Organisation(OrganisationId, FrameworkId),
    /// A sub-element of a framework, by its position.
    Element(FrameworkId, usize),
}

/// The site that pages are built for.
#[derive(Clone, Copy, Debug)]
pub struct Site<'s> {
    /// Every result.
    pub results: &'s Results<'s>,
    /// Markdown to HTML.
    pub markdown: Markdown,
}

impl<'s> Site<'s> {
    /// What the workspace says about the site.
    pub(crate) fn settings(&self) -> &'s Settings {
        &self.results.workspace.settings
    }

    /// The day on which areas are looked at, in words.
    pub(crate) fn as_at(&self) -> Option<String> {
        self.results.workspace.as_at.map(Day::in_words)
    }

    /// The framework that the site is about: the programme's when it is in use, else the first in use.
    pub(crate) fn main_framework(&self) -> Option<&'s Framework> {
        let programme = self.settings().programme();
        let mut frameworks = self.results.frameworks();
        let first = self.results.frameworks().next();
        frameworks.find(|framework| framework.id.as_str() == programme).or(first)
    }

    /// Every page, in the order of their addresses' kinds.
    pub fn pages(&self) -> Vec<PageKey> {
        let mut keys = vec![PageKey::Index, PageKey::Method, PageKey::Innovations, PageKey::Data];
        for name in ["about", "glossary"] {
            keys.push(PageKey::Prose(name.to_owned()));
        }
        let assessed = self
            .results
            .assessments
            .iter()
            .map(|one| (one.assessment.organisation.clone(), one.assessment.framework.clone()));
        let areas = self.results.areas.iter().map(|area| (area.area.id.clone(), area.framework.clone()));
        let organisations: BTreeSet<_> = assessed.chain(areas).collect();
        keys.extend(organisations.into_iter().map(|(id, framework)| PageKey::Organisation(id, framework)));
        for framework in self.results.frameworks() {
            let elements = 0..framework.sub_elements.len();
            keys.extend(elements.map(|position| PageKey::Element(framework.id.clone(), position)));
        }
        keys
    }

    /// Where a page stands, from the site's root.
    pub fn address(&self, key: &PageKey) -> String {
        let programme = self.settings().programme();
        match key {
            PageKey::Index => "index.html".to_owned(),
            PageKey::Method => "method.html".to_owned(),
            PageKey::Innovations => "innovations.html".to_owned(),
            PageKey::Data => "data.html".to_owned(),
            PageKey::Prose(name) => format!("{name}.html"),
            PageKey::Organisation(id, framework) if framework.as_str() == programme => {
                format!("organisations/{id}.html")
            }
            PageKey::Organisation(id, framework) => format!("organisations/{id}--{framework}.html"),
            PageKey::Element(framework, position) => {
                let id = self.sub_element(framework, *position).map_or("", |one| one.id.as_str());
                if framework.as_str() == programme {
                    format!("elements/{id}.html")
                } else {
                    format!("elements/{framework}--{id}.html")
                }
            }
        }
    }

    /// The way back to the root from a page.
    pub(crate) fn root(key: &PageKey) -> &'static str {
        match key {
            PageKey::Organisation(..) | PageKey::Element(..) => "../",
            PageKey::Index | PageKey::Method | PageKey::Innovations | PageKey::Data | PageKey::Prose(_) => "",
        }
    }

    /// The link from one page to another.
    pub(crate) fn href(&self, from: &PageKey, to: &PageKey) -> String {
        format!("{}{}", Site::root(from), self.address(to))
    }

    /// An empty page with its address and the way to it.
    pub(crate) fn blank(&self, key: &PageKey, heading: impl Into<String>) -> Page {
        Page {
            address: self.address(key),
            root: Site::root(key),
            heading: heading.into(),
            breadcrumbs: vec![Link { text: "Home".to_owned(), href: self.href(key, &PageKey::Index) }],
            ..Page::default()
        }
    }

    /// A link to an organisation's page, or nothing when it has none.
    pub(crate) fn organisation(
        &self,
        from: &PageKey,
        id: &OrganisationId,
        framework: &FrameworkId,
    ) -> Option<Link> {
        let has = self.results.area(id, framework).is_some() || !self.results.of(id, framework).is_empty();
        let key = PageKey::Organisation(id.clone(), framework.clone());
        has.then(|| Link { text: self.name(id), href: self.href(from, &key) })
    }

    /// A link to a sub-element's page.
    pub(crate) fn element(&self, from: &PageKey, framework: &Framework, position: usize) -> Link {
        let text = framework.sub_elements.get(position).map(SubElement::heading).unwrap_or_default();
        Link { text, href: self.href(from, &PageKey::Element(framework.id.clone(), position)) }
    }

    /// What an organisation is called.
    pub(crate) fn name(&self, id: &OrganisationId) -> String {
        let workspace = self.results.workspace;
        workspace
            .register
            .best(id, workspace.as_at, None)
            .map_or_else(|| id.to_string(), |row| row.name.clone())
    }

    /// The breadcrumbs of an organisation: the areas above it, the highest first.
    pub(crate) fn way_to(&self, from: &PageKey, id: &OrganisationId, framework: &FrameworkId) -> Vec<Link> {
        let above = self.results.hierarchy.above(id);
        above.into_iter().rev().filter_map(|area| self.organisation(from, area, framework)).collect()
    }

    /// The data file that holds an organisation's assessments: one for each ICS, and one for what is under none.
    pub(crate) fn assessments_file(&self, id: &OrganisationId) -> String {
        match self.ics_of(id) {
            Some(ics) => format!("assessments-{ics}.json"),
            None => "assessments.json".to_owned(),
        }
    }

    /// The integrated care system that an organisation is or lies in.
    pub fn ics_of<'o>(&'o self, id: &'o OrganisationId) -> Option<&'o OrganisationId> {
        let hierarchy = &self.results.hierarchy;
        let is_ics = |id: &OrganisationId| hierarchy.row(id).is_some_and(|row| row.kind == Kind::Ics);
        if is_ics(id) {
            return Some(id);
        }
        hierarchy.above(id).into_iter().find(|above| is_ics(above))
    }

    /// The result that an organisation's page shows, and the others of it.
    pub(crate) fn shown(&self, id: &OrganisationId, framework: &FrameworkId) -> Option<&'s Scored<'s>> {
        let results: &'s Results<'s> = self.results;
        results.counting(id, framework)
    }

    fn sub_element(&self, framework: &FrameworkId, position: usize) -> Option<&'s SubElement> {
        self.results.rules.get(framework)?.framework.sub_elements.get(position)
    }
}

/// What a reader calls organisations of a kind in running text, shorter than in lists: "home", "homes".
pub(crate) fn plain_nouns(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::CareHome => ("home", "homes"),
        other => (other.noun(), other.nouns()),
    }
}
