//! The definitions written a second time, from their words, to compare the program with.

use super::model::Case;
use homeround::assessment::{Answer, Response};
use homeround::framework::{Cost, ElementKind, EvidenceKind, Innovation, Level, Tier};
use homeround::organisation::Kind;
use homeround::scoring::{AssessmentResult, Gap, Pace, Stage, State};
use std::cmp::Reverse;

/// Section 3: does the answer supply this kind of evidence?
fn supplies(answer: &Answer, kind: &EvidenceKind) -> bool {
    match kind {
        EvidenceKind::Measure => answer.measure.is_some(),
        EvidenceKind::Outcome => answer.outcome.is_some(),
        EvidenceKind::Validation => answer.validation.is_some(),
        EvidenceKind::Named(word) => answer.evidence.iter().any(|one| one.kind.as_deref() == Some(word)),
    }
}

/// Section 3: from the claimed level down, the first all of whose evidence is there.
fn evidenced(case: &Case, claimed: Level, answer: &Answer) -> Level {
    let mut number = claimed.number();
    loop {
        let level = case.framework.scale.level(number.into()).unwrap();
        let requires = &case.framework.scale.meaning(level).unwrap().requires;
        if number == 0 || requires.iter().all(|kind| supplies(answer, kind)) {
            return level;
        }
        number -= 1;
    }
}

/// Sections 2 and 6: state, in place, pace of each sub-element.
pub(super) fn sub_elements(case: &Case) -> Vec<(State, bool, Pace)> {
    let one = |position: usize| {
        let sub_element = &case.framework.sub_elements[position];
        let answer = &case.assessment.answers[position];
        let state = if sub_element.asked_of.contains(&case.kind) {
            match answer.response {
                Response::NotApplicable(_) => State::NotApplicable,
                Response::DontKnow => State::DontKnow,
                Response::Unanswered => State::Unanswered,
                Response::Level(claimed) => {
                    State::Answered { claimed, evidenced: evidenced(case, claimed, answer) }
                }
            }
        } else {
            State::NotAsked
        };
        let in_place =
            matches!(state, State::Answered { evidenced, .. } if evidenced >= case.targets[position]);
        (state, in_place, pace(case, position, state, in_place))
    };
    (0..case.framework.sub_elements.len()).map(one).collect()
}

fn pace(case: &Case, position: usize, state: State, in_place: bool) -> Pace {
    match state {
        State::NotAsked => return Pace::NotAsked,
        State::NotApplicable => return Pace::NotApplicable,
        State::DontKnow | State::Unanswered => return Pace::Unknown,
        State::Answered { .. } => {}
    }
    let (months, window) = match (case.months, case.framework.sub_elements[position].window) {
        (Some(months), Some(window)) => (months, window),
        _ if in_place => return Pace::InPlace,
        _ => return Pace::NoClock,
    };
    match in_place {
        true if months >= window.earliest => Pace::InPlace,
        true => Pace::Ahead,
        false if months >= window.latest => Pace::Overdue,
        false if months >= window.earliest => Pace::Due,
        false => Pace::NotYetDue,
    }
}

/// Section 5.
pub(super) fn stage(case: &Case) -> Stage {
    let results = sub_elements(case);
    let of_tier = |tier: Tier| -> Vec<usize> {
        let applicable = |at: &usize| !matches!(results[*at].0, State::NotAsked | State::NotApplicable);
        (0..results.len())
            .filter(|at| case.framework.sub_elements[*at].tier == tier)
            .filter(applicable)
            .collect()
    };
    let (core, enhanced) = (of_tier(Tier::Core), of_tier(Tier::Enhanced));
    let both: Vec<usize> = core.iter().chain(&enhanced).copied().collect();
    let level = |at: &usize| match results[*at].0 {
        State::Answered { evidenced, .. } => Some(evidenced),
        _ => None,
    };
    let in_place = |at: &usize| level(at).is_some_and(|level| level >= case.targets[*at]);
    let mature = |at: &usize| level(at).is_some_and(|level| level >= case.framework.scale.mature);
    let each_has_one = !core.is_empty() && !enhanced.is_empty();
    if each_has_one && both.iter().all(|at| mature(at) && in_place(at)) {
        Stage::FullyMature
    } else if each_has_one && both.iter().all(in_place) {
        Stage::EnhancedInPlace
    } else if !core.is_empty() && core.iter().all(in_place) {
        Stage::CoreInPlace
    } else if core.iter().any(|at| level(at).is_some_and(|level| level.number() >= 1)) {
        Stage::CoreUnderWay
    } else {
        Stage::NotStarted
    }
}

/// Section 7: the five rules, the least first.
pub(super) fn gap_rank(case: &Case, gap: &Gap) -> (usize, bool, Reverse<u8>, usize, usize) {
    let sub_element = &case.framework.sub_elements[gap.position];
    let urgency = [Pace::Overdue, Pace::Due, Pace::NoClock, Pace::NotYetDue];
    let kind = match case.framework.elements[sub_element.element].kind {
        Some(ElementKind::Clinical) => 0,
        Some(ElementKind::Enabler) => 1,
        None => 2,
    };
    (
        urgency.iter().position(|pace| *pace == gap.pace).unwrap(),
        sub_element.tier == Tier::Enhanced,
        Reverse(case.targets[gap.position].number() - gap.evidenced.number()),
        kind,
        gap.position,
    )
}

/// Section 8: every candidate, in the order of its seven rules.
pub(super) fn recommendations<'c>(case: &'c Case, result: &AssessmentResult) -> Vec<&'c str> {
    let helped = |idea: &Innovation| -> Vec<Gap> {
        let helps = |gap: &&Gap| idea.helps.contains(&case.framework.sub_elements[gap.position].id);
        result.gaps.iter().filter(helps).copied().collect()
    };
    let candidate = |idea: &&Innovation| {
        let frugal = case.kind != Kind::CareHome || idea.cost != Cost::Commissioned;
        frugal
            && idea.who.contains(&case.kind)
            && !case.assessment.adopted.contains(&idea.id)
            && !helped(idea).is_empty()
    };
    let mut ideas: Vec<&Innovation> = case.innovations.values().filter(candidate).collect();
    let core = |gap: &&Gap| case.framework.sub_elements[gap.position].tier == Tier::Core;
    ideas.sort_by_key(|idea| {
        let gaps = helped(idea);
        let overdue_core = gaps.iter().filter(core).filter(|gap| gap.pace == Pace::Overdue).count();
        let core = gaps.iter().filter(core).count();
        let cost = Cost::WORDS.iter().position(|(_, cost)| *cost == idea.cost);
        let grade = idea.evidence.in_words().chars().next();
        let order = (idea.order.is_none(), idea.order);
        let merit = (cost, grade, Reverse(idea.impacts.len()), order, idea.id.as_str());
        (Reverse(overdue_core), Reverse(core), Reverse(gaps.len()), merit)
    });
    ideas.into_iter().map(|idea| idea.id.as_str()).collect()
}
