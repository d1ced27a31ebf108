//! Why a sub-element counts as the level it does, where it stands against the pace, and why a gap stands where it does.

use crate::assessment::{Answer, Assessment, Response};
use crate::framework::{ElementKind, EvidenceKind, Framework, SubElement};
use crate::organisation::Kind;
use crate::scoring::{AssessmentResult, Gap, Pace, State, SubElementResult, lacking, measure_differs};
use crate::words;

/// What is told about: a sub-element with its answer and its result.
#[derive(Clone, Copy, Debug)]
pub struct Told<'t> {
    /// The framework.
    pub framework: &'t Framework,
    /// The sub-element.
    pub sub_element: &'t SubElement,
    /// What was answered.
    pub answer: &'t Answer,
    /// What came of it.
    pub result: &'t SubElementResult,
    /// Who was rated.
    pub kind: Kind,
    /// Months since the programme's start.
    pub months: Option<u32>,
    /// Whether reasons and the numbers of measures may be told.
    pub in_full: bool,
}

impl<'t> Told<'t> {
    /// The sub-element at this place of the framework; `None` beyond its end.
    #[must_use]
    pub fn of(
        framework: &'t Framework,
        assessment: &'t Assessment,
        result: &'t AssessmentResult,
        position: usize,
        in_full: bool,
    ) -> Option<Self> {
        Some(Told {
            framework,
            sub_element: framework.sub_elements.get(position)?,
            answer: assessment.answers.get(position)?,
            result: result.sub_elements.get(position)?,
            kind: result.kind,
            months: result.months,
            in_full,
        })
    }
}

/// Why the sub-element counts as it does.
pub fn level(told: Told<'_>) -> Vec<String> {
    let scale = &told.framework.scale;
    let name = told.sub_element.heading();
    match told.result.state {
        State::NotAsked => {
            vec![format!("{name} is not asked of {}, so it stands outside every figure.", told.kind.nouns())]
        }
        State::NotApplicable => {
            let reason = match &told.answer.response {
                Response::NotApplicable(reason) if told.in_full => {
                    format!(" The reason given: {}", words::sentence(reason))
                }
                _ => String::new(),
            };
            vec![format!("{name} does not apply here, so it leaves every denominator.{reason}")]
        }
        State::DontKnow => {
            vec![format!(
                "The answer to {name} is \"do not know\". It counts as not answered, never as level 0."
            )]
        }
        State::Unanswered => {
            vec![format!("{name} has no answer. It is never counted as level 0, and never as in place.")]
        }
        State::Answered { claimed, evidenced } => {
            let mut sentences = Vec::new();
            if evidenced < claimed {
                let missing: Vec<String> =
                    lacking(scale, claimed, told.answer).iter().map(EvidenceKind::in_words).collect();
                sentences.push(format!("{name} was claimed at {}.", scale.in_words(claimed)));
                sentences.push(format!(
                    "Level {claimed} needs {}, which the answer does not give.",
                    words::list(&missing)
                ));
                sentences.push(format!(
                    "The highest level up to {claimed} whose evidence is all there is {evidenced}, so it counts as {}.",
                    scale.in_words(evidenced)
                ));
            } else {
                sentences.push(format!(
                    "{name} was claimed at {}, and {}.",
                    scale.in_words(claimed),
                    supported(told)
                ));
            }
            let verb = if told.result.in_place { "has reached" } else { "has not reached" };
            let place = if told.result.in_place { "in place" } else { "a gap" };
            sentences.push(format!("It {verb} its target, level {}, so it is {place}.", told.result.target));
            sentences.extend(differs(told));
            sentences
        }
    }
}

fn supported(told: Told<'_>) -> String {
    let required = told
        .result
        .state
        .claimed()
        .and_then(|level| told.framework.scale.meaning(level))
        .map_or(&[][..], |meaning| &meaning.requires);
    if required.is_empty() {
        return "this level needs no further evidence".to_owned();
    }
    let kinds: Vec<String> = required.iter().map(EvidenceKind::in_words).collect();
    let measure = told.answer.measure.as_ref().filter(|_| told.in_full).map(|measure| {
        format!(": {} on {}", words::of(measure.numerator, measure.denominator), measure.date.in_words())
    });
    format!("the answer gives what it needs, {}{}", words::list(&kinds), measure.unwrap_or_default())
}

fn differs(told: Told<'_>) -> Option<String> {
    if !told.in_full {
        return None;
    }
    let wanted = measure_differs(&told.framework.scale, told.answer)?;
    let measure = told.answer.measure.as_ref()?;
    let measured = words::percent(measure.numerator, measure.denominator)?;
    Some(format!(
        "Claim and measure differ: the measure is {} ({measured}), and this level asks for {}. The level stands as claimed; look at it again.",
        words::of(measure.numerator, measure.denominator),
        words::percent_of(wanted * 100.0)
    ))
}

/// What an answer would have to give for its claim to stand.
pub fn evidence_wanted(told: Told<'_>) -> Vec<String> {
    let Some(claimed) = told.result.state.claimed() else { return Vec::new() };
    lacking(&told.framework.scale, claimed, told.answer)
        .iter()
        .map(|kind| words::capital(&kind.in_words()))
        .collect()
}

/// Where the sub-element stands against its window, with the months it rests on. None where no month is known, which
/// [`months`](super::months) says once for all of them, and where the framework has no windows at all.
pub fn pace(told: Told<'_>) -> Option<String> {
    if !told.framework.has_windows() {
        return None;
    }
    let label = told.sub_element.pace_label.as_deref();
    let months = told.months?;
    let Some(window) = told.sub_element.window else {
        return Some("The framework gives no window for it.".to_owned());
    };
    let window = match (label, window.earliest) {
        (Some(label), 0) => format!("{label}, to month {}", window.latest),
        (Some(label), earliest) => format!("{label}, months {earliest} to {}", window.latest),
        (None, earliest) => format!("months {earliest} to {}", window.latest),
    };
    Some(format!(
        "Its indicative window is {window}; this is month {months}: {}.",
        told.result.pace.in_words()
    ))
}

/// Why a gap stands where it does among the gaps: its number and its window, then its tier, steps and kind.
pub fn gap(framework: &Framework, gap: &Gap, place: usize, of: usize, months: Option<u32>) -> [String; 2] {
    let Some(sub_element) = framework.sub_elements.get(gap.position) else { return Default::default() };
    let urgency = match (gap.pace, months, sub_element.window) {
        (Pace::Overdue, Some(months), Some(window)) => {
            format!("Its window ended at month {}; this is month {months}.", window.latest)
        }
        (Pace::Due, Some(months), Some(window)) => {
            format!("Its window is months {} to {}; this is month {months}.", window.earliest, window.latest)
        }
        (Pace::NotYetDue, Some(months), Some(window)) => {
            format!("Its window opens at month {}; this is month {months}.", window.earliest)
        }
        _ if !framework.has_windows() => "Those furthest from target come first.".to_owned(),
        _ => "There is no start date or window to compare with.".to_owned(),
    };
    let kind = match framework.element_of(sub_element).and_then(|element| element.kind) {
        Some(ElementKind::Clinical) => ", about care itself",
        Some(ElementKind::Enabler) => ", makes care possible",
        None => "",
    };
    let steps = words::count(gap.steps, "step", "steps");
    let tier =
        if framework.has_enhanced { format!("{}, ", words::capital(gap.tier.word())) } else { String::new() };
    [format!("Number {place} of {of}. {urgency}"), format!("{tier}{steps} from target{kind}.")]
}

/// Who leads: "You lead on this, with ...", or whom to ask.
pub fn leads(sub_element: &SubElement, kind: Kind) -> String {
    let own = kind.body();
    let others: Vec<String> = sub_element
        .led_by
        .iter()
        .filter(|body| **body != own)
        .map(crate::organisation::Body::in_words)
        .collect();
    match (sub_element.led_by.contains(&own), others.is_empty()) {
        (true, true) => "You lead on this.".to_owned(),
        (true, false) => format!("You lead on this, with {}.", words::list(&others)),
        (false, false) => format!("{} lead on this.", words::capital(&words::list(&others))),
        (false, true) => "The framework names nobody who leads on this.".to_owned(),
    }
}
