//! The accessibility statement: what the law asks for, from the settings and from what was really tested.

use super::blocks::{Block, Inline, Page, Section};
use super::key::PageKey;
use super::site::Site;

/// The statement.
pub(super) fn page(site: &Site<'_>) -> Page {
    let settings = site.settings();
    let mut page = site.blank(&PageKey::Accessibility, "Accessibility statement");
    let publisher = settings.publisher.clone().unwrap_or_else(|| "The publisher of this site".to_owned());
    page.opening = vec![Block::text(format!(
        "{publisher} wants as many people as possible to be able to use this site. You should be able to zoom to 400% without losing text, use every page with a keyboard, use a screen reader, and print any page."
    ))];
    let contact = settings.contact.as_ref().map_or_else(
        || "No contact is given yet. The publisher adds one in homeround.toml under [accessibility].".to_owned(),
        |contact| format!("If you cannot use a part of this site, or need it in another form, write to {contact}. Say which page it is and what you need."),
    );
    let mut issues: Vec<Vec<Inline>> =
        settings.known_issues.iter().map(|issue| vec![Inline::text(issue)]).collect();
    issues.push(vec![Inline::text(
        "Charts scroll sideways on a screen narrower than 640 pixels. The same numbers stand beside each chart as a table.",
    )]);
    let tested = settings.tested_on.map_or_else(
        || "No date of testing is given yet.".to_owned(),
        |day| format!("It was last tested on {}.", day.in_words()),
    );
    page.sections = vec![
        Section::new("contact", "Tell us about a problem", vec![Block::text(contact)]),
        Section::new(
            "status",
            "How accessible this site is",
            vec![
                Block::text(
                    "This site is partially compliant with the Web Content Accessibility Guidelines version 2.2, level AA: the parts known not to be are listed here.",
                ),
                Block::List { ordered: false, items: issues },
            ],
        ),
        Section::new(
            "tested",
            "How it was tested",
            vec![
                Block::text(tested),
                Block::text(
                    "The program that makes this site is tested at each change: headings, tables, charts and links are checked on every kind of page. Tests by program find only a part of what can be wrong; tell us what we missed.",
                ),
            ],
        ),
        Section::new(
            "law",
            "If you are not content with our answer",
            vec![Block::text(
                "The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. The Equality Advisory and Support Service can advise you.",
            )],
        ),
    ];
    page
}
