//! Counts and indices of groups of sub-elements (section 4).
//!
//! Sums are whole numbers; a decimal is made once, at the end.

use super::state::{State, SubElementResult};
use crate::framework::{ElementKind, Framework, SubElement, Tier};

/// A group of sub-elements that stands in every result.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum GroupKey {
    /// The core tier.
    Core,
    /// The enhanced tier.
    Enhanced,
    /// Every sub-element; in data files, never a headline.
    Overall,
    /// Those of clinical elements.
    Clinical,
    /// Those of enabling elements.
    Enabler,
    /// Those of one element, by its position.
    Element(usize),
}

impl GroupKey {
    /// Every group of a framework, in the order of results.
    pub fn all(framework: &Framework) -> impl Iterator<Item = GroupKey> + use<> {
        let elements = (0..framework.elements.len()).map(GroupKey::Element);
        [GroupKey::Core, GroupKey::Enhanced, GroupKey::Overall, GroupKey::Clinical, GroupKey::Enabler]
            .into_iter()
            .chain(elements)
    }

    /// The group's name in results.
    pub fn word(self, framework: &Framework) -> &str {
        match self {
            GroupKey::Core => "core",
            GroupKey::Enhanced => "enhanced",
            GroupKey::Overall => "overall",
            GroupKey::Clinical => "clinical",
            GroupKey::Enabler => "enabler",
            GroupKey::Element(position) => {
                framework.elements.get(position).map_or("", |element| element.id.as_str())
            }
        }
    }

    /// Whether a sub-element belongs to the group.
    pub fn holds(self, framework: &Framework, sub_element: &SubElement) -> bool {
        let kind = || framework.element_of(sub_element).and_then(|element| element.kind);
        match self {
            GroupKey::Core => sub_element.tier == Tier::Core,
            GroupKey::Enhanced => sub_element.tier == Tier::Enhanced,
            GroupKey::Overall => true,
            GroupKey::Clinical => kind() == Some(ElementKind::Clinical),
            GroupKey::Enabler => kind() == Some(ElementKind::Enabler),
            GroupKey::Element(position) => sub_element.element == position,
        }
    }
}

/// Counts of a group, and the sums its indices are made of.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Group {
    /// Sub-elements that this kind of organisation is asked.
    pub asked: u32,
    /// Those of them that apply.
    pub applicable: u32,
    /// Those of them with a level.
    pub answered: u32,
    /// Those of them that have reached their target.
    pub in_place: u32,
    /// The sum of weight times evidenced level over the answered.
    pub reached: u64,
    /// The sum of weights over the answered.
    pub answered_weight: u64,
    /// The sum of weights over the applicable.
    pub applicable_weight: u64,
    /// The highest level of the scale.
    pub highest: u64,
}

/// An index: a share of the highest possible, as an exact fraction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Index {
    /// Weight times level that was reached.
    pub reached: u64,
    /// Weight times level that could have been; above 0.
    pub possible: u64,
}

impl Index {
    /// The index from 0 to 100.
    #[expect(
        clippy::cast_precision_loss,
        reason = "at most 100 * 100 * 9 * the number of sub-elements, far below 2^53"
    )]
    pub fn percent(self) -> f64 {
        (100 * self.reached) as f64 / self.possible as f64
    }

    fn new(reached: u64, possible: u64) -> Option<Index> {
        (possible > 0).then_some(Index { reached, possible })
    }
}

impl Group {
    /// The index over what was answered; nothing when nothing was.
    pub fn index(&self) -> Option<Index> {
        Index::new(self.reached, self.highest * self.answered_weight)
    }

    /// The index if every blank were level 0; nothing when nothing applies.
    pub fn low(&self) -> Option<Index> {
        Index::new(self.reached, self.highest * self.applicable_weight)
    }

    /// The index if every blank were the highest level; nothing when nothing applies.
    pub fn high(&self) -> Option<Index> {
        let missing = self.applicable_weight - self.answered_weight;
        Index::new(self.reached + self.highest * missing, self.highest * self.applicable_weight)
    }

    /// Sub-elements that apply and have no answer.
    pub fn missing(&self) -> u32 {
        self.applicable - self.answered
    }

    fn add(&mut self, result: &SubElementResult, weight: u64) {
        if result.state == State::NotAsked {
            return;
        }
        self.asked += 1;
        if !result.state.is_applicable() {
            return;
        }
        self.applicable += 1;
        self.applicable_weight += weight;
        if let Some(evidenced) = result.state.evidenced() {
            self.answered += 1;
            self.answered_weight += weight;
            self.reached += weight * u64::from(evidenced.number());
            self.in_place += u32::from(result.in_place);
        }
    }
}

pub(super) fn groups(framework: &Framework, results: &[SubElementResult]) -> Vec<(GroupKey, Group)> {
    let highest = u64::from(framework.scale.highest().number());
    let group = |key: GroupKey| {
        let mut group = Group { highest, ..Group::default() };
        for (sub_element, result) in framework.sub_elements.iter().zip(results) {
            if key.holds(framework, sub_element) {
                group.add(result, u64::from(sub_element.weight));
            }
        }
        (key, group)
    };
    GroupKey::all(framework).map(group).collect()
}
