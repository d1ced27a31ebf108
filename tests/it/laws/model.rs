//! A plan -> the library's own types, without a file between.

use super::plan::{self, Says};
use homeround::assessment::{Answer, Assessment, Assessor, Evidence, Measure, Response, Validation};
use homeround::day::Day;
use homeround::framework::{
    Cost, Element, ElementKind, EvidenceKind, Framework, Grade, Impact, Innovation, Level, LevelMeaning,
    Scale, SubElement, Tier, Window,
};
use homeround::id::{ElementId, FrameworkId, InnovationId, OrganisationId, SubElementId};
use homeround::organisation::{Body, Kind};
use homeround::scoring::{AssessmentResult, Ideas, Rules, score};
use std::collections::BTreeMap;

/// The kinds of organisation in plans.
pub(super) const KINDS: [Kind; 3] = [Kind::CareHome, Kind::Pcn, Kind::Ics];
/// The words for kinds of evidence: three that every framework knows, and two that it may have of its own.
pub(super) const EVIDENCE: [&str; 5] = ["measure", "outcome", "validation", "photo", "audit"];

/// One assessment with everything that scoring it needs.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) framework: Framework,
    pub(super) targets: Vec<Level>,
    pub(super) innovations: BTreeMap<InnovationId, Innovation>,
    pub(super) kind: Kind,
    pub(super) assessment: Assessment,
    /// Months from the programme's start, as planned.
    pub(super) months: Option<u32>,
}

impl Case {
    pub(super) fn new(plan: &plan::Assessed) -> Case {
        let framework = framework(&plan.framework);
        let ideas =
            plan.framework.ideas.iter().enumerate().map(|(at, idea)| innovation(&framework, at, idea));
        Case {
            targets: targets(&plan.framework),
            innovations: ideas.map(|idea| (idea.id.clone(), idea)).collect(),
            kind: KINDS[plan.kind],
            assessment: assessment(&framework, &plan.framework, &plan.assessment),
            months: plan.assessment.months.map(u32::from),
            framework,
        }
    }

    pub(super) fn score(&self) -> AssessmentResult {
        let rules = Rules {
            framework: &self.framework,
            targets: self.targets.clone(),
            ideas: Ideas::new(&self.innovations, &self.framework),
            started: None,
        };
        score(&self.assessment, self.kind, &rules)
    }

    /// The same with this level claimed for one sub-element.
    pub(super) fn claiming(&self, position: usize, level: Level) -> Case {
        let mut case = self.clone();
        case.assessment.answers[position].response = Response::Level(level);
        case
    }

    /// The same with this evidence for one sub-element.
    pub(super) fn with_evidence(&self, position: usize, kind: &EvidenceKind) -> Case {
        let mut case = self.clone();
        let date = case.assessment.date;
        give(&mut case.assessment.answers[position], kind, date);
        case
    }
}

/// The numbers of those bits that are set.
pub(super) fn bits(number: u16, of: usize) -> impl Iterator<Item = usize> {
    (0..of).filter(move |at| number >> at & 1 == 1)
}

/// The target of each sub-element: 1 to the highest level.
pub(super) fn target(framework: &plan::Framework, number: u8) -> u8 {
    1 + number % framework.highest
}

/// The sub-elements of a plan in framework order, with their positions as planned.
pub(super) fn in_order(framework: &plan::Framework) -> Vec<(usize, &plan::SubElement)> {
    let mut found: Vec<_> = framework.sub_elements.iter().enumerate().collect();
    found.sort_by_key(|(at, one)| (one.element % framework.elements.len(), *at));
    found
}

/// The kinds that a sub-element is asked of; the first of a plan is asked of all.
pub(super) fn asked_of(at: usize, one: &plan::SubElement) -> Vec<Kind> {
    let asked = if at == 0 { 7 } else { one.asked };
    bits(asked.into(), KINDS.len()).map(|kind| KINDS[kind]).collect()
}

/// The bits of a number, or its first where it has none.
pub(super) fn some_bits(number: u16, of: usize) -> Vec<usize> {
    let found: Vec<usize> = bits(number, of).collect();
    if found.is_empty() { vec![0] } else { found }
}

/// Which kinds of evidence a level requires: none at level 0, and of its own only those that it has.
pub(super) fn requires(framework: &plan::Framework, level: usize) -> Vec<usize> {
    let known = 3 + framework.own_kinds;
    if level == 0 { Vec::new() } else { bits(framework.requires[level].into(), known).collect() }
}

fn framework(plan: &plan::Framework) -> Framework {
    let meaning = |level: usize| LevelMeaning {
        name: format!("Level {level}"),
        test: None,
        requires: requires(plan, level)
            .into_iter()
            .map(|kind| EvidenceKind::by_word(EVIDENCE[kind]))
            .collect(),
        min_share: None,
    };
    let levels = (0..=usize::from(plan.highest)).map(meaning).collect();
    let element = |(at, kind): (usize, &u8)| Element {
        id: ElementId::parse(&format!("e{at}")).unwrap(),
        number: u32::try_from(at).unwrap(),
        kind: [Some(ElementKind::Clinical), Some(ElementKind::Enabler), None][usize::from(*kind)],
        name: format!("Element {at}"),
        short: format!("Element {at}"),
        aliases: Vec::new(),
        paragraphs: None,
    };
    Framework {
        id: FrameworkId::parse("random").unwrap(),
        title: "Random".to_owned(),
        version: "1".to_owned(),
        publisher: None,
        published: None,
        scale: Scale::new(levels, target(plan, plan.target), plan.mature.min(plan.highest)).unwrap(),
        evidence_kinds: EVIDENCE[3..3 + plan.own_kinds].iter().map(|&kind| kind.to_owned()).collect(),
        has_enhanced: !plan.core_only,
        elements: plan.elements.iter().enumerate().map(element).collect(),
        sub_elements: in_order(plan).into_iter().map(|(at, one)| sub_element(plan, at, one)).collect(),
    }
}

fn sub_element(plan: &plan::Framework, at: usize, one: &plan::SubElement) -> SubElement {
    SubElement {
        id: SubElementId::parse(&format!("s{at}")).unwrap(),
        label: at.to_string(),
        element: one.element % plan.elements.len(),
        name: format!("Sub-element {at}"),
        short: format!("Sub-element {at}"),
        aliases: Vec::new(),
        tier: if one.enhanced && !plan.core_only { Tier::Enhanced } else { Tier::Core },
        window: one.window.map(|(earliest, length)| Window { earliest, latest: earliest + length }),
        pace_label: None,
        paragraphs: None,
        asked_of: asked_of(at, one),
        led_by: vec![Body::CareHome],
        weight: one.weight,
        not_applicable_allowed: one.may_not_apply,
        question: None,
        why: None,
        levels: (0..=plan.highest).map(|level| format!("Level {level}")).collect(),
        example: None,
        resources: Vec::new(),
        guidance: String::new(),
    }
}

fn targets(plan: &plan::Framework) -> Vec<Level> {
    let framework = framework(plan);
    let level = |(_, one): (usize, &plan::SubElement)| {
        let number = target(plan, one.target.unwrap_or(plan.target));
        framework.scale.level(i64::from(number)).unwrap()
    };
    in_order(plan).into_iter().map(level).collect()
}

fn innovation(framework: &Framework, at: usize, plan: &plan::Idea) -> Innovation {
    let helps = some_bits(plan.helps, framework.sub_elements.len());
    Innovation {
        id: InnovationId::parse(&format!("idea-{at}")).unwrap(),
        name: format!("Idea {at}"),
        impacts: some_bits(plan.impacts.into(), 3).into_iter().map(|at| Impact::WORDS[at].1).collect(),
        helps: helps.into_iter().map(|at| SubElementId::parse(&format!("s{at}")).unwrap()).collect(),
        who: some_bits(plan.who.into(), KINDS.len()).into_iter().map(|at| KINDS[at]).collect(),
        with: Vec::new(),
        cost: Cost::WORDS[plan.cost].1,
        evidence: Grade::WORDS[plan.grade].1,
        paragraphs: None,
        order: plan.order,
        source: None,
        practice: String::new(),
        first_step: String::new(),
    }
}

/// The day so many months before the 15th of a month of 2026.
pub(super) fn day(month: u8, months_before: u8) -> Day {
    let months = 2026 * 12 + i32::from(month) - i32::from(months_before);
    let (year, month) = (months / 12, months % 12 + 1);
    Day::from_numbers(u16::try_from(year).unwrap(), u8::try_from(month).unwrap(), 15).unwrap()
}

/// What a plan says about one sub-element: a level within the scale, and "not applicable" only where it may be said.
pub(super) fn says(plan: &plan::Framework, one: &plan::SubElement, answer: &plan::Answer) -> Says {
    match answer.says {
        Says::Level(level) => Says::Level(level % (plan.highest + 1)),
        Says::NotApplicable if !one.may_not_apply => Says::DontKnow,
        other => other,
    }
}

fn assessment(framework: &Framework, plan: &plan::Framework, one: &plan::Assessment) -> Assessment {
    let date = day(one.month, 0);
    let answers = in_order(plan).into_iter().map(|(at, sub_element)| {
        let planned = &one.answers[at];
        let mut answer = Answer {
            response: match says(plan, sub_element, planned) {
                Says::Nothing => Response::Unanswered,
                Says::DontKnow => Response::DontKnow,
                Says::NotApplicable => Response::NotApplicable("No.".to_owned()),
                Says::Level(level) => Response::Level(framework.scale.level(level.into()).unwrap()),
            },
            ..Answer::default()
        };
        for kind in bits(planned.evidence.into(), 3 + plan.own_kinds) {
            give(&mut answer, &EvidenceKind::by_word(EVIDENCE[kind]), date);
        }
        answer
    });
    let adopted = bits(one.adopted.into(), plan.ideas.len());
    Assessment {
        file: "random.toml".into(),
        organisation: OrganisationId::parse("random").unwrap(),
        framework: framework.id.clone(),
        date,
        assessor: Assessor::WORDS[one.assessor].1,
        started: one.months.map(|months| day(one.month, months)),
        completed_by: None,
        publish: false,
        adopted: adopted.map(|at| InnovationId::parse(&format!("idea-{at}")).unwrap()).collect(),
        answers: answers.collect(),
    }
}

fn give(answer: &mut Answer, kind: &EvidenceKind, date: Day) {
    match kind {
        EvidenceKind::Measure => {
            answer.measure = Some(Box::new(Measure { numerator: 1, denominator: 2, date, what: None }));
        }
        EvidenceKind::Outcome => answer.outcome = Some("Better".to_owned()),
        EvidenceKind::Validation => {
            answer.validation = Some(Box::new(Validation { by: "Council".to_owned(), date }));
        }
        EvidenceKind::Named(kind) => {
            answer.evidence.push(Evidence { what: "Paper".to_owned(), date: None, kind: Some(kind.clone()) });
        }
    }
}
