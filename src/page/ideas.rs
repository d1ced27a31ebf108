//! The low-cost ideas of a report: three in full, more behind a heading, and what to do where no idea serves.

use super::blocks::{Block, Fact, Inline, Link};
use super::cards::IdeaCard;
use super::key::PageKey;
use super::report::Report;
use super::site::Site;
use super::table::Column;
use crate::explanation;
use crate::framework::{Framework, Innovation, SubElement};
use crate::scoring::Recommendation;
use crate::words;

/// How many ideas stand in full.
const IN_FULL: usize = 3;
/// How many stand in all.
const SHOWN: usize = 6;

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let recommendations = &report.scored.result.recommendations;
    let mut blocks = Vec::new();
    let shown = recommendations.iter().take(SHOWN).enumerate();
    let cards: Vec<IdeaCard> =
        shown.filter_map(|(place, one)| recommended(report, one, place < IN_FULL)).collect();
    if cards.is_empty() {
        blocks.push(Block::text(if report.scored.result.gaps.is_empty() {
            "There is no gap for an idea to help. The ideas are listed for others to take up."
        } else {
            "No idea in the catalogue serves these gaps. Ask those who lead on them, as shown above."
        }));
    } else {
        let most = match (report.framework.has_enhanced, report.framework.has_windows()) {
            (true, true) => "most core gaps past their window",
            (true, false) => "most core gaps",
            (false, true) => "most gaps past their window",
            (false, false) => "most gaps",
        };
        blocks.push(Block::text(format!(
            "These help the gaps above and need time more than money. The idea that helps {most} comes first."
        )));
        let mut cards = cards.into_iter();
        blocks.push(Block::Ideas { cards: cards.by_ref().take(IN_FULL).collect() });
        let more: Vec<IdeaCard> = cards.collect();
        if !more.is_empty() {
            let summary = words::count(more.len() as u64, "more idea", "more ideas");
            blocks.push(Block::Details { summary, blocks: vec![Block::Ideas { cards: more }] });
        }
    }
    blocks.extend(unserved(report));
    let all = report.site.href(report.key, &PageKey::Innovations);
    let in_all = recommendations.len();
    let told = match in_all {
        0 => String::new(),
        1 => "1 idea helps a gap here. ".to_owned(),
        more => format!("{more} ideas help a gap here. "),
    };
    blocks.push(Block::Text {
        style: "small",
        words: vec![Inline::text(told), Inline::link("All ideas", all)],
    });
    blocks
}

fn recommended(report: &Report<'_>, recommendation: &Recommendation, in_full: bool) -> Option<IdeaCard> {
    let rules = report.site.results.rules.get(&report.framework.id)?;
    let innovation = rules.ideas.get(&recommendation.innovation)?;
    let gaps =
        recommendation.helps.iter().filter_map(|position| report.framework.sub_elements.get(*position));
    let gaps: Vec<String> = gaps.map(SubElement::heading).collect();
    let mut card = told(report.site, report.key, innovation, in_full);
    card.facts.insert(0, Fact::new("Gaps it helps", gaps.join("; ")));
    Some(card)
}

/// Links to sub-elements with semicolons between them.
pub(super) fn linked(
    site: &Site<'_>,
    key: &PageKey,
    framework: &Framework,
    positions: &[usize],
) -> Vec<Inline> {
    let mut words = Vec::new();
    for (at, position) in positions.iter().enumerate() {
        if at > 0 {
            words.push(Inline::text("; "));
        }
        words.push(Inline::Link(site.element(key, framework, *position)));
    }
    words
}

/// The card of an innovation in full, without the gaps it helps.
pub(super) fn card(site: &Site<'_>, key: &PageKey, innovation: &Innovation) -> IdeaCard {
    told(site, key, innovation, true)
}

/// In short, what an innovation means in practice stands on the page of ideas alone, as what its evidence says does.
fn told(site: &Site<'_>, key: &PageKey, innovation: &Innovation, in_full: bool) -> IdeaCard {
    let who: Vec<&str> = innovation.who.iter().map(|kind| kind.nouns()).collect();
    let mut acts = words::capital(&words::list(&who));
    if !innovation.with.is_empty() {
        acts.push_str(&format!(", with {}", words::list(&innovation.with)));
    }
    let mut facts = vec![
        Fact::new("Who acts", acts),
        Fact::new("Cost in kind", words::capital(innovation.cost.in_words())),
        Fact::new("Evidence", evidence(innovation, in_full)),
    ];
    facts.extend(innovation.paragraphs.as_ref().map(|paragraphs| Fact::new("Source paragraph", paragraphs)));
    IdeaCard {
        anchor: String::new(),
        title: Link {
            text: innovation.name.clone(),
            href: format!("{}#{}", site.href(key, &PageKey::Innovations), innovation.id),
        },
        practice: if in_full { site.markdown.html(&innovation.practice) } else { String::new() },
        first_step: site.markdown.inline_html(&innovation.first_step),
        facts,
    }
}

fn evidence(innovation: &Innovation, in_full: bool) -> String {
    match &innovation.source {
        Some(source) if in_full => format!("{}. {source}", innovation.evidence.in_words()),
        _ => innovation.evidence.in_words().to_owned(),
    }
}

/// Gaps that no idea serves, with whom to ask.
fn unserved(report: &Report<'_>) -> Option<Block> {
    let result = &report.scored.result;
    let served = |position: usize| result.recommendations.iter().any(|one| one.helps.contains(&position));
    let sentences: Vec<Vec<Inline>> = result
        .gaps
        .iter()
        .filter(|gap| !served(gap.position))
        .filter_map(|gap| Some((gap.position, report.framework.sub_elements.get(gap.position)?)))
        .map(|(position, sub_element)| {
            let bodies = sub_element.leaders();
            let ask =
                if bodies.is_empty() { String::new() } else { format!(" Ask {}.", words::list(&bodies)) };
            vec![report.element(position), Inline::text(format!(": no low-cost idea serves it.{ask}"))]
        })
        .collect();
    (!sentences.is_empty()).then_some(Block::List { ordered: false, items: sentences })
}

/// Why the first ideas stand in this order, a sentence for each pair.
pub(super) fn why_in_order(report: &Report<'_>) -> Vec<String> {
    let Some(rules) = report.site.results.rules.get(&report.framework.id) else { return Vec::new() };
    let ideas: Vec<_> = report
        .scored
        .result
        .recommendations
        .iter()
        .take(IN_FULL + 1)
        .filter_map(|one| Some((rules.ideas.get(&one.innovation)?, one)))
        .collect();
    ideas.windows(2).filter_map(|pair| Some(explanation::why_before(*pair.first()?, *pair.get(1)?))).collect()
}

/// What a table of ideas says of each beside its name: who can start it, what it costs, what speaks for it.
pub(super) fn effort_columns() -> [Column; 3] {
    ["Who can start it", "Cost in kind", "Evidence"].map(Column::words)
}

/// The cells of those columns.
pub(super) fn effort(innovation: &Innovation) -> [Vec<Inline>; 3] {
    let who: Vec<&str> = innovation.who.iter().map(|kind| kind.nouns()).collect();
    [
        vec![Inline::text(words::capital(&words::list(&who)))],
        vec![Inline::text(words::capital(innovation.cost.in_words()))],
        vec![Inline::text(innovation.evidence.in_words())],
    ]
}
