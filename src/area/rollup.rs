//! The roll-up: what the respondents of each area say, counted.

use super::compare::{self, Sides};
use super::hierarchy::{Area, Hierarchy};
use super::result::{AreaGap, AreaIdea, AreaResult, AreaSubElement, Difference, Spread, SpreadNumbers};
use crate::framework::{Framework, Tier};
use crate::id::{InnovationId, OrganisationId};
use crate::organisation::Kind;
use crate::scoring::recommendation::merit;
use crate::scoring::{AssessmentResult, GroupKey, Pace, Rules, Stage, State};
use crate::statistics;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Rolls up areas for one framework. `results` holds the counting result of each organisation that has one.
pub fn all(
    areas: &[Area],
    hierarchy: &Hierarchy<'_>,
    respondents: Kind,
    rules: &Rules<'_>,
    results: &BTreeMap<&OrganisationId, &AssessmentResult>,
) -> Vec<AreaResult> {
    let mut rolled: Vec<AreaResult> =
        areas.iter().map(|area| one(area, hierarchy, respondents, rules, results)).collect();
    let shares: BTreeMap<OrganisationId, Vec<Option<f64>>> = rolled
        .iter()
        .map(|area| (area.area.id.clone(), area.sub_elements.iter().map(|one| one.share).collect()))
        .collect();
    for area in &mut rolled {
        let parent = area.area.parent.as_ref().and_then(|parent| shares.get(parent));
        for (position, sub_element) in area.sub_elements.iter_mut().enumerate() {
            sub_element.against_parent = compare::compare(&Sides {
                interval: sub_element.interval,
                rated: sub_element.rated,
                responded: area.responded,
                registered: area.registered,
                parent_share: parent.and_then(|shares| shares.get(position).copied().flatten()),
            });
        }
    }
    rolled
}

fn one(
    area: &Area,
    hierarchy: &Hierarchy<'_>,
    respondents: Kind,
    rules: &Rules<'_>,
    results: &BTreeMap<&OrganisationId, &AssessmentResult>,
) -> AreaResult {
    let framework = rules.framework;
    let beds = |id: &OrganisationId| hierarchy.row(id).and_then(|row| row.beds).map(u64::from);
    let responded: Vec<(Option<u64>, &AssessmentResult)> =
        area.respondents.iter().filter_map(|id| Some((beds(id), *results.get(id)?))).collect();
    let mut stages = [0; Stage::ALL.len()];
    for (_, result) in &responded {
        for (count, stage) in stages.iter_mut().zip(Stage::ALL) {
            *count += u32::from(result.stage == stage);
        }
    }
    let registered = count(area.respondents.len());
    let sub_elements: Vec<AreaSubElement> = (0..framework.sub_elements.len())
        .map(|position| sub_element(framework, position, &responded, registered, respondents))
        .collect();
    let own = results.get(&area.id);
    AreaResult {
        area: area.clone(),
        respondents,
        framework: framework.id.clone(),
        registered,
        responded: count(responded.len()),
        registered_beds: area.respondents.iter().map(beds).sum(),
        responded_beds: responded.iter().map(|(beds, _)| *beds).sum(),
        stages,
        groups: GroupKey::all(framework).map(|key| (key, spread(key, &responded))).collect(),
        gaps: gaps(framework, &responded),
        recommendations: recommendations(rules, &responded),
        differences: own.map(|own| differences(own, &sub_elements)).unwrap_or_default(),
        sub_elements,
    }
}

/// Counts are numbers of organisations; a register holds far fewer than 2^32.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn spread(key: GroupKey, responded: &[(Option<u64>, &AssessmentResult)]) -> Spread {
    let index = |result: &AssessmentResult| Some(result.group(key)?.index()?.percent());
    let mut indices: Vec<f64> = responded.iter().filter_map(|(_, result)| index(result)).collect();
    indices.sort_by(f64::total_cmp);
    let at = |part| statistics::quantile(&indices, part);
    let numbers = || {
        Some(SpreadNumbers {
            mean: statistics::mean(&indices)?,
            p50: at(0.5)?,
            quartiles: at(0.25).zip(at(0.75)),
            extremes: at(0.0).zip(at(1.0)),
        })
    };
    Spread { n: count(indices.len()), numbers: numbers() }
}

fn sub_element(
    framework: &Framework,
    position: usize,
    responded: &[(Option<u64>, &AssessmentResult)],
    registered: u32,
    respondents: Kind,
) -> AreaSubElement {
    let mut counted =
        AreaSubElement { levels: framework.scale.all().map(|_| 0).collect(), ..AreaSubElement::default() };
    let (mut beds_rated, mut beds_in_place) = (Some(0_u64), 0_u64);
    for (beds, result) in responded {
        let Some(one) = result.sub_elements.get(position) else { continue };
        match one.state {
            State::NotAsked => {}
            State::NotApplicable => counted.not_applicable += 1,
            State::DontKnow => counted.dont_know += 1,
            State::Unanswered => counted.unanswered += 1,
            State::Answered { evidenced, .. } => {
                if let Some(at) = counted.levels.get_mut(usize::from(evidenced.number())) {
                    *at += 1;
                }
                counted.rated += 1;
                counted.in_place += u32::from(one.in_place);
                beds_rated = beds_rated.zip(*beds).map(|(sum, beds)| sum + beds);
                beds_in_place += beds.filter(|_| one.in_place).unwrap_or(0);
            }
        }
    }
    let asked = framework.sub_elements.get(position).is_some_and(|one| one.asked_of.contains(&respondents));
    counted.could_apply = if asked { registered - counted.not_applicable } else { 0 };
    counted.median = statistics::lower_median(&counted.levels);
    let quartile = |part| statistics::lower_quantile(&counted.levels, part, 4);
    counted.quartiles = quartile(1).zip(quartile(3));
    shares(&mut counted, beds_rated, beds_in_place);
    counted
}

fn shares(counted: &mut AreaSubElement, beds_rated: Option<u64>, beds_in_place: u64) {
    let (rated, in_place, of) = (counted.rated, counted.in_place, counted.could_apply);
    if rated > 0 {
        let share = f64::from(in_place) / f64::from(rated);
        counted.share = Some(share);
        counted.interval =
            Some(if rated == of { (share, share) } else { statistics::wilson(in_place, rated) });
        counted.share_beds = beds_rated.filter(|beds| *beds > 0).map(|beds| ratio(beds_in_place, beds));
    }
    if of > 0 {
        let floor = f64::from(in_place) / f64::from(of);
        let ceiling = f64::from(in_place + of - rated) / f64::from(of);
        counted.bounds = Some((floor, ceiling));
    }
}

#[expect(clippy::cast_precision_loss, reason = "beds are far below 2^53")]
fn ratio(some: u64, of: u64) -> f64 {
    some as f64 / of as f64
}

fn gaps(framework: &Framework, responded: &[(Option<u64>, &AssessmentResult)]) -> Vec<AreaGap> {
    let mut counted: Vec<AreaGap> =
        (0..framework.sub_elements.len()).map(|position| AreaGap { position, overdue: 0, gaps: 0 }).collect();
    for gap in responded.iter().flat_map(|(_, result)| &result.gaps) {
        if let Some(one) = counted.get_mut(gap.position) {
            one.gaps += 1;
            one.overdue += u32::from(gap.pace == Pace::Overdue);
        }
    }
    counted.retain(|one| one.gaps > 0);
    let tier =
        |one: &AreaGap| framework.sub_elements.get(one.position).map_or(Tier::Enhanced, |found| found.tier);
    counted.sort_by_key(|one| (Reverse((one.overdue, one.gaps)), tier(one), one.position));
    counted
}

fn recommendations(rules: &Rules<'_>, responded: &[(Option<u64>, &AssessmentResult)]) -> Vec<AreaIdea> {
    let mut counted: BTreeMap<&InnovationId, u32> = BTreeMap::new();
    for one in responded.iter().flat_map(|(_, result)| &result.recommendations) {
        *counted.entry(&one.innovation).or_default() += 1;
    }
    let mut ideas: Vec<_> = counted
        .into_iter()
        .filter_map(|(id, respondents)| Some((rules.ideas.get(id)?, respondents)))
        .collect();
    ideas.sort_by(|(a, one), (b, other)| other.cmp(one).then_with(|| merit(a).cmp(&merit(b))));
    ideas
        .into_iter()
        .map(|(innovation, respondents)| AreaIdea { innovation: innovation.id.clone(), respondents })
        .collect()
}

fn differences(own: &AssessmentResult, sub_elements: &[AreaSubElement]) -> Vec<Difference> {
    own.sub_elements
        .iter()
        .zip(sub_elements)
        .enumerate()
        .filter_map(|(position, (own, respondents))| {
            let (own, median) = (own.state.evidenced()?, respondents.median?);
            (own.number().abs_diff(median) >= 2).then_some(Difference { position, own, median })
        })
        .collect()
}
