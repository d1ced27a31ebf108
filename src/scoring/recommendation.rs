//! The frugal innovations for an assessment's gaps, in the order of their use (section 8).

use super::gap::Gap;
use super::pace::Pace;
use crate::framework::{Cost, Framework, Innovation, Tier};
use crate::id::{InnovationId, SubElementId};
use crate::organisation::Kind;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Every innovation, with the positions of the sub-elements of one framework that it helps; those that help none of
/// them are left out.
#[derive(Clone, Debug)]
pub struct Ideas<'i>(Vec<(&'i Innovation, Vec<usize>)>);

impl<'i> Ideas<'i> {
    /// The innovations for a framework.
    pub fn new(innovations: &'i BTreeMap<InnovationId, Innovation>, framework: &Framework) -> Ideas<'i> {
        let helped = |innovation: &Innovation| -> Vec<usize> {
            let position = |id: &SubElementId| framework.position(id.as_str());
            innovation.helps.iter().filter_map(position).collect()
        };
        let ideas = innovations.values().map(|innovation| (innovation, helped(innovation)));
        Ideas(ideas.filter(|(_, helped)| !helped.is_empty()).collect())
    }

    /// The innovation with this id, if it helps this framework.
    pub fn get(&self, id: &InnovationId) -> Option<&'i Innovation> {
        self.0.iter().find(|(innovation, _)| innovation.id == *id).map(|(innovation, _)| *innovation)
    }

    /// Those that an organisation of this kind can start, with the positions of the sub-elements each helps.
    pub fn candidates(&self, kind: Kind) -> impl Iterator<Item = (&'i Innovation, &[usize])> {
        self.iter().filter(move |(innovation, _)| can_start(innovation, kind))
    }

    /// Every innovation with the positions of the sub-elements it helps, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&'i Innovation, &[usize])> {
        self.0.iter().map(|(innovation, helped)| (*innovation, helped.as_slice()))
    }
}

/// An innovation that would help at least one gap, and why it stands where it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recommendation {
    /// The innovation.
    pub innovation: InnovationId,
    /// The gaps it helps, as positions of sub-elements, in the order of gaps.
    pub helps: Vec<usize>,
    /// How many of them are core and past their window.
    pub overdue_core: usize,
    /// How many of them are core.
    pub core: usize,
}

pub(super) fn of(
    ideas: &Ideas<'_>,
    gaps: &[Gap],
    kind: Kind,
    adopted: &BTreeSet<InnovationId>,
) -> Vec<Recommendation> {
    let mut found: Vec<(&Innovation, Recommendation)> = ideas
        .iter()
        .filter(|(innovation, _)| is_candidate(innovation, kind, adopted))
        .filter_map(|(innovation, helped)| Some((innovation, recommendation(innovation, helped, gaps)?)))
        .collect();
    found.sort_by(|(a, one), (b, other)| {
        let use_of = |one: &Recommendation| Reverse((one.overdue_core, one.core, one.helps.len()));
        use_of(one).cmp(&use_of(other)).then_with(|| merit(a).cmp(&merit(b)))
    });
    let mut found: Vec<Recommendation> =
        found.into_iter().map(|(_, recommendation)| recommendation).collect();
    // Every assessment of a country has such a list.
    found.shrink_to_fit();
    found
}

/// Whether this kind of organisation can start it, has not adopted it, and it is frugal enough for a care home.
fn is_candidate(innovation: &Innovation, kind: Kind, adopted: &BTreeSet<InnovationId>) -> bool {
    can_start(innovation, kind) && !adopted.contains(&innovation.id)
}

fn can_start(innovation: &Innovation, kind: Kind) -> bool {
    let frugal = kind != Kind::CareHome || innovation.cost != Cost::Commissioned;
    innovation.who.contains(&kind) && frugal
}

fn recommendation(innovation: &Innovation, helped: &[usize], gaps: &[Gap]) -> Option<Recommendation> {
    let gaps: Vec<&Gap> = gaps.iter().filter(|gap| helped.contains(&gap.position)).collect();
    let core = gaps.iter().filter(|gap| gap.tier == Tier::Core);
    (!gaps.is_empty()).then(|| Recommendation {
        innovation: innovation.id.clone(),
        overdue_core: core.clone().filter(|gap| gap.pace == Pace::Overdue).count(),
        core: core.count(),
        helps: gaps.iter().map(|gap| gap.position).collect(),
    })
}

/// What decides between ideas of equal use: cheaper, better evidenced, more impacts, the stated order, then the id.
pub(crate) fn merit(innovation: &Innovation) -> impl Ord + '_ {
    (
        innovation.cost,
        innovation.evidence,
        Reverse(innovation.impacts.len()),
        innovation.order.unwrap_or(u32::MAX),
        &innovation.id,
    )
}
