//! The built-in framework of the contract's six requirements, against what NHS England's page on enhanced health in care
//! homes says of them (the 2020/21 Network Contract DES and the NHS Standard Contract).
//!
//! The page lists the six in this order and gives no numbers, tiers, windows or weights; its levels, who is asked and who
//! leads are the project's own reading of it.

use super::{built_in, by_body, by_word};
use homeround::framework::{EvidenceKind, Framework, Tier};
use homeround::organisation::{Body, Kind};
use homeround::workspace::Workspace;
use std::collections::BTreeSet;

/// A requirement: its id and label, its element, words that state it, on whom the duty falls, and whether there may be
/// nobody it is about.
struct Requirement {
    id: &'static str,
    label: &'static str,
    element: &'static str,
    said: &'static [&'static str],
    led_by: &'static [&'static str],
    may_not_apply: bool,
}

const REQUIREMENTS: [Requirement; 6] = [
    Requirement {
        id: "pcn-alignment",
        label: "1.1",
        element: "network",
        said: &["every care home", "aligned", "named primary care network"],
        // An area's commissioner aligns homes with networks.
        led_by: &["commissioner", "primary-care"],
        may_not_apply: false,
    },
    Requirement {
        id: "clinical-lead",
        label: "1.2",
        element: "network",
        said: &["every care home", "named clinical lead"],
        led_by: &["primary-care"],
        may_not_apply: false,
    },
    Requirement {
        id: "home-round",
        label: "2.1",
        element: "round",
        said: &["weekly", "home round", "check-in", "prioritised"],
        // Of the multidisciplinary team, which the network's and the community services' duties make up.
        led_by: &["primary-care", "community"],
        may_not_apply: false,
    },
    Requirement {
        id: "holistic-assessment",
        label: "3.1",
        element: "first-week",
        said: &["within 7 days", "admission or readmission", "person-centred", "holistic", "health needs"],
        led_by: &["primary-care", "community"],
        may_not_apply: true,
    },
    Requirement {
        id: "care-support-plans",
        label: "3.2",
        element: "first-week",
        said: &["within 7 days", "admission or readmission", "personalised care and support plans"],
        led_by: &["primary-care", "community"],
        may_not_apply: true,
    },
    Requirement {
        id: "medication-review-priority",
        label: "4.1",
        element: "medication",
        said: &["would benefit", "structured medication review", "prioritised"],
        led_by: &["primary-care"],
        may_not_apply: false,
    },
];

fn framework(workspace: &Workspace) -> &Framework {
    &workspace.frameworks["ehch-contract-2020"]
}

#[test]
fn the_contract_has_six_requirements_in_their_order() {
    let workspace = built_in();
    let framework = framework(&workspace);
    assert_eq!(framework.sub_elements.len(), REQUIREMENTS.len());
    for (found, fact) in framework.sub_elements.iter().zip(&REQUIREMENTS) {
        let id = fact.id;
        assert_eq!((found.id.as_str(), found.label.as_str()), (id, fact.label));
        assert_eq!(framework.element_of(found).unwrap().id.as_str(), fact.element, "{id}");
        let name = found.name.to_lowercase();
        let unsaid: Vec<_> = fact.said.iter().filter(|words| !name.contains(**words)).collect();
        assert!(unsaid.is_empty(), "{id}: {name:?} does not say {unsaid:?}");
        let led: BTreeSet<Body> = fact.led_by.iter().map(|word| by_body(word)).collect();
        assert_eq!(found.led_by.iter().cloned().collect::<BTreeSet<_>>(), led, "{id}");
        let asked = ["care-home", "pcn", "place", "ics"].map(|word| by_word(Kind::WORDS, word));
        assert_eq!(found.asked_of.iter().copied().collect::<BTreeSet<_>>(), asked.into(), "{id}");
        assert_eq!(found.not_applicable_allowed, fact.may_not_apply, "{id}");
        assert_eq!((found.tier, found.window, found.weight), (Tier::Core, None, 1), "{id}");
    }
}

#[test]
fn the_contract_has_one_tier_no_kinds_and_three_levels_of_which_the_last_needs_a_record() {
    let workspace = built_in();
    let framework = framework(&workspace);
    assert_eq!(framework.publisher.as_deref(), Some("NHS England"));
    assert!(!framework.has_enhanced && !framework.has_windows() && !framework.has_kinds());
    assert_eq!((framework.scale.target.number(), framework.scale.mature.number()), (2, 2));
    let levels: Vec<_> = framework
        .scale
        .all()
        .map(|level| framework.scale.meaning(level).unwrap())
        .map(|meaning| (meaning.name.as_str(), meaning.requires.clone(), meaning.min_share))
        .collect();
    let record = vec![EvidenceKind::Named("record".to_owned())];
    assert_eq!(levels, [("Not met", vec![], None), ("Partly met", vec![], None), ("Met", record, None)]);
}

#[test]
fn what_the_contract_does_not_ask_is_not_asked_here() {
    let workspace = built_in();
    let text = |id: &str| {
        let framework = framework(&workspace);
        let one = &framework.sub_elements[framework.position(id).unwrap()];
        format!("{}\n{}", one.levels.join("\n"), one.guidance)
    };
    // "This is not intended to be a weekly review for all residents."
    assert!(text("home-round").contains("Do not try to review everyone every week."));
    // "Will include physical, psychological, functional, social and environmental needs", and "can draw on existing
    // assessments that have taken place outside of the home, as long as it reflects their goals".
    assert!(
        text("holistic-assessment").contains("physical, psychological, functional, social and environmental")
    );
    assert!(text("holistic-assessment").contains("already made outside the home"));
    // "Including those who support working age adults."
    assert!(text("pcn-alignment").contains("working-age adults"));
    // "Fully implemented from 1 October 2020, with preparatory requirements completed by 31 July 2020."
    assert!(
        text("pcn-alignment").contains("31 July 2020") && text("pcn-alignment").contains("1 October 2020")
    );
}
