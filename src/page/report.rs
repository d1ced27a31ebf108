//! The report of one assessed organisation, in the order in which a manager reads it.

use super::blocks::{Block, Column, Fact, Inline, LevelView, Link, Page, Section, Table};
use super::site::{PageKey, Site, plain_nouns};
use super::{answer, figures, gaps, ideas, matrix, worked};
use crate::assessment::Response;
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
        Some(explanation::Told {
            framework: self.framework,
            sub_element: self.framework.sub_elements.get(position)?,
            answer: self.scored.assessment.answers.get(position)?,
            result: self.scored.result.sub_elements.get(position)?,
            kind: self.scored.result.kind,
            months: self.scored.result.months,
        })
    }

    /// A link to a sub-element's page.
    pub(super) fn element(&self, position: usize) -> Inline {
        Inline::Link(self.site.element(self.key, self.framework, position))
    }

    /// The programme's start that this assessment is measured from.
    pub(super) fn start(&self) -> Option<crate::day::Day> {
        self.scored.assessment.started.or(self.site.settings().started)
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
        before: before(site, scored),
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

/// The latest earlier round, both self or both moderated (section 12).
fn before<'s>(site: &Site<'s>, scored: &Scored<'_>) -> Option<&'s Scored<'s>> {
    let one = scored.assessment;
    let results: &'s crate::results::Results<'s> = site.results;
    results.of(&one.organisation, &one.framework).iter().rev().find(|other| {
        other.assessment.date < one.date
            && other.assessment.assessor.is_moderated() == one.assessor.is_moderated()
    })
}

fn sections(report: &Report<'_>) -> Vec<Section> {
    let mut sections = vec![
        Section::new("facts", "Key facts", vec![facts(report)]),
        Section::new("matrix", matrix::title(report), matrix::blocks(report)),
        Section::new("pace", "Where you stand against the pace", figures::pace(report)),
        Section::new("gaps", "Gaps", gaps::blocks(report)),
        Section::new("ideas", "Low-cost ideas", ideas::blocks(report)),
        Section::new("open", "Still to answer, and evidence", open(report)),
    ];
    if let Some(views) = views(report) {
        sections.push(Section::new("views", "Two views of the same date or near it", views));
    }
    sections.push(Section::new("change", change_title(report), change(report)));
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
    let mut facts = vec![
        Fact::new("Who answered", format!("{who} ({})", one.assessor.in_words())),
        Fact::new("Date of the answers", one.date.in_words()),
        Fact::new("Framework", format!("{}{publisher}, version {}", framework.title, framework.version)),
        Fact::new(
            "Programme start",
            explanation::months(report.start(), one.date, report.scored.result.months),
        ),
        Fact::new("Coverage", coverage(report, &overall)),
    ];
    let above = site.way_to(report.key, &one.organisation, &framework.id).pop();
    if let Some(area) = above {
        facts.push(Fact::of("Area", vec![Inline::Link(area)]));
    }
    if let Some(old) = over_a_year(site, report.scored) {
        facts.push(Fact::of("Age", vec![Inline::Strong { text: old }]));
    }
    Block::Facts { style: "panel", facts }
}

/// Says so when an assessment is more than 366 days before the as-at date (section 12).
pub(super) fn over_a_year(site: &Site<'_>, scored: &Scored<'_>) -> Option<String> {
    let as_at = site.results.workspace.as_at?;
    let old = as_at.days_since(scored.assessment.date) > 366;
    old.then(|| format!("These answers are over a year old at {}.", as_at.in_words()))
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

fn open(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let scale = &report.framework.scale;
    let result = &report.scored.result;
    let answered =
        |position: usize| Inline::Level(LevelView::state(scale, result.sub_elements[position].state));
    let rows: Vec<_> = result
        .still_to_answer()
        .map(|position| {
            let bodies: Vec<String> = report.framework.sub_elements[position]
                .led_by
                .iter()
                .map(crate::organisation::Body::in_words)
                .collect();
            let note =
                report.scored.assessment.answers[position].note.clone().unwrap_or_else(|| "None".to_owned());
            vec![
                vec![report.element(position)],
                vec![answered(position)],
                vec![Inline::text(words::capital(&words::list(&bodies)))],
                vec![Inline::text(note)],
            ]
        })
        .collect();
    if rows.is_empty() {
        blocks.push(Block::text("Every sub-element that applies is answered."));
    } else {
        let columns = vec![
            Column::words("Sub-element"),
            Column::level("Answer"),
            Column::words("Who could know"),
            Column::words("Note"),
        ];
        blocks.push(Block::Table(Table::plain(
            "blanks",
            "stack",
            format!("Still to answer: {}", rows.len()),
            columns,
            rows,
        )));
    }
    blocks.extend(evidence(report));
    blocks.extend(differing(report));
    blocks.extend(not_applicable(report));
    blocks.extend(not_asked(report));
    blocks
}

fn evidence(report: &Report<'_>) -> Option<Block> {
    let rows: Vec<_> = report
        .scored
        .result
        .evidence_needed()
        .filter_map(|position| report.told(position).map(|told| (position, told)))
        .map(|(position, told)| {
            let scale = &report.framework.scale;
            let level = |level| Inline::Level(LevelView::level(scale, level));
            let state = told.result.state;
            vec![
                vec![report.element(position)],
                state.claimed().map(level).into_iter().collect(),
                state.evidenced().map(level).into_iter().collect(),
                vec![Inline::text(explanation::evidence_wanted(told).join("; "))],
            ]
        })
        .collect();
    let caption = format!(
        "Evidence needed: {} claimed above the evidence",
        words::count(rows.len() as u64, "level", "levels")
    );
    let columns = vec![
        Column::words("Sub-element"),
        Column::level("Claimed"),
        Column::level("Evidenced"),
        Column::words("What would support the claim"),
    ];
    (!rows.is_empty()).then(|| Block::Table(Table::plain("evidence", "stack", caption, columns, rows)))
}

fn differing(report: &Report<'_>) -> Option<Block> {
    let rows: Vec<_> = (0..report.framework.sub_elements.len())
        .filter_map(|position| {
            let told = report.told(position)?;
            let wanted = crate::scoring::measure_differs(&report.framework.scale, told.answer)?;
            let measure = told.answer.measure.as_ref()?;
            if !told.result.state.is_applicable() {
                return None;
            }
            let what = measure.what.as_ref().map(|what| format!(" ({what})")).unwrap_or_default();
            Some(vec![
                vec![report.element(position)],
                told.result
                    .state
                    .claimed()
                    .map(|level| Inline::Level(LevelView::level(&report.framework.scale, level)))
                    .into_iter()
                    .collect(),
                vec![Inline::text(format!("{} of {}{what}", measure.numerator, measure.denominator))],
                vec![Inline::text(format!("{} or more", words::percent_of(wanted * 100.0)))],
            ])
        })
        .collect();
    let columns = vec![
        Column::words("Sub-element"),
        Column::level("Claimed"),
        Column::words("Measure given"),
        Column::words("This level asks for"),
    ];
    (!rows.is_empty()).then(|| {
        Block::Table(Table::plain(
            "differing",
            "stack",
            "Claim and measure differ: look at these again",
            columns,
            rows,
        ))
    })
}

fn not_applicable(report: &Report<'_>) -> Option<Block> {
    let rows: Vec<_> = (0..report.framework.sub_elements.len())
        .filter_map(|position| {
            match (&report.told(position)?.answer.response, report.told(position)?.result.state) {
                (Response::NotApplicable(reason), State::NotApplicable) => {
                    Some(vec![vec![report.element(position)], vec![Inline::text(reason)]])
                }
                _ => None,
            }
        })
        .collect();
    let columns = vec![Column::words("Sub-element"), Column::words("Reason given")];
    (!rows.is_empty()).then(|| {
        Block::Table(Table::plain(
            "outside",
            "stack",
            format!("Not applicable: {}", rows.len()),
            columns,
            rows,
        ))
    })
}

fn not_asked(report: &Report<'_>) -> Option<Block> {
    let names: Vec<String> = (0..report.framework.sub_elements.len())
        .filter_map(|position| report.told(position))
        .filter(|told| told.result.state == State::NotAsked && told.answer.response != Response::Unanswered)
        .map(|told| told.sub_element.heading())
        .collect();
    let nouns = plain_nouns(report.scored.result.kind).1;
    (!names.is_empty()).then(|| {
        Block::small(format!(
            "Answered although {nouns} are not asked, so counted nowhere: {}.",
            words::list(&names)
        ))
    })
}

/// Another assessor's view nearest in date, within 183 days (section 13), where there is one.
fn views(report: &Report<'_>) -> Option<Vec<Block>> {
    let one = report.scored.assessment;
    let results = report.site.results;
    let other = results
        .of(&one.organisation, &one.framework)
        .iter()
        .filter(|other| other.assessment.assessor.is_moderated() != one.assessor.is_moderated())
        .filter(|other| other.assessment.date.days_since(one.date).abs() <= 183)
        .min_by_key(|other| (other.assessment.date.days_since(one.date).abs(), other.assessment.date))?;
    let scale = &report.framework.scale;
    let title = |scored: &Scored<'_>| {
        format!(
            "{}, {}",
            words::capital(scored.assessment.assessor.in_words()),
            scored.assessment.date.in_words()
        )
    };
    let pairs = report.scored.result.sub_elements.iter().zip(&other.result.sub_elements).enumerate();
    let (mut both, mut same, mut rows) = (0_u32, 0_u32, Vec::new());
    for (position, (here, there)) in pairs {
        let (Some(level), Some(another)) = (here.state.evidenced(), there.state.evidenced()) else {
            continue;
        };
        both += 1;
        if level == another {
            same += 1;
            continue;
        }
        rows.push(vec![
            vec![report.element(position)],
            vec![Inline::Level(LevelView::level(scale, level))],
            vec![Inline::Level(LevelView::level(scale, another))],
        ]);
    }
    let mut blocks = vec![Block::text(format!(
        "{} and {} both give a level to {}. They agree on {same}. Where they differ is something to talk about; neither is wrong by itself.",
        title(report.scored),
        title(other).to_lowercase(),
        words::count(both, "sub-element", "sub-elements")
    ))];
    if !rows.is_empty() {
        let columns = vec![
            Column::words("Sub-element"),
            Column::level(title(report.scored)),
            Column::level(title(other)),
        ];
        blocks.push(Block::Table(Table::plain(
            "two-views",
            "stack",
            "Where the two views differ",
            columns,
            rows,
        )));
    }
    Some(blocks)
}

fn change_title(report: &Report<'_>) -> String {
    match report.before {
        Some(before) => format!("What changed since {}", before.assessment.date.in_words()),
        None => "What changed since last time".to_owned(),
    }
}

fn change(report: &Report<'_>) -> Vec<Block> {
    let Some(before) = report.before else {
        return vec![Block::text("There is no earlier assessment of the same sort to compare with.")];
    };
    let scale = &report.framework.scale;
    let then = before.assessment.date.in_words();
    let now = report.scored.assessment.date.in_words();
    let mut rows = Vec::new();
    let (mut up, mut down, mut same, mut new, mut gone) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let pairs = before.result.sub_elements.iter().zip(&report.scored.result.sub_elements).enumerate();
    for (position, (earlier, later)) in pairs {
        let words = match matrix::change_in_words(earlier.state, later.state) {
            Some(change) => change,
            None => continue,
        };
        match words.1 {
            matrix::Change::Gained => up += 1,
            matrix::Change::Slipped => down += 1,
            matrix::Change::New => new += 1,
            matrix::Change::NoLongerAnswered => gone += 1,
            matrix::Change::Same => {
                same += 1;
                continue;
            }
        }
        let level =
            |state| vec![Inline::Level(LevelView { claimed: None, ..LevelView::state(scale, state) })];
        rows.push(vec![vec![report.element(position)], level(earlier.state), level(later.state), words.0]);
    }
    let mut blocks = vec![Block::text(format!(
        "{up} went up, {down} went down and {same} stayed the same. {new} answered only now, {gone} no longer answered. Two points are a change, not a trend."
    ))];
    if !rows.is_empty() {
        let columns = vec![
            Column::words("Sub-element"),
            Column::level(then),
            Column::level(now),
            Column::words("Change"),
        ];
        blocks.push(Block::Table(Table::plain(
            "changes",
            "stack",
            "Sub-elements whose answer changed",
            columns,
            rows,
        )));
    }
    blocks
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
        words.push(Inline::text(format!(" Contact: {contact}.")));
    }
    vec![Block::words(words)]
}
