//! A workbook to be filled in -> Office Open XML.

use super::Template;
use super::book::{Cell, Content, Sheet, Style, sheets};
use super::checks::{Check, Rule};
use crate::export::{Fault, lines, make_room, on_no_system};
use crate::intake::headings::CHOICES;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError, utility,
};

/// The workbook as a file.
pub fn xlsx(template: &Template<'_>) -> Result<Vec<u8>, Fault> {
    let mut bytes = write(template).map_err(|fault| Fault::unmade("the workbook", &fault))?;
    on_no_system(&mut bytes);
    Ok(bytes)
}

fn write(template: &Template<'_>) -> Result<Vec<u8>, XlsxError> {
    let created =
        match template.last.and_then(|last| ExcelDateTime::parse_from_str(&last.date.to_string()).ok()) {
            Some(day) => day,
            None => ExcelDateTime::from_ymd(2000, 1, 1)?,
        };
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(format!("Self-assessment against {}", template.framework.title))
            .set_creation_datetime(&created)
            .set_custom_property("Language", "en-GB"),
    );
    for sheet in sheets(template) {
        fill(workbook.add_worksheet(), &sheet)?;
    }
    workbook.save_to_buffer()
}

fn format(style: Style) -> Format {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let asked = wrapped.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00A0_A0A0));
    let input = asked.clone().set_unlocked().set_background_color(Color::RGB(0x00FF_F9DB));
    match style {
        Style::Title => wrapped.set_bold().set_font_size(16),
        Style::Heading => wrapped.set_bold(),
        Style::Fixed => wrapped,
        Style::Asked => asked,
        Style::Input => input,
        Style::InputDay => input.set_num_format("dd/mm/yyyy"),
    }
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet
        .set_name(sheet.name)?
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(if sheet.widths.len() > 6 { 2 } else { 1 }, 0);
    for (column, width) in (0..).zip(&sheet.widths) {
        worksheet.set_column_width(column, u32::try_from(*width).unwrap_or(u32::MAX))?;
    }
    let formats = Style::ALL.map(|style| (style, format(style)));
    for (row, cells) in (0..).zip(&sheet.rows) {
        let high = cells.iter().zip(&sheet.widths).map(|(cell, width)| match &cell.content {
            // Large letters take more room than they are counted for.
            Content::Text(words) if cell.style == Style::Title => 2 * lines(words, *width),
            // More than a column's width in digits goes into a line of words.
            Content::Text(words) => lines(words, *width * 6 / 5),
            _ => 1,
        });
        make_room(worksheet, row, high.max().unwrap_or(1))?;
        for (column, cell) in (0..).zip(cells) {
            if let Some((_, format)) = formats.iter().find(|(style, _)| *style == cell.style) {
                put(worksheet, (row, column), cell, format)?;
            }
        }
    }
    for check in &sheet.checks {
        let column = u16::try_from(check.column).unwrap_or(u16::MAX);
        let rows = [check.rows.0, check.rows.1].map(|row| u32::try_from(row).unwrap_or(u32::MAX));
        worksheet.add_data_validation(rows[0], column, rows[1], column, &validation(check)?)?;
    }
    let (rows, columns) = sheet.frozen;
    if rows > 0 {
        let (rows, columns) = (u32::try_from(rows).unwrap_or(1), u16::try_from(columns).unwrap_or(1));
        worksheet.set_freeze_panes(rows, columns)?.set_repeat_rows(0, rows - 1)?;
    }
    let may = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    worksheet.protect_with_options(&may);
    Ok(())
}

fn put(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match &cell.content {
        Content::Blank => worksheet.write_blank(row, column, format)?,
        Content::Text(words) => worksheet.write_string_with_format(row, column, words, format)?,
        #[expect(clippy::cast_precision_loss, reason = "counts of residents are far below 2^53")]
        Content::Number(number) => worksheet.write_number_with_format(row, column, *number as f64, format)?,
        // Days before 1900 are text: this format has no such days.
        Content::Day(day) => match ExcelDateTime::parse_from_str(&day.to_string()) {
            Ok(day) => worksheet.write_datetime_with_format(row, column, &day, format)?,
            Err(_) => worksheet.write_string_with_format(row, column, day.to_string(), format)?,
        },
    };
    Ok(())
}

fn validation(check: &Check) -> Result<DataValidation, XlsxError> {
    let validation = match check.rule {
        Rule::Choice { column, many } => {
            let column = utility::column_number_to_name(u16::try_from(column).unwrap_or(u16::MAX));
            DataValidation::new()
                .allow_list_formula(Formula::new(format!("={CHOICES}!${column}$2:${column}${}", many + 1)))
        }
        Rule::Whole => DataValidation::new().allow_whole_number(DataValidationRule::Between(0, 1_000_000)),
        // A date of another making can still be kept: the reader understands more than the program here does.
        Rule::Day => DataValidation::new()
            .allow_date(DataValidationRule::Between(
                ExcelDateTime::from_ymd(1990, 1, 1)?,
                ExcelDateTime::from_ymd(2099, 12, 31)?,
            ))
            .set_error_style(DataValidationErrorStyle::Warning),
        Rule::Length(most) => {
            DataValidation::new().allow_text_length(DataValidationRule::LessThanOrEqualTo(most))
        }
    };
    validation
        .set_input_title(check.title)?
        .set_input_message(&check.help)?
        .set_error_title(check.title)?
        .set_error_message(&check.wrong)
}
