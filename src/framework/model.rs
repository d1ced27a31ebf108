//! A framework as the rest of the program knows it: checked, in order, and complete.
//!
//! Models are made by `read` and hold no trace of the files they came from.

use crate::id::{ElementId, FrameworkId, SubElementId};
use crate::organisation::{Body, Kind};
use std::fmt;

/// A framework: elements, their sub-elements, and the scale on which they are rated (section 1).
#[derive(Clone, Debug)]
pub struct Framework {
    /// The framework's id, as `ehch-2016`.
    pub id: FrameworkId,
    /// Its name.
    pub title: String,
    /// Its version; answers name the one they were made for.
    pub version: String,
    /// Who published it, if stated.
    pub publisher: Option<String>,
    /// When, as the framework states it.
    pub published: Option<String>,
    /// The levels, the level that counts as in place, and the mature one.
    pub scale: Scale,
    /// The kinds of evidence that an `evidence` entry may bear.
    pub evidence_kinds: Vec<String>,
    /// Whether there is an enhanced tier besides the core one.
    pub has_enhanced: bool,
    /// Elements in order of their numbers.
    pub elements: Vec<Element>,
    /// Sub-elements in framework order: by element number, then label.
    pub sub_elements: Vec<SubElement>,
}

impl Framework {
    /// The position of a sub-element in framework order.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.sub_elements.iter().position(|sub_element| sub_element.id.as_str() == id)
    }

    /// The element that a sub-element belongs to.
    pub fn element_of(&self, sub_element: &SubElement) -> Option<&Element> {
        self.elements.get(sub_element.element)
    }

    /// Whether it gives any sub-element a pace window: without one there is no pace to stand against.
    pub fn has_windows(&self) -> bool {
        self.sub_elements.iter().any(|sub_element| sub_element.window.is_some())
    }

    /// Whether it tells clinical elements from enablers at all.
    pub fn has_kinds(&self) -> bool {
        self.elements.iter().any(|element| element.kind.is_some())
    }

    /// Whether this kind of organisation is asked anything at all.
    pub fn asks(&self, kind: Kind) -> bool {
        self.sub_elements.iter().any(|sub_element| sub_element.asked_of.contains(&kind))
    }
}

/// A level on a framework's scale: 0 to the scale's highest, at most 9. Higher is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Level(u8);

impl Level {
    /// The lowest level of every scale.
    pub const ZERO: Level = Level(0);

    /// The level's number.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Steps from this level up to another; 0 when it is reached.
    pub fn steps_to(self, other: Level) -> u8 {
        other.0.saturating_sub(self.0)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// The level scale of a framework.
#[derive(Clone, Debug)]
pub struct Scale {
    levels: Vec<LevelMeaning>,
    /// The level at which a sub-element counts as in place, unless the workspace sets another.
    pub target: Level,
    /// The level that every sub-element has reached in a fully mature organisation.
    pub mature: Level,
}

impl Scale {
    /// The most levels a scale may have, so that each is one digit.
    pub const MOST_LEVELS: usize = 10;

    /// A scale of 2 to 10 levels with a target above 0; nothing where the numbers do not fit the levels.
    pub fn new(levels: Vec<LevelMeaning>, target: u8, mature: u8) -> Option<Scale> {
        let fits = (2..=Scale::MOST_LEVELS).contains(&levels.len());
        let within = |level: u8| usize::from(level) < levels.len();
        (fits && target > 0 && within(target) && within(mature)).then_some(Scale {
            levels,
            target: Level(target),
            mature: Level(mature),
        })
    }

    /// The level with this number, if the scale has it.
    pub fn level(&self, number: i64) -> Option<Level> {
        let number = u8::try_from(number).ok()?;
        (usize::from(number) < self.levels.len()).then_some(Level(number))
    }

    /// The highest level, K in the definitions.
    pub fn highest(&self) -> Level {
        // A scale has at most 10 levels, so the number fits.
        Level(u8::try_from(self.levels.len().saturating_sub(1)).unwrap_or(u8::MAX))
    }

    /// Every level from 0 up.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = Level> + use<> {
        (0..=self.highest().0).map(Level)
    }

    /// What a level means.
    pub fn meaning(&self, level: Level) -> Option<&LevelMeaning> {
        self.levels.get(usize::from(level.0))
    }

    /// A level as readers see it: "3 - Mature".
    pub fn in_words(&self, level: Level) -> String {
        let name = self.meaning(level).map_or("", |meaning| meaning.name.as_str());
        format!("{level} - {name}")
    }
}

/// What one level of a scale means.
#[derive(Clone, Debug, Default)]
pub struct LevelMeaning {
    /// Its name, as "Established".
    pub name: String,
    /// The observable test that tells it from its neighbours.
    pub test: Option<String>,
    /// The kinds of evidence that an answer must supply for this level to count (section 3).
    pub requires: Vec<EvidenceKind>,
    /// The share that a measure should reach at this level, 0 to 1; a lower one is listed, never capped.
    pub min_share: Option<f64>,
}

/// A kind of evidence that a level may require.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EvidenceKind {
    /// A numerator, a denominator and a date.
    Measure,
    /// What became better.
    Outcome,
    /// Who outside the team agreed the level, and when.
    Validation,
    /// A kind of the framework's own.
    Named(String),
}

impl EvidenceKind {
    /// The words that evidence kinds of a framework's own may not use.
    pub const RESERVED: [&'static str; 3] = ["measure", "outcome", "validation"];

    /// The kind with this word.
    pub fn by_word(word: &str) -> EvidenceKind {
        match word {
            "measure" => EvidenceKind::Measure,
            "outcome" => EvidenceKind::Outcome,
            "validation" => EvidenceKind::Validation,
            other => EvidenceKind::Named(other.to_owned()),
        }
    }

    /// The word for it in files.
    pub fn word(&self) -> &str {
        match self {
            EvidenceKind::Measure => "measure",
            EvidenceKind::Outcome => "outcome",
            EvidenceKind::Validation => "validation",
            EvidenceKind::Named(word) => word,
        }
    }

    /// What a reader calls it.
    pub fn in_words(&self) -> String {
        match self {
            EvidenceKind::Measure => "a measure (how many of how many, and when)".to_owned(),
            EvidenceKind::Outcome => "an outcome (what became better)".to_owned(),
            EvidenceKind::Validation => "a validation (who outside the team agreed it, and when)".to_owned(),
            EvidenceKind::Named(word) => format!("evidence of the kind \"{}\"", word.replace('-', " ")),
        }
    }
}

/// Whether an element is about care or about what makes care possible.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ElementKind {
    /// Care itself.
    Clinical,
    /// What makes care possible: commissioning, workforce, data.
    Enabler,
}

/// An element: a heading over sub-elements.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its id, also the name of its group in results.
    pub id: ElementId,
    /// Its number in the framework; elements stand in this order.
    pub number: u32,
    /// Clinical, enabler, or neither.
    pub kind: Option<ElementKind>,
    /// Its full name.
    pub name: String,
    /// A name for headings and charts.
    pub short: String,
    /// Other wordings of the name in the sources.
    pub aliases: Vec<String>,
    /// The framework's paragraphs about it.
    pub paragraphs: Option<String>,
}

/// The tier of a sub-element: act now, or as soon as practicable after (framework, 3.15).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tier {
    /// Act now.
    Core,
    /// As soon as practicable after core.
    Enhanced,
}

impl Tier {
    /// The word for it in files and on pages.
    pub fn word(self) -> &'static str {
        match self {
            Tier::Core => "core",
            Tier::Enhanced => "enhanced",
        }
    }
}

/// The months after a programme's start in which a sub-element is expected to come into place (Table 2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Window {
    /// The first month in which it is expected.
    pub earliest: u32,
    /// The month from which it is past the indicative window.
    pub latest: u32,
}

/// A sub-element: the thing that is rated.
#[derive(Clone, Debug)]
pub struct SubElement {
    /// Its id, the key everywhere.
    pub id: SubElementId,
    /// What people call it, as "1.2".
    pub label: String,
    /// Its element's position among the framework's elements.
    pub element: usize,
    /// Its full name.
    pub name: String,
    /// A name of at most 40 characters for headings and charts.
    pub short: String,
    /// Other wordings of the name in the sources.
    pub aliases: Vec<String>,
    /// Core or enhanced.
    pub tier: Tier,
    /// Its pace window, if the framework gives one.
    pub window: Option<Window>,
    /// The window as the framework words it, as "1 - 2 years".
    pub pace_label: Option<String>,
    /// The framework's paragraphs about it.
    pub paragraphs: Option<String>,
    /// The kinds of organisation that are asked.
    pub asked_of: Vec<Kind>,
    /// The kinds of body that lead on it.
    pub led_by: Vec<Body>,
    /// Its weight in indices, 1 to 100.
    pub weight: u32,
    /// Whether an answer may say that it does not apply.
    pub not_applicable_allowed: bool,
    /// The question a manager answers.
    pub question: Option<String>,
    /// Why it matters.
    pub why: Option<String>,
    /// What each level looks like, the lowest first; as many as the scale has levels.
    pub levels: Vec<String>,
    /// What it looks like in a small home.
    pub example: Option<String>,
    /// Where to read more.
    pub resources: Vec<Resource>,
    /// Guidance, in Markdown.
    pub guidance: String,
}

impl SubElement {
    /// What this level looks like here.
    pub fn descriptor(&self, level: Level) -> &str {
        self.levels.get(usize::from(level.0)).map_or("", String::as_str)
    }

    /// Whether an organisation of this kind leads on it, rather than having to ask (section 7).
    pub fn led_by_kind(&self, kind: Kind) -> bool {
        self.led_by.contains(&kind.body())
    }

    /// The bodies that lead on it, as a reader calls them.
    pub fn leaders(&self) -> Vec<String> {
        self.led_by.iter().map(Body::in_words).collect()
    }

    /// Label and short name: "1.2 Medicine reviews".
    pub fn heading(&self) -> String {
        format!("{} {}", self.label, self.short)
    }
}

/// A publication that helps.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// In which year.
    pub year: Option<u32>,
}
