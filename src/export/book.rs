//! Tables -> a workbook before it has a format: a cover, contents, notes, columns, then one sheet for each table.
//!
//! The rules are those for accessible spreadsheets of the Government Analysis Function: a table begins in the first cell
//! of its sheet and has one heading row; no cell is merged or empty, as absence has a mark; nothing is hidden, frozen,
//! computed or told by colour. Workbooks hold the assessments that count.

use super::metadata;
use super::tables::{Cell, Column, Shorthand, Shown, Table};
use crate::day::Day;
use crate::results::Results;
use crate::words;

/// The most rows of a table that is put into a workbook.
const MOST_ROWS: usize = 1_000_000;
/// The most cells of all tables of a workbook together: beyond it spreadsheet programs and this one take too much
/// memory, and the longest tables are left to their CSV files.
const MOST_CELLS: usize = 1_500_000;
/// The longest text that a cell of a spreadsheet takes is 32,767 units of UTF-16; some room is kept for the mark.
const LONGEST: usize = 32_000;
/// What stands where a text was cut.
const CUT: &str = " [cut here; the CSV file has all of it]";
/// The rows after which a column's width is settled.
const ROWS_FOR_WIDTH: usize = 200;

/// A workbook without a format.
pub struct Book<'r> {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The day it stands for.
    pub as_at: Option<Day>,
    /// The lines of its cover, the title first.
    pub cover: Vec<String>,
    /// Its other sheets, in order.
    pub sheets: Vec<Sheet<'r>>,
}

/// A sheet with one table, which begins in the first cell.
pub struct Sheet<'r> {
    /// Its name.
    pub name: &'static str,
    /// What its table is called among the workbook's names.
    pub mark: &'static str,
    /// The heading row.
    pub headings: Vec<String>,
    /// How wide each column should be, in characters.
    pub widths: Vec<usize>,
    /// How many rows stand under the heading; at least one.
    pub rows: usize,
    /// Whether the first column names sheets and leads to them.
    pub leads: bool,
    source: Source<'r>,
}

enum Source<'r> {
    Table(Table<'r>),
    Written(Vec<Vec<Cell<'r>>>),
}

/// The name of the cover.
pub(super) const COVER: &str = "Cover";
/// How wide the cover is, in characters.
pub(super) const COVER_WIDTH: usize = 100;

impl<'r> Sheet<'r> {
    /// The rows under the heading, with a mark where nothing is, and only with text that a spreadsheet can hold.
    pub fn rows(&self) -> Box<dyn Iterator<Item = Vec<Cell<'r>>> + '_> {
        match &self.source {
            Source::Written(rows) => Box::new(rows.iter().cloned()),
            Source::Table(table) => Box::new(table.counting_rows().map(|row| {
                row.into_iter().zip(&table.columns).map(|(cell, column)| filled(cell, column)).collect()
            })),
        }
    }

    fn of_table(table: Table<'r>, rows: usize) -> Sheet<'r> {
        let headings = table.columns.iter().map(|column| column.title.to_string()).collect();
        Sheet::new(table.name, table.name, headings, rows, Source::Table(table))
    }

    fn written(
        name: &'static str,
        mark: &'static str,
        headings: &[&str],
        rows: Vec<Vec<Cell<'r>>>,
    ) -> Sheet<'r> {
        let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
        Sheet::new(name, mark, headings, rows.len(), Source::Written(rows))
    }

    fn new(
        name: &'static str,
        mark: &'static str,
        headings: Vec<String>,
        rows: usize,
        source: Source<'r>,
    ) -> Sheet<'r> {
        let mut sheet = Sheet { name, mark, headings, widths: Vec::new(), rows, leads: false, source };
        sheet.widths = widths(&sheet);
        sheet
    }
}

/// Wide enough for what stands in the first rows, up to the width at which text is wrapped.
fn widths(sheet: &Sheet<'_>) -> Vec<usize> {
    const NARROWEST: usize = 10;
    const WIDEST: usize = 60;
    let mut widths: Vec<usize> =
        sheet.headings.iter().map(|heading| heading.chars().count().min(20)).collect();
    for row in sheet.rows().take(ROWS_FOR_WIDTH) {
        for (width, cell) in widths.iter_mut().zip(&row) {
            *width = (*width).max(match cell {
                Cell::Text(words) => words.chars().count(),
                _ => NARROWEST,
            });
        }
    }
    widths.into_iter().map(|width| (width + 2).clamp(NARROWEST, WIDEST)).collect()
}

/// A cell as a spreadsheet shows it.
fn filled<'r>(cell: Cell<'r>, column: &Column) -> Cell<'r> {
    match cell {
        Cell::Absent => {
            let mark = column.empty.map_or(Shorthand::NotAvailable, |empty| empty.shorthand).mark();
            Cell::Text(mark.into())
        }
        Cell::Text(words) if words.len() > LONGEST || !words.chars().all(is_kept) => {
            Cell::Text(fitting(&words).into())
        }
        // LibreOffice takes a truth value of an Excel workbook for a formula.
        Cell::Flag(flag) => Cell::Text(if flag { "true" } else { "false" }.into()),
        cell => cell,
    }
}

/// Whether XML can hold a character; a form feed and its like cannot stand in it.
pub(crate) fn is_kept(letter: char) -> bool {
    match letter {
        '\t' | '\n' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        other => !other.is_control(),
    }
}

/// Words without what XML cannot hold, cut where a spreadsheet would refuse them. A return alone ends a line.
fn fitting(words: &str) -> String {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    let mut kept = String::new();
    let mut units = 0;
    for letter in words.chars().filter(|letter| is_kept(*letter)) {
        units += letter.len_utf16();
        if units > LONGEST {
            kept.push_str(CUT);
            break;
        }
        kept.push(letter);
    }
    if kept.is_empty() { Shorthand::NotAvailable.mark().to_owned() } else { kept }
}

/// The workbook of these tables.
pub fn book<'r>(results: &Results<'_>, shown: &dyn Shown, tables: Vec<Table<'r>>) -> Book<'r> {
    let kept = fit(tables);
    let cover = cover(results, shown, &kept);
    let mut contents = Sheet::written(
        "Contents",
        "contents",
        &["Sheet", "Title", "What a row is", "Rows"],
        kept.tables.iter().map(|(table, rows)| content(table, *rows)).collect(),
    );
    contents.leads = true;
    let columns = kept
        .tables
        .iter()
        .flat_map(|(table, _)| table.columns.iter().map(move |column| described(table, column)));
    let columns = Sheet::written(
        "Columns",
        "columns_explained",
        &["Sheet", "Column", "What it holds", "Kind of value", "Name in CSV files", "If nothing is there"],
        columns.collect(),
    );
    let notes = Sheet::written(
        "Notes to the tables",
        "notes_to_the_tables",
        &["Shorthand or word", "What it means"],
        notes(),
    );
    let tables = kept.tables.into_iter().map(|(table, rows)| Sheet::of_table(table, rows));
    let sheets = [contents, notes, columns].into_iter().chain(tables).filter(|sheet| sheet.rows > 0);
    let settings = &results.workspace.settings;
    Book {
        title: fitting(&settings.title),
        publisher: settings.publisher.as_deref().map(fitting),
        as_at: results.workspace.as_at,
        sheets: sheets.collect(),
        cover,
    }
}

fn cover(results: &Results<'_>, shown: &dyn Shown, kept: &Kept<'_>) -> Vec<String> {
    let settings = &results.workspace.settings;
    let mut lines = vec![settings.title.clone()];
    lines.extend(settings.publisher.as_ref().map(|publisher| format!("Published by {publisher}.")));
    lines.extend(results.workspace.as_at.map(|day| format!("Answers as at {}.", day.in_words())));
    if shown.everything() {
        lines.push("Internal edition. It holds everything that was answered. Do not share it outside the system it is for.".to_owned());
    } else {
        lines
            .push("What may not be shown, so that no single home can be worked out, is left out.".to_owned());
    }
    lines.extend(COVER_LINES.map(str::to_owned));
    lines.extend(left_out("Without any row, so not here", &kept.empty));
    lines.extend(left_out("Too long for a workbook, so in their CSV files alone", &kept.too_long));
    let contact = settings.contact.as_ref();
    lines.extend(contact.map(|contact| format!("If this workbook is hard to use, write to {contact}.")));
    lines.iter().map(|line| fitting(line)).collect()
}

const COVER_LINES: [&str; 4] = [
    "These are self-assessments unless the column Assessor says otherwise. They are not an inspection or a performance rating.",
    "Each table has a sheet of its own with one heading row. The tables hold the assessments that count: the latest round of each organisation. Earlier rounds are in the CSV files.",
    "The sheet Contents lists the tables. The sheet Columns says what each column means.",
    "Where there is no value, a cell says why in shorthand, such as [x]. The sheet Notes to the tables explains it.",
];

fn left_out(why: &str, names: &[&str]) -> Option<String> {
    (!names.is_empty()).then(|| format!("{why}: {}.", words::list(names)))
}

fn content<'r>(table: &Table<'_>, rows: usize) -> Vec<Cell<'r>> {
    vec![Cell::text(table.name), Cell::text(table.title), Cell::text(table.row), Cell::whole(rows as u64)]
}

fn described<'r>(table: &Table<'_>, column: &Column) -> Vec<Cell<'r>> {
    let absent = column.empty.map(|empty| format!("{} when {}", empty.shorthand.mark(), empty.when));
    vec![
        Cell::text(table.name),
        Cell::text(column.title.to_string()),
        Cell::text(metadata::holds(column)),
        Cell::text(column.datatype.in_words()),
        Cell::text(column.name.to_string()),
        Cell::text(absent.unwrap_or_else(|| "There is always a value".to_owned())),
    ]
}

fn notes<'r>() -> Vec<Vec<Cell<'r>>> {
    const WORDS: [(&str, &str); 5] = [
        (
            "level",
            "How far a sub-element has come, from 0 up; higher is better. The sheet levels names the levels.",
        ),
        (
            "claimed and evidenced",
            "The level that an answer states, and the level that its evidence supports. The evidenced one counts.",
        ),
        ("in place", "The evidenced level has reached the target."),
        (
            "index",
            "The levels that count as a share of the highest possible, from 0 to 100. Read the counts first.",
        ),
        (";", "Parts the words of a list within one cell."),
    ];
    let shorthand = Shorthand::ALL.map(|one| (one.mark(), one.in_words()));
    let row = |(word, meaning)| vec![Cell::text(word), Cell::text(meaning)];
    shorthand.into_iter().chain(WORDS).map(row).collect()
}

/// Tables with what there is room for.
struct Kept<'r> {
    tables: Vec<(Table<'r>, usize)>,
    empty: Vec<&'static str>,
    too_long: Vec<&'static str>,
}

/// The tables that fit into a workbook, the shortest being taken first, each with its number of rows.
fn fit(tables: Vec<Table<'_>>) -> Kept<'_> {
    let rows = |table: &Table<'_>| {
        let most = MOST_ROWS.min(MOST_CELLS / table.columns.len().max(1));
        Some(table.counting_rows_up_to(most + 1)).filter(|rows| *rows <= most)
    };
    let counted: Vec<_> = tables.into_iter().map(|table| (rows(&table), table)).collect();
    let cells = |rows: &Option<usize>, table: &Table<'_>| rows.map(|rows| rows * table.columns.len());
    let mut sizes: Vec<usize> = counted.iter().filter_map(|(rows, table)| cells(rows, table)).collect();
    sizes.sort_unstable();
    let mut room = MOST_CELLS;
    let most = sizes.into_iter().take_while(|size| {
        let fits = *size <= room;
        room = room.saturating_sub(*size);
        fits
    });
    let most = most.last().unwrap_or(0);
    let mut kept = Kept { tables: Vec::new(), empty: Vec::new(), too_long: Vec::new() };
    for (rows, table) in counted {
        match rows {
            Some(0) => kept.empty.push(table.name),
            Some(rows) if rows * table.columns.len() <= most => kept.tables.push((table, rows)),
            _ => kept.too_long.push(table.name),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{CUT, LONGEST, fitting};

    #[test]
    fn cells_hold_what_a_spreadsheet_can_hold() {
        for (words, held) in [
            ("a\u{1}b\u{B}c\u{1B}d\u{FFFF}e", "abcde"),
            ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
            ("\u{1}", "[x]"),
        ] {
            assert_eq!(fitting(words), held);
        }
        let long = fitting(&"\u{1F3E1}".repeat(LONGEST));
        assert_eq!(long.encode_utf16().count(), LONGEST + CUT.len());
        assert!(long.ends_with(CUT));
    }
}
