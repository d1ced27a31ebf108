//! How counts, indices, the stage and the months came about.

use crate::day::Day;
use crate::framework::{Framework, Tier};
use crate::scoring::{AssessmentResult, Group, GroupKey, Index, Stage, State};
use crate::words;

/// How the counts and the index of a group came about.
pub fn group(framework: &Framework, result: &AssessmentResult, key: GroupKey) -> Vec<String> {
    let Some(group) = result.group(key) else { return Vec::new() };
    let name = match key {
        GroupKey::Overall => "all tiers together".to_owned(),
        GroupKey::Element(position) => {
            framework.elements.get(position).map_or_else(String::new, |element| element.short.clone())
        }
        key => key.word(framework).to_owned(),
    };
    vec![counts(framework, result, key, group, &name), index(framework, key, group)]
}

fn counts(
    framework: &Framework,
    result: &AssessmentResult,
    key: GroupKey,
    group: &Group,
    name: &str,
) -> String {
    let members: Vec<_> = framework
        .sub_elements
        .iter()
        .zip(&result.sub_elements)
        .filter(|(sub_element, _)| key.holds(framework, sub_element))
        .collect();
    let all = words::count(members.len() as u64, "sub-element belongs", "sub-elements belong");
    let labels = |test: &dyn Fn(&crate::scoring::SubElementResult) -> bool| {
        let found = members.iter().filter(|(_, result)| test(result));
        words::list(&found.map(|(one, _)| one.label.as_str()).collect::<Vec<_>>())
    };
    let mut out = format!("{all} to {name}");
    let not_asked = labels(&|one| one.state == State::NotAsked);
    let not_applicable = labels(&|one| one.state == State::NotApplicable);
    if !not_asked.is_empty() {
        out.push_str(&format!("; not asked here: {not_asked}"));
    }
    if !not_applicable.is_empty() {
        out.push_str(&format!("; not applicable: {not_applicable}"));
    }
    out.push_str(&format!(
        ". {} {}, {} {} answered, and {} {} in place",
        group.applicable,
        words::agree(group.applicable, "applies", "apply"),
        group.answered,
        words::agree(group.answered, "is", "are"),
        group.in_place,
        words::agree(group.in_place, "is", "are")
    ));
    let in_place = labels(&|one| one.in_place);
    if in_place.is_empty() {
        out.push('.');
    } else {
        out.push_str(&format!(": {in_place}."));
    }
    out
}

fn index(framework: &Framework, key: GroupKey, group: &Group) -> String {
    let Some(index) = group.index() else {
        return "Nothing is answered, so there is no index.".to_owned();
    };
    let weighted = framework.sub_elements.iter().any(|one| key.holds(framework, one) && one.weight != 1);
    let what = if weighted { "The evidenced levels times their weights" } else { "The evidenced levels" };
    let told = |index: Index| words::percent(index.reached, index.possible).unwrap_or_default();
    let mut out = format!(
        "{what} add up to {} of a possible {} ({}): an index of {}.",
        index.reached,
        index.possible,
        possible(framework, group, weighted),
        told(index)
    );
    if let (true, Some(low), Some(high)) = (group.missing() > 0, group.low(), group.high()) {
        out.push_str(&format!(
            " If every blank were level 0 it would be {}; if every blank were level {}, {}.",
            told(low),
            framework.scale.highest(),
            told(high)
        ));
    }
    out
}

/// How the highest possible sum came about.
fn possible(framework: &Framework, group: &Group, weighted: bool) -> String {
    let highest = framework.scale.highest();
    if weighted {
        format!("{highest} times {}, the weights of the {} answered", group.answered_weight, group.answered)
    } else {
        format!("{highest} for each of {} answered", group.answered)
    }
}

/// How the stage came about.
pub fn stage(framework: &Framework, result: &AssessmentResult) -> String {
    let group = |key| result.group(key).copied().unwrap_or_default();
    let (core, enhanced) = (group(GroupKey::Core), group(GroupKey::Enhanced));
    let because = match result.stage {
        Stage::NotStarted => "no core sub-element has reached level 1".to_owned(),
        Stage::CoreUnderWay => format!(
            "at least one core sub-element has reached level 1, and {} of the {} that apply {} in place",
            core.in_place,
            core.applicable,
            words::agree(core.in_place, "is", "are")
        ),
        Stage::CoreInPlace if !framework.has_enhanced => {
            format!("all {} core sub-elements that apply are in place", core.applicable)
        }
        Stage::CoreInPlace => format!(
            "all {} core sub-elements that apply are in place, and {} of {} enhanced ones",
            core.applicable, enhanced.in_place, enhanced.applicable
        ),
        Stage::EnhancedInPlace => {
            format!(
                "all {} core and {} enhanced sub-elements that apply are in place",
                core.applicable, enhanced.applicable
            )
        }
        Stage::FullyMature => format!(
            "every sub-element that applies is in place and at level {} or above",
            framework.scale.mature
        ),
    };
    format!("The stage is \"{}\", because {because}.", stage_in_words(framework, result))
}

/// The stage with the not-applicable sub-elements that helped to reach it: "core in place, 1 not applicable".
pub fn stage_in_words(framework: &Framework, result: &AssessmentResult) -> String {
    let tiers: &[Tier] = match result.stage {
        Stage::NotStarted | Stage::CoreUnderWay => &[],
        Stage::CoreInPlace => &[Tier::Core],
        Stage::EnhancedInPlace | Stage::FullyMature => &[Tier::Core, Tier::Enhanced],
    };
    let helped = framework
        .sub_elements
        .iter()
        .zip(&result.sub_elements)
        .filter(|(one, result)| tiers.contains(&one.tier) && result.state == State::NotApplicable)
        .count();
    match helped {
        0 => result.stage.in_words().to_owned(),
        helped => format!("{}, {helped} not applicable", result.stage.in_words()),
    }
}

/// How the months came about.
pub fn months(start: Option<Day>, date: Day, months: Option<u32>) -> String {
    match (start, months) {
        (Some(start), Some(months)) => format!(
            "From {} to {} is {}.",
            start.in_words(),
            date.in_words(),
            words::count(months, "whole month", "whole months")
        ),
        (Some(start), None) => format!(
            "The programme started on {}, after this assessment, so nothing is compared with the pace.",
            start.in_words()
        ),
        (None, _) => "No programme start is given, so nothing is compared with the pace.".to_owned(),
    }
}
