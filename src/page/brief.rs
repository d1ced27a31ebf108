//! A brief for a board: one side of A4 about one area.

use super::blocks::{Answer, Block, Fact, Inline, Page, Section};
use super::key::PageKey;
use super::site::{Site, plain_nouns};
use super::table::{Column, Table};
use crate::area::{Answers, AreaResult};
use crate::framework::Framework;
use crate::id::{FrameworkId, OrganisationId};
use crate::scoring::GroupKey;
use crate::words;

/// How many gaps and ideas a brief names.
const NAMED: usize = 3;

/// The brief of an area.
pub(super) fn page(site: &Site<'_>, organisation: &OrganisationId, framework: &FrameworkId) -> Option<Page> {
    let key = PageKey::Brief(organisation.clone(), framework.clone());
    let area = site.results.area(organisation, framework)?;
    let framework = site.results.rules.get(framework)?.framework;
    let mut page = site.blank(&key, "Brief for the board");
    page.breadcrumbs.extend(site.way_to(&key, organisation, &framework.id));
    page.breadcrumbs.extend(site.organisation(&key, organisation, &framework.id));
    let as_at = site.as_at().map(|day| format!(", as at {day}")).unwrap_or_default();
    page.byline = vec![format!(
        "{}{as_at}. {}. Self-assessments unless stated, not an inspection or a performance rating.",
        site.name(organisation),
        framework.title
    )];
    let whole = super::area::answer(site, &key, area)?;
    // What to do first stands in what the board is asked to do.
    page.answer = Some(Answer { lines: whole.lines, ..Answer::default() });
    page.sections = vec![
        Section::new("asked", "The board is asked to", vec![asked(site, framework, area)]),
        Section::new(
            "elements",
            "What is in place, and what would help",
            vec![elements(framework, area), gaps_and_ideas(site, framework, area)],
        ),
    ];
    Some(page)
}

fn asked(site: &Site<'_>, framework: &Framework, area: &AreaResult) -> Block {
    let (_, nouns) = plain_nouns(area.respondents);
    let missing = area.registered - area.responded;
    let mut items = vec![vec![Inline::text(format!(
        "Note that {} {nouns} answered, and what their answers show.",
        words::of(area.responded, area.registered)
    ))]];
    let first = area.gaps.first().and_then(|gap| framework.sub_elements.get(gap.position));
    if let Some(sub_element) = first {
        let own = area.area.kind.body();
        let others = sub_element.led_by.iter().filter(|body| **body != own);
        let bodies: Vec<String> = others.map(crate::organisation::Body::in_words).collect();
        let what = format!("a plan and a date for {}", sub_element.short.to_lowercase());
        let ask = match (sub_element.led_by.contains(&own), bodies.is_empty()) {
            (true, true) => format!("Agree {what}."),
            (true, false) => format!("Agree {what} with {}.", words::list(&bodies)),
            (false, true) => format!("Find out who could lead on {what}."),
            (false, false) => format!("Ask {} for {what}.", words::list(&bodies)),
        };
        items.push(vec![Inline::text(ask)]);
    }
    let idea = area
        .recommendations
        .first()
        .and_then(|idea| site.results.workspace.innovations.get(&idea.innovation));
    if let Some(idea) = idea {
        items.push(vec![Inline::text(format!(
            "Support \"{}\" as a first step ({}).",
            idea.name,
            idea.cost.in_words()
        ))]);
    }
    if missing > 0 {
        items.push(vec![Inline::text(format!(
            "Encourage the {} {} to answer.",
            words::number(missing),
            words::agree(missing, "that has not answered", "that have not answered")
        ))]);
    }
    Block::List { ordered: true, items }
}

/// For each element, the answers at target or above of all answers with a level.
fn elements(framework: &Framework, area: &AreaResult) -> Block {
    let rows: Vec<_> = framework
        .elements
        .iter()
        .enumerate()
        .filter_map(|(at, element)| {
            let Answers { in_place, rated, .. } = area.answers(framework, GroupKey::Element(at));
            let share = words::percent(in_place.into(), rated.into())?;
            Some(vec![
                vec![Inline::text(format!("{}. {}", element.number, element.short))],
                vec![Inline::text(words::of(in_place, rated))],
                vec![Inline::text(share)],
            ])
        })
        .collect();
    if rows.is_empty() {
        return Block::text("What is in place is not known until somebody answers.");
    }
    let columns =
        vec![Column::words("Element"), Column::number("Of those with a level"), Column::number("Share")];
    Block::Table(Table::plain("by-element", "narrow", "Answers at target or above", columns, rows))
}

fn gaps_and_ideas(site: &Site<'_>, framework: &Framework, area: &AreaResult) -> Block {
    let gaps: Vec<String> = area
        .gaps
        .iter()
        .filter(|gap| gap.gaps >= super::area::half(area))
        .take(NAMED)
        .filter_map(|gap| Some((gap, framework.sub_elements.get(gap.position)?)))
        .map(|(gap, one)| format!("{}: for {}", one.heading(), words::of(gap.gaps, area.responded)))
        .collect();
    let ideas: Vec<String> = area
        .recommendations
        .iter()
        .take(NAMED)
        .filter_map(|idea| Some((idea, site.results.workspace.innovations.get(&idea.innovation)?)))
        .map(|(idea, one)| {
            format!("{}: would help {}", one.name, words::of(idea.respondents, area.responded))
        })
        .collect();
    let told = |found: Vec<String>| match (found.is_empty(), area.responded) {
        (true, 0) => "Not known until somebody answers.".to_owned(),
        (true, _) => "None.".to_owned(),
        (false, _) => format!("{}.", found.join("; ")),
    };
    Block::Facts {
        style: "",
        facts: vec![
            Fact::new("Gaps that half or more share", told(gaps)),
            Fact::new("Ideas that would help most", told(ideas)),
        ],
    }
}
