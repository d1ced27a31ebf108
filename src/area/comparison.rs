//! The areas directly beneath one, side by side (section 10): which shares stand out from the whole, which gaps most
//! areas have, and which areas are not compared. Pure; in the order it is given, never in order of size.

use super::compare::{FEWEST_RATED, too_few_responded};
use super::{AgainstParent, AreaResult, Hierarchy};
use crate::framework::Framework;
use crate::id::{FrameworkId, OrganisationId};
use crate::organisation::Row;
use crate::statistics;

/// An area with the areas directly beneath it.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The area that the others are parts of.
    pub whole: &'a AreaResult,
    /// The areas beneath it, by id.
    pub parts: Vec<&'a AreaResult>,
    /// How many shares were held against the whole's, over all parts and sub-elements.
    pub compared: u32,
    /// How many of those would stand out by chance alone: 5 in 100, rounded.
    pub by_chance: u32,
    /// What is said of each sub-element, in framework order.
    pub sub_elements: Vec<Compared>,
}

/// The parts beside the whole for one sub-element. Parts are named by their place in the list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// Those whose whole interval lies above the whole's share.
    pub higher: Vec<usize>,
    /// Those whose whole interval lies below it.
    pub lower: Vec<usize>,
    /// Those of either that stand out at 99.8% too.
    pub sure: Vec<usize>,
    /// How many were compared.
    pub compared: u32,
    /// In how many parts with an answer it is a gap for half or more of those that answered.
    pub common_gap: u32,
}

/// Why a part is held against nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotCompared {
    /// Nobody has answered.
    Nobody,
    /// Fewer than 5 have.
    Few,
    /// Fewer than 3 in 10 have.
    LowResponse,
}

/// The areas directly beneath an area that have a result for its framework, by id. `all` stand in the order of
/// organisations, then frameworks.
pub fn parts<'a>(
    whole: &AreaResult,
    all: &'a [AreaResult],
    hierarchy: &Hierarchy<'_>,
) -> impl Iterator<Item = &'a AreaResult> {
    let result = |(id, _): (&OrganisationId, &Row)| result(id, &whole.framework, all);
    hierarchy.children(&whole.area.id).filter_map(result)
}

/// The areas beneath an area, however deep, that have a result for its framework, by id. `all` stand in the same order.
pub fn beneath<'a>(
    whole: &AreaResult,
    all: &'a [AreaResult],
    hierarchy: &Hierarchy<'_>,
) -> impl Iterator<Item = &'a AreaResult> {
    hierarchy.beneath(&whole.area.id).iter().filter_map(|id| result(id, &whole.framework, all))
}

/// An area's result for a framework, found among all in the order of organisations, then frameworks.
pub fn result<'a>(
    id: &OrganisationId,
    framework: &FrameworkId,
    all: &'a [AreaResult],
) -> Option<&'a AreaResult> {
    let found = all.binary_search_by(|area| (&area.area.id, &area.framework).cmp(&(id, framework)));
    found.ok().and_then(|at| all.get(at))
}

/// An area beside its parts; nothing where it has none.
pub fn comparison<'a>(
    whole: &'a AreaResult,
    all: &'a [AreaResult],
    hierarchy: &Hierarchy<'_>,
    framework: &Framework,
) -> Option<Comparison<'a>> {
    let parts: Vec<&AreaResult> = parts(whole, all, hierarchy).collect();
    if parts.is_empty() {
        return None;
    }
    let sub_elements: Vec<Compared> =
        (0..framework.sub_elements.len()).map(|position| compared(whole, &parts, position)).collect();
    let compared = sub_elements.iter().map(|one| one.compared).sum();
    // 5 in 100 to the nearest whole number, a half upwards.
    Some(Comparison { whole, parts, compared, by_chance: (compared + 10) / 20, sub_elements })
}

impl Comparison<'_> {
    /// How many shares stand out from the whole's.
    pub fn standing_out(&self) -> u32 {
        let count = |one: &Compared| one.higher.len() + one.lower.len();
        self.sub_elements.iter().map(|one| u32::try_from(count(one)).unwrap_or(u32::MAX)).sum()
    }

    /// How many parts have an answer.
    pub fn answering(&self) -> u32 {
        u32::try_from(self.parts.iter().filter(|part| part.responded > 0).count()).unwrap_or(u32::MAX)
    }

    /// The gap that is common in most parts: the first in framework order of those with the greatest number. Nothing
    /// where none is common anywhere.
    pub fn commonest_gap(&self) -> Option<(usize, u32)> {
        let most = self.sub_elements.iter().map(|one| one.common_gap).max().filter(|most| *most > 0)?;
        self.sub_elements.iter().position(|one| one.common_gap == most).map(|position| (position, most))
    }
}

fn compared(whole: &AreaResult, parts: &[&AreaResult], position: usize) -> Compared {
    let mut found = Compared::default();
    let share = whole.sub_elements.get(position).and_then(|one| one.share);
    for (at, part) in parts.iter().enumerate() {
        let gap = part.gaps.iter().find(|gap| gap.position == position);
        found.common_gap +=
            u32::from(gap.is_some_and(|gap| 2 * u64::from(gap.gaps) >= u64::from(part.responded)));
        let Some((one, share)) = part.sub_elements.get(position).zip(share) else { continue };
        match one.against_parent {
            AgainstParent::NotCompared => continue,
            AgainstParent::Similar => {}
            AgainstParent::Higher => found.higher.push(at),
            AgainstParent::Lower => found.lower.push(at),
        }
        found.compared += 1;
        if one.against_parent != AgainstParent::Similar {
            let (low, high) =
                if one.all_rated() { (one.share, one.share) } else { sure(one.in_place, one.rated) };
            if low.is_some_and(|low| low > share) || high.is_some_and(|high| high < share) {
                found.sure.push(at);
            }
        }
    }
    found
}

fn sure(some: u32, of: u32) -> (Option<f64>, Option<f64>) {
    let (low, high) = statistics::wilson_sure(some, of);
    (Some(low), Some(high))
}

impl AreaResult {
    /// Why no share of this area is held against another's; nothing where some may be.
    pub fn not_compared(&self) -> Option<NotCompared> {
        match (self.responded, self.registered) {
            (0, _) => Some(NotCompared::Nobody),
            (responded, _) if responded < FEWEST_RATED => Some(NotCompared::Few),
            (responded, registered) if too_few_responded(responded, registered) => {
                Some(NotCompared::LowResponse)
            }
            _ => None,
        }
    }
}
