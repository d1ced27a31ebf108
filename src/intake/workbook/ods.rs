//! The parts of an OpenDocument spreadsheet -> sheets of cells.

use super::archive::{Archive, cut_short, locked};
use super::sheet::{Area, Book, COLUMNS, ROWS, Room, SHEETS, Sheet, Value, full};
use super::xml::{Next, Tag, Xml};
use crate::day::Day;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeSet;

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// Whether an archive is such a spreadsheet.
pub(super) fn is(archive: &Archive<'_>) -> bool {
    archive.holds(CONTENT)
}

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Book, Diagnostic> {
    if archive.text(MANIFEST)?.is_some_and(|text| text.contains("encryption-data")) {
        return Err(locked());
    }
    let macros = archive.names().any(|name| name.starts_with("Basic/") || name.starts_with("Scripts/"));
    let text = archive.text(CONTENT)?.ok_or_else(cut_short)?;
    let mut reader = Reader {
        sheets: Vec::new(),
        room: Room::new(),
        hidden_styles: BTreeSet::new(),
        style: String::new(),
        row: 0,
        column: 0,
        repeated: 1,
        cells: Vec::new(),
        open: None,
        skipped: None,
    };
    reader.read(&text)?;
    Ok(Book { sheets: reader.sheets, macros, from_1904: false })
}

struct Reader {
    sheets: Vec<Sheet>,
    room: Room,
    /// The styles of sheets that are not shown.
    hidden_styles: BTreeSet<String>,
    style: String,
    row: u32,
    column: u32,
    /// How often the row that is read stands below itself.
    repeated: u32,
    /// The cells of that row: where, how often side by side, what.
    cells: Vec<(u32, u32, Option<Value>, Option<String>)>,
    open: Option<Open>,
    /// Within something that holds texts but no answers, such as a comment: its name and how deep.
    skipped: Option<(String, u32)>,
}

/// A cell while it is read.
struct Open {
    column: u32,
    repeated: u32,
    kind: String,
    value: String,
    is_fault: bool,
    formula: Option<String>,
    text: String,
    paragraphs: u32,
    in_paragraph: bool,
}

impl Reader {
    fn read(&mut self, text: &str) -> Result<(), Diagnostic> {
        let mut xml = Xml::new(text);
        loop {
            match xml.next()? {
                Next::End => return Ok(()),
                Next::Open { tag, empty } if self.is_skipped(&tag, empty) => {}
                Next::Open { tag, empty } => self.begin(&tag, empty)?,
                Next::Text(text) => {
                    if let (Some(open), None) = (&mut self.open, &self.skipped)
                        && open.in_paragraph
                    {
                        open.text.push_str(&text.replace(['\n', '\r', '\t'], " "));
                    }
                }
                Next::Close(name) => match &mut self.skipped {
                    Some((skipped, depth)) if *skipped == name => {
                        *depth -= 1;
                        if *depth == 0 {
                            self.skipped = None;
                        }
                    }
                    Some(_) => {}
                    None => self.finish(&name)?,
                },
            }
        }
    }

    fn is_skipped(&mut self, tag: &Tag<'_>, empty: bool) -> bool {
        match &mut self.skipped {
            Some((name, depth)) => {
                if name == tag.name() && !empty {
                    *depth += 1;
                }
                true
            }
            None if matches!(tag.name(), "annotation" | "shapes" | "frame" | "tracked-changes") => {
                self.skipped = (!empty).then(|| (tag.name().to_owned(), 1));
                true
            }
            None => false,
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, empty: bool) -> Result<(), Diagnostic> {
        match tag.name() {
            "style" => self.style = tag.get("style:name").unwrap_or_default(),
            "table-properties" if tag.get("table:display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table" => {
                let style = tag.get("table:style-name").unwrap_or_default();
                self.sheets.push(Sheet {
                    name: tag.get("table:name").unwrap_or_default(),
                    hidden: self.hidden_styles.contains(&style),
                    ..Sheet::default()
                });
                if self.sheets.len() > SHEETS {
                    return Err(full());
                }
                (self.row, self.column) = (0, 0);
            }
            "table-row" => {
                self.repeated = tag.number("table:number-rows-repeated").unwrap_or(1).max(1);
                self.column = 0;
                let hidden = tag.get("table:visibility").is_some_and(|seen| seen != "visible");
                if let (true, Some(sheet)) = (hidden, self.sheets.last_mut()) {
                    let end = self.row.saturating_add(self.repeated).min(ROWS);
                    sheet.hidden_rows.extend(self.row..end);
                }
                if empty {
                    self.end_row()?;
                }
            }
            "table-cell" | "covered-table-cell" => self.begin_cell(tag, empty)?,
            "p" => self.paragraph(empty),
            name => {
                if let Some(open) = self.open.as_mut().filter(|open| open.in_paragraph) {
                    match name {
                        "s" => {
                            let spaces = tag.number("text:c").unwrap_or(1).min(10_000);
                            open.text.extend(std::iter::repeat_n(' ', usize::try_from(spaces).unwrap_or(1)));
                        }
                        "tab" => open.text.push('\t'),
                        "line-break" => open.text.push('\n'),
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    fn begin_cell(&mut self, tag: &Tag<'_>, empty: bool) -> Result<(), Diagnostic> {
        let rows = tag.number("table:number-rows-spanned").unwrap_or(1).max(1);
        let columns = tag.number("table:number-columns-spanned").unwrap_or(1).max(1);
        let (row, column) = (self.row, self.column);
        if let Some(sheet) = self.sheets.last_mut().filter(|_| rows > 1 || columns > 1) {
            let to = (row.saturating_add(rows - 1), column.saturating_add(columns - 1));
            sheet.merged.push(Area { rows: (row, to.0), columns: (column, to.1) });
        }
        let value = ["office:value", "office:date-value", "office:boolean-value", "office:string-value"];
        let open = Open {
            column,
            repeated: tag.number("table:number-columns-repeated").unwrap_or(1).max(1),
            kind: tag.get("office:value-type").unwrap_or_default(),
            value: value.iter().find_map(|name| tag.get(name)).unwrap_or_default(),
            is_fault: tag.get("calcext:value-type").as_deref() == Some("error"),
            formula: tag.get("table:formula"),
            text: String::new(),
            paragraphs: 0,
            in_paragraph: false,
        };
        self.column = column.saturating_add(open.repeated);
        self.open = Some(open);
        if empty { self.end_cell() } else { Ok(()) }
    }

    fn paragraph(&mut self, empty: bool) {
        if let Some(open) = &mut self.open {
            if open.paragraphs > 0 {
                open.text.push('\n');
            }
            open.paragraphs += 1;
            open.in_paragraph = !empty;
        }
    }

    fn finish(&mut self, name: &str) -> Result<(), Diagnostic> {
        match name {
            "p" => {
                if let Some(open) = &mut self.open {
                    open.in_paragraph = false;
                }
                Ok(())
            }
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row(),
            _ => Ok(()),
        }
    }

    fn end_cell(&mut self) -> Result<(), Diagnostic> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let Open { column, repeated, kind, value, is_fault, formula, text, paragraphs, .. } = open;
        let value = match kind.as_str() {
            _ if is_fault => Some(Value::Fault(text)),
            "float" | "percentage" | "currency" => {
                Some(Value::Number(value.trim().parse().map_err(|_| cut_short())?))
            }
            "date" => Some(match value.get(..10).and_then(Day::parse) {
                Some(day) => Value::Day(day),
                None => Value::Text(value.into()),
            }),
            "boolean" => Some(Value::Flag(value == "true")),
            _ if paragraphs > 0 => Some(Value::Text(text.into())),
            _ => (!value.is_empty()).then(|| Value::Text(value.into())),
        };
        if value.is_some() || formula.is_some() {
            self.cells.push((column, repeated, value, formula));
        }
        Ok(())
    }

    /// Puts the cells of a row into their places, as often as they stand there.
    fn end_row(&mut self) -> Result<(), Diagnostic> {
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        let (row, repeated) = (self.row, self.repeated);
        for (column, times, value, formula) in std::mem::take(&mut self.cells) {
            // One step beyond the limits is enough to know that something stands there.
            let rows = row..row.saturating_add(repeated).min(ROWS.max(row).saturating_add(1));
            for row in rows {
                let columns = column..column.saturating_add(times).min(COLUMNS.max(column).saturating_add(1));
                for column in columns {
                    self.room.put(sheet, (row, column), value.clone(), formula.clone())?;
                }
            }
        }
        self.row = row.saturating_add(repeated);
        Ok(())
    }
}
