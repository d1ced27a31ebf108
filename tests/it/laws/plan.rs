//! Random plans: small numbers from which a framework, ideas, assessments and a register are made in `model` and
//! `files`. Numbers too large for what they choose from go round, so that any plan makes something allowed.

use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::*;

/// A framework; see `model::framework` for what each number does.
#[derive(Clone, Debug)]
pub(super) struct Framework {
    /// Highest level, 1 to 9.
    pub(super) highest: u8,
    pub(super) target: u8,
    pub(super) mature: u8,
    /// How many kinds of evidence of its own, 0 to 2.
    pub(super) own_kinds: usize,
    /// For each level the evidence it requires: a bit for each kind.
    pub(super) requires: Vec<u8>,
    /// Clinical, enabler, neither: one for each element.
    pub(super) elements: Vec<u8>,
    pub(super) core_only: bool,
    pub(super) sub_elements: Vec<SubElement>,
    pub(super) ideas: Vec<Idea>,
}

#[derive(Clone, Debug)]
pub(super) struct SubElement {
    pub(super) element: usize,
    pub(super) enhanced: bool,
    pub(super) weight: u32,
    /// Earliest month and length of the window.
    pub(super) window: Option<(u32, u32)>,
    /// A bit for each kind that is asked.
    pub(super) asked: u8,
    pub(super) may_not_apply: bool,
    /// A target of the workspace's own.
    pub(super) target: Option<u8>,
}

#[derive(Clone, Debug)]
pub(super) struct Idea {
    /// A bit for each sub-element.
    pub(super) helps: u16,
    /// A bit for each kind.
    pub(super) who: u8,
    pub(super) cost: usize,
    pub(super) grade: usize,
    /// A bit for each impact.
    pub(super) impacts: u8,
    pub(super) order: Option<u32>,
}

/// One assessment.
#[derive(Clone, Debug)]
pub(super) struct Assessment {
    /// Months from the programme's start to the day of the assessment.
    pub(super) months: Option<u8>,
    pub(super) assessor: usize,
    /// The month of 2026 in which it is made, from 0.
    pub(super) month: u8,
    /// A bit for each idea.
    pub(super) adopted: u8,
    pub(super) answers: Vec<Answer>,
}

#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) says: Says,
    /// A bit for each kind of evidence.
    pub(super) evidence: u8,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Says {
    Nothing,
    DontKnow,
    NotApplicable,
    Level(u8),
}

/// A framework with one assessment of an organisation of some kind.
#[derive(Clone, Debug)]
pub(super) struct Assessed {
    pub(super) framework: Framework,
    pub(super) kind: usize,
    pub(super) assessment: Assessment,
}

/// A home with its assessments.
#[derive(Clone, Debug)]
pub(super) struct Home {
    /// Which organisation it belongs to.
    pub(super) parent: usize,
    pub(super) beds: Option<u8>,
    /// Whether it names the provider in its groups.
    pub(super) grouped: bool,
    pub(super) rounds: Vec<Assessment>,
}

/// A whole workspace.
#[derive(Clone, Debug)]
pub(super) struct Workspace {
    pub(super) framework: Framework,
    pub(super) homes: Vec<Home>,
    /// An assessment of the system itself.
    pub(super) system: Option<Assessment>,
}

/// The most sub-elements a plan has.
pub(super) const MOST: usize = 8;

/// Plans of one assessment.
pub(super) fn assessed() -> impl Strategy<Value = Assessed> {
    let parts = (framework(), 0..3_usize, assessment(), any::<bool>());
    parts.prop_map(|(framework, kind, mut assessment, thorough)| {
        if thorough {
            raise(&framework, &mut assessment);
        }
        Assessed { framework, kind, assessment }
    })
}

/// Plans of a whole workspace.
pub(super) fn workspace() -> impl Strategy<Value = Workspace> {
    let parts = (framework(), vec(home(), 1..7), option::of(assessment()));
    parts.prop_map(|(framework, homes, system)| Workspace { framework, homes, system })
}

/// Plans of one home.
pub(super) fn home() -> impl Strategy<Value = Home> {
    let parts = (0..4_usize, weighted(0.8, 0..60_u8), any::<bool>(), vec(assessment(), 0..3));
    parts.prop_map(|(parent, beds, grouped, rounds)| Home { parent, beds, grouped, rounds })
}

fn framework() -> impl Strategy<Value = Framework> {
    let scale = (1..10_u8, 0..9_u8, 0..10_u8, 0..3_usize, vec(requires(), 10));
    let body = (vec(0..3_u8, 1..4), weighted(0.2, Just(())), vec(sub_element(), 1..=MOST), vec(idea(), 0..7));
    (scale, body).prop_map(|((highest, target, mature, own_kinds, requires), body)| {
        let (elements, core_only, sub_elements, ideas) = body;
        let core_only = core_only.is_some();
        Framework { highest, target, mature, own_kinds, requires, elements, core_only, sub_elements, ideas }
    })
}

/// Nothing as often as something, so that levels are reached.
fn requires() -> impl Strategy<Value = u8> {
    prop_oneof![Just(0), 0..32_u8]
}

fn sub_element() -> impl Strategy<Value = SubElement> {
    let parts = (
        0..3_usize,
        weighted(0.3, Just(())),
        prop_oneof![Just(1), 1..=100_u32],
        weighted(0.8, (0..40_u32, 0..30_u32)),
        prop_oneof![3 => Just(7_u8), 1 => 0..8_u8],
        any::<bool>(),
        weighted(0.2, 0..9_u8),
    );
    parts.prop_map(|(element, enhanced, weight, window, asked, may_not_apply, target)| SubElement {
        element,
        enhanced: enhanced.is_some(),
        weight,
        window,
        asked,
        may_not_apply,
        target,
    })
}

fn idea() -> impl Strategy<Value = Idea> {
    let parts = (any::<u16>(), any::<u8>(), 0..4_usize, 0..5_usize, any::<u8>(), option::of(0..4_u32));
    parts.prop_map(|(helps, who, cost, grade, impacts, order)| Idea {
        helps,
        who,
        cost,
        grade,
        impacts,
        order,
    })
}

fn assessment() -> impl Strategy<Value = Assessment> {
    let parts = (
        weighted(0.8, 0..60_u8),
        0..4_usize,
        0..12_u8,
        prop_oneof![Just(0), any::<u8>()],
        vec(answer(), MOST),
    );
    parts.prop_map(|(months, assessor, month, adopted, answers)| Assessment {
        months,
        assessor,
        month,
        adopted,
        answers,
    })
}

fn answer() -> impl Strategy<Value = Answer> {
    let says = prop_oneof![
        2 => Just(Says::Nothing),
        1 => Just(Says::DontKnow),
        1 => Just(Says::NotApplicable),
        6 => (0..10_u8).prop_map(Says::Level),
    ];
    (says, prop_oneof![Just(0), Just(31), 0..32_u8]).prop_map(|(says, evidence)| Answer { says, evidence })
}

/// Makes an assessment nearly complete and high, so that the upper stages are reached as well.
fn raise(framework: &Framework, assessment: &mut Assessment) {
    for answer in &mut assessment.answers {
        answer.evidence |= 7;
        if let Says::Level(level) = &mut answer.says {
            *level =
                framework.highest.saturating_sub(*level % 3).max(1 + framework.target % framework.highest);
        } else if !matches!(answer.says, Says::NotApplicable) {
            *answer = Answer { says: Says::Level(framework.highest), evidence: 31 };
        }
    }
}
