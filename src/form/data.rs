//! What the scripts of the page are given: the rules by which they score, and the home's last answers.
//!
//! Words that stand in the page anyway are not given twice.

use super::Form;
use crate::assessment::{Answer, Response, write};
use crate::framework::{
    ElementKind, EvidenceKind, Framework, Innovation, Level, LevelMeaning, SubElement, Tier,
};
use crate::scoring::recommendation::merit;
use serde::Serialize;

#[derive(Serialize)]
struct Data<'d> {
    framework: &'d str,
    version: &'d str,
    organisation: Option<Named<'d>>,
    kind: &'static str,
    started: Option<String>,
    highest: u8,
    mature: u8,
    levels: Vec<LevelData<'d>>,
    evidence_kinds: &'d [String],
    elements: Vec<ElementData<'d>>,
    questions: Vec<Question<'d>>,
    ideas: Vec<Idea<'d>>,
    last: Option<Last>,
}

#[derive(Serialize)]
struct Named<'d> {
    id: &'d str,
    name: &'d str,
}

#[derive(Serialize)]
struct LevelData<'d> {
    name: &'d str,
    requires: Vec<&'d str>,
    min_share: Option<f64>,
}

#[derive(Serialize)]
struct ElementData<'d> {
    short: &'d str,
    kind: Option<&'static str>,
}

#[derive(Serialize)]
struct Question<'d> {
    id: &'d str,
    heading: String,
    short: &'d str,
    element: usize,
    tier: &'static str,
    window: Option<[u32; 2]>,
    target: u8,
    asked: bool,
    leads: bool,
    leaders: Vec<String>,
    not_applicable: bool,
}

#[derive(Serialize)]
struct Idea<'d> {
    id: &'d str,
    name: &'d str,
    helps: &'d [usize],
    cost: &'static str,
    step: String,
}

#[derive(Serialize)]
struct Last {
    day: String,
    words: &'static str,
    text: String,
}

/// The data as JSON that can stand in a script element: nothing in it closes the element or opens another.
pub(super) fn json(form: &Form<'_>) -> String {
    let framework = form.framework;
    let data = Data {
        framework: framework.id.as_str(),
        version: &framework.version,
        organisation: form.home.map(|home| Named { id: home.id.as_str(), name: home.name }),
        kind: form.kind.noun(),
        started: form.rules.started.map(|day| day.to_string()),
        highest: framework.scale.highest().number(),
        mature: framework.scale.mature.number(),
        levels: framework.scale.all().filter_map(|level| framework.scale.meaning(level)).map(level).collect(),
        evidence_kinds: &framework.evidence_kinds,
        elements: elements(form),
        questions: questions(form),
        ideas: ideas(form),
        last: form.last.map(|last| Last {
            day: last.date.in_words(),
            words: last.assessor.in_words(),
            text: write(last, framework),
        }),
    };
    // Every part is text, numbers and lists, which JSON has.
    serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c")
}

fn level(meaning: &LevelMeaning) -> LevelData<'_> {
    LevelData {
        name: &meaning.name,
        requires: meaning.requires.iter().map(EvidenceKind::word).collect(),
        min_share: meaning.min_share,
    }
}

fn elements<'d>(form: &Form<'d>) -> Vec<ElementData<'d>> {
    let kind = |kind: ElementKind| match kind {
        ElementKind::Clinical => "clinical",
        ElementKind::Enabler => "enabler",
    };
    let elements = form.framework.elements.iter();
    elements.map(|one| ElementData { short: &one.short, kind: one.kind.map(kind) }).collect()
}

fn questions<'d>(form: &Form<'d>) -> Vec<Question<'d>> {
    let sub_elements = form.framework.sub_elements.iter().zip(&form.rules.targets);
    let question = |(one, target): (&'d SubElement, &Level)| Question {
        id: one.id.as_str(),
        heading: one.heading(),
        short: &one.short,
        element: one.element,
        tier: Tier::word(one.tier),
        window: one.window.map(|window| [window.earliest, window.latest]),
        target: target.number(),
        asked: one.asked_of.contains(&form.kind),
        leads: one.led_by_kind(form.kind),
        leaders: one.leaders(),
        not_applicable: one.not_applicable_allowed,
    };
    sub_elements.map(question).collect()
}

/// The ideas that this kind of organisation can start, in the order that decides between equals.
fn ideas<'d>(form: &'d Form<'_>) -> Vec<Idea<'d>> {
    let mut ideas: Vec<_> = form.rules.ideas.candidates(form.kind).collect();
    ideas.sort_by(|(one, _), (other, _)| merit(one).cmp(&merit(other)));
    let idea = |(one, helps): (&'d Innovation, &'d [usize])| Idea {
        id: one.id.as_str(),
        name: &one.name,
        helps,
        cost: one.cost.in_words(),
        step: one.first_step.replace("**", "").split_whitespace().collect::<Vec<_>>().join(" "),
    };
    ideas.into_iter().map(idea).collect()
}

/// An answer in a few words; nothing where there was none.
pub(super) fn in_words(answer: &Answer, framework: &Framework) -> Option<String> {
    match &answer.response {
        Response::Level(level) => Some(framework.scale.in_words(*level)),
        Response::DontKnow => Some("Do not know".to_owned()),
        Response::NotApplicable(_) => Some("Not applicable".to_owned()),
        Response::Unanswered => None,
    }
}
