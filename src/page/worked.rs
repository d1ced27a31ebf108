//! "How this was worked out": each figure of a report with its rule and its own numbers.

use super::blocks::{Block, Fact, Inline};
use super::ideas;
use super::report::Report;
use super::site::PageKey;
use crate::explanation;
use crate::scoring::{GroupKey, State};

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let result = &report.scored.result;
    let group = |key| explanation::group(report.framework, result, key).join(" ");
    let mut facts = vec![Fact::new("Core", group(GroupKey::Core))];
    if report.framework.has_enhanced {
        facts.push(Fact::new("Enhanced", group(GroupKey::Enhanced)));
    }
    facts.push(Fact::new("Stage", explanation::stage(report.framework, result)));
    facts.push(Fact::new(
        "Months",
        explanation::months(report.start(), report.scored.assessment.date, result.months),
    ));
    let order = ideas::why_in_order(report);
    let mut blocks = vec![Block::Facts { style: "panel", facts }];
    if !order.is_empty() {
        blocks.push(Block::Details {
            summary: "Why the ideas stand in this order".to_owned(),
            blocks: vec![Block::list(order)],
        });
    }
    blocks.push(Block::Details {
        summary: "Each level, with the evidence rule and the pace".to_owned(),
        blocks: vec![Block::List { ordered: false, items: levels(report) }],
    });
    blocks.push(Block::words(vec![
        Inline::link("All the rules, with examples", report.site.href(report.key, &PageKey::Method)),
        Inline::text(format!(
            ". The same sentences, for this or any other result: homeround explain {}",
            report.scored.assessment.organisation
        )),
    ]));
    blocks
}

fn levels(report: &Report<'_>) -> Vec<Vec<Inline>> {
    (0..report.framework.sub_elements.len())
        .filter_map(|position| report.told(position))
        .filter(|told| told.result.state != State::NotAsked)
        .map(|told| {
            let mut sentences = explanation::level(told);
            sentences.push(explanation::pace(told));
            vec![Inline::text(sentences.join(" "))]
        })
        .collect()
}
