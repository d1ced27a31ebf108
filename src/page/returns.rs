//! Returns: what the team of an area has to follow up, as tables. Internal only.

use super::blocks::{Block, Inline, Page, Section};
use super::key::PageKey;
use super::site::Site;
use super::table::{Column, Table};
use crate::area::AreaResult;
use crate::framework::Framework;
use crate::id::{FrameworkId, OrganisationId};
use crate::returns::{self, Matter, Return};
use crate::words;

/// The page of an area's returns.
pub(super) fn page(site: &Site<'_>, organisation: &OrganisationId, framework: &FrameworkId) -> Option<Page> {
    let key = PageKey::Returns(organisation.clone(), framework.clone());
    let area = site.results.area(organisation, framework)?;
    let framework = site.results.rules.get(framework)?.framework;
    let all = returns::of(site.results, area);
    let sheet = Sheet { site, key: &key, framework, area, all: &all };
    let mut page = site.blank(&key, "Returns");
    page.breadcrumbs.extend(site.way_to(&key, organisation, &framework.id));
    page.breadcrumbs.extend(site.organisation(&key, organisation, &framework.id));
    page.byline = vec![
        format!(
            "What to follow up in {}. It names homes and holds what people wrote.",
            site.name(organisation)
        ),
        format!("{}, version {}.", framework.title, framework.version),
        "It helps the team to help: it is no list of faults.".to_owned(),
    ];
    let csv = format!("{}{}", Site::root(&key), site.returns_file(organisation, &framework.id));
    page.opening = vec![Block::words(vec![Inline::link("All of this as one table (CSV)", csv)])];
    let skipped = &site.results.workspace.skipped;
    if !skipped.is_empty() {
        page.opening.push(Block::inset(format!(
            "{} could not be read, so whoever answered in {} stands here as not having answered: {}.",
            words::count(skipped.len() as u64, "answers file", "answers files"),
            words::agree(skipped.len() as u64, "it", "them"),
            words::list(skipped)
        )));
    }
    page.sections = sheet.sections();
    Some(page)
}

struct Sheet<'s> {
    site: &'s Site<'s>,
    key: &'s PageKey,
    framework: &'s Framework,
    area: &'s AreaResult,
    all: &'s [Return],
}

impl Sheet<'_> {
    fn sections(&self) -> Vec<Section> {
        let not_answered = self.rows(|_, matter| matches!(matter, Matter::NotAnswered).then(Vec::new));
        let later = self.rows(|_, matter| match matter {
            Matter::AnsweredLater(day) => Some(vec![vec![Inline::text(day.in_words())]]),
            _ => None,
        });
        let old = self.rows(|_, matter| match matter {
            Matter::Old(day) => Some(vec![vec![Inline::text(day.in_words())]]),
            _ => None,
        });
        let blanks = self.rows(|sheet, matter| match matter {
            Matter::Blank(position, unknown) => {
                let words = if *unknown { "Do not know" } else { "Not answered" };
                Some(vec![sheet.element(*position), vec![Inline::text(words)]])
            }
            _ => None,
        });
        let evidence = self.rows(|sheet, matter| match matter {
            Matter::EvidenceNeeded(position, missing) => Some(vec![
                sheet.element(*position),
                vec![Inline::text(words::capital(&words::list(missing)))],
            ]),
            _ => None,
        });
        let differing = self.rows(|sheet, matter| match matter {
            Matter::MeasureDiffers(position, differing) => {
                Some(vec![sheet.element(*position), vec![Inline::text(differing.in_words())]])
            }
            _ => None,
        });
        let past = self.rows(|sheet, matter| sheet.action(matter, true));
        let actions = self.rows(|sheet, matter| sheet.action(matter, false));
        let column = |text: &str| Column::words(text);
        let with = |more: &[&str]| {
            [column("Organisation")].into_iter().chain(more.iter().map(|one| column(one))).collect::<Vec<_>>()
        };
        let action = || with(&["Sub-element", "Action", "Owner", "Review"]);
        let mut sections = vec![self.section("missing", "Has not answered", with(&[]), not_answered)];
        if let Some(as_at) = self.site.as_at().filter(|_| !later.is_empty()) {
            let title = format!("Answered after {as_at}, so not counted here");
            sections.push(self.section("later", &title, with(&["Date of the answers"]), later));
        }
        sections.extend([
            self.section("old", "Answered over a year ago", with(&["Date of the answers"]), old),
            self.section("blanks", "Left open", with(&["Sub-element", "Answer"]), blanks),
            self.section("evidence", "Evidence needed", with(&["Sub-element", "What is missing"]), evidence),
            self.section(
                "differing",
                "Claim and measure differ",
                with(&["Sub-element", "Measure"]),
                differing,
            ),
            self.section("past", "Reviews past", action(), past),
            self.section("actions", "Every action", action(), actions),
        ]);
        sections
    }

    /// A row for each matter of one sort, with whose it is first.
    fn rows(&self, cells: impl Fn(&Self, &Matter) -> Option<Vec<Vec<Inline>>>) -> Vec<Vec<Vec<Inline>>> {
        let row = |one: &Return| {
            let rest = cells(self, &one.matter)?;
            let link = self.site.organisation(self.key, &one.organisation, &self.framework.id);
            let name = link.map_or_else(|| Inline::text(self.site.name(&one.organisation)), Inline::Link);
            Some([vec![name]].into_iter().chain(rest).collect())
        };
        self.all.iter().filter_map(row).collect()
    }

    fn element(&self, position: usize) -> Vec<Inline> {
        vec![Inline::Link(self.site.element(self.key, self.framework, position))]
    }

    fn action(&self, matter: &Matter, only_past: bool) -> Option<Vec<Vec<Inline>>> {
        let Matter::Action(position, action, past) = matter else { return None };
        let text =
            |text: Option<String>| vec![Inline::text(text.unwrap_or_else(|| "Not written down".to_owned()))];
        let review = action.review.map(crate::day::Day::in_words);
        (!only_past || *past).then(|| {
            vec![
                self.element(*position),
                text(action.action.clone()),
                text(action.owner.clone()),
                text(review),
            ]
        })
    }

    fn section(&self, id: &str, title: &str, columns: Vec<Column>, rows: Vec<Vec<Vec<Inline>>>) -> Section {
        let blocks = if rows.is_empty() {
            vec![Block::text(format!("None of the {}.", self.area.respondents.nouns()))]
        } else {
            let caption = format!("{title}: {}", words::number(rows.len() as u64));
            vec![Block::Table(
                Table::plain(&format!("{id}-table"), "stack", caption, columns, rows).filtered(),
            )]
        };
        Section::new(id, title, blocks)
    }
}
