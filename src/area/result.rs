//! What is counted of an area.

use super::compare::AgainstParent;
use super::hierarchy::Area;
use crate::framework::{Framework, Level};
use crate::id::{FrameworkId, InnovationId};
use crate::organisation::Kind;
use crate::scoring::{GroupKey, Stage};
use crate::statistics;

/// Everything that is counted of one area against one framework.
#[derive(Clone, Debug)]
pub struct AreaResult {
    /// The area.
    pub area: Area,
    /// The kind of organisation that is counted.
    pub respondents: Kind,
    /// The framework.
    pub framework: FrameworkId,
    /// Respondents in force on the day.
    pub registered: u32,
    /// Those of them with an assessment that counts.
    pub responded: u32,
    /// Their beds; nothing where any is unknown.
    pub registered_beds: Option<u64>,
    /// The beds of those who responded; nothing where any is unknown.
    pub responded_beds: Option<u64>,
    /// How many are at each stage, in the order of stages.
    pub stages: [u32; Stage::ALL.len()],
    /// How the indices of each group are spread.
    pub groups: Vec<(GroupKey, Spread)>,
    /// Every sub-element of the framework, in its order.
    pub sub_elements: Vec<AreaSubElement>,
    /// Sub-elements that are a gap for somebody, the most pressing first.
    pub gaps: Vec<AreaGap>,
    /// The ideas that would help, those for most respondents first.
    pub recommendations: Vec<AreaIdea>,
    /// Where the area's own rating and its respondents' differ by two levels or more.
    pub differences: Vec<Difference>,
}

impl AreaResult {
    /// How many respondents are at this stage or further.
    pub fn at_least(&self, stage: Stage) -> u32 {
        Stage::ALL.iter().zip(self.stages).filter(|(one, _)| **one >= stage).map(|(_, count)| count).sum()
    }

    /// What the area would show if nobody had answered.
    pub fn unanswered(&self) -> AreaResult {
        let row = |row: &AreaSubElement| AreaSubElement {
            levels: row.levels.iter().map(|_| 0).collect(),
            against_parent: AgainstParent::NotCompared,
            could_apply: row.could_apply,
            ..AreaSubElement::default()
        };
        AreaResult {
            responded: 0,
            responded_beds: None,
            stages: [0; Stage::ALL.len()],
            groups: self.groups.iter().map(|(key, _)| (*key, Spread::default())).collect(),
            sub_elements: self.sub_elements.iter().map(row).collect(),
            gaps: Vec::new(),
            recommendations: Vec::new(),
            differences: Vec::new(),
            ..self.clone()
        }
    }

    /// The share of those that answered who are at this stage or further, with its 95% interval: the share itself where
    /// all answered. Nothing where nobody has.
    pub fn stage_share(&self, stage: Stage) -> Option<(f64, (f64, f64))> {
        let (some, of) = (self.at_least(stage), self.responded);
        let share = (of > 0).then(|| f64::from(some) / f64::from(of))?;
        let interval = if of == self.registered { (share, share) } else { statistics::wilson(some, of) };
        Some((share, interval))
    }

    /// Between how many and how many of all registered are at this stage or further, whatever those who have not
    /// answered would say.
    pub fn at_least_of_all(&self, stage: Stage) -> (u32, u32) {
        let some = self.at_least(stage);
        (some, some + (self.registered - self.responded))
    }

    /// The answers of all respondents to the sub-elements of a group together.
    pub fn answers(&self, framework: &Framework, key: GroupKey) -> Answers {
        let pairs = framework.sub_elements.iter().zip(&self.sub_elements);
        let mut sum = Answers { levels: framework.scale.all().map(|_| 0).collect(), ..Answers::default() };
        for (_, row) in pairs.filter(|(sub_element, _)| key.holds(framework, sub_element)) {
            for (all, count) in sum.levels.iter_mut().zip(&row.levels) {
                *all += count;
            }
            sum.not_answered += row.dont_know + row.unanswered;
            sum.not_applicable += row.not_applicable;
            sum.rated += row.rated;
            sum.in_place += row.in_place;
        }
        sum
    }
}

/// Answers of many respondents to many sub-elements, counted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answers {
    /// How many are at each evidenced level, from 0 up.
    pub levels: Vec<u32>,
    /// How many are blank or "do not know".
    pub not_answered: u32,
    /// How many do not apply.
    pub not_applicable: u32,
    /// How many have a level.
    pub rated: u32,
    /// How many of those have reached their target.
    pub in_place: u32,
}

/// The spread of an index over respondents; quantiles are R's type 7.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Spread {
    /// Respondents with an index.
    pub n: u32,
    /// The rest, when there is one.
    pub numbers: Option<SpreadNumbers>,
}

/// The numbers of a spread, each from 0 to 100.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SpreadNumbers {
    /// The mean.
    pub mean: f64,
    /// The median.
    pub p50: f64,
    /// The lower and the upper quartile; absent where an edition may not show them.
    pub quartiles: Option<(f64, f64)>,
    /// The least and the greatest; absent where an edition may not show them.
    pub extremes: Option<(f64, f64)>,
}

/// What respondents say of one sub-element.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AreaSubElement {
    /// How many are at each evidenced level, from 0 up.
    pub levels: Vec<u32>,
    /// How many do not know.
    pub dont_know: u32,
    /// How many left it blank.
    pub unanswered: u32,
    /// For how many it does not apply.
    pub not_applicable: u32,
    /// How many gave a level.
    pub rated: u32,
    /// How many of them have it in place.
    pub in_place: u32,
    /// The share of the rated who have it in place.
    pub share: Option<f64>,
    /// The 95% interval of that share; the share itself when all are rated.
    pub interval: Option<(f64, f64)>,
    /// What the share would be if none, and if all, of those not rated had it in place.
    pub bounds: Option<(f64, f64)>,
    /// The share weighted by beds.
    pub share_beds: Option<f64>,
    /// The lower median of the evidenced levels.
    pub median: Option<u8>,
    /// The lower quartiles of the evidenced levels, a quarter and three quarters.
    pub quartiles: Option<(u8, u8)>,
    /// How the share stands to the parent area's.
    pub against_parent: AgainstParent,
    /// Respondents it could apply to: registered without those for whom it does not apply.
    pub could_apply: u32,
}

impl AreaSubElement {
    /// Whether everybody to whom it could apply is rated, so that the share is no sample.
    pub fn all_rated(&self) -> bool {
        self.rated > 0 && self.rated == self.could_apply
    }
}

/// A sub-element that is a gap for at least one respondent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AreaGap {
    /// The sub-element's position.
    pub position: usize,
    /// For how many it is past its window.
    pub overdue: u32,
    /// For how many it is a gap.
    pub gaps: u32,
}

/// An idea with the number of respondents it would help.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AreaIdea {
    /// The innovation.
    pub innovation: InnovationId,
    /// For how many it is a candidate.
    pub respondents: u32,
}

/// A sub-element that the area and its respondents see very differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The sub-element's position.
    pub position: usize,
    /// The area's own evidenced level.
    pub own: Level,
    /// The lower median of its respondents.
    pub median: u8,
}
