//! One innovation file -> a frugal innovation: a simple, low-cost idea that can be repeated elsewhere (framework, 1.10).

use super::front_matter;
use crate::diagnostic::{Code, Diagnostic, Sink, brief, nearest};
use crate::id::{InnovationId, SubElementId};
use crate::organisation::Kind;
use crate::source::{Field, Table, Text};
use std::collections::BTreeSet;

/// The heading under which an innovation's body says what to do first.
const FIRST_STEP: &str = "first step this week";

/// A frugal innovation.
#[derive(Clone, Debug)]
pub struct Innovation {
    /// Its id.
    pub id: InnovationId,
    /// Its name.
    pub name: String,
    /// Which of the three gaps of the Five Year Forward View it narrows.
    pub impacts: BTreeSet<Impact>,
    /// The sub-elements it helps.
    pub helps: BTreeSet<SubElementId>,
    /// The kinds of organisation that can start it.
    pub who: BTreeSet<Kind>,
    /// With whom, in words.
    pub with: Vec<String>,
    /// What it costs in kind.
    pub cost: Cost,
    /// How strong the evidence for it is.
    pub evidence: Grade,
    /// The framework's paragraphs that describe it.
    pub paragraphs: Option<String>,
    /// A place in the order among otherwise equal ideas.
    pub order: Option<u32>,
    /// Where the evidence is and what it found.
    pub source: Option<String>,
    /// What it means in practice, in Markdown.
    pub practice: String,
    /// The smallest step to take first, in Markdown; empty where the file gives none.
    pub first_step: String,
}

/// One of the three gaps of the Five Year Forward View.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Impact {
    /// Health and wellbeing.
    Health,
    /// Quality of care.
    Quality,
    /// Funding and efficiency.
    Efficiency,
}

impl Impact {
    /// Every impact with the word for it in files.
    pub const WORDS: &'static [(&'static str, Impact)] =
        &[("health", Impact::Health), ("quality", Impact::Quality), ("efficiency", Impact::Efficiency)];

    /// What a reader calls it (Annex 2).
    pub fn in_words(self) -> &'static str {
        match self {
            Impact::Health => "health and wellbeing",
            Impact::Quality => "quality of care",
            Impact::Efficiency => "funding and efficiency",
        }
    }
}

/// What an innovation costs, the cheapest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cost {
    /// It uses what exists.
    None,
    /// Staff hours.
    Time,
    /// Printing, bags, one device.
    Small,
    /// It needs funding, so it is not frugal.
    Commissioned,
}

impl Cost {
    /// Every cost band with the word for it in files.
    pub const WORDS: &'static [(&'static str, Cost)] = &[
        ("none", Cost::None),
        ("time", Cost::Time),
        ("small", Cost::Small),
        ("commissioned", Cost::Commissioned),
    ];

    /// What a reader calls it.
    pub fn in_words(self) -> &'static str {
        match self {
            Cost::None => "no cost: it uses what you have",
            Cost::Time => "staff time only",
            Cost::Small => "a small purchase, such as printing or one device",
            Cost::Commissioned => "needs funding from a commissioner",
        }
    }
}

/// How strong the evidence for an innovation is, the strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Grade {
    /// A randomised trial.
    A,
    /// A matched comparison.
    B,
    /// Before and after.
    C,
    /// A small feasibility study or survey.
    D,
    /// Described in the framework only.
    E,
}

impl Grade {
    /// Every grade with its letter.
    pub const WORDS: &'static [(&'static str, Grade)] =
        &[("A", Grade::A), ("B", Grade::B), ("C", Grade::C), ("D", Grade::D), ("E", Grade::E)];

    /// The letter and what it stands for.
    pub fn in_words(self) -> &'static str {
        match self {
            Grade::A => "A: a randomised trial",
            Grade::B => "B: a matched comparison",
            Grade::C => "C: before and after",
            Grade::D => "D: a small study or survey",
            Grade::E => "E: described in a framework only",
        }
    }
}

/// Reads one innovation file. `known` are the ids of all sub-elements of all frameworks; where `ours` (a built-in
/// file), sub-elements that the workspace's own framework does not have are passed over in silence.
pub fn read(text: &Text, known: &BTreeSet<SubElementId>, ours: bool, sink: &mut Sink) -> Option<Innovation> {
    let (front, body) = front_matter::split(text, sink)?;
    front_matter::read(&front, "an innovation", sink, |table, sink| {
        table.only(
            &[
                "id",
                "name",
                "impacts",
                "helps",
                "who",
                "with",
                "cost",
                "evidence",
                "paragraphs",
                "order",
                "source",
            ],
            sink,
        );
        let id = table.required("id", "\"red-bag\"", sink).and_then(|id| {
            let parsed = id.id(InnovationId::parse, sink)?;
            front_matter::named_after(text, &id, sink);
            Some(parsed)
        });
        let name = table.required("name", "\"Red bag\"", sink).and_then(|name| name.name(120, sink));
        let impacts = words(table, "impacts", "[\"quality\"]", Impact::WORDS, sink);
        let who = words(table, "who", "[\"care-home\"]", Kind::WORDS, sink);
        let cost = table.required("cost", "\"time\"", sink).and_then(|cost| cost.one_of(Cost::WORDS, sink));
        let grade =
            table.required("evidence", "\"E\"", sink).and_then(|grade| grade.one_of(Grade::WORDS, sink));
        let one = known.first().map_or("falls-review", SubElementId::as_str);
        let helps = table.required("helps", &format!("[\"{one}\"]"), sink);
        let helps = helps.map(|helps| sub_elements(&helps, known, ours, sink)).unwrap_or_default();
        let (practice, first_step) = halves(&body);
        Some(Innovation {
            with: table.field("with").map(|with| with_whom(&with, sink)).unwrap_or_default(),
            paragraphs: front_matter::optional(table, "paragraphs", 200, sink),
            order: table
                .field("order")
                .and_then(|order| order.whole(0..=1_000_000, sink))
                .and_then(|n| u32::try_from(n).ok()),
            source: front_matter::optional(table, "source", 600, sink),
            id: id?,
            name: name?,
            impacts,
            helps,
            who,
            cost: cost?,
            evidence: grade?,
            practice,
            first_step,
        })
    })
}

fn words<T: Copy + Ord>(
    table: &Table<'_>,
    key: &str,
    example: &str,
    known: &[(&str, T)],
    sink: &mut Sink,
) -> BTreeSet<T> {
    let fields = table.required(key, example, sink).and_then(|field| field.list(sink)).unwrap_or_default();
    fields.iter().filter_map(|field| field.one_of(known, sink)).collect()
}

fn with_whom(field: &Field<'_>, sink: &mut Sink) -> Vec<String> {
    let mut quiet = Sink::default();
    match field.string(&mut quiet) {
        Some(one) => Some(one.trim().to_owned()).filter(|one| !one.is_empty()).into_iter().collect(),
        None => field.strings(sink).unwrap_or_default().into_iter().map(str::to_owned).collect(),
    }
}

fn sub_elements(
    field: &Field<'_>,
    known: &BTreeSet<SubElementId>,
    ours: bool,
    sink: &mut Sink,
) -> BTreeSet<SubElementId> {
    let mut helps = BTreeSet::new();
    for one in field.list(sink).unwrap_or_default() {
        let Some(id) = one.id(SubElementId::parse, sink) else { continue };
        if known.contains(&id) {
            helps.insert(id);
        } else if !ours {
            sink.push(unknown_sub_element(one.fault(Code::SubElementUnknown, ""), id.as_str(), known));
        }
    }
    helps
}

/// Says that there is no such sub-element, and which was probably meant.
pub fn unknown_sub_element<'a>(
    mut diagnostic: Diagnostic,
    id: &str,
    known: impl IntoIterator<Item = &'a SubElementId>,
) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().map(SubElementId::as_str).collect();
    diagnostic.message = format!("there is no sub-element `{}`", brief(id));
    match (nearest(id, known.iter().copied()), known.first()) {
        (Some(meant), _) => diagnostic.mend(format!("write `{meant}` if that was meant")),
        (None, Some(first)) => diagnostic.mend(format!("use an id of the framework, as `{first}`")),
        (None, None) => diagnostic.mend("take the line away"),
    }
}

/// The body up to the heading of the first step, and what stands under it.
fn halves(body: &str) -> (String, String) {
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let heading = line.trim_start_matches('#');
        if heading.len() < line.len() && heading.trim().to_lowercase() == FIRST_STEP {
            return (body[..at].trim().to_owned(), body[at + line.len()..].trim().to_owned());
        }
        at += line.len();
    }
    (body.trim().to_owned(), String::new())
}

#[cfg(test)]
mod tests {
    use super::halves;

    #[test]
    fn the_first_step_stands_under_its_heading() {
        for (body, practice, step) in [
            ("A bag.\n\n## First step this week\n\nPack one.\n", "A bag.", "Pack one."),
            ("A bag.\n", "A bag.", ""),
            ("A first step this week.\n", "A first step this week.", ""),
        ] {
            assert_eq!(halves(body), (practice.to_owned(), step.to_owned()));
        }
    }
}
