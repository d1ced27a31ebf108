//! The parts of an Office Open XML workbook -> sheets of cells.

use super::archive::{Archive, cut_short};
use super::sheet::{Area, Book, ROWS, Room, SHEETS, Sheet, Value, day_of, full, reference};
use super::xml::{Next, Tag, Xml};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::sync::Arc;

const WORKBOOK: &str = "xl/workbook.xml";
/// The most texts that cells may share.
const SHARED: usize = 200_000;

/// Whether an archive is such a workbook.
pub(super) fn is(archive: &Archive<'_>) -> bool {
    archive.holds(WORKBOOK)
}

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Book, Diagnostic> {
    if archive.names().any(|name| name.starts_with("xl/externalLinks/")) {
        return Err(Diagnostic::new(Code::WorkbookUnreadable, "this workbook takes values from other files")
            .mend(
                "in Excel, Data, Edit Links (or Workbook Links), Break Link; then save it and send it again",
            ));
    }
    let macros = archive.names().any(|name| name.ends_with("vbaProject.bin"));
    let (entries, from_1904) = entries(&part(archive, WORKBOOK)?)?;
    let targets = targets(&part(archive, "xl/_rels/workbook.xml.rels")?)?;
    let dates = match archive.text("xl/styles.xml")? {
        Some(text) => date_styles(&text)?,
        None => Vec::new(),
    };
    let shared = match archive.text("xl/sharedStrings.xml")? {
        Some(text) => shared(&text)?,
        None => Vec::new(),
    };
    let mut book = Book { sheets: Vec::new(), macros, from_1904 };
    let mut room = Room::new();
    for (name, id, hidden) in entries {
        // A sheet of another sort, as one that is a chart, holds no cells.
        let Some(target) = targets.get(&id).filter(|target| target.contains("worksheets/")) else { continue };
        let text = part(archive, target)?;
        let sheet = Sheet { name, hidden, ..Sheet::default() };
        let reader = Reader { shared: &shared, dates: &dates, from_1904, sheet, room: &mut room };
        book.sheets.push(reader.read(&text)?);
    }
    Ok(book)
}

fn part(archive: &mut Archive<'_>, name: &str) -> Result<String, Diagnostic> {
    archive.text(name)?.ok_or_else(cut_short)
}

/// Every sheet's name, id and whether it is hidden; and whether days count from 1904.
#[expect(clippy::type_complexity, reason = "a list that is gone through once")]
fn entries(text: &str) -> Result<(Vec<(String, String, bool)>, bool), Diagnostic> {
    let mut xml = Xml::new(text);
    let (mut entries, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Next::Open { tag, .. } if tag.name() == "workbookPr" => from_1904 = tag.yes("date1904"),
            Next::Open { tag, .. } if tag.name() == "sheet" => {
                let hidden = tag.get("state").is_some_and(|state| state != "visible");
                entries.push((
                    tag.get("name").unwrap_or_default(),
                    tag.get("r:id").unwrap_or_default(),
                    hidden,
                ));
                if entries.len() > SHEETS {
                    return Err(full());
                }
            }
            Next::End => return Ok((entries, from_1904)),
            _ => {}
        }
    }
}

/// The part for each id.
fn targets(text: &str) -> Result<BTreeMap<String, String>, Diagnostic> {
    let mut xml = Xml::new(text);
    let mut targets = BTreeMap::new();
    loop {
        match xml.next()? {
            Next::Open { tag, .. } if tag.name() == "Relationship" => {
                let target = tag.get("Target").unwrap_or_default();
                let target = match target.strip_prefix('/') {
                    Some(from_root) => from_root.to_owned(),
                    None => format!("xl/{target}"),
                };
                targets.insert(tag.get("Id").unwrap_or_default(), target);
            }
            Next::End => return Ok(targets),
            _ => {}
        }
    }
}

/// Whether each style shows numbers as dates.
fn date_styles(text: &str) -> Result<Vec<bool>, Diagnostic> {
    let mut xml = Xml::new(text);
    let mut own: BTreeMap<u32, bool> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    loop {
        match xml.next()? {
            Next::Open { tag, .. } if tag.name() == "numFmt" => {
                let shown = tag.get("formatCode").is_some_and(|code| shows_date(&code));
                own.insert(tag.number("numFmtId").unwrap_or_default(), shown);
            }
            Next::Open { tag, empty } if tag.name() == "cellXfs" => in_cells = !empty,
            Next::Open { tag, .. } if in_cells && tag.name() == "xf" => {
                let format = tag.number("numFmtId").unwrap_or_default();
                let built_in = matches!(format, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58);
                styles.push(own.get(&format).copied().unwrap_or(built_in));
            }
            Next::Close(name) if name == "cellXfs" => in_cells = false,
            Next::End => return Ok(styles),
            _ => {}
        }
    }
}

/// Whether a format shows a day: it has a place for the day or the year outside of what is quoted.
fn shows_date(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => _ = letters.by_ref().find(|other| *other == '"'),
            '[' => _ = letters.by_ref().find(|other| *other == ']'),
            '\\' | '_' | '*' => _ = letters.next(),
            'd' | 'D' | 'y' | 'Y' => return true,
            _ => {}
        }
    }
    false
}

/// The texts that cells share.
fn shared(text: &str) -> Result<Vec<Arc<str>>, Diagnostic> {
    let mut xml = Xml::new(text);
    let mut texts: Vec<Arc<str>> = Vec::new();
    let mut gathered = Gathered::default();
    loop {
        match xml.next()? {
            Next::Open { tag, empty } => {
                if tag.name() == "si" && texts.len() >= SHARED {
                    return Err(full());
                }
                if tag.name() == "si" && empty {
                    texts.push("".into());
                }
                gathered.open(&tag, empty);
            }
            Next::Text(text) => gathered.text(&text),
            Next::Close(name) if name == "si" => texts.push(gathered.take().into()),
            Next::Close(name) => gathered.close(&name),
            Next::End => return Ok(texts),
        }
    }
}

/// The words of a text, gathered from its pieces; how it is to be spoken is left out.
#[derive(Default)]
struct Gathered {
    text: String,
    in_text: bool,
    spoken: bool,
}

impl Gathered {
    fn open(&mut self, tag: &Tag<'_>, empty: bool) {
        match tag.name() {
            "t" => self.in_text = !empty,
            "rPh" => self.spoken = !empty,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && !self.spoken {
            self.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.spoken = false,
            _ => {}
        }
    }

    fn take(&mut self) -> String {
        unescaped(&std::mem::take(&mut self.text))
    }
}

/// Characters that XML cannot hold stand as `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let letter = found
            .get(2..6)
            .filter(|_| found.get(6..7) == Some("_"))
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?));
        match letter {
            Some(letter) => {
                out.push(letter);
                rest = found.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = found.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// Reads the cells of one sheet.
struct Reader<'r> {
    shared: &'r [Arc<str>],
    dates: &'r [bool],
    from_1904: bool,
    sheet: Sheet,
    room: &'r mut Room,
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    place: (u32, u32),
    kind: String,
    is_date: bool,
    value: Option<String>,
    formula: Option<String>,
    words: Gathered,
}

impl Reader<'_> {
    fn read(mut self, text: &str) -> Result<Sheet, Diagnostic> {
        let mut xml = Xml::new(text);
        let (mut row, mut next_row, mut next_column) = (0, 0, 0);
        let mut open: Option<Open> = None;
        let mut within = "";
        loop {
            match xml.next()? {
                Next::Open { tag, empty } => match tag.name() {
                    "row" => {
                        row = tag.number("r").and_then(|row| row.checked_sub(1)).unwrap_or(next_row);
                        (next_row, next_column) = (row.saturating_add(1), 0);
                        if tag.yes("hidden") && row < ROWS {
                            self.sheet.hidden_rows.insert(row);
                        }
                    }
                    "c" => {
                        let cell = self.cell(&tag, (row, next_column))?;
                        next_column = cell.place.1.saturating_add(1);
                        open = (!empty).then_some(cell);
                    }
                    "v" if !empty => within = "v",
                    "f" => {
                        within = if empty { "" } else { "f" };
                        if let Some(open) = &mut open {
                            open.formula.get_or_insert_default();
                        }
                    }
                    "mergeCell" => {
                        self.sheet.merged.push(Area::parse(&tag.get("ref").unwrap_or_default())?);
                        if self.sheet.merged.len() > SHARED {
                            return Err(full());
                        }
                    }
                    _ => {
                        if let Some(open) = &mut open {
                            open.words.open(&tag, empty);
                        }
                    }
                },
                Next::Text(text) => match (&mut open, within) {
                    (Some(open), "v") => open.value.get_or_insert_default().push_str(&text),
                    (Some(open), "f") => open.formula.get_or_insert_default().push_str(&text),
                    (Some(open), _) => open.words.text(&text),
                    (None, _) => {}
                },
                Next::Close(name) => match name.as_str() {
                    "c" => {
                        if let Some(open) = open.take() {
                            self.close(open)?;
                        }
                    }
                    "v" | "f" => within = "",
                    other => {
                        if let Some(open) = &mut open {
                            open.words.close(other);
                        }
                    }
                },
                Next::End => return Ok(self.sheet),
            }
        }
    }

    fn cell(&self, tag: &Tag<'_>, next: (u32, u32)) -> Result<Open, Diagnostic> {
        let style = tag.number("s").and_then(|style| usize::try_from(style).ok()).unwrap_or_default();
        Ok(Open {
            place: tag.get("r").map_or(Ok(next), |name| reference(&name))?,
            kind: tag.get("t").unwrap_or_default(),
            is_date: self.dates.get(style).copied().unwrap_or_default(),
            ..Open::default()
        })
    }

    fn close(&mut self, mut open: Open) -> Result<(), Diagnostic> {
        let value = match open.kind.as_str() {
            "inlineStr" => Some(Value::Text(open.words.take().into())),
            "s" => {
                let at: Option<usize> = open.value.as_deref().and_then(|at| at.trim().parse().ok());
                let text = at.and_then(|at| self.shared.get(at)).ok_or_else(cut_short)?;
                Some(Value::Text(Arc::clone(text)))
            }
            "str" => open.value.map(|text| Value::Text(unescaped(&text).into())),
            "b" => open.value.map(|flag| Value::Flag(flag.trim() == "1")),
            "e" => Some(Value::Fault(open.value.unwrap_or_default())),
            "d" => open.value.map(|text| match text.get(..10).and_then(Day::parse) {
                Some(day) => Value::Day(day),
                None => Value::Text(text.into()),
            }),
            _ => match open.value {
                None => None,
                Some(text) => {
                    let number: f64 = text.trim().parse().map_err(|_| cut_short())?;
                    let day = if open.is_date { day_of(number, self.from_1904) } else { None };
                    Some(day.map_or(Value::Number(number), Value::Day))
                }
            },
        };
        self.room.put(&mut self.sheet, open.place, value, open.formula)
    }
}

#[cfg(test)]
mod tests {
    use super::{shows_date, unescaped};

    #[test]
    fn escaped_characters_come_back_and_what_only_looks_so_stays() {
        for (text, wanted) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00_ _xZZZZ_ _x", "_x00_ _xZZZZ_ _x"),
            ("_xD800_é", "_xD800_é"),
            ("_x00é", "_x00é"),
        ] {
            assert_eq!(unescaped(text), wanted);
        }
    }

    #[test]
    fn a_format_shows_a_date_when_it_has_a_day_or_a_year() {
        for (code, wanted) in [
            ("yyyy\\-mm\\-dd", true),
            ("[$-809]d mmmm yyyy;@", true),
            ("0.00", false),
            ("0 \"days\"", false),
            ("[Red]0;\\d0", false),
            ("h:mm", false),
        ] {
            assert_eq!(shows_date(code), wanted, "{code}");
        }
    }
}
