//! What the scoring definitions promise of every framework and every assessment, tried on random ones.
//!
//! Frameworks and assessments come from `plan`, as the library's own types; whole workspaces, as files, are the
//! business of `workspaces`, and numbers without a framework of `numbers`.

mod expected;
mod files;
mod model;
mod numbers;
mod plan;
mod workspaces;

use homeround::framework::EvidenceKind;
use homeround::scoring::{AssessmentResult, Group, GroupKey, Index, Pace, Stage, State};
use model::Case;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// So many cases from a fixed seed, so that a run that fails fails again; `PROPTEST_CASES` and `PROPTEST_RNG_SEED`
/// try others.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if config.cases == 256 {
        config.cases = cases;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(2016);
    }
    config
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn low_is_at_most_index_at_most_high_and_all_agree_when_complete(plan in plan::assessed()) {
        let case = Case::new(&plan);
        for (key, group) in &case.score().groups {
            prop_assert!(group.in_place <= group.answered, "{key:?}");
            prop_assert!(group.answered <= group.applicable && group.applicable <= group.asked, "{key:?}");
            prop_assert_eq!(group.index().is_some(), group.answered > 0);
            prop_assert_eq!(group.low().is_some(), group.applicable > 0);
            prop_assert_eq!(group.high().is_some(), group.applicable > 0);
            let (Some(low), Some(high)) = (group.low(), group.high()) else { continue };
            let index = group.index().unwrap_or(low);
            prop_assert!(at_most(low, index) && at_most(index, high), "{key:?} {group:?}");
            prop_assert!(0.0 <= low.percent() && high.percent() <= 100.0);
            if group.answered == group.applicable {
                prop_assert!(at_most(high, low), "{key:?} is complete: {group:?}");
            }
        }
    }

    #[test]
    fn counts_of_groups_add_up(plan in plan::assessed()) {
        let case = Case::new(&plan);
        let result = case.score();
        let of = |key| result.group(key).copied().unwrap_or_default();
        let counts = |group: Group| [group.asked, group.applicable, group.answered, group.in_place];
        let sum = |groups: &[Group]| groups.iter().fold([0; 4], |sum, one| {
            let one = counts(*one);
            [sum[0] + one[0], sum[1] + one[1], sum[2] + one[2], sum[3] + one[3]]
        });
        let elements: Vec<Group> = (0..case.framework.elements.len()).map(|at| of(GroupKey::Element(at))).collect();
        let overall = counts(of(GroupKey::Overall));
        prop_assert_eq!(sum(&[of(GroupKey::Core), of(GroupKey::Enhanced)]), overall);
        prop_assert_eq!(sum(&elements), overall);
        let kinds = sum(&[of(GroupKey::Clinical), of(GroupKey::Enabler)]);
        prop_assert!(kinds.iter().zip(overall).all(|(kinds, overall)| *kinds <= overall));
        let asked = |key: GroupKey| case.framework.sub_elements.iter()
            .filter(|one| one.asked_of.contains(&case.kind) && key.holds(&case.framework, one)).count();
        prop_assert_eq!(usize::try_from(overall[0]).unwrap(), asked(GroupKey::Overall));
    }

    #[test]
    fn every_sub_element_and_the_stage_are_as_defined(plan in plan::assessed()) {
        let case = Case::new(&plan);
        let result = case.score();
        let states: Vec<_> = result.sub_elements.iter().map(|one| (one.state, one.in_place, one.pace)).collect();
        prop_assert_eq!(states, expected::sub_elements(&case));
        prop_assert_eq!(result.stage, expected::stage(&case));
    }

    #[test]
    fn raising_a_claimed_level_lowers_nothing(plan in plan::assessed()) {
        let case = Case::new(&plan);
        let before = case.score();
        for (position, one) in before.sub_elements.iter().enumerate() {
            let Some(claimed) = one.state.claimed() else { continue };
            for level in case.framework.scale.all().filter(|level| *level > claimed) {
                let after = case.claiming(position, level).score();
                never_lower(&before, &after, true)?;
            }
        }
    }

    #[test]
    fn adding_evidence_lowers_nothing(plan in plan::assessed()) {
        let case = Case::new(&plan);
        let before = case.score();
        let named = case.framework.evidence_kinds.iter().cloned().map(EvidenceKind::Named);
        let kinds: Vec<_> =
            [EvidenceKind::Measure, EvidenceKind::Outcome, EvidenceKind::Validation].into_iter().chain(named).collect();
        for position in 0..before.sub_elements.len() {
            for kind in &kinds {
                let with = case.with_evidence(position, kind);
                never_lower(&before, &with.score(), true)?;
            }
        }
    }

    #[test]
    fn an_answer_in_place_of_a_blank_lowers_neither_low_nor_counts_nor_stage(plan in plan::assessed()) {
        let case = Case::new(&plan);
        let before = case.score();
        for (position, one) in before.sub_elements.iter().enumerate() {
            if matches!(one.state, State::DontKnow | State::Unanswered) {
                for level in case.framework.scale.all() {
                    never_lower(&before, &case.claiming(position, level).score(), false)?;
                }
            }
        }
    }

    #[test]
    fn gaps_are_what_is_answered_and_not_in_place_in_the_order_of_the_rule(plan in plan::assessed()) {
        let case = Case::new(&plan);
        let result = case.score();
        let found: Vec<usize> = result.gaps.iter().map(|gap| gap.position).collect();
        let wanted = (0..result.sub_elements.len()).filter(|at| {
            let one = &result.sub_elements[*at];
            matches!(one.state, State::Answered { .. }) && !one.in_place
        });
        let mut sorted = found.clone();
        sorted.sort_unstable();
        prop_assert_eq!(sorted, wanted.collect::<Vec<_>>());
        let ranks: Vec<_> = result.gaps.iter().map(|gap| expected::gap_rank(&case, gap)).collect();
        prop_assert!(ranks.is_sorted(), "{ranks:?}");
        for gap in &result.gaps {
            let steps = gap.target.number() - gap.evidenced.number();
            prop_assert!(steps >= 1 && gap.steps == steps && gap.evidenced <= gap.claimed);
        }
    }

    #[test]
    fn recommendations_are_the_candidates_in_the_order_of_the_rule(plan in plan::assessed()) {
        let case = Case::new(&plan);
        let result = case.score();
        let found: Vec<&str> = result.recommendations.iter().map(|one| one.innovation.as_str()).collect();
        let wanted = expected::recommendations(&case, &result);
        prop_assert_eq!(found, wanted);
        for one in &result.recommendations {
            let idea = &case.innovations[one.innovation.as_str()];
            prop_assert!(!one.helps.is_empty() && idea.who.contains(&case.kind));
            prop_assert!(!case.assessment.adopted.contains(&one.innovation));
            let gap = |position: &usize| result.gaps.iter().any(|gap| gap.position == *position);
            let helped = |position: &usize| idea.helps.contains(&case.framework.sub_elements[*position].id);
            prop_assert!(one.helps.iter().all(|position| gap(position) && helped(position)));
        }
    }
}

/// Whether one index is at most another, as fractions.
fn at_most(one: Index, other: Index) -> bool {
    one.reached * other.possible <= other.reached * one.possible
}

/// That no group's low or count in place and not the stage went down; nor, where `indices`, an index or a high.
fn never_lower(
    before: &AssessmentResult,
    after: &AssessmentResult,
    indices: bool,
) -> Result<(), TestCaseError> {
    let fell = |one: Option<Index>, other: Option<Index>| match (one, other) {
        (Some(one), Some(other)) => !at_most(one, other),
        (Some(_), None) => true,
        (None, _) => false,
    };
    for ((key, one), (_, other)) in before.groups.iter().zip(&after.groups) {
        prop_assert!(!fell(one.low(), other.low()), "low of {key:?} fell: {one:?} to {other:?}");
        prop_assert!(one.in_place <= other.in_place, "in place of {key:?} fell: {one:?} to {other:?}");
        if indices {
            prop_assert!(!fell(one.index(), other.index()), "index of {key:?} fell: {one:?} to {other:?}");
            prop_assert!(!fell(one.high(), other.high()), "high of {key:?} fell: {one:?} to {other:?}");
        }
    }
    prop_assert!(before.stage <= after.stage, "the stage fell: {:?} to {:?}", before.stage, after.stage);
    Ok(())
}

/// Laws about nothing prove nothing: the cases reach every stage, every pace and both ends of the evidence rule.
#[test]
fn random_assessments_reach_every_stage_and_pace() {
    let seen = RefCell::new(Vec::new());
    let tried = TestRunner::new(config(400)).run(&plan::assessed(), |plan| {
        seen.borrow_mut().push(Case::new(&plan).score());
        Ok(())
    });
    assert!(tried.is_ok());
    let seen = seen.into_inner();
    let at = |stage: Stage| seen.iter().filter(|result| result.stage == stage).count();
    let stages = Stage::ALL.map(at);
    assert!(stages.iter().all(|count| *count >= 10), "stages: {stages:?}");
    let paces: BTreeSet<Pace> =
        seen.iter().flat_map(|result| result.sub_elements.iter().map(|one| one.pace)).collect();
    assert_eq!(paces.len(), Pace::ALL.len(), "{paces:?}");
    let capped: usize = seen.iter().map(|result| result.evidence_needed().count()).sum();
    let helped: usize = seen.iter().map(|result| result.recommendations.len()).sum();
    assert!(capped >= 50 && helped >= 50, "{capped} levels capped, {helped} recommendations");
}
