//! The start of a site: what it is, the areas, the organisations, and how to read it.

use super::blocks::{Answer, AnswerLine, Block, Inline, Link, Page, Section};
use super::key::{ListOf, PageKey};
use super::site::{Site, plain_nouns};
use super::table::{Column, Table};
use super::{list, prose};
use crate::area::AreaResult;
use crate::framework::Framework;
use crate::organisation::Kind;
use crate::scoring::Stage;
use crate::words;

/// The first page.
pub(super) fn page(site: &Site<'_>) -> Page {
    let key = PageKey::Index;
    let mut page = site.blank(&key, &site.settings().title);
    page.breadcrumbs.clear();
    page.byline.extend(site.as_at().map(|day| format!("Answers as at {day}.")));
    if let Some(publisher) = &site.settings().publisher {
        page.byline.push(format!("Published by {publisher}."));
    }
    let Some(framework) = site.main_framework() else { return page };
    page.answer = Some(answer(site, &key, framework));
    page.opening = opening(site, framework);
    page.sections.push(Section::new("areas", "Areas", areas(site, &key, framework)));
    page.sections.push(Section::new(
        "organisations",
        "Homes and others that answered",
        answered(site, &key, framework),
    ));
    page.sections.push(Section::new("assess", "Assess your own home", assess(site, framework)));
    page.sections.push(Section::new("sub-elements", "By sub-element", sub_elements(site, &key, framework)));
    let others = site.results.frameworks().filter(|other| other.id != framework.id);
    page.sections.extend(others.map(|other| self::other(site, &key, other)));
    if let Some(reading) = site.results.workspace.pages.get("reading") {
        page.sections.extend(prose::section(site, "reading", reading));
    }
    page
}

/// What there is about another framework than the site's: its areas, who answered, its form, and its sub-elements.
fn other(site: &Site<'_>, key: &PageKey, framework: &Framework) -> Section {
    let mut blocks = vec![Block::text(asked(framework))];
    blocks.extend(areas(site, key, framework));
    blocks.extend(answered(site, key, framework));
    blocks.extend(assess(site, framework));
    blocks.extend(links_to(site, key, framework));
    Section::new(&format!("framework-{}", framework.id), &framework.title, blocks)
}

/// On how much of a framework homes rate themselves, and from which level to which.
fn asked(framework: &Framework) -> String {
    let all = framework.sub_elements.len();
    let of_homes = framework.sub_elements.iter().filter(|one| one.asked_of.contains(&Kind::CareHome)).count();
    let on = if of_homes == all { format!("all {all}") } else { format!("{of_homes} of the {all}") };
    format!(
        "Each home rates itself from 0 to {} on {on} sub-elements of \"{}\". Its report then says where it stands, what to do first, and what to ask of others.",
        framework.scale.highest(),
        framework.title
    )
}

/// Areas that lie in no other area shown, and stand in the tree. An area between two may be withheld.
fn top<'s>(site: &Site<'s>, framework: &Framework) -> Vec<&'s AreaResult> {
    let results: &'s crate::results::Results<'s> = site.results;
    results
        .areas
        .iter()
        .filter(|area| area.framework == framework.id && !area.area.is_group)
        .filter(|area| {
            let above = results.hierarchy.above(&area.area.id);
            !above.iter().any(|above| results.area(above, &framework.id).is_some())
        })
        .collect()
}

fn answer(site: &Site<'_>, key: &PageKey, framework: &Framework) -> Answer {
    let tops = top(site, framework);
    let sum = |number: &dyn Fn(&AreaResult) -> u32| tops.iter().map(|area| number(area)).sum::<u32>();
    let (responded, registered) = (sum(&|area| area.responded), sum(&|area| area.registered));
    let at_least = |stage: Stage| sum(&|area| area.at_least(stage));
    let (one, more) = tops.first().map_or(("home", "homes"), |area| plain_nouns(area.respondents));
    let line = |some: u32, of: u32, after: String| AnswerLine {
        before: String::new(),
        strong: words::of(some, of),
        after,
    };
    let core = at_least(Stage::CoreInPlace);
    let both = at_least(Stage::EnhancedInPlace);
    let have = |count: u32| if responded == 1 { "has" } else { words::agree(count, "has", "have") };
    let noun = |count: u32| words::agree(count, one, more);
    let mut lines = vec![if tops.is_empty() && !site.is_public() {
        AnswerLine {
            before: String::new(),
            strong: "No home".to_owned(),
            after: " is registered yet. An area shows here as soon as there is one beneath it.".to_owned(),
        }
    } else if tops.is_empty() {
        AnswerLine {
            before: String::new(),
            strong: "No area".to_owned(),
            after: format!(
                " can be shown: that takes {} or more that answered, and no smaller group that could be worked out.",
                site.settings().minimum_group
            ),
        }
    } else {
        line(responded, registered, format!(" {} answered.", noun(registered)))
    }];
    if responded > 0 {
        let told = format!(" {} that answered {} all of core in place.", noun(responded), have(core));
        lines.push(line(core, responded, told));
    }
    if responded > 0 && framework.has_enhanced {
        lines.push(line(both, responded, format!(" {} all of core and enhanced in place.", have(both))));
    }
    let link = |text: String, href: String| Link { text, href };
    let mut links =
        vec![link("For a manager: find your home's report".to_owned(), "#organisations".to_owned())];
    for area in &tops {
        let to = PageKey::Organisation(area.area.id.clone(), framework.id.clone());
        links.push(link(format!("For a board: see {}", site.name(&area.area.id)), site.href(key, &to)));
    }
    links.truncate(6);
    let compared = tops.iter().find(|area| site.has_parts(area)).map(|area| {
        let to = PageKey::Compare(area.area.id.clone(), framework.id.clone());
        link(format!("For a region: compare the areas of {}", site.name(&area.area.id)), site.href(key, &to))
    });
    links.extend(compared);
    links.push(link("For an analyst: take the data".to_owned(), "data.html".to_owned()));
    links.push(link("For everybody: low-cost ideas".to_owned(), site.href(key, &PageKey::Innovations)));
    Answer { lines, first_heading: "Where to start".to_owned(), first: None, why: Vec::new(), links }
}

fn opening(site: &Site<'_>, framework: &Framework) -> Vec<Block> {
    let mut blocks = vec![Block::text(asked(framework))];
    blocks.push(Block::inset(
        "These are self-assessments, made in good faith to improve care. They are not an inspection or a performance rating.",
    ));
    if !site.settings().stated {
        blocks.push(Block::small(
            "There is no homeround.toml in this workspace, so the site's title and dates are defaults.",
        ));
    }
    if site.is_public() {
        blocks.push(Block::small(site.withheld_in_words()));
    }
    let skipped = site.results.workspace.skipped.len();
    if skipped > 0 {
        blocks.push(Block::inset(format!(
            "{} could not be read and {} left out.",
            words::count(skipped as u64, "answers file", "answers files"),
            words::agree(skipped as u64, "is", "are")
        )));
    }
    blocks
}

/// The areas: all of them, or the largest, and where to find the others when there are too many for this page.
fn areas(site: &Site<'_>, key: &PageKey, framework: &Framework) -> Vec<Block> {
    let of = ListOf::Areas(framework.id.clone());
    match list::pages(site, &of) {
        0 => vec![Block::text(if site.is_public() {
            "No area can be shown without telling of fewer than the smallest group."
        } else {
            "No area has homes in the register yet."
        })],
        1 => list::first(site, key, &of),
        _ => {
            let mut blocks = Vec::new();
            let large = |area: &&AreaResult| {
                area.framework == framework.id
                    && matches!(area.area.kind, Kind::Nation | Kind::Region | Kind::Ics)
            };
            let mut rows: Vec<(String, Vec<Vec<Inline>>)> = site
                .results
                .areas
                .iter()
                .filter(large)
                .map(|area| (site.name(&area.area.id).to_lowercase(), area_row(site, key, area)))
                .collect();
            if !rows.is_empty() && rows.len() <= LARGE {
                rows.sort_by(|a, b| a.0.cmp(&b.0));
                let rows = rows.into_iter().map(|(_, row)| row).collect();
                let caption = "Nations, regions and systems, A to Z";
                blocks.push(Block::Table(
                    Table::plain(
                        &list::areas_id(site, &framework.id),
                        "stack",
                        caption,
                        area_columns(),
                        rows,
                    )
                    .filtered(),
                ));
            }
            blocks.push(Block::text(
                "Smaller areas stand in the one they lie in. Every area, by its name from A to Z:",
            ));
            blocks.extend(list::links(site, key, &of));
            blocks
        }
    }
}

/// How many of the larger areas stand on the first page beside a list of all.
const LARGE: usize = 200;

/// The headings of [`area_row`].
pub(super) fn area_columns() -> Vec<Column> {
    vec![
        Column::words("Area"),
        Column::words("Kind"),
        Column::number("Answered"),
        Column::number("All of core in place"),
    ]
}

/// An area with its response, in a list of areas.
pub(super) fn area_row(site: &Site<'_>, key: &PageKey, area: &AreaResult) -> Vec<Vec<Inline>> {
    let link = site.organisation(key, &area.area.id, &area.framework).map(Inline::Link);
    let further = area.at_least(Stage::CoreInPlace);
    vec![
        link.into_iter().collect(),
        vec![Inline::text(words::capital(area.area.kind.noun()))],
        vec![Inline::text(words::of(area.responded, area.registered))],
        vec![Inline::text(super::area::of_those(further, area))],
    ]
}

/// Those that answered: all of them, or where to find them when there are too many for this page.
fn answered(site: &Site<'_>, key: &PageKey, framework: &Framework) -> Vec<Block> {
    let of = ListOf::Answered(framework.id.clone());
    match list::pages(site, &of) {
        0 if site.is_public() => vec![Block::text("Nobody has published answers.")],
        0 => vec![Block::text("Nobody has answered yet.")],
        1 => list::first(site, key, &of),
        _ => {
            let told = "Find one through its area, or by its name in the list from A to Z:";
            [Block::text(told)].into_iter().chain(list::links(site, key, &of)).collect()
        }
    }
}

/// The way to the self-assessment for a framework, which stands beside the pages.
fn assess(site: &Site<'_>, framework: &Framework) -> Vec<Block> {
    // Links that lead to different places are called differently.
    let start = match site.main_framework() {
        Some(main) if main.id != framework.id => format!("Start the self-assessment on {}", framework.title),
        _ => "Start the self-assessment".to_owned(),
    };
    vec![Block::words(vec![
        Inline::text(
            "Answer on your own computer, also without a connection, and see your result at once. Nothing is sent to anyone. ",
        ),
        Inline::link(start, site.form(&framework.id)),
    ])]
}

fn sub_elements(site: &Site<'_>, key: &PageKey, framework: &Framework) -> Vec<Block> {
    let about = site.href(key, &PageKey::Prose("about".to_owned()));
    let mut blocks = vec![Block::words(vec![
        Inline::text("What each level looks like, guidance, and how the areas stand. "),
        Inline::link("About this framework", about),
    ])];
    blocks.extend(links_to(site, key, framework));
    blocks
}

/// Links to the pages of a framework's sub-elements.
fn links_to(site: &Site<'_>, key: &PageKey, framework: &Framework) -> [Block; 1] {
    let positions = 0..framework.sub_elements.len();
    let links = positions.map(|position| site.element(key, framework, position)).collect();
    [Block::Links { links }]
}
