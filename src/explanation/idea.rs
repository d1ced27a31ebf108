//! Why this idea, and why before that one.

use crate::framework::{Framework, Innovation};
use crate::scoring::Recommendation;
use crate::words;

/// Why an idea is recommended, with the gaps it helps by name.
pub fn idea(framework: &Framework, recommendation: &Recommendation) -> String {
    let names: Vec<String> = recommendation
        .helps
        .iter()
        .filter_map(|position| framework.sub_elements.get(*position))
        .map(crate::framework::SubElement::heading)
        .collect();
    let gaps = words::count(recommendation.helps.len() as u64, "gap", "gaps");
    let mut out = format!("It helps {gaps}: {}", words::list(&names));
    // Where the framework has one tier, all gaps are of it.
    if framework.has_enhanced || recommendation.overdue_core > 0 {
        out.push_str(&tier(recommendation.helps.len(), recommendation.core, recommendation.overdue_core));
    } else {
        out.push('.');
    }
    out
}

/// How many of the gaps are core, and of these past the window: ". 2 of them are core, and 1 of those is past ...".
fn tier(all: usize, core: usize, overdue: usize) -> String {
    let subject = match (all, core) {
        (1, _) => "That gap is".to_owned(),
        (_, 0) => "None of them is".to_owned(),
        (all, core) if all == core => "All of them are".to_owned(),
        (_, core) => format!("{core} of them {}", words::agree(core as u64, "is", "are")),
    };
    let not = if all == 1 && core == 0 { " not" } else { "" };
    let late = match overdue {
        0 => String::new(),
        overdue if overdue == core => " and past the indicative window".to_owned(),
        overdue => format!(
            ", and {overdue} of those {} past the indicative window",
            words::agree(overdue as u64, "is", "are")
        ),
    };
    format!(". {subject}{not} core{late}.")
}

/// Why one idea stands before the next: the first thing in which they differ.
pub fn why_before(first: (&Innovation, &Recommendation), next: (&Innovation, &Recommendation)) -> String {
    let ((one, a), (other, b)) = (first, next);
    let because = if a.overdue_core != b.overdue_core {
        format!("it helps {} past the window, not {}", gaps(a.overdue_core, "core "), b.overdue_core)
    } else if a.core != b.core {
        format!("it helps {}, not {}", gaps(a.core, "core "), b.core)
    } else if a.helps.len() != b.helps.len() {
        format!("it helps {}, not {}", gaps(a.helps.len(), ""), b.helps.len())
    } else if one.cost != other.cost {
        format!("it helps as many gaps and costs less ({})", one.cost.in_words())
    } else if one.evidence != other.evidence {
        format!(
            "it helps as many gaps at the same cost and its evidence is stronger ({})",
            one.evidence.in_words()
        )
    } else if one.impacts.len() != other.impacts.len() {
        format!(
            "all else is equal and it narrows {} of the three gaps in health, quality and funding, not {}",
            one.impacts.len(),
            other.impacts.len()
        )
    } else {
        "all else is equal and the list of ideas has it first".to_owned()
    };
    format!("\"{}\" stands before \"{}\" because {because}.", one.name, other.name)
}

fn gaps(count: usize, tier: &str) -> String {
    words::count(count as u64, &format!("{tier}gap"), &format!("{tier}gaps"))
}

#[cfg(test)]
mod tests {
    use super::tier;

    #[test]
    fn what_holds_for_all_the_gaps_is_said_of_all() {
        for (all, core, overdue, told) in [
            (1, 0, 0, ". That gap is not core."),
            (1, 1, 0, ". That gap is core."),
            (1, 1, 1, ". That gap is core and past the indicative window."),
            (3, 0, 0, ". None of them is core."),
            (3, 1, 1, ". 1 of them is core and past the indicative window."),
            (3, 2, 1, ". 2 of them are core, and 1 of those is past the indicative window."),
            (2, 2, 0, ". All of them are core."),
            (2, 2, 2, ". All of them are core and past the indicative window."),
        ] {
            assert_eq!(tier(all, core, overdue), told);
        }
    }
}
