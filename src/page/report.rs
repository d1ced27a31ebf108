//! The report of one assessed organisation, in the order in which a manager reads it.

use super::blocks::{Block, Fact, Inline, Link, Page, Section};
use super::key::PageKey;
use super::site::{Site, plain_nouns};
use super::{answer, change, figures, gaps, ideas, matrix, open, worked};
use crate::explanation;
use crate::framework::Framework;
use crate::id::{FrameworkId, OrganisationId};
use crate::results::Scored;
use crate::scoring::State;
use crate::words;

/// What a report is made from.
#[derive(Clone, Copy)]
pub(super) struct Report<'r> {
    pub(super) site: &'r Site<'r>,
    pub(super) key: &'r PageKey,
    pub(super) framework: &'r Framework,
    pub(super) scored: &'r Scored<'r>,
    /// The round before this one, by the same sort of assessor.
    pub(super) before: Option<&'r Scored<'r>>,
}

impl Report<'_> {
    /// What is told about one sub-element.
    pub(super) fn told(&self, position: usize) -> Option<explanation::Told<'_>> {
        let (scored, in_full) = (self.scored, !self.site.is_public());
        explanation::Told::of(self.framework, scored.assessment, &scored.result, position, in_full)
    }

    /// A link to a sub-element's page.
    pub(super) fn element(&self, position: usize) -> Inline {
        Inline::Link(self.site.element(self.key, self.framework, position))
    }
}

/// The page of an organisation that is assessed and is no area.
pub(super) fn page(site: &Site<'_>, organisation: &OrganisationId, framework: &FrameworkId) -> Option<Page> {
    let key = PageKey::Organisation(organisation.clone(), framework.clone());
    let scored = site.shown(organisation, framework)?;
    let report = Report {
        site,
        key: &key,
        framework: site.results.rules.get(framework)?.framework,
        scored,
        before: site.results.before(scored),
    };
    let name = site.name(organisation);
    let mut page = site.blank(&key, &name);
    page.breadcrumbs.extend(site.way_to(&key, organisation, framework));
    page.byline.extend(byline(scored));
    page.answer = Some(answer::of(&report));
    page.sections = sections(&report);
    Some(page)
}

/// Who rated it, when, and what it is not.
pub(super) fn byline(scored: &Scored<'_>) -> Vec<String> {
    let one = scored.assessment;
    let by = one.completed_by.as_ref().map(|role| format!(", completed by: {role}"));
    let what = format!(
        "{} of {}{}.",
        words::capital(one.assessor.in_words()),
        one.date.in_words(),
        by.unwrap_or_default()
    );
    let not = if one.assessor.is_moderated() {
        "It is a view of how far things have come, not an inspection or a performance rating."
    } else {
        "This is a self-assessment, not an inspection or a performance rating."
    };
    vec![what, not.to_owned()]
}

fn sections(report: &Report<'_>) -> Vec<Section> {
    let mut sections = vec![
        Section::new("facts", "Key facts", vec![facts(report)]),
        Section::new("matrix", matrix::title(report), matrix::blocks(report)),
    ];
    if report.framework.has_windows() {
        sections.push(Section::new("pace", "Where you stand against the pace", figures::pace(report)));
    }
    sections.extend([
        Section::new("gaps", "Gaps", gaps::blocks(report)),
        Section::new("ideas", "Low-cost ideas", ideas::blocks(report)),
        Section::new("open", "Still to answer, and evidence", open::blocks(report)),
    ]);
    if let Some(views) = change::views(report) {
        sections.push(Section::new("views", "Two views of the same date or near it", views));
    }
    sections.push(Section::new("change", change::title(report), change::blocks(report)));
    sections.push(Section::new("worked", "How this was worked out", worked::blocks(report)));
    sections.push(Section::new("downloads", "Downloads", downloads(report)));
    sections.push(Section::new("glossary", "Glossary and contact", contact(report.site, report.key)));
    sections
}

/// The key facts of an assessment.
pub(super) fn facts(report: &Report<'_>) -> Block {
    let (site, framework, one) = (report.site, report.framework, report.scored.assessment);
    let overall = report.scored.result.group(crate::scoring::GroupKey::Overall).copied().unwrap_or_default();
    let who = one.completed_by.clone().unwrap_or_else(|| "Not stated".to_owned());
    let publisher =
        framework.publisher.as_ref().map(|publisher| format!(", {publisher}")).unwrap_or_default();
    let who = if site.is_public() {
        words::capital(one.assessor.in_words())
    } else {
        format!("{who} ({})", one.assessor.in_words())
    };
    let mut facts = vec![
        Fact::new("Who answered", who),
        Fact::new("Date of the answers", one.date.in_words()),
        Fact::new("Framework", format!("{}{publisher}, version {}", framework.title, framework.version)),
    ];
    facts.extend(other_reports(site, report.key, &one.organisation, framework));
    let result = &report.scored.result;
    // Without windows the start is of interest only where there is one.
    if framework.has_windows() || result.months.is_some() {
        let months = explanation::months(result.started, one.date, result.months);
        facts.push(Fact::new("Programme start", months));
    }
    facts.push(Fact::new("Coverage", coverage(report, &overall)));
    let above = site.way_to(report.key, &one.organisation, &framework.id).pop();
    if let Some(area) = above {
        facts.push(Fact::of("Area", vec![Inline::Link(area)]));
    }
    if let Some(old) = over_a_year(site, report.scored) {
        facts.push(Fact::of("Age", vec![Inline::Strong { text: old }]));
    }
    Block::Facts { style: "panel", facts }
}

/// Where the same organisation's reports for other frameworks are; nothing where it has none.
pub(super) fn other_reports(
    site: &Site<'_>,
    key: &PageKey,
    organisation: &OrganisationId,
    framework: &Framework,
) -> Option<Fact> {
    let others = site.results.frameworks().filter(|other| other.id != framework.id);
    let reports = others.filter_map(|other| {
        let href = site.organisation(key, organisation, &other.id)?.href;
        Some(Inline::link(&other.title, href))
    });
    let mut words = Vec::new();
    for report in reports {
        words.extend((!words.is_empty()).then(|| Inline::text("; ")));
        words.push(report);
    }
    (!words.is_empty()).then(|| Fact::of("Report on another framework", words))
}

/// Says so when an assessment is more than 366 days before the as-at date (section 12).
pub(super) fn over_a_year(site: &Site<'_>, scored: &Scored<'_>) -> Option<String> {
    let as_at = site.results.workspace.as_at?;
    scored.is_old(Some(as_at)).then(|| format!("These answers are over a year old at {}.", as_at.in_words()))
}

fn coverage(report: &Report<'_>, overall: &crate::scoring::Group) -> String {
    let states =
        |wanted: State| report.scored.result.sub_elements.iter().filter(|one| one.state == wanted).count();
    let (not_applicable, not_asked) = (states(State::NotApplicable), states(State::NotAsked));
    let mut out = format!(
        "{} of {} applicable sub-elements {} answered.",
        overall.answered,
        overall.applicable,
        words::agree(overall.answered, "is", "are")
    );
    let nouns = plain_nouns(report.scored.result.kind).1;
    if not_applicable > 0 {
        out.push_str(&format!(" {not_applicable} not applicable."));
    }
    if not_asked > 0 {
        out.push_str(&format!(" {not_asked} not asked of {nouns}."));
    }
    out
}

fn downloads(report: &Report<'_>) -> Vec<Block> {
    let one = report.scored.assessment;
    let file = report.site.assessments_file(&one.organisation);
    let href = format!("{}data/{file}", Site::root(report.key));
    let scores = format!("{}data/scores.json", Site::root(report.key));
    vec![Block::Links {
        links: vec![
            Link { text: "Assessments of this area, this one among them (JSON)".to_owned(), href },
            Link { text: "Results of all areas (JSON)".to_owned(), href: scores },
        ],
    }]
}

/// Where words are explained and whom to ask.
pub(super) fn contact(site: &Site<'_>, key: &PageKey) -> Vec<Block> {
    let glossary = site.href(key, &PageKey::Prose("glossary".to_owned()));
    let mut words = vec![
        Inline::text("Words are explained in the "),
        Inline::link("glossary", glossary),
        Inline::text("."),
    ];
    if let Some(publisher) = &site.settings().publisher {
        words.push(Inline::text(format!(" This site is published by {publisher}.")));
    }
    if let Some(contact) = &site.settings().contact {
        words.push(Inline::text(format!(" If you cannot use a part of it, write to {contact}.")));
    }
    vec![Block::words(words)]
}
