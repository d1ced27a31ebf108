//! What may be typed into the cells of a workbook, and what is said about it while somebody types.

/// What may be typed into the cells of a column.
pub(super) struct Check {
    pub(super) column: usize,
    /// The first and the last row.
    pub(super) rows: (usize, usize),
    pub(super) rule: Rule,
    /// What is said beside a cell that is chosen; at most 32 and 255 characters, as for the next.
    pub(super) title: &'static str,
    pub(super) help: String,
    /// What is said when something else was typed.
    pub(super) wrong: String,
}

/// A rule for what may be typed.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// One of the choices in a column of the sheet of choices, which has so many.
    Choice {
        column: usize,
        many: usize,
    },
    /// A whole number from 0.
    Whole,
    Day,
    /// At most so many characters.
    Length(u32),
}

/// A rule for cells of a column, with what is said about it.
pub(super) fn check(column: usize, rows: (usize, usize), rule: Rule) -> Check {
    let (title, help, wrong) = match rule {
        Rule::Choice { .. } => (
            "Choose from the list",
            "Click the arrow beside the cell, or press Alt and the down arrow.".to_owned(),
            "Choose one of the list: click the arrow beside the cell.".to_owned(),
        ),
        Rule::Whole => (
            "A whole number",
            "A count such as 28. No words, no percentages.".to_owned(),
            "Type a whole number such as 28, without words or a percent sign.".to_owned(),
        ),
        Rule::Day => (
            "A date",
            "Type it as 30/09/2026.".to_owned(),
            "This does not look like a date. Type it as 30/09/2026.".to_owned(),
        ),
        Rule::Length(most) => (
            "In a few words",
            format!("At most {most} characters. Do not name anybody."),
            format!("This is longer than {most} characters. Shorten it."),
        ),
    };
    Check { column, rows, rule, title, help, wrong }
}
