//! The answer in three lines, and the one change that would do most.

use super::blocks::{Answer, AnswerLine, Link};
use super::report::Report;
use crate::explanation;
use crate::framework::{Framework, Level};
use crate::scoring::GroupKey;
use crate::words;

pub(super) fn of(report: &Report<'_>) -> Answer {
    let result = &report.scored.result;
    let mut lines = vec![line(report, GroupKey::Core, "core")];
    if report.framework.has_enhanced {
        lines.push(line(report, GroupKey::Enhanced, "enhanced"));
    }
    lines.push(AnswerLine {
        before: "Stage: ".to_owned(),
        strong: explanation::stage_in_words(report.framework, result),
        after: format!(".{}", late(report)),
    });
    let mut answer = Answer { lines, first_heading: "What to do first".to_owned(), ..Answer::default() };
    first(report, &mut answer);
    answer
}

fn line(report: &Report<'_>, key: GroupKey, tier: &str) -> AnswerLine {
    let group = report.scored.result.group(key).copied().unwrap_or_default();
    let targets = report.scored.result.sub_elements.iter().map(|one| one.target);
    AnswerLine {
        before: String::new(),
        strong: format!("{} of {}", group.in_place, group.applicable),
        after: format!(
            " {tier} {} {}.",
            words::agree(group.applicable, "sub-element", "sub-elements"),
            reached(report.framework, targets, group.in_place, group.applicable)
        ),
    }
}

/// What is past its indicative window, by label.
fn late(report: &Report<'_>) -> String {
    let gaps = report.scored.result.gaps.iter().filter(|gap| gap.pace == crate::scoring::Pace::Overdue);
    let mut labels: Vec<&str> = gaps
        .filter_map(|gap| report.framework.sub_elements.get(gap.position))
        .map(|one| one.label.as_str())
        .collect();
    labels.sort_unstable();
    match labels.len() {
        0 => String::new(),
        count => format!(
            " {} past the indicative window: {}.",
            words::count(count as u64, "sub-element is", "sub-elements are"),
            words::list(&labels)
        ),
    }
}

/// "are established": the name of the target level where there is one target, else "are in place". One of many is, and
/// so is none of one.
fn reached(framework: &Framework, mut targets: impl Iterator<Item = Level>, some: u32, of: u32) -> String {
    let is = if of == 1 { "is" } else { words::agree(some, "is", "are") };
    let one_target = targets.all(|target| target == framework.scale.target);
    let name = framework.scale.meaning(framework.scale.target).map(|meaning| meaning.name.to_lowercase());
    match name {
        Some(name) if one_target => {
            let above = if framework.scale.target < framework.scale.highest() { " or above" } else { "" };
            format!("{is} {name} (level {}{above})", framework.scale.target)
        }
        _ => format!("{is} in place"),
    }
}

/// The first recommendation, else the first gap, else what is still to answer, else what comes after.
fn first(report: &Report<'_>, answer: &mut Answer) {
    let result = &report.scored.result;
    let rules = report.site.results.rules.get(&report.framework.id);
    let idea =
        result.recommendations.first().and_then(|first| Some((first, rules?.ideas.get(&first.innovation)?)));
    let here = |text: &str, href: &str| Link { text: text.to_owned(), href: href.to_owned() };
    if let Some((recommendation, innovation)) = idea {
        answer.first = Some(innovation.name.clone());
        answer.why.push("Of all the ideas it does most for the gaps that come first.".to_owned());
        answer.why.push(explanation::idea(report.framework, recommendation));
        answer.why.push(format!("It costs {}.", cost(innovation.cost)));
        answer.links.push(here("How to begin, and more ideas", "#ideas"));
        answer
            .links
            .push(here(&words::count(result.gaps.len() as u64, "gap in order", "gaps in order"), "#gaps"));
    } else if let Some(gap) = result.gaps.first() {
        let name = report.framework.sub_elements.get(gap.position).map(crate::framework::SubElement::heading);
        answer.first = name;
        answer.why.push(
            "No low-cost idea serves this gap, so the first step is to ask for help with it.".to_owned(),
        );
        answer.links.push(here("What to ask for, and of whom", "#gaps"));
    } else if result.still_to_answer().next().is_some() {
        answer.first = Some("Answer what is still open".to_owned());
        answer.why.push(
            "Nothing that was answered is a gap. The picture is not whole until the rest is answered."
                .to_owned(),
        );
        answer.links.push(here("Still to answer", "#open"));
    } else {
        answer.first = Some("Keep what works, and show it".to_owned());
        answer.why.push("Nothing is a gap. Measure what you do, and let others learn from it.".to_owned());
        answer.links.push(here("What the next levels look like", "#matrix"));
    }
}

fn cost(cost: crate::framework::Cost) -> &'static str {
    match cost {
        crate::framework::Cost::None => "nothing: it uses what you have",
        crate::framework::Cost::Time => "staff time only",
        crate::framework::Cost::Small => "a little, such as printing or one device",
        crate::framework::Cost::Commissioned => "money, and needs a commissioner",
    }
}
