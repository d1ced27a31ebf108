//! The gaps of a report, in the scoring order, in two parts: what you can do, and what to ask for and of whom.

use super::blocks::{Block, Fact, LevelView, Tag};
use super::cards::GapCard;
use super::report::Report;
use crate::explanation;
use crate::framework::Tier;
use crate::scoring::{Gap, Pace};
use crate::words;

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let gaps = &report.scored.result.gaps;
    if gaps.is_empty() {
        return vec![
            Block::text("Nothing that was answered is below its target."),
            Block::text(
                "What to do instead: answer what is still open, bring the evidence for levels claimed above it, and let a home nearby learn from what works here.",
            ),
        ];
    }
    let mut blocks = vec![Block::text(in_order(report))];
    let cards = |leads: bool| -> Vec<GapCard> {
        let placed = gaps.iter().enumerate().filter(|(_, gap)| gap.leads == leads);
        placed.filter_map(|(place, gap)| card(report, gap, place + 1)).collect()
    };
    let (yours, others) = (cards(true), cards(false));
    blocks.push(Block::heading("What you can do"));
    if yours.is_empty() {
        blocks.push(Block::text("You lead on none of these gaps."));
    } else {
        blocks.push(Block::text(format!("You lead on {} of these.", yours.len())));
        blocks.push(Block::Gaps { cards: yours });
    }
    blocks.push(Block::heading("What to ask for, and of whom"));
    if others.is_empty() {
        blocks.push(Block::text("Nobody else leads on any of these gaps."));
    } else {
        blocks.push(Block::text(format!(
            "Others lead on {} of these, and you are not held responsible for what is not yours to change. When you ask, say what you can do towards it.",
            others.len()
        )));
        blocks.push(Block::Gaps { cards: others });
    }
    blocks
}

/// How many gaps there are, and what of the order (section 7) can part them in this framework.
fn in_order(report: &Report<'_>) -> String {
    let (framework, gaps) = (report.framework, &report.scored.result.gaps);
    let mut told =
        words::count(gaps.len() as u64, "sub-element is below target", "sub-elements are below target");
    if framework.has_enhanced {
        let core = gaps.iter().filter(|gap| gap.tier == Tier::Core).count();
        told.push_str(&format!(": {core} core and {} enhanced", gaps.len() - core));
    }
    let order: Vec<&str> = [
        framework.has_windows().then_some("past the indicative window"),
        framework.has_enhanced.then_some("core before enhanced"),
        Some("furthest from target"),
        Some(if framework.has_kinds() {
            "care itself before what makes it possible"
        } else {
            "as the framework has them"
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (first, rest) = order.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    format!("{told}. In order: {first} first, then {}.", rest.join(", then "))
}

fn card(report: &Report<'_>, gap: &Gap, place: usize) -> Option<GapCard> {
    let told = report.told(gap.position)?;
    let scale = &report.framework.scale;
    let next = scale.level(i64::from(gap.evidenced.number()) + 1);
    let steps = words::count(gap.steps, "step to target", "steps to target");
    let mut tags = Vec::new();
    if report.framework.has_enhanced {
        tags.push(Tag::plain(words::capital(gap.tier.word())));
    }
    if report.framework.has_windows() {
        let text = words::capital(gap.pace.in_words_at(told.months));
        tags.push(Tag { text, strong: gap.pace == Pace::Overdue });
    }
    tags.push(Tag::plain(steps));
    let of = report.scored.result.gaps.len();
    // Tier and steps stand in the tags above.
    let [why, _] = explanation::gap(report.framework, gap, place, of, report.scored.result.months);
    let who = if gap.leads {
        Fact::new("Who leads", explanation::leads(told.sub_element, told.kind))
    } else {
        Fact::new("Ask", ask(told.sub_element))
    };
    let mut facts = vec![who, Fact::new("Why it is here", why)];
    facts.extend(told.answer.note.as_ref().map(|note| Fact::new("Note", note)));
    if !report.site.is_public() {
        facts.push(Fact::new("Action", action(told.answer)));
    }
    Some(GapCard {
        title: report.site.element(report.key, report.framework, gap.position),
        tags,
        now: LevelView::state(scale, told.result.state),
        now_words: told.sub_element.descriptor(gap.evidenced).to_owned(),
        next: next.map(|level| LevelView::level(scale, level)),
        next_words: next.map_or_else(String::new, |level| told.sub_element.descriptor(level).to_owned()),
        facts,
    })
}

fn action(answer: &crate::assessment::Answer) -> String {
    let said = answer.owner.is_some() || answer.review.is_some();
    let none =
        if said { "The action itself is not written down yet." } else { "No action is written down yet." };
    let mut out = answer.action.as_ref().map_or_else(|| none.to_owned(), |action| words::sentence(action));
    if let Some(owner) = &answer.owner {
        out.push_str(&format!(" Owner: {}", words::sentence(owner)));
    }
    if let Some(review) = answer.review {
        out.push_str(&format!(" Review: {}.", review.in_words()));
    }
    out
}

fn ask(sub_element: &crate::framework::SubElement) -> String {
    let bodies = sub_element.leaders();
    if bodies.is_empty() {
        return "Your commissioner, who could take this up: the framework names nobody who leads on it."
            .to_owned();
    }
    format!("{}, who lead on this, for the next level and a date.", words::capital(&words::list(&bodies)))
}
