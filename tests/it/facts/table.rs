//! The elements of the framework of 2016 (Table 1), its frugal innovations (Annex 2) and the project's level scale, as tables.
//!
//! The program's content is no source of them.

/// An element.
pub(super) struct Element {
    pub(super) id: &'static str,
    pub(super) number: u32,
    pub(super) kind: &'static str,
    pub(super) name: &'static str,
    pub(super) short: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) paragraphs: &'static str,
}

/// A frugal innovation of Annex 2, with the gaps it ticks.
pub(super) struct Innovation {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) impacts: &'static [&'static str],
    pub(super) helps: &'static [&'static str],
    pub(super) who: &'static [&'static str],
    pub(super) cost: &'static str,
    pub(super) evidence: &'static str,
    pub(super) paragraphs: &'static str,
}

/// The level scale: names, the evidence each requires, and the share that a measure should reach.
pub(super) const LEVELS: [(&str, &[&str], Option<f64>); 5] = [
    ("Not yet established", &[], None),
    ("Plans in place", &[], None),
    ("Established", &[], None),
    ("Mature", &["measure"], Some(0.8)),
    ("Exemplary", &["measure", "outcome", "validation"], Some(0.95)),
];

/// The seven elements of Table 1.
pub(super) const ELEMENTS: [Element; 7] = [
    Element {
        id: "primary-care",
        number: 1,
        kind: "clinical",
        name: "Enhanced primary care support",
        short: "Primary care support",
        aliases: &[],
        paragraphs: "2.2-2.6",
    },
    Element {
        id: "mdt",
        number: 2,
        kind: "clinical",
        name: "Multi-disciplinary team (MDT) support including coordinated health and social care",
        short: "MDT support",
        aliases: &["Multidisciplinary team support including coordinated health and social care"],
        paragraphs: "2.7-2.9",
    },
    Element {
        id: "reablement",
        number: 3,
        kind: "clinical",
        name: "Reablement and rehabilitation to promote independence",
        short: "Reablement and rehabilitation",
        aliases: &["Reablement and rehabilitation"],
        paragraphs: "2.10-2.12",
    },
    Element {
        id: "end-of-life-dementia",
        number: 4,
        kind: "clinical",
        name: "High quality end-of-life care and dementia care",
        short: "End-of-life and dementia care",
        aliases: &["High quality end of life care and dementia care"],
        paragraphs: "2.13-2.15",
    },
    Element {
        id: "commissioning",
        number: 5,
        kind: "enabler",
        name: "Joined-up commissioning and collaboration between health and social care",
        short: "Joined-up commissioning",
        aliases: &["Collaborative commissioning between health and social care"],
        paragraphs: "2.16-2.19",
    },
    Element {
        id: "workforce",
        number: 6,
        kind: "enabler",
        name: "Workforce development",
        short: "Workforce development",
        aliases: &[],
        paragraphs: "2.20-2.23",
    },
    Element {
        id: "data-technology",
        number: 7,
        kind: "enabler",
        name: "Harnessing data and technology",
        short: "Data and technology",
        aliases: &["Data, IT and technology"],
        paragraphs: "2.24-2.29",
    },
];

/// The six of Annex 2, in its order.
pub(super) const INNOVATIONS: [Innovation; 6] = [
    Innovation {
        id: "nhs-secure-email",
        name: "NHS secure email",
        impacts: &["quality", "efficiency"],
        helps: &["care-record-email"],
        who: &["care-home", "place", "ics"],
        cost: "time",
        evidence: "E",
        paragraphs: "Annex 2; 2.28b",
    },
    Innovation {
        id: "this-is-me",
        name: "'This is me' pen portraits",
        impacts: &["health", "quality"],
        helps: &["dementia", "named-gp", "expert-advice"],
        who: &["care-home"],
        cost: "time",
        evidence: "E",
        paragraphs: "Annex 2; 2.15f",
    },
    Innovation {
        id: "patient-online",
        name: "Patient online access",
        impacts: &["health", "quality"],
        helps: &["care-record-email", "named-gp", "medicine-reviews"],
        who: &["care-home", "pcn"],
        cost: "time",
        evidence: "E",
        paragraphs: "Annex 2; 2.28",
    },
    Innovation {
        id: "staff-networking",
        name: "Networking for care home staff",
        impacts: &["quality", "efficiency"],
        helps: &["co-production", "training"],
        who: &["care-home", "place", "ics"],
        cost: "time",
        evidence: "E",
        paragraphs: "Annex 2; 2.17",
    },
    Innovation {
        id: "urgent-care-poster",
        name: "Description of the UEC system",
        impacts: &["health", "quality", "efficiency"],
        helps: &["urgent-care", "navigation"],
        who: &["care-home", "place", "ics"],
        cost: "small",
        evidence: "E",
        paragraphs: "Annex 2; 2.6",
    },
    Innovation {
        id: "dear-gp",
        name: "DeAR-GP (Dementia Assessment Referral to GP)",
        impacts: &["health", "quality"],
        helps: &["dementia", "named-gp"],
        who: &["care-home", "pcn"],
        cost: "time",
        evidence: "D",
        paragraphs: "Annex 1; Annex 2",
    },
];
