//! What is still to answer, which evidence is missing, and what does not apply.

use super::blocks::{Block, Inline, LevelView};
use super::report::Report;
use super::site::plain_nouns;
use super::table::{Column, Table};
use crate::assessment::Response;
use crate::explanation;
use crate::scoring::State;
use crate::words;

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let scale = &report.framework.scale;
    let result = &report.scored.result;
    let in_full = !report.site.is_public();
    let answered =
        |position: usize| Inline::Level(LevelView::state(scale, result.sub_elements[position].state));
    let rows: Vec<_> = result
        .still_to_answer()
        .map(|position| {
            let bodies = report.framework.sub_elements[position].leaders();
            let mut row = vec![
                vec![report.element(position)],
                vec![answered(position)],
                vec![Inline::text(words::capital(&words::list(&bodies)))],
            ];
            if in_full {
                let note = report.scored.assessment.answers[position].note.as_deref();
                row.push(vec![Inline::text(note.unwrap_or("None"))]);
            }
            row
        })
        .collect();
    if rows.is_empty() {
        blocks.push(Block::text("Every sub-element that applies is answered."));
    } else {
        let mut columns =
            vec![Column::words("Sub-element"), Column::level("Answer"), Column::words("Who could know")];
        columns.extend(in_full.then(|| Column::words("Note")));
        blocks.push(Block::Table(Table::plain(
            "blanks",
            "stack",
            format!("Still to answer: {}", rows.len()),
            columns,
            rows,
        )));
    }
    blocks.extend(evidence(report));
    if !report.site.is_public() {
        blocks.extend(differing(report));
    }
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
                vec![Inline::text(format!("{}{what}", words::of(measure.numerator, measure.denominator)))],
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
                    let reason = if report.site.is_public() { "Not published" } else { reason };
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
