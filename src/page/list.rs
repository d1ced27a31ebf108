//! Lists of homes and of areas that may be longer than a page: 200 rows on each, in the order of names, and whole without scripts.

use super::blocks::{Block, Inline, Link, Page, Section};
use super::key::{ListOf, PageKey};
use super::site::{Site, plain_nouns};
use super::table::{Column, Table};
use super::{element, index, report};
use crate::area::AreaResult;
use crate::explanation;
use crate::framework::{Framework, SubElement};
use crate::id::{FrameworkId, OrganisationId};
use crate::organisation::HomeType;
use crate::results::Scored;
use crate::scoring::GroupKey;
use crate::words;
use std::borrow::Cow;

/// How many rows a page of a list has.
const ROWS: usize = 200;

/// A list with everybody on it, by name.
struct List<'l> {
    site: &'l Site<'l>,
    /// The page it is shown on.
    key: &'l PageKey,
    of: &'l ListOf,
    framework: &'l Framework,
    all: Cow<'l, [&'l OrganisationId]>,
}

/// What the list of a framework's areas is called on a page: on the first page each framework has one.
pub(super) fn areas_id(site: &Site<'_>, framework: &FrameworkId) -> String {
    match site.main_framework() {
        Some(main) if main.id != *framework => format!("all-areas-{framework}"),
        _ => "all-areas".to_owned(),
    }
}

/// How many pages a list takes.
pub(super) fn pages(site: &Site<'_>, of: &ListOf) -> usize {
    listed(site, of).len().div_ceil(ROWS)
}

/// A list as it stands on a page of another kind: its first rows, and where the others are. Nothing for a list of nobody.
pub(super) fn first(site: &Site<'_>, key: &PageKey, of: &ListOf) -> Vec<Block> {
    List::of(site, key, of).map_or_else(Vec::new, |list| list.part(1))
}

/// Links to the pages of a list, each with the names it begins and ends with.
pub(super) fn links(site: &Site<'_>, key: &PageKey, of: &ListOf) -> Vec<Block> {
    List::of(site, key, of).map_or_else(Vec::new, |list| vec![list.pager(0)])
}

/// A page of a list.
pub(super) fn page(site: &Site<'_>, of: &ListOf, number: usize) -> Option<Page> {
    let key = PageKey::List(of.clone(), number);
    let list = List::of(site, &key, of)?;
    let part = list.part(number);
    let pages = list.all.len().div_ceil(ROWS);
    let name = match of {
        ListOf::Answered(_) => "Everybody who answered".to_owned(),
        ListOf::Members(area, framework) => {
            let kind = site.results.area(area, framework)?.respondents;
            format!("{} in {}", words::capital(plain_nouns(kind).1), site.name(area))
        }
        ListOf::Areas(_) => "Every area".to_owned(),
        ListOf::Standing(_, position) => {
            format!("Areas: {}", list.framework.sub_elements.get(*position).map(SubElement::heading)?)
        }
    };
    let mut page = site.blank(&key, format!("{name}: page {number} of {pages}"));
    match of {
        ListOf::Members(area, framework) => {
            page.breadcrumbs.extend(site.way_to(&key, area, framework));
            page.breadcrumbs.extend(site.organisation(&key, area, framework));
        }
        ListOf::Standing(_, position) => page.breadcrumbs.push(site.element(&key, list.framework, *position)),
        ListOf::Answered(_) | ListOf::Areas(_) => {}
    }
    page.byline.push(
        "Self-assessments unless a report says otherwise, not an inspection or a performance rating."
            .to_owned(),
    );
    page.sections = vec![Section::new("list", "The list", part)];
    Some(page)
}

/// Those on a list, in the order of their names.
fn listed<'l>(site: &'l Site<'l>, of: &ListOf) -> Cow<'l, [&'l OrganisationId]> {
    let results = site.results;
    match of {
        ListOf::Answered(framework) => Cow::Borrowed(results.answered(framework)),
        ListOf::Members(area, framework) => {
            let respondents = results.area(area, framework).into_iter().flat_map(|area| {
                let directly = |id: &&OrganisationId| {
                    let row = results.hierarchy.row(id);
                    area.area.is_group || row.is_some_and(|row| row.parent.as_ref() == Some(&area.area.id))
                };
                area.area.respondents.iter().filter(directly)
            });
            Cow::Owned(by_name(site, respondents))
        }
        ListOf::Areas(framework) => Cow::Owned(of_areas(site, framework, |_| true)),
        ListOf::Standing(framework, _) => Cow::Owned(of_areas(site, framework, |area| !area.area.is_group)),
    }
}

/// The areas of a framework that pass a test, in the order of their names.
fn of_areas<'l>(
    site: &'l Site<'l>,
    framework: &FrameworkId,
    test: impl Fn(&AreaResult) -> bool,
) -> Vec<&'l OrganisationId> {
    let areas = site.results.areas.iter().filter(|area| area.framework == *framework && test(area));
    by_name(site, areas.map(|area| &area.area.id))
}

fn by_name<'l>(site: &Site<'_>, ids: impl Iterator<Item = &'l OrganisationId>) -> Vec<&'l OrganisationId> {
    let mut ids: Vec<&OrganisationId> = ids.collect();
    ids.sort_by_cached_key(|id| (site.name(id).to_lowercase(), *id));
    ids
}

impl<'l> List<'l> {
    /// The list, unless nobody is on it.
    fn of(site: &'l Site<'l>, key: &'l PageKey, of: &'l ListOf) -> Option<List<'l>> {
        let framework = site.results.rules.get(of.framework())?.framework;
        let all = listed(site, of);
        (!all.is_empty()).then_some(List { site, key, of, framework, all })
    }

    /// The rows of one page of the list, and the way to its other pages.
    fn part(&self, number: usize) -> Vec<Block> {
        let of_page = self.all.chunks(ROWS).nth(number.saturating_sub(1)).unwrap_or_default();
        let rows = of_page.iter().map(|id| self.row(id)).collect();
        let id = match self.of {
            ListOf::Answered(framework) => format!("answered-{framework}"),
            ListOf::Members(..) => "homes".to_owned(),
            ListOf::Areas(framework) => areas_id(self.site, framework),
            ListOf::Standing(..) => "areas".to_owned(),
        };
        let table = Table::plain(&id, "stack", self.caption(), self.columns(), rows).filtered();
        let mut blocks = vec![Block::Table(table)];
        if self.all.len() > ROWS {
            blocks.push(self.pager(number));
        }
        blocks
    }

    fn caption(&self) -> String {
        match self.of {
            ListOf::Answered(_) if self.site.is_public() => "Published answers, A to Z".to_owned(),
            ListOf::Answered(_) => "Those that answered, A to Z".to_owned(),
            ListOf::Members(area, framework) => {
                let kind = self.site.results.area(area, framework).map(|area| area.respondents);
                let nouns = kind.map_or("homes", |kind| plain_nouns(kind).1);
                format!("{} directly here, A to Z", words::capital(nouns))
            }
            ListOf::Areas(_) => "Areas, A to Z".to_owned(),
            ListOf::Standing(..) => format!("Areas, A to Z, {}", self.site.as_at().unwrap_or_default()),
        }
    }

    fn pager(&self, current: usize) -> Block {
        let links = self.all.chunks(ROWS).enumerate().filter_map(|(at, part)| {
            let number = at + 1;
            let (first, last) = (self.site.name(part.first()?), self.site.name(part.last()?));
            let href = if number == current { String::new() } else { self.href(number) };
            Some(Link { text: format!("{first} to {last}"), href })
        });
        Block::Pages { links: links.collect() }
    }

    fn href(&self, number: usize) -> String {
        match self.of {
            ListOf::Members(area, framework) if number == 1 => {
                let page = PageKey::Organisation(area.clone(), framework.clone());
                format!("{}#homes", self.site.href(self.key, &page))
            }
            ListOf::Standing(framework, position) if number == 1 => {
                let page = PageKey::Element(framework.clone(), *position);
                format!("{}#areas", self.site.href(self.key, &page))
            }
            of => self.site.href(self.key, &PageKey::List(of.clone(), number)),
        }
    }

    fn columns(&self) -> Vec<Column> {
        let mut columns = match self.of {
            ListOf::Areas(_) => return index::area_columns(),
            ListOf::Standing(..) => return element::standing_columns(),
            ListOf::Answered(_) => vec![Column::words("Organisation"), Column::words("Kind")],
            ListOf::Members(area, framework) => {
                let kind = self.site.results.area(area, framework).map(|area| area.respondents);
                let one = kind.map_or("home", |kind| plain_nouns(kind).0);
                vec![Column::words(words::capital(one)), Column::words("Type")]
            }
        };
        if self.shows_beds() {
            columns.push(Column::number("Beds"));
        }
        columns.push(Column::number("Core in place"));
        if self.framework.has_enhanced {
            columns.push(Column::number("Enhanced in place"));
        }
        columns.extend([Column::words("Stage"), Column::words("Answered")]);
        columns
    }

    /// Beds are no result, and a public edition does not hold them.
    fn shows_beds(&self) -> bool {
        matches!(self.of, ListOf::Members(..)) && !self.site.is_public()
    }

    fn row(&self, id: &OrganisationId) -> Vec<Vec<Inline>> {
        let area = || self.site.results.area(id, &self.framework.id);
        match self.of {
            ListOf::Answered(_) | ListOf::Members(..) => self.of_respondent(id),
            ListOf::Areas(_) => {
                area().map(|area| index::area_row(self.site, self.key, area)).unwrap_or_default()
            }
            ListOf::Standing(_, position) => area()
                .and_then(|area| element::standing_row(self.site, self.key, self.framework, area, *position))
                .unwrap_or_default(),
        }
    }

    fn of_respondent(&self, id: &OrganisationId) -> Vec<Vec<Inline>> {
        let row = self.site.results.hierarchy.row(id);
        let scored = self.site.shown(id, &self.framework.id);
        let text = |text: String| vec![Inline::text(text)];
        let link = self.site.organisation(self.key, id, &self.framework.id);
        let mut cells = vec![vec![link.map_or_else(|| Inline::text(self.site.name(id)), Inline::Link)]];
        let kind = scored.map(|scored| scored.result.kind.noun());
        let home_type = row.and_then(|row| row.home_type).map(HomeType::word);
        let what = if matches!(self.of, ListOf::Answered(_)) { kind } else { home_type };
        cells.push(text(words::capital(what.unwrap_or("Not stated"))));
        if self.shows_beds() {
            let beds = row.and_then(|row| row.beds);
            cells.push(text(beds.map_or_else(|| "Not known".to_owned(), words::number)));
        }
        match scored {
            Some(scored) => cells.extend(self.result(scored)),
            None => cells.push(text("Not answered yet".to_owned())),
        }
        cells
    }

    fn result(&self, scored: &Scored<'_>) -> Vec<Vec<Inline>> {
        let text = |text: String| vec![Inline::text(text)];
        let in_place = |key| {
            let group = scored.result.group(key).copied().unwrap_or_default();
            text(format!("{} of {}", group.in_place, group.applicable))
        };
        let mut cells = vec![in_place(GroupKey::Core)];
        if self.framework.has_enhanced {
            cells.push(in_place(GroupKey::Enhanced));
        }
        let old = report::over_a_year(self.site, scored).map(|_| ", over a year ago").unwrap_or_default();
        cells.push(text(words::capital(&explanation::stage_in_words(self.framework, &scored.result))));
        cells.push(text(format!("{}{old}", scored.assessment.date.in_words())));
        cells
    }
}
