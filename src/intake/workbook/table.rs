//! The sheets of a workbook -> what they say of each organisation.

use super::find::{Found, find};
use super::headings::{ABOUT, ABOUT_HEADINGS, CHOICES, FIELDS, FURTHER, HEADS, Heading, INSTRUCTIONS, head};
use super::sheet::{Book, Cell, Sheet, Value, trimmed};
use super::value::{At, Wanted};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, brief};
use crate::intake::{Head, Piece, Returned, ReturnedAnswer, Unplaced};
use crate::words;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands at the head is looked for in the first rows of each sheet.
const HEAD_ROWS: u32 = 60;

/// What a workbook says.
pub(super) fn returned(file: &Arc<str>, book: &Book, sink: &mut Sink) -> Vec<Returned> {
    let whole = || Place { file: Arc::clone(file), spot: None };
    if book.macros {
        sink.push(
            Diagnostic::new(Code::MacrosIgnored, "this workbook holds macros, which were left alone")
                .at(whole())
                .mend("nothing need be done; a workbook from `homeround template` needs none"),
        );
    }
    for sheet in book.sheets.iter().filter(|sheet| sheet.hidden) {
        let cells =
            words::count(sheet.cells.len() as u64, "cell that is not blank", "cells that are not blank");
        let message = format!("the sheet \"{}\" is hidden, and has {cells}", brief(&sheet.name));
        sink.push(
            Diagnostic::new(Code::SheetHidden, message)
                .at(whole())
                .mend("show it (right-click on the names of the sheets, Unhide or Show Sheet) and delete it if it is not meant to be sent"),
        );
    }
    for sheet in &book.sheets {
        if let Some(place) = sheet.outside {
            let at = At { file, sheet: &sheet.name, from_1904: book.from_1904 };
            sink.push(
                Diagnostic::new(Code::CellOutside, "this cell lies far outside the table and was not read")
                    .at(at.place(place, ""))
                    .mend("delete what stands there, or move it into the table"),
            );
        }
    }
    let Some(found) = find(file, book, sink) else { return Vec::new() };
    let mut common = Returned { file: Arc::clone(file), ..Returned::default() };
    // What is hidden was not sent on purpose, so its words go nowhere.
    for (at, sheet) in book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden) {
        let rows = if at == found.sheet { found.row } else { u32::MAX };
        beside(At { file, sheet: &sheet.name, from_1904: book.from_1904 }, sheet, rows, &mut common, sink);
    }
    let Some(sheet) = book.sheets.get(found.sheet) else { return Vec::new() };
    let at = At { file, sheet: &sheet.name, from_1904: book.from_1904 };
    Table { at, sheet, found: &found, ids: ids(book) }.read(common, sink)
}

/// Reads what stands at the head, and takes note of everything else outside the table.
fn beside(at: At<'_>, sheet: &Sheet, rows: u32, common: &mut Returned, sink: &mut Sink) {
    if sheet.name == CHOICES {
        return;
    }
    let instructions = sheet.name == INSTRUCTIONS;
    // A value stands to the right of its words, and what is meant to the right of that.
    let mut known: BTreeMap<(u32, u32), Option<Head>> = BTreeMap::new();
    for (&(row, column), cell) in sheet.cells.range(..(rows, 0)) {
        let Value::Text(text) = &cell.value else { continue };
        let asked = head(text).filter(|head| row < HEAD_ROWS && !common.head.contains_key(head));
        match asked {
            Some(head) if !known.contains_key(&(row, column)) => {
                known.insert((row, column), None);
                known.insert((row, column + 1), Some(head));
                known.insert((row, column + 2), None);
            }
            _ if instructions && column == 0 => _ = known.insert((row, column), None),
            _ if sheet.name == ABOUT && (ABOUT_HEADINGS.contains(&&**text) || text.as_ref() == ABOUT) => {
                known.insert((row, column), None);
            }
            _ => {}
        }
    }
    for (place, cell) in sheet.cells.range(..(rows, 0)) {
        match known.get(place) {
            Some(Some(head)) => {
                let heading = HEADS.iter().find(|(one, _)| one == head).map_or("", |(_, words)| words);
                let piece = at.answer(*place, cell, (heading, Wanted::of_head(*head)), sink);
                common.head.extend(piece.map(|piece| (*head, piece)));
            }
            Some(None) => {}
            None => common.unplaced.push(Unplaced { heading: String::new(), piece: at.seen(*place, cell) }),
        }
    }
}

/// The ids that belong to the rows, with what people call them, in order.
fn ids(book: &Book) -> Vec<(String, String)> {
    let Some(sheet) = book.sheets.iter().find(|sheet| sheet.name == CHOICES) else { return Vec::new() };
    let column = |heading: &str| {
        let mut first = sheet.cells.range((0, 0)..(1, 0));
        let of = |cell: &Cell| matches!(&cell.value, Value::Text(words) if trimmed(words) == heading);
        first.find(|(_, cell)| of(cell)).map(|((_, column), _)| *column)
    };
    let (Some(ids), Some(names)) = (column("Ids"), column("Sub-elements")) else { return Vec::new() };
    let text = |place| match sheet.cells.get(&place).map(|cell| &cell.value) {
        Some(Value::Text(words)) => trimmed(words).to_owned(),
        _ => String::new(),
    };
    let rows = (1..super::sheet::ROWS).map(|row| (text((row, ids)), text((row, names))));
    rows.take_while(|(id, _)| !id.is_empty()).collect()
}

/// The table of answers.
struct Table<'t> {
    at: At<'t>,
    sheet: &'t Sheet,
    found: &'t Found,
    ids: Vec<(String, String)>,
}

impl Table<'_> {
    fn read(&self, mut common: Returned, sink: &mut Sink) -> Vec<Returned> {
        let last = self.sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or_default();
        self.merged(sink);
        self.hidden(last, sink);
        let mut rows = Vec::new();
        for row in self.found.row.saturating_add(1)..=last {
            for (column, heading) in &self.found.others {
                if let Some(cell) = self.sheet.cells.get(&(row, *column)) {
                    let piece = self.at.seen((row, *column), cell);
                    common.unplaced.push(Unplaced { heading: heading.clone(), piece });
                }
            }
            let cells = self.sheet.cells.range((row, 0)..=(row, u32::MAX));
            let headed =
                |column| self.found.columns.contains_key(column) || self.found.others.contains_key(column);
            let strays = cells.filter(|((_, column), _)| !headed(column));
            common.unplaced.extend(
                strays.map(|(place, cell)| Unplaced {
                    heading: String::new(),
                    piece: self.at.seen(*place, cell),
                }),
            );
            rows.extend(self.row(row, sink));
        }
        by_head(common, rows)
    }

    /// What a row says, and what it says at the head of its own.
    fn row(&self, row: u32, sink: &mut Sink) -> Option<(BTreeMap<Head, Piece>, ReturnedAnswer)> {
        let mut own = BTreeMap::new();
        let mut fields = BTreeMap::new();
        let mut says = false;
        for (column, heading) in &self.found.columns {
            let place = (row, *column);
            let Some(cell) = self.sheet.cells.get(&place) else { continue };
            match heading {
                Heading::Field(field) => {
                    says = true;
                    let words = FIELDS.iter().find(|(one, _)| one == field).map_or("", |(_, words)| words);
                    let piece = self.at.answer(place, cell, (words, Wanted::of_field(*field)), sink);
                    fields.extend(piece.map(|piece| (*field, piece)));
                }
                Heading::Head(head) => {
                    let words = HEADS.iter().find(|(one, _)| one == head).map_or("", |(_, words)| words);
                    let piece = self.at.answer(place, cell, (words, Wanted::of_head(*head)), sink);
                    own.extend(piece.map(|piece| (*head, piece)));
                }
                Heading::Id | Heading::Name | Heading::Own => {}
            }
        }
        let sub_element = self.id(row, says, sink)?;
        (!fields.is_empty()).then_some((own, ReturnedAnswer { sub_element, fields }))
    }

    /// The id of a row, with a word to say where a spreadsheet program changed it or where it is gone.
    fn id(&self, row: u32, says: bool, sink: &mut Sink) -> Option<Piece> {
        let place = (row, self.found.column(Heading::Id)?);
        let expected = self.expected(row);
        let mend = match &expected {
            Some(id) => format!(
                "type {id} into the cell; the column is locked, so first choose Review, Unprotect Sheet"
            ),
            None => "type the id of the sub-element, as in a workbook from `homeround template`".to_owned(),
        };
        let cell = match self.sheet.cells.get(&place) {
            Some(cell) => cell,
            None if says => {
                let gone = Diagnostic::new(Code::KeyMissing, "this row has answers and no id");
                sink.push(gone.at(self.at.place(place, "")).found("nothing stands here").mend(mend));
                return None;
            }
            None => return None,
        };
        let seen = self.at.seen(place, cell);
        let turned_into = match &cell.value {
            _ if cell.formula.is_some() => "a formula",
            Value::Text(_) => return Some(seen),
            Value::Day(_) => "a date",
            Value::Number(_) => "a number",
            Value::Flag(_) => "a truth value",
            Value::Fault(_) => "an error",
        };
        if says || expected.is_some() {
            let changed =
                Diagnostic::new(Code::CellChanged, "the spreadsheet program changed the id of this row");
            sink.push(
                changed.at(self.at.place(place, &seen.text)).found(format!("now {turned_into}")).mend(mend),
            );
        }
        None
    }

    /// Which id a row should have: by what it is called beside it, else by its position.
    fn expected(&self, row: u32) -> Option<String> {
        let name = self.found.column(Heading::Name).and_then(|column| self.sheet.cells.get(&(row, column)));
        if let Some(Value::Text(name)) = name.map(|cell| &cell.value) {
            let name = trimmed(name);
            if name == FURTHER {
                return None;
            }
            if let Some((id, _)) = self.ids.iter().find(|(_, known)| known == name) {
                return Some(id.clone());
            }
        }
        let position = usize::try_from(row.checked_sub(self.found.row)?.checked_sub(1)?).ok()?;
        self.ids.get(position).map(|(id, _)| id.clone())
    }

    fn merged(&self, sink: &mut Sink) {
        let is_answer = |column: &u32| self.found.columns.contains_key(column);
        for area in &self.sheet.merged {
            let below = area.rows.1 > self.found.row;
            if below
                && self.found.columns.keys().any(|column| (area.columns.0..=area.columns.1).contains(column))
            {
                let place = (area.rows.0, area.columns.0);
                let shown = self.sheet.cells.get(&place).map(|cell| self.at.seen(place, cell).text);
                let last = (
                    area.rows.1,
                    (area.columns.0..=area.columns.1).rfind(is_answer).unwrap_or(area.columns.1),
                );
                sink.push(
                    Diagnostic::new(Code::CellsMerged, "cells were merged over the answers")
                        .at(self.at.place(place, &shown.unwrap_or_default()))
                        .found(format!("merged as far as {}", crate::diagnostic::cell_name(last.0, last.1)))
                        .mend("unmerge them (Home, Merge and Center, Unmerge Cells) and give each row its own answer"),
                );
            }
        }
    }

    fn hidden(&self, last: u32, sink: &mut Sink) {
        let has_answers = |row: &u32| {
            let cells = self.sheet.cells.range((*row, 0)..=(*row, u32::MAX));
            cells.into_iter().any(|((_, column), _)| self.found.columns.contains_key(column))
        };
        let rows =
            self.sheet.hidden_rows.range(self.found.row.saturating_add(1)..=last.max(self.found.row + 1));
        let rows: Vec<String> =
            rows.filter(|row| has_answers(row)).map(|row| (row + 1).to_string()).collect();
        if !rows.is_empty() {
            let shown: Vec<&String> = rows.iter().take(12).collect();
            let more = if rows.len() > shown.len() { " and more" } else { "" };
            let message = format!(
                "{} of the sheet \"{}\" {} hidden and read all the same: {}{more}",
                words::count(rows.len() as u64, "row", "rows"),
                brief(self.at.sheet),
                words::agree(rows.len() as u64, "is", "are"),
                words::list(&shown)
            );
            sink.push(
                Diagnostic::new(Code::RowsHidden, message)
                    .at(Place { file: Arc::clone(self.at.file), spot: None })
                    .mend("look whether they are meant to be sent: mark the whole sheet, right-click on a row number, Unhide"),
            );
        }
    }
}

/// One return for each organisation, date and assessor that rows name; one in all where they name none.
fn by_head(common: Returned, rows: Vec<(BTreeMap<Head, Piece>, ReturnedAnswer)>) -> Vec<Returned> {
    let mut returned: Vec<(Vec<(Head, String)>, Returned)> = Vec::new();
    for (own, answer) in rows {
        let key: Vec<(Head, String)> = own.iter().map(|(head, piece)| (*head, piece.text.clone())).collect();
        let at = returned.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            let mut fresh =
                Returned { file: Arc::clone(&common.file), head: common.head.clone(), ..Returned::default() };
            fresh.head.extend(own);
            returned.push((key, fresh));
            returned.len() - 1
        });
        if let Some((_, one)) = returned.get_mut(at) {
            one.answers.push(answer);
        }
    }
    let mut returned: Vec<Returned> = returned.into_iter().map(|(_, one)| one).collect();
    match returned.first_mut() {
        Some(first) => first.unplaced = common.unplaced,
        None => returned.push(common),
    }
    returned
}
