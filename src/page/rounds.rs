//! The rounds of one organisation, one after another.

use super::blocks::Block;
use super::report::Report;
use crate::results::Scored;
use crate::scoring::{Group, GroupKey};
use crate::words;

/// From how many rounds on they are listed: two are told as a change already.
const LISTED: usize = 3;
/// How many of the latest are.
const LATEST: usize = 6;

/// The latest rounds of the same sort as the one shown, the earliest first; nothing where two say it all.
pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let shown = report.scored.assessment;
    let like = |one: &&Scored<'_>| one.assessment.assessor.is_moderated() == shown.assessor.is_moderated();
    let all = report.site.results.of(&shown.organisation, &shown.framework);
    let rounds: Vec<&Scored<'_>> = all.iter().filter(like).collect();
    if rounds.len() < LISTED {
        return Vec::new();
    }
    let mut tiers = vec![(GroupKey::Core, "core")];
    tiers.extend(report.framework.has_enhanced.then_some((GroupKey::Enhanced, "enhanced")));
    let row = |one: &&Scored<'_>| {
        let of_tier = |(key, name): &(GroupKey, &str)| {
            let Group { in_place, applicable, .. } = one.result.group(*key).copied().unwrap_or_default();
            format!("{name} {in_place} of {applicable}")
        };
        let told: Vec<String> = tiers.iter().map(of_tier).collect();
        format!("{}: {}", one.assessment.date.in_words(), told.join(", "))
    };
    let latest = rounds.iter().skip(rounds.len().saturating_sub(LATEST)).map(row);
    let heading = match rounds.len() {
        all if all > LATEST => format!("In place in the latest {LATEST} of {all} rounds"),
        all => format!("In place in all {}", words::count(all as u64, "round", "rounds")),
    };
    vec![Block::heading(heading), Block::list(latest.collect::<Vec<_>>())]
}
