//! "How this was worked out": each figure of a report with its rule and its own numbers.

use super::blocks::{Block, Fact, Inline};
use super::ideas;
use super::key::PageKey;
use super::report::Report;
use crate::explanation;
use crate::scoring::{GroupKey, State};
use crate::words;

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let result = &report.scored.result;
    let group = |key| explanation::group(report.framework, result, key).join(" ");
    let mut facts = vec![Fact::new("Core", group(GroupKey::Core))];
    if report.framework.has_enhanced {
        facts.push(Fact::new("Enhanced", group(GroupKey::Enhanced)));
    }
    facts.push(Fact::new("Stage", explanation::stage(report.framework, result)));
    if report.framework.has_windows() {
        let date = report.scored.assessment.date;
        facts.push(Fact::new("Months", explanation::months(result.started, date, result.months)));
    }
    let order = ideas::why_in_order(report);
    let mut blocks = vec![Block::Facts { style: "panel", facts }];
    if !order.is_empty() {
        blocks.push(Block::Details {
            summary: "Why the ideas stand in this order".to_owned(),
            blocks: vec![Block::list(order)],
        });
    }
    blocks.push(Block::Details {
        summary: "How each level came about".to_owned(),
        blocks: vec![Block::List { ordered: false, items: levels(report) }],
    });
    blocks.push(Block::words(vec![
        Inline::link("All the rules, with examples", report.site.href(report.key, &PageKey::Method)),
        Inline::text("."),
    ]));
    blocks
}

/// Each level in a sentence. Those that need no evidence and came through as claimed share one sentence each way, as
/// there is nothing more to say of them.
fn levels(report: &Report<'_>) -> Vec<Vec<Inline>> {
    let (mut sentences, mut reached, mut below) = (Vec::new(), Vec::new(), Vec::new());
    let told = (0..report.framework.sub_elements.len()).filter_map(|position| report.told(position));
    for told in told.filter(|told| told.result.state != State::NotAsked) {
        match told.result.state {
            State::Answered { claimed, evidenced } if claimed == evidenced && plain(report, told) => {
                let list = if told.result.in_place { &mut reached } else { &mut below };
                list.push(format!("{} ({claimed})", told.sub_element.label));
            }
            _ => sentences.push(explanation::level(told).join(" ")),
        }
    }
    for (list, how) in
        [(reached, "at or above the target, so in place"), (below, "below the target, so a gap")]
    {
        if !list.is_empty() {
            sentences.insert(
                0,
                format!(
                    "Claimed at a level that needs no further evidence, and {how}: {}.",
                    words::list(&list)
                ),
            );
        }
    }
    sentences.into_iter().map(|sentence| vec![Inline::text(sentence)]).collect()
}

/// Whether the claimed level needs no evidence.
fn plain(report: &Report<'_>, told: explanation::Told<'_>) -> bool {
    let meaning = told.result.state.claimed().and_then(|level| report.framework.scale.meaning(level));
    meaning.is_some_and(|meaning| meaning.requires.is_empty())
}
