//! What changed since last time, and where another assessor sees it otherwise.

use super::blocks::{Block, Inline, LevelView};
use super::report::Report;
use super::table::{Column, Table};
use super::{figures, matrix, rounds};
use crate::framework::SubElement;
use crate::results::Scored;
use crate::scoring::{Change, GroupKey, Progress, State};
use crate::words;
use std::collections::BTreeMap;

/// How many changes are drawn: more are read more easily in a list.
const DRAWN: usize = 3;

/// The organisation's own view and another assessor's nearest in date (section 13), where there are both.
pub(super) fn views(report: &Report<'_>) -> Option<Vec<Block>> {
    let one = report.scored.assessment;
    let (own, other) = report.site.results.views(&one.organisation, &one.framework)?;
    let scale = &report.framework.scale;
    let title = |scored: &Scored<'_>| {
        format!(
            "{}, {}",
            words::capital(scored.assessment.assessor.in_words()),
            scored.assessment.date.in_words()
        )
    };
    let pairs = own.result.sub_elements.iter().zip(&other.result.sub_elements).enumerate();
    let (mut both, mut same, mut rows) = (0_u32, 0_u32, Vec::new());
    for (position, (here, there)) in pairs {
        let Some((level, another)) = here.state.evidenced().zip(there.state.evidenced()) else { continue };
        both += 1;
        if level == another {
            same += 1;
            continue;
        }
        rows.push(vec![
            vec![report.element(position)],
            vec![Inline::Level(LevelView::level(scale, level))],
            vec![Inline::Level(LevelView::level(scale, another))],
        ]);
    }
    let mut blocks = vec![Block::text(format!(
        "{} and {} of {} both give a level to {}. They agree on {same}. Where they differ is something to talk about; neither is wrong by itself.",
        title(own),
        other.assessment.assessor.in_words(),
        other.assessment.date.in_words(),
        words::count(both, "sub-element", "sub-elements")
    ))];
    if !rows.is_empty() {
        let columns =
            vec![Column::words("Sub-element"), Column::level(title(own)), Column::level(title(other))];
        blocks.push(Block::Table(Table::plain(
            "two-views",
            "stack",
            "Where the two views differ",
            columns,
            rows,
        )));
    }
    Some(blocks)
}

pub(super) fn title(report: &Report<'_>) -> String {
    match report.before {
        Some(before) => format!("What changed since {}", before.assessment.date.in_words()),
        None => "What changed since last time".to_owned(),
    }
}

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let Some(before) = report.before else {
        return vec![Block::text("There is no earlier assessment of the same sort to compare with.")];
    };
    let mut by_kind: BTreeMap<Change, Vec<Vec<Inline>>> = BTreeMap::new();
    let pairs = before.result.sub_elements.iter().zip(&report.scored.result.sub_elements).enumerate();
    for (position, (earlier, later)) in pairs {
        let Some((_, change)) = matrix::change_in_words(earlier.state, later.state) else { continue };
        let told =
            |state: State| state.evidenced().map_or_else(|| "no level".to_owned(), |level| level.to_string());
        let levels = format!(": {} then, {} now", told(earlier.state), told(later.state));
        let name = report.framework.sub_elements.get(position).map(SubElement::heading).unwrap_or_default();
        by_kind.entry(change).or_default().push(vec![Inline::text(name + &levels)]);
    }
    let count = |change| by_kind.get(&change).map_or(0, Vec::len);
    let moved = count(Change::Gained) + count(Change::Slipped);
    let mut blocks = vec![Block::text(format!(
        "{} went up, {} went down and {} stayed the same.{} Two points are a change, not a trend.",
        count(Change::Gained),
        count(Change::Slipped),
        count(Change::Same),
        in_one_round_alone(count(Change::New), count(Change::NoLongerAnswered))
    ))];
    blocks.extend(since_the_baseline(report));
    let headings = [
        (Change::Gained, "Went up"),
        (Change::Slipped, "Went down"),
        (Change::New, "Answered only now"),
        (Change::NoLongerAnswered, "No longer answered"),
    ];
    if (1..=DRAWN).contains(&moved) {
        blocks.push(Block::Figure(figures::then_and_now(report, before)));
    }
    for (change, heading) in headings {
        if let Some(items) = by_kind.remove(&change) {
            blocks.push(Block::heading(heading));
            blocks.push(Block::List { ordered: false, items });
        }
    }
    blocks.extend(rounds::blocks(report));
    blocks
}

/// What was answered in one of the two rounds alone; nothing where there is none.
fn in_one_round_alone(new: usize, gone: usize) -> String {
    let verb = |count| words::agree(count as u64, "was", "were");
    match (new, gone) {
        (0, 0) => String::new(),
        (new, 0) => format!(" {new} {} answered only now.", verb(new)),
        (0, gone) => format!(" {gone} {} no longer answered.", verb(gone)),
        (new, gone) => {
            format!(" {new} {} answered only now, and {gone} {} no longer answered.", verb(new), verb(gone))
        }
    }
}

/// How far core and enhanced have come since the first round (section 12), with the sum. Nothing for the first itself.
fn since_the_baseline(report: &Report<'_>) -> Vec<Block> {
    let Some(baseline) = report.site.results.baseline(report.scored) else { return Vec::new() };
    let mut tiers = vec![GroupKey::Core];
    tiers.extend(report.framework.has_enhanced.then_some(GroupKey::Enhanced));
    let told = tiers.into_iter().map(|key| {
        let progress = Progress::of(report.framework, key, &baseline.result, &report.scored.result);
        format!("{}: {}", words::capital(key.word(report.framework)), progress_in_words(report, &progress))
    });
    let day = baseline.assessment.date.in_words();
    vec![
        Block::text(format!("Progress since the baseline of {day}, towards today's targets:")),
        Block::list(told.collect::<Vec<_>>()),
    ]
}

fn progress_in_words(report: &Report<'_>, progress: &Progress) -> String {
    let over = format!(
        "over the {} answered in both rounds",
        words::count(progress.both, "sub-element", "sub-elements")
    );
    let Some(share) = progress.share() else {
        let name = |position: &usize| report.framework.sub_elements.get(*position).map(SubElement::heading);
        let slipped: Vec<String> = progress.slipped.iter().filter_map(name).collect();
        return match (progress.both, slipped.is_empty()) {
            (0, _) => "no sub-element has a level in both rounds.".to_owned(),
            (_, true) => format!("nothing was missing to the targets then, {over}."),
            (_, false) => {
                format!("nothing was missing to the targets then, {over}. Lower now: {}.", slipped.join("; "))
            }
        };
    };
    if progress.gained < 0 {
        let fewer = words::count(progress.gained.unsigned_abs(), "level", "levels");
        return format!("{fewer} fewer than then, when {} were missing, {over}.", progress.missing);
    }
    format!(
        "{} of the {} then missing {} gained ({}), {over}.",
        progress.gained,
        words::count(progress.missing.unsigned_abs(), "level", "levels"),
        words::agree(progress.gained.unsigned_abs(), "was", "were"),
        words::percent_of(100.0 * share)
    )
}
