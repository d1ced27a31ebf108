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
    match (recommendation.overdue_core, recommendation.core) {
        // Of one tier all are.
        _ if !framework.has_enhanced && recommendation.overdue_core == 0 => {}
        (0, 0) => out.push_str(". None of them is core"),
        (0, core) => {
            out.push_str(&format!(". {core} of them {} core", words::agree(core as u64, "is", "are")));
        }
        (overdue, core) => out.push_str(&format!(
            ". {core} of them {} core, and {overdue} of those {} past the indicative window",
            words::agree(core as u64, "is", "are"),
            words::agree(overdue as u64, "is", "are")
        )),
    }
    out.push('.');
    out
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
