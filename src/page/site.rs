//! What all pages of a site share: names, addresses, links and which pages there are.

use super::blocks::{Link, Page};
use super::key::{ListOf, PageKey};
use super::list;
use crate::area::{self, AreaResult};
use crate::day::Day;
use crate::export::tables;
use crate::framework::{Framework, SubElement};
use crate::id::{FrameworkId, OrganisationId};
use crate::organisation::Kind;
use crate::render::Markdown;
use crate::results::{AreaOverTime, Results, Scored};
use crate::words;
use crate::workspace::{Edition, Settings};
use std::collections::BTreeSet;

/// The site that pages are built for.
#[derive(Clone, Copy, Debug)]
pub struct Site<'s> {
    /// Every result.
    pub results: &'s Results<'s>,
    /// Markdown to HTML.
    pub markdown: Markdown,
    /// For whom it is built.
    pub edition: Edition,
}

impl<'s> Site<'s> {
    /// Whether free text, evidence and what is still to be done may stand on a page.
    pub(crate) fn is_public(&self) -> bool {
        self.edition == Edition::Public
    }

    /// Which tables and columns may stand among its data. The results of an edition hold only rows that may be shown.
    pub(crate) fn may_show(&self) -> &'static dyn tables::Shown {
        if self.edition == Edition::Internal { &tables::Everything } else { &tables::AsGiven }
    }

    /// That something may be withheld from a public edition, and why; never how much.
    pub(crate) fn withheld_in_words(&self) -> String {
        format!(
            "Some areas and homes may be withheld: an area is shown where {} or more answered and no smaller group can be worked out, a home where it publishes its answers.",
            self.settings().minimum_group
        )
    }

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
        let mut keys = vec![
            PageKey::Index,
            PageKey::Method,
            PageKey::Innovations,
            PageKey::Data,
            PageKey::Accessibility,
        ];
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
        let areas = self.results.areas.iter();
        keys.extend(areas.map(|area| PageKey::Brief(area.area.id.clone(), area.framework.clone())));
        let compared = self.results.areas.iter().filter(|area| self.has_parts(area));
        keys.extend(compared.map(|area| PageKey::Compare(area.area.id.clone(), area.framework.clone())));
        let over_time = self.results.areas.iter().filter(|area| self.over_time(area).is_some());
        keys.extend(over_time.map(|area| PageKey::OverTime(area.area.id.clone(), area.framework.clone())));
        let returns = self.areas_with_returns();
        keys.extend(returns.map(|area| PageKey::Returns(area.area.id.clone(), area.framework.clone())));
        for framework in self.results.frameworks() {
            let elements = 0..framework.sub_elements.len();
            keys.extend(elements.map(|position| PageKey::Element(framework.id.clone(), position)));
        }
        keys.extend(self.lists());
        keys
    }

    /// The pages of long lists. The first page of an area's is the area's own.
    fn lists(&self) -> Vec<PageKey> {
        let of_areas = self.results.areas.iter();
        let of_areas = of_areas.map(|area| ListOf::Members(area.area.id.clone(), area.framework.clone()));
        let of_frameworks = self.results.frameworks().flat_map(|one| {
            let standing = (0..one.sub_elements.len()).map(|at| ListOf::Standing(one.id.clone(), at));
            [ListOf::Answered(one.id.clone()), ListOf::Areas(one.id.clone())].into_iter().chain(standing)
        });
        let pages = |of: ListOf| {
            let numbers = match (&of, list::pages(self, &of)) {
                (_, 0 | 1) => 0..0,
                (ListOf::Answered(_) | ListOf::Areas(_), last) => 1..last + 1,
                (ListOf::Members(..) | ListOf::Standing(..), last) => 2..last + 1,
            };
            numbers.map(move |number| PageKey::List(of.clone(), number))
        };
        of_frameworks.chain(of_areas).flat_map(pages).collect()
    }

    /// Where a page stands, from the site's root.
    pub fn address(&self, key: &PageKey) -> String {
        let programme = self.settings().programme();
        match key {
            PageKey::Index => "index.html".to_owned(),
            PageKey::Method => "method.html".to_owned(),
            PageKey::Innovations => "innovations.html".to_owned(),
            PageKey::Data => "data.html".to_owned(),
            PageKey::Accessibility => "accessibility.html".to_owned(),
            PageKey::Prose(name) => format!("{name}.html"),
            PageKey::Organisation(id, framework) => self.of_framework("organisations", id, framework),
            PageKey::Brief(id, framework) => self.of_framework("briefs", id, framework),
            PageKey::Compare(id, framework) => self.of_framework("compare", id, framework),
            PageKey::OverTime(id, framework) => self.of_framework("over-time", id, framework),
            PageKey::Returns(id, framework) => self.of_framework("returns", id, framework),
            PageKey::List(ListOf::Answered(framework), number) if framework.as_str() == programme => {
                format!("answered-{number}.html")
            }
            PageKey::List(ListOf::Answered(framework), number) => {
                format!("answered-{number}--{framework}.html")
            }
            PageKey::List(ListOf::Members(id, framework), number) => {
                self.of_framework("lists", id, framework).replace(".html", &format!("--{number}.html"))
            }
            PageKey::List(ListOf::Areas(framework), number) if framework.as_str() == programme => {
                format!("areas-{number}.html")
            }
            PageKey::List(ListOf::Areas(framework), number) => format!("areas-{number}--{framework}.html"),
            PageKey::List(ListOf::Standing(framework, position), number) => {
                let element = self.address(&PageKey::Element(framework.clone(), *position));
                element.replace(".html", &format!("--{number}.html"))
            }
            PageKey::Element(framework, position) => {
                self.of_sub_element("", framework, self.sub_element(framework, *position))
            }
        }
    }

    /// Where the self-assessment for a framework stands, from the site's root.
    pub fn form(&self, framework: &FrameworkId) -> String {
        if framework.as_str() == self.settings().programme() {
            "assess.html".to_owned()
        } else {
            format!("assess--{framework}.html")
        }
    }

    /// A sub-element's page, from the site's root or from a page.
    fn of_sub_element(
        &self,
        root: &str,
        framework: &FrameworkId,
        sub_element: Option<&SubElement>,
    ) -> String {
        let id = sub_element.map_or("", |one| one.id.as_str());
        if framework.as_str() == self.settings().programme() {
            format!("{root}elements/{id}.html")
        } else {
            format!("{root}elements/{framework}--{id}.html")
        }
    }

    /// An organisation's page in a folder; of another framework than the programme's it bears that one's name as well.
    fn of_framework(&self, folder: &str, id: &OrganisationId, framework: &FrameworkId) -> String {
        if framework.as_str() == self.settings().programme() {
            format!("{folder}/{id}.html")
        } else {
            format!("{folder}/{id}--{framework}.html")
        }
    }

    /// The areas that have a page of returns: integrated care systems, and what lies in no other area. None in a
    /// public edition.
    pub(crate) fn areas_with_returns(&self) -> impl Iterator<Item = &'s AreaResult> + '_ {
        let results: &'s Results<'s> = self.results;
        let internal = self.edition == Edition::Internal;
        let is_one = |area: &&AreaResult| {
            area.area.kind == Kind::Ics || (area.area.parent.is_none() && !area.area.is_group)
        };
        results.areas.iter().filter(move |area| internal && is_one(area))
    }

    /// An area over time, where two quarters or more are known.
    pub(crate) fn over_time(&self, area: &AreaResult) -> Option<&'s AreaOverTime> {
        let results: &'s Results<'s> = self.results;
        results.over_time(&area.area.id, &area.framework).filter(|series| series.as_now.len() > 1)
    }

    /// Whether areas with a result lie directly in an area, so that they are compared.
    pub(crate) fn has_parts(&self, whole: &AreaResult) -> bool {
        area::parts(whole, &self.results.areas, &self.results.hierarchy).next().is_some()
    }

    /// The data file with an area's returns.
    pub(crate) fn returns_file(&self, id: &OrganisationId, framework: &FrameworkId) -> String {
        let name = self.of_framework("data", id, framework);
        name.replacen("data/", "data/returns-", 1).replace(".html", ".csv")
    }

    /// The way back to the root from a page.
    pub(crate) fn root(key: &PageKey) -> &'static str {
        match key {
            PageKey::Organisation(..)
            | PageKey::Brief(..)
            | PageKey::Compare(..)
            | PageKey::OverTime(..)
            | PageKey::Returns(..)
            | PageKey::Element(..)
            | PageKey::List(ListOf::Members(..) | ListOf::Standing(..), _) => "../",
            PageKey::Index
            | PageKey::Method
            | PageKey::Innovations
            | PageKey::Data
            | PageKey::Accessibility
            | PageKey::Prose(_)
            | PageKey::List(ListOf::Answered(_) | ListOf::Areas(_), _) => "",
        }
    }

    /// The link from one page to another.
    pub(crate) fn href(&self, from: &PageKey, to: &PageKey) -> String {
        format!("{}{}", Site::root(from), self.address(to))
    }

    /// An empty page with its address and the way to it. A page about another framework than the site's bears its name,
    /// so that no two pages are called alike. A name too long for a heading is cut, and stands whole beneath.
    pub(crate) fn blank(&self, key: &PageKey, heading: impl Into<String>) -> Page {
        let mut whole = heading.into();
        let main = self.main_framework().map(|main| &main.id);
        let other = key.framework().filter(|id| Some(*id) != main).and_then(|id| self.results.rules.get(id));
        whole.extend(other.map(|rules| format!(": {}", rules.framework.title)));
        let heading = words::cut(&whole, words::HEADING);
        Page {
            address: self.address(key),
            root: Site::root(key),
            byline: if heading == whole { Vec::new() } else { vec![whole] },
            heading,
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
        let sub_element = framework.sub_elements.get(position);
        Link {
            text: sub_element.map(SubElement::heading).unwrap_or_default(),
            href: self.of_sub_element(Site::root(from), &framework.id, sub_element),
        }
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
        // In a public edition the one that counts may not be published while an earlier one is.
        results.counting(id, framework).or_else(|| results.latest(id, framework, |_| true))
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
