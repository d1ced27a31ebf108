//! An assessment and its framework -> its result. Pure and total: no clock, no disk, no failure.
//!
//! One file for each rule of the scoring definitions: evidence (section 3), index (4), stage (5), pace (6), gap (7),
//! recommendation (8), change (12).

mod change;
mod evidence;
mod gap;
mod index;
mod pace;
pub(crate) mod recommendation;
mod stage;
mod state;

pub use change::{Change, Progress};
pub use evidence::{evidenced, lacking, measure_differs};
pub use gap::Gap;
pub use index::{Group, GroupKey, Index};
pub use pace::Pace;
pub use recommendation::{Ideas, Recommendation};
pub use stage::Stage;
pub use state::{State, SubElementResult};

use crate::assessment::Assessment;
use crate::day::Day;
use crate::framework::{Framework, Level};
use crate::organisation::Kind;

/// What stands still while assessments change: the framework, its targets and the ideas that help.
#[derive(Clone, Debug)]
pub struct Rules<'r> {
    /// The framework.
    pub framework: &'r Framework,
    /// The target level of each sub-element, in framework order.
    pub targets: Vec<Level>,
    /// The innovations, with the sub-elements of this framework that each helps.
    pub ideas: Ideas<'r>,
    /// The workspace's programme start, for assessments that state none.
    pub started: Option<Day>,
}

/// The result of one assessment.
#[derive(Clone, Debug)]
pub struct AssessmentResult {
    /// The start that the months are counted from: the assessment's own, else the workspace's.
    pub started: Option<Day>,
    /// The kind of organisation that is rated.
    pub kind: Kind,
    /// Whole months from the programme's start to the assessment, where there is a start and it is not later.
    pub months: Option<u32>,
    /// How far core and enhanced have come.
    pub stage: Stage,
    /// Every sub-element of the framework, in its order.
    pub sub_elements: Vec<SubElementResult>,
    /// Counts and indices: core, enhanced, overall, clinical, enabler, then each element.
    pub groups: Vec<(GroupKey, Group)>,
    /// The gaps, the most pressing first.
    pub gaps: Vec<Gap>,
    /// The ideas for these gaps, the most useful first; all of them.
    pub recommendations: Vec<Recommendation>,
}

impl AssessmentResult {
    /// The counts and indices of one group.
    pub fn group(&self, key: GroupKey) -> Option<&Group> {
        self.groups.iter().find(|(found, _)| *found == key).map(|(_, group)| group)
    }

    /// Positions of sub-elements that are applicable and have no answer.
    pub fn still_to_answer(&self) -> impl Iterator<Item = usize> + '_ {
        let blank = |one: &SubElementResult| matches!(one.state, State::DontKnow | State::Unanswered);
        self.sub_elements.iter().enumerate().filter(move |(_, one)| blank(one)).map(|(position, _)| position)
    }

    /// Positions of sub-elements whose evidenced level is below the claimed one.
    pub fn evidence_needed(&self) -> impl Iterator<Item = usize> + '_ {
        let lower = |one: &SubElementResult| matches!(one.state, State::Answered { claimed, evidenced } if evidenced < claimed);
        self.sub_elements.iter().enumerate().filter(move |(_, one)| lower(one)).map(|(position, _)| position)
    }
}

/// Scores one assessment of an organisation of this kind.
pub fn score(assessment: &Assessment, kind: Kind, rules: &Rules<'_>) -> AssessmentResult {
    let framework = rules.framework;
    let started = assessment.started.or(rules.started);
    let months = started.and_then(|start| assessment.date.months_since(start));
    let sub_elements: Vec<SubElementResult> = framework
        .sub_elements
        .iter()
        .zip(&assessment.answers)
        .zip(&rules.targets)
        .map(|((sub_element, answer), target)| {
            state::of(framework, sub_element, answer, *target, kind, months)
        })
        .collect();
    let gaps = gap::gaps(framework, &sub_elements, kind);
    AssessmentResult {
        started,
        kind,
        months,
        stage: stage::of(framework, &sub_elements),
        groups: index::groups(framework, &sub_elements),
        recommendations: recommendation::of(&rules.ideas, &gaps, kind, &assessment.adopted),
        gaps,
        sub_elements,
    }
}
