//! A workbook -> Office Open XML. The only file that knows the library that writes it.

use super::Fault;
use super::book::{Book, COVER, COVER_WIDTH, Sheet};
use super::files::XLSX;
use super::tables::Cell;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Url, Workbook,
    Worksheet, XlsxError,
};

/// The workbook as a file. The same workbook gives the same bytes: its date of creation is the day it stands for.
pub fn xlsx(book: &Book<'_>) -> Result<Vec<u8>, Fault> {
    let mut bytes = write(book).map_err(|fault| Fault::unmade(XLSX, &fault))?;
    on_no_system(&mut bytes);
    Ok(bytes)
}

struct Formats {
    title: Format,
    heading: Format,
    text: Format,
    number: Format,
    link: Format,
    day: Format,
}

fn write(book: &Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let formats = Formats {
        title: wrapped.clone().set_bold().set_font_size(16),
        heading: wrapped.clone().set_bold(),
        link: wrapped.clone().set_hyperlink(),
        number: Format::new().set_align(FormatAlign::Top),
        day: Format::new().set_align(FormatAlign::Top).set_num_format("yyyy-mm-dd"),
        text: wrapped,
    };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(book)?);
    cover(workbook.add_worksheet(), book, &formats)?;
    for sheet in &book.sheets {
        fill(workbook.add_worksheet(), sheet, &formats)?;
    }
    workbook.save_to_buffer()
}

fn properties(book: &Book<'_>) -> Result<DocProperties, XlsxError> {
    let as_at = book.as_at.map(|day| day.to_string());
    let created = as_at.and_then(|day| ExcelDateTime::parse_from_str(&day).ok());
    let created = match created {
        Some(day) => day,
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    let properties = DocProperties::new()
        .set_title(&book.title)
        .set_author(book.publisher.as_deref().unwrap_or_default())
        .set_creation_datetime(&created)
        .set_custom_property("Language", "en-GB");
    Ok(properties)
}

fn cover(worksheet: &mut Worksheet, book: &Book<'_>, formats: &Formats) -> Result<(), XlsxError> {
    worksheet.set_name(COVER)?.set_column_width(0, u32::try_from(COVER_WIDTH).unwrap_or(u32::MAX))?;
    for (row, line) in (0..).zip(&book.cover) {
        make_room(worksheet, row, lines(line, COVER_WIDTH))?;
        let format = if row == 0 { &formats.title } else { &formats.text };
        worksheet.write_string_with_format(row, 0, line, format)?;
    }
    Ok(())
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet<'_>, formats: &Formats) -> Result<(), XlsxError> {
    worksheet.set_name(sheet.name)?;
    let mut headings = Vec::new();
    for (column, (heading, width)) in (0..).zip(sheet.headings.iter().zip(&sheet.widths)) {
        headings.push(TableColumn::new().set_header(heading).set_header_format(&formats.heading));
        worksheet.set_column_width(column, u32::try_from(*width).unwrap_or(u32::MAX))?;
    }
    let last_column = u16::try_from(sheet.headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last_row = u32::try_from(sheet.rows).unwrap_or(u32::MAX);
    let table = Table::new()
        .set_name(sheet.mark)
        .set_columns(&headings)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::None);
    let heading = sheet.headings.iter().zip(&sheet.widths).map(|(heading, width)| lines(heading, *width));
    make_room(worksheet, 0, heading.max().unwrap_or(1))?;
    worksheet.add_table(0, 0, last_row, last_column, &table)?;
    for (row, cells) in (1..).zip(sheet.rows()) {
        let wrapped = cells.iter().zip(&sheet.widths).map(|(cell, width)| match cell {
            Cell::Text(words) => lines(words, *width),
            _ => 1,
        });
        make_room(worksheet, row, wrapped.max().unwrap_or(1))?;
        for (column, cell) in (0..).zip(&cells) {
            if let (true, 0, Cell::Text(name)) = (sheet.leads, column, cell) {
                let place = Url::new(format!("internal:'{name}'!A1")).set_text(name.as_ref());
                worksheet.write_url_with_format(row, column, place, &formats.link)?;
            } else {
                put(worksheet, row, column, cell, formats)?;
            }
        }
    }
    Ok(())
}

/// How many lines a text takes at a width in characters, rather too many than too few.
pub(crate) fn lines(words: &str, width: usize) -> usize {
    words.split('\n').map(|line| line.chars().count().div_ceil(width).max(1)).sum()
}

/// Makes a row high enough for several lines: not every program does so by itself.
pub(crate) fn make_room(worksheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    const LINE: u32 = 15;
    const HIGHEST: u32 = 409;
    if lines > 1 {
        let height = u32::try_from(lines).unwrap_or(HIGHEST).saturating_mul(LINE);
        worksheet.set_row_height(row, height.min(HIGHEST))?;
    }
    Ok(())
}

fn put(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let text = |worksheet: &mut Worksheet, words: &str| {
        worksheet.write_string_with_format(row, column, words, &formats.text).map(|_| ())
    };
    let number = |worksheet: &mut Worksheet, number: f64| {
        worksheet.write_number_with_format(row, column, number, &formats.number).map(|_| ())
    };
    match cell {
        Cell::Text(words) => text(worksheet, words),
        Cell::Whole(whole) => number(worksheet, exact(*whole)),
        Cell::Number(found) => number(worksheet, *found),
        Cell::Flag(flag) => text(worksheet, &flag.to_string()),
        // Days before 1900 are text: this format has no such days.
        Cell::Day(day) => match ExcelDateTime::parse_from_str(&day.to_string()) {
            Ok(day) => worksheet.write_datetime_with_format(row, column, &day, &formats.day).map(|_| ()),
            Err(_) => text(worksheet, &day.to_string()),
        },
        Cell::Absent => Ok(()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts and beds are far below 2^53")]
fn exact(number: i64) -> f64 {
    number as f64
}

/// Each entry of an archive says on which system it was made, which the library cannot be told. Every workbook says
/// Unix, so that it is the same wherever it was made.
pub(crate) fn on_no_system(bytes: &mut [u8]) {
    const UNIX: u8 = 3;
    const ENTRY: &[u8] = b"PK\x01\x02";
    let number = |bytes: &[u8], at: usize, length: usize| {
        let digits = bytes.get(at..at + length)?.iter().rev();
        Some(digits.fold(0_usize, |sum, digit| (sum << 8) | usize::from(*digit)))
    };
    // The end of the list of entries is 22 bytes long, and the 4 bytes from its 16th on say where the list begins.
    let end = bytes.len().saturating_sub(22);
    let mut entry = number(bytes, end + 16, 4);
    while let Some(at) = entry.filter(|at| bytes.get(*at..*at + ENTRY.len()) == Some(ENTRY)) {
        if let Some(system) = bytes.get_mut(at + 5) {
            *system = UNIX;
        }
        let lengths: Option<usize> = [28, 30, 32].iter().map(|field| number(bytes, at + field, 2)).sum();
        entry = lengths.map(|lengths| at + 46 + lengths);
    }
}

#[cfg(test)]
mod tests {
    use super::on_no_system;
    use rust_xlsxwriter::Workbook;

    #[test]
    fn a_workbook_does_not_say_where_it_was_made() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet();
        let mut bytes = workbook.save_to_buffer().unwrap();
        on_no_system(&mut bytes);
        let as_made = bytes.clone();
        let entries: Vec<usize> =
            (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
        assert!(entries.len() > 5);
        for at in entries {
            bytes[at + 5] = 0;
        }
        on_no_system(&mut bytes);
        assert!(bytes == as_made);
        on_no_system(&mut [0; 7]);
    }
}
