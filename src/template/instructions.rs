//! The words of the first sheet: what the workbook is for, how it is filled in, and how it is sent back.

use super::Template;
use crate::framework::EvidenceKind;
use crate::intake::headings::{ABOUT, ANSWERS, LEVELS};
use crate::words;

/// The lines of the first sheet; those that are headings are marked.
pub(super) fn lines(template: &Template<'_>) -> Vec<(bool, String)> {
    let framework = template.framework;
    let whom = template.name.map_or_else(|| "your home".to_owned(), str::to_owned);
    let mut lines = vec![
        (true, format!("Self-assessment of {whom}")),
        (false, format!("{}, version {}.", framework.title, framework.version)),
        (true, "What it is for".to_owned()),
        (false, "Your answers show what is in place for the people who live with you, what is not yet, and which low-cost ideas could help next. This is no inspection. Nobody is ranked, and a blank is never counted as 0.".to_owned()),
        (true, "How to fill it in: about ten minutes".to_owned()),
        (false, format!("1. On the sheet \"{ABOUT}\" give the date of your answers. Nothing can be counted without it.")),
        (false, format!("2. On the sheet \"{ANSWERS}\" choose a level in each row. \"{LEVELS}\" describes them: take the highest one that is true in an ordinary week.")),
        (false, "3. If you do not know, choose \"Do not know\". If it cannot apply to you, choose \"Not applicable\" and say why. You may leave rows empty.".to_owned()),
        (false, "4. Everything to the right of the level is yours to use or to leave.".to_owned()),
    ];
    lines.extend(requirements(template).map(|line| (false, line)));
    if let Some(last) = template.last {
        lines.push((false, format!(
            "Your answers of {} are filled in to start from. Go through them and change what has changed.",
            last.date.in_words()
        )));
    }
    lines.extend([
        (true, "Do not name anybody".to_owned()),
        (false, "No names of residents, relatives or staff, no dates of birth, no room numbers, no NHS numbers. Write \"a resident\" or \"the deputy manager\".".to_owned()),
        (true, "Good to know".to_owned()),
        (false, "The pale yellow cells are yours. The others are locked, without a password, so that nothing is changed by accident.".to_owned()),
        (false, "For a second piece of evidence use the rows at the end of the table: choose the id of its question there, and fill in the columns for evidence.".to_owned()),
        (false, "Type dates as 30/09/2026. Type answers, not formulas; when you copy them from elsewhere, paste them as values. Do not merge cells or hide rows.".to_owned()),
        (true, "To send it back".to_owned()),
        (false, "Save it as .xlsx or .ods, without a password, and send it to whoever sent it to you.".to_owned()),
    ]);
    // A heading stands apart from what is above it.
    lines
        .into_iter()
        .enumerate()
        .flat_map(|(at, line)| (at > 0 && line.0).then(|| (false, String::new())).into_iter().chain([line]))
        .collect()
}

/// The levels that count in full only with evidence.
fn requirements<'t>(template: &Template<'t>) -> impl Iterator<Item = String> + use<'t> {
    let scale = &template.framework.scale;
    scale.all().filter_map(|level| {
        let requires = &scale.meaning(level)?.requires;
        let kinds: Vec<String> = requires.iter().map(EvidenceKind::in_words).collect();
        (!kinds.is_empty()).then(|| {
            format!("Level {} counts in full only with {}.", scale.in_words(level), words::list(&kinds))
        })
    })
}
