//! The page of a sub-element: what it asks, its levels, guidance, how organisations stand, and ideas that help.

use super::blocks::{Block, Inline, LevelView, Page, Section, Tag};
use super::key::{ListOf, PageKey};
use super::site::Site;
use super::table::{Column, Table};
use super::{ideas, list};
use crate::area::AreaResult;
use crate::explanation;
use crate::framework::{ElementKind, Framework, Resource, SubElement};
use crate::id::FrameworkId;
use crate::words;

/// The page of one sub-element.
pub(super) fn page(site: &Site<'_>, framework: &FrameworkId, position: usize) -> Option<Page> {
    let key = PageKey::Element(framework.clone(), position);
    let framework = site.results.rules.get(framework)?.framework;
    let sub_element = framework.sub_elements.get(position)?;
    let mut page = site.blank(&key, &sub_element.short);
    page.byline.extend(byline(framework, sub_element));
    page.tags = tags(framework, sub_element);
    page.opening.extend(sub_element.question.as_ref().map(|question| lead(question)));
    page.opening.extend(sub_element.why.as_ref().map(Block::text));
    page.sections.push(Section::new(
        "levels",
        "What each level looks like",
        levels(site, framework, position, sub_element),
    ));
    if let Some(example) = &sub_element.example {
        page.sections.push(Section::new(
            "example",
            "What it looks like in a small home",
            vec![Block::inset(example)],
        ));
    }
    if !sub_element.guidance.trim().is_empty() {
        let html = site.markdown.html(&sub_element.guidance);
        page.sections.push(Section::new("guidance", "Guidance", vec![Block::Html { html }]));
    }
    page.sections.push(Section::new("stand", "Where it stands", stand(site, &key, framework, position)));
    page.sections.push(Section::new(
        "ideas",
        "Low-cost ideas that help",
        helped(site, &key, framework, position),
    ));
    if !sub_element.resources.is_empty() {
        let resources = sub_element.resources.iter().map(resource);
        page.sections.push(Section::new("resources", "Read more", vec![Block::list(resources)]));
    }
    page.sections.push(Section::new("who", "Who is asked, and who leads", who(sub_element)));
    Some(page)
}

fn lead(text: &str) -> Block {
    Block::Text { style: "lead", words: vec![Inline::text(text)] }
}

fn byline(framework: &Framework, sub_element: &SubElement) -> Vec<String> {
    let mut lines = Vec::new();
    if sub_element.name != sub_element.short {
        lines.push(sub_element.name.clone());
    }
    let element = framework.element_of(sub_element);
    let part = element
        .map(|element| format!(", part of element {}: {}", element.number, element.name))
        .unwrap_or_default();
    let paragraphs = sub_element
        .paragraphs
        .as_ref()
        .map(|text| format!(" Framework paragraph {text}."))
        .unwrap_or_default();
    lines.push(format!("{}{part}.{paragraphs}", sub_element.label));
    lines
}

fn tags(framework: &Framework, sub_element: &SubElement) -> Vec<Tag> {
    let tier = framework.has_enhanced.then(|| Tag::plain(words::capital(sub_element.tier.word())));
    let mut tags: Vec<Tag> = tier.into_iter().collect();
    tags.extend(
        sub_element.pace_label.as_ref().map(|label| Tag::plain(format!("Indicative window: {label}"))),
    );
    tags.extend(framework.element_of(sub_element).and_then(|element| element.kind).map(|kind| {
        Tag::plain(match kind {
            ElementKind::Clinical => "Clinical",
            ElementKind::Enabler => "Enabler",
        })
    }));
    tags
}

fn levels(site: &Site<'_>, framework: &Framework, position: usize, sub_element: &SubElement) -> Vec<Block> {
    let scale = &framework.scale;
    let targets = site.results.rules.get(&framework.id).map(|rules| &rules.targets);
    let target = targets.and_then(|targets| targets.get(position)).copied().unwrap_or(scale.target);
    let rows = scale
        .all()
        .map(|level| {
            let required = scale.meaning(level).map_or(&[][..], |meaning| &meaning.requires);
            let kinds: Vec<String> = required.iter().map(crate::framework::EvidenceKind::in_words).collect();
            let evidence =
                if kinds.is_empty() { "None".to_owned() } else { words::capital(&words::list(&kinds)) };
            vec![
                vec![Inline::Level(LevelView::level(scale, level))],
                vec![Inline::text(sub_element.descriptor(level))],
                vec![Inline::text(evidence)],
            ]
        })
        .collect();
    let columns =
        vec![Column::level("Level"), Column::words("What it looks like"), Column::words("Evidence it needs")];
    vec![
        Block::text(format!(
            "Choose the highest level that is wholly true. It counts as in place from {}. Higher is better.",
            scale.in_words(target)
        )),
        Block::Table(Table::plain(
            "descriptors",
            "stack",
            "Levels and the evidence they need",
            columns,
            rows,
        )),
    ]
}

/// How the areas of the tree stand.
fn stand(site: &Site<'_>, key: &PageKey, framework: &Framework, position: usize) -> Vec<Block> {
    let blocks = list::first(site, key, &ListOf::Standing(framework.id.clone(), position));
    if blocks.is_empty() { vec![Block::text("No area has answers yet.")] } else { blocks }
}

/// The headings of [`standing_row`].
pub(super) fn standing_columns() -> Vec<Column> {
    vec![
        Column::words("Area"),
        Column::words("In place"),
        Column::level("Median"),
        Column::level("Its own rating"),
    ]
}

/// What an area says of a sub-element, in a list of areas.
pub(super) fn standing_row(
    site: &Site<'_>,
    key: &PageKey,
    framework: &Framework,
    area: &AreaResult,
    position: usize,
) -> Option<Vec<Vec<Inline>>> {
    let (row, sub_element) = (area.sub_elements.get(position)?, framework.sub_elements.get(position)?);
    let scale = &framework.scale;
    let name = site.organisation(key, &area.area.id, &framework.id);
    let median = row.median.and_then(|level| scale.level(i64::from(level)));
    let told = explanation::bounds(row, area.respondents)
        .unwrap_or_else(|| explanation::without_share(sub_element, area.respondents));
    let own = site.shown(&area.area.id, &framework.id).and_then(|own| own.result.sub_elements.get(position));
    let none = if site.is_public() { "None published" } else { "Has not rated itself" };
    let own = own.map_or_else(|| Inline::text(none), |own| Inline::Level(LevelView::state(scale, own.state)));
    Some(vec![
        name.map(Inline::Link).into_iter().collect(),
        vec![Inline::text(words::capital(&told))],
        vec![median.map_or_else(
            || Inline::text("None rated"),
            |level| Inline::Level(LevelView::level(scale, level)),
        )],
        vec![own],
    ])
}

fn helped(site: &Site<'_>, key: &PageKey, framework: &Framework, position: usize) -> Vec<Block> {
    let Some(rules) = site.results.rules.get(&framework.id) else { return Vec::new() };
    let mut helping: Vec<_> = rules
        .ideas
        .iter()
        .filter(|(_, helped)| helped.contains(&position))
        .map(|(innovation, _)| innovation)
        .collect();
    helping.sort_by(|a, b| {
        crate::scoring::recommendation::merit(a).cmp(&crate::scoring::recommendation::merit(b))
    });
    if helping.is_empty() {
        return vec![Block::text(
            "No low-cost idea is known for this. Ask those who lead on it, named below, what is planned.",
        )];
    }
    let rows = helping
        .into_iter()
        .map(|innovation| {
            let card = ideas::card(site, key, innovation);
            let mut cells = vec![vec![Inline::Link(card.title)]];
            cells.extend(ideas::effort(innovation));
            cells
        })
        .collect();
    let mut columns = vec![Column::words("Idea")];
    columns.extend(ideas::effort_columns());
    vec![Block::Table(Table::plain(
        "helping",
        "stack",
        "Ideas that help, the cheapest and best evidenced first",
        columns,
        rows,
    ))]
}

fn resource(resource: &Resource) -> String {
    let mut out = resource.title.clone();
    if let Some(publisher) = &resource.publisher {
        out.push_str(&format!(", {publisher}"));
    }
    if let Some(year) = resource.year {
        out.push_str(&format!(", {year}"));
    }
    out
}

fn who(sub_element: &SubElement) -> Vec<Block> {
    let asked: Vec<&str> = sub_element.asked_of.iter().map(|kind| kind.nouns()).collect();
    let led = sub_element.leaders();
    let asked = if asked.is_empty() { "nobody".to_owned() } else { words::list(&asked) };
    let mut blocks = vec![Block::text(format!("Asked of {asked}."))];
    if !led.is_empty() {
        blocks.push(Block::text(format!("Led by {}.", words::list(&led))));
    }
    if sub_element.not_applicable_allowed {
        blocks.push(Block::text("An answer may say that it does not apply, with the reason."));
    }
    blocks
}
