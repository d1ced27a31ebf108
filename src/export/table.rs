//! Results -> a summary for a terminal: assessments, then areas, in columns.

use crate::results::Results;
use crate::scoring::{GroupKey, Stage};

/// A line for each assessment and each area: counts first, as on the pages.
pub fn summary(results: &Results<'_>) -> String {
    let mut assessments = vec![
        [
            "organisation",
            "framework",
            "date",
            "assessor",
            "core in place",
            "enhanced in place",
            "stage",
            "gaps",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for scored in &results.assessments {
        let in_place = |key| {
            let group = scored.result.group(key).copied().unwrap_or_default();
            // Of a tier that the framework does not have, or does not ask of this kind, there is no count to give.
            if group.asked == 0 {
                return "not asked".to_owned();
            }
            format!("{} of {}", group.in_place, group.applicable)
        };
        let mark = if scored.counts { "" } else { " (earlier or other)" };
        assessments.push(vec![
            scored.assessment.organisation.to_string(),
            scored.assessment.framework.to_string(),
            scored.assessment.date.to_string(),
            format!("{}{mark}", scored.assessment.assessor.word()),
            in_place(GroupKey::Core),
            in_place(GroupKey::Enhanced),
            scored.result.stage.in_words().to_owned(),
            scored.result.gaps.len().to_string(),
        ]);
    }
    let mut areas =
        vec![["area", "framework", "responded", "core in place or further"].map(str::to_owned).to_vec()];
    for area in &results.areas {
        areas.push(vec![
            area.area.id.to_string(),
            area.framework.to_string(),
            format!("{} of {}", area.responded, area.registered),
            area.at_least(Stage::CoreInPlace).to_string(),
        ]);
    }
    let as_at =
        results.workspace.as_at.map(|day| format!("As at {}.\n\n", day.in_words())).unwrap_or_default();
    format!("{as_at}{}\n{}", columns(&assessments), columns(&areas))
}

/// Rows with their columns in line.
pub(crate) fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.chars().count() + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
