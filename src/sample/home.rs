//! One home of a sample: what the register says of it, and what it answered in each round.

use super::chance::Chance;
use super::{names, network_id};
use crate::assessment::{Answer, Assessment, Assessor, Evidence, Measure, Response, Validation};
use crate::day::Day;
use crate::framework::{EvidenceKind, Framework, Level, SubElement};
use crate::id::OrganisationId;
use crate::organisation::Kind;
use std::collections::BTreeSet;

/// The rounds: their months, and of 1,000 homes how many answer.
const ROUNDS: [(u16, u8, u64); 3] = [(2025, 4, 550), (2025, 10, 650), (2026, 9, 800)];
/// How much further a home is in each round than in the one before, in hundredths of a level.
const PROGRESS: i64 = 45;

const NOTES: [&str; 8] = [
    "We do this every week, and the deputy keeps the list.",
    "It works on weekdays. Nights and weekends are not covered yet.",
    "Written down and agreed, not yet in use on every floor.",
    "The practice has agreed a date to begin.",
    "We tried it with two residents and will look at it again in spring.",
    "Staff know whom to ring, and say so when asked.",
    "It stopped when the lead moved on. A new lead starts next month.",
    "Families like it. We have not counted anything yet.",
];
const ACTIONS: [&str; 6] = [
    "Ask the practice for a date",
    "Name a lead on each floor",
    "Put the list beside every telephone",
    "Count how many have a plan",
    "Bring it to the next network meeting",
    "Show new staff in their first week",
];
const OWNERS: [&str; 4] = ["Registered manager", "Deputy manager", "Clinical lead", "Senior carer"];

pub(super) struct Home {
    seed: u64,
    number: u32,
    network: u32,
    /// How far the home and its system are beside others, in hundredths of a level.
    ahead: i64,
}

impl Home {
    pub(super) fn of(seed: u64, number: u32, network: u32, system: u32) -> Home {
        let of_system = Chance::of(seed, super::OF_AREAS * 2 + u64::from(system)).between(-35, 35);
        let of_network = Chance::of(seed, super::OF_AREAS * 3 + u64::from(network)).between(-30, 30);
        let of_home = Chance::of(seed, u64::from(number)).between(-70, 70);
        Home { seed, number, network, ahead: of_system + of_network + of_home }
    }

    pub(super) fn id(&self) -> String {
        format!("home-{:05}", self.number + 1)
    }

    pub(super) fn network(&self) -> String {
        network_id(self.network)
    }

    /// The row of the register.
    pub(super) fn row(&self) -> String {
        let mut chance = self.chance(0);
        let beds = 6 + chance.below(30) + chance.below(45);
        let home_type = if chance.happens(300) { "nursing" } else { "residential" };
        let name = names::home(self.number);
        format!("{},\"{name} (fictitious)\",care-home,{},{beds},{home_type}\n", self.id(), self.network())
    }

    /// What it answered, the earliest first, and what a peer made of some.
    pub(super) fn assessments(&self, framework: &Framework) -> Vec<Assessment> {
        let mut made = Vec::new();
        for (round, (year, month, answers)) in ROUNDS.into_iter().enumerate() {
            let mut chance = self.chance(1 + round as u64);
            let day = u8::try_from(1 + chance.below(28)).unwrap_or(1);
            let (true, Some(date)) = (chance.happens(answers), Day::from_numbers(year, month, day)) else {
                continue;
            };
            // Some leave nothing open; others have questions that nobody there can answer.
            let open = if chance.happens(600) { 4 } else { 120 };
            let further = self.ahead + PROGRESS * i64::try_from(round).unwrap_or(0);
            let own = rating(&self.id(), Kind::CareHome, date, framework, (150 + further, open), &mut chance);
            let peer = chance.happens(30).then(|| {
                let rated =
                    rating(&self.id(), Kind::CareHome, date, framework, (135 + further, open), &mut chance)?;
                Some(Assessment { assessor: Assessor::Peer, completed_by: None, ..rated })
            });
            made.extend(own);
            made.extend(peer.flatten());
        }
        made
    }

    fn chance(&self, purpose: u64) -> Chance {
        Chance::of(self.seed, u64::from(self.number) * 8 + purpose + (1 << 36))
    }
}

/// A rating of an organisation that is about so far, in hundredths of a level, and of 1,000 questions leaves so many open.
pub(super) fn rating(
    id: &str,
    kind: Kind,
    date: Day,
    framework: &Framework,
    (far, open): (i64, u64),
    chance: &mut Chance,
) -> Option<Assessment> {
    let answer = |(at, sub_element): (usize, &SubElement)| {
        if !sub_element.asked_of.contains(&kind) {
            return Answer::default();
        }
        // Some are harder than others everywhere: which, is the framework's order alone.
        let harder = i64::try_from(at * 37 % 50).unwrap_or(0) - 25;
        answer(framework, sub_element, (far - harder, open), date, chance)
    };
    Some(Assessment {
        file: "".into(),
        organisation: OrganisationId::parse(id).ok()?,
        framework: framework.id.clone(),
        date,
        assessor: Assessor::Own,
        started: None,
        completed_by: Some("Registered manager".to_owned()),
        publish: false,
        adopted: BTreeSet::new(),
        answers: framework.sub_elements.iter().enumerate().map(answer).collect(),
    })
}

fn answer(
    framework: &Framework,
    sub_element: &SubElement,
    (far, open): (i64, u64),
    date: Day,
    chance: &mut Chance,
) -> Answer {
    let text = |chance: &mut Chance, of: &[&str]| chance.one(of).map(|text| (*text).to_owned());
    if sub_element.not_applicable_allowed && chance.happens(50) {
        let reason = "It does not arise for the people who live here".to_owned();
        return Answer { response: Response::NotApplicable(reason), ..Answer::default() };
    }
    if chance.happens(open) {
        return Answer::default();
    }
    if chance.happens(open / 2) {
        return Answer { response: Response::DontKnow, ..Answer::default() };
    }
    let highest = i64::from(framework.scale.highest().number());
    let number = ((far + chance.between(-50, 50)).div_euclid(100)).clamp(0, highest);
    let Some(level) = framework.scale.level(number) else { return Answer::default() };
    let mut answer = Answer { response: Response::Level(level), ..Answer::default() };
    evidence(&mut answer, framework, level, date, chance);
    if chance.happens(350) {
        answer.note = text(chance, &NOTES);
    }
    if level < framework.scale.target && chance.happens(400) {
        answer.action = text(chance, &ACTIONS);
        answer.owner = text(chance, &OWNERS);
        answer.review = Day::from_numbers(2026, 12, 1);
    }
    answer
}

/// What a level asks for is mostly given.
fn evidence(answer: &mut Answer, framework: &Framework, level: Level, date: Day, chance: &mut Chance) {
    for kind in framework.scale.meaning(level).map_or(&[][..], |meaning| &meaning.requires) {
        if !chance.happens(750) {
            continue;
        }
        match kind {
            EvidenceKind::Measure => {
                let denominator = 10 + chance.below(40);
                let numerator = denominator * (60 + chance.below(41)) / 100;
                answer.measure = Some(Box::new(Measure { numerator, denominator, date, what: None }));
            }
            EvidenceKind::Outcome => answer.outcome = Some("Fewer calls at night than last year".to_owned()),
            EvidenceKind::Validation => {
                answer.validation = Some(Box::new(Validation { by: "Network pharmacist".to_owned(), date }));
            }
            EvidenceKind::Named(kind) => answer.evidence.push(Evidence {
                what: "Folder in the office".to_owned(),
                date: None,
                kind: Some(kind.clone()),
            }),
        }
    }
}
