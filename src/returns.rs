//! The results of an area -> what its team has to follow up: who has not answered, what is open, what is due. Pure.
//!
//! Internal only: it names organisations and holds what people wrote.

use crate::area::AreaResult;
use crate::assessment::Answer;
use crate::day::Day;
use crate::framework::Level;
use crate::id::OrganisationId;
use crate::results::{Results, Scored};
use crate::scoring::{self, State};
use crate::words;
use std::collections::BTreeSet;

/// Something to follow up.
#[derive(Clone, PartialEq, Debug)]
pub struct Return {
    /// Whose it is.
    pub organisation: OrganisationId,
    /// What it is.
    pub matter: Matter,
}

/// What there is to follow up.
#[derive(Clone, PartialEq, Debug)]
pub enum Matter {
    /// There is no assessment that counts.
    NotAnswered,
    /// There is none that counts, but one of this day, which is after the as-at date.
    AnsweredLater(Day),
    /// The assessment that counts is more than 366 days before the as-at date.
    Old(Day),
    /// A sub-element, by position, that applies and is not answered; `true` for "do not know".
    Blank(usize, bool),
    /// A sub-element claimed above its evidence, with what is missing.
    EvidenceNeeded(usize, Vec<String>),
    /// A sub-element whose measure is below the share that the claimed level asks for.
    MeasureDiffers(usize, Differing),
    /// An action, with its owner and review date; `true` where the review is past.
    Action(usize, Action, bool),
}

/// A measure and what its level asks for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Differing {
    /// The level that was claimed.
    pub claimed: Level,
    /// How many have it.
    pub numerator: u64,
    /// Of how many.
    pub denominator: u64,
    /// The share that the level asks for, 0 to 1.
    pub wanted: f64,
}

/// What an answer says will be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// What will be done, if it is written down.
    pub action: Option<String>,
    /// By which role.
    pub owner: Option<String>,
    /// When it will be looked at again.
    pub review: Option<Day>,
}

/// Everything to follow up in an area: its respondents', its own, and that of the areas within it, by organisation.
pub fn of(results: &Results<'_>, area: &AreaResult) -> Vec<Return> {
    let mut all: BTreeSet<&OrganisationId> = area.area.respondents.iter().collect();
    // Respondents that lie within are the area's own; the others lie beneath it too.
    let others = results.hierarchy.beneath(&area.area.id).iter().copied().filter(|id| {
        results.counting(id, &area.framework).is_some_and(|one| one.result.kind != area.respondents)
    });
    all.extend(others);
    all.extend(results.counting(&area.area.id, &area.framework).map(|own| &own.assessment.organisation));
    let mut returns = Vec::new();
    for organisation in all {
        let matters = match results.counting(organisation, &area.framework) {
            Some(scored) => matters(results, scored),
            None => vec![without(results, organisation, area)],
        };
        returns
            .extend(matters.into_iter().map(|matter| Return { organisation: organisation.clone(), matter }));
    }
    returns
}

/// Of one without an assessment that counts: whether there is one after the as-at date, the latest.
fn without(results: &Results<'_>, organisation: &OrganisationId, area: &AreaResult) -> Matter {
    let theirs = results.workspace.later.iter();
    let theirs = theirs.filter(|one| one.organisation == *organisation && one.framework == area.framework);
    theirs.map(|one| one.date).max().map_or(Matter::NotAnswered, Matter::AnsweredLater)
}

fn matters(results: &Results<'_>, scored: &Scored<'_>) -> Vec<Matter> {
    let mut matters = Vec::new();
    let as_at = results.workspace.as_at;
    if scored.is_old(as_at) {
        matters.push(Matter::Old(scored.assessment.date));
    }
    let Some(rules) = results.rules.get(&scored.assessment.framework) else { return matters };
    let scale = &rules.framework.scale;
    let answers = scored.assessment.answers.iter().zip(&scored.result.sub_elements).enumerate();
    for (position, (answer, result)) in answers.filter(|(_, (_, result))| result.state.is_applicable()) {
        match result.state {
            State::DontKnow => matters.push(Matter::Blank(position, true)),
            State::Unanswered => matters.push(Matter::Blank(position, false)),
            State::Answered { claimed, evidenced } if evidenced < claimed => {
                let missing = scoring::lacking(scale, claimed, answer);
                let words = missing.iter().map(crate::framework::EvidenceKind::in_words).collect();
                matters.push(Matter::EvidenceNeeded(position, words));
            }
            State::Answered { .. } | State::NotApplicable | State::NotAsked => {}
        }
        let differs = scoring::measure_differs(scale, answer).zip(answer.measure.as_ref());
        if let (Some((wanted, measure)), Some(claimed)) = (differs, result.state.claimed()) {
            let (numerator, denominator) = (measure.numerator, measure.denominator);
            matters.push(Matter::MeasureDiffers(
                position,
                Differing { claimed, numerator, denominator, wanted },
            ));
        }
        matters.extend(action(position, answer, as_at));
    }
    matters
}

fn action(position: usize, answer: &Answer, as_at: Option<Day>) -> Option<Matter> {
    let said = answer.action.is_some() || answer.owner.is_some() || answer.review.is_some();
    let past = answer.review.zip(as_at).is_some_and(|(review, as_at)| review < as_at);
    let action = Action { action: answer.action.clone(), owner: answer.owner.clone(), review: answer.review };
    said.then_some(Matter::Action(position, action, past))
}

impl Differing {
    /// The measure beside what the claimed level asks for.
    pub fn in_words(&self) -> String {
        format!(
            "Claimed {}: {} of {} is {}, and level {} asks for {}; the level stands",
            self.claimed,
            self.numerator,
            self.denominator,
            words::percent(self.numerator, self.denominator).unwrap_or_default(),
            self.claimed,
            words::percent_of(self.wanted * 100.0)
        )
    }
}
