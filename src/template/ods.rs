//! A workbook to be filled in -> OpenDocument, version 1.3.

use super::Template;
use super::book::{Cell, Content, Sheet, Style, sheets};
use super::checks::{Check, Rule};
use crate::export::{Fault, HEAD, NAMESPACES, STYLES, packed, spaced};
use crate::guard::escaped;
use crate::intake::headings::CHOICES;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"#;

const CELLS: &str = r##"<number:date-style style:name="uk"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<style:style style:name="sheet" style:family="table" style:master-page-name="Default"/>
<style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>
<style:style style:name="title" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/><style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>
<style:style style:name="heading" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="fixed" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>
<style:style style:name="asked" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:border="0.5pt solid #a0a0a0"/></style:style>
<style:style style:name="input" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" style:cell-protect="none" fo:background-color="#fff9db" fo:border="0.5pt solid #a0a0a0"/></style:style>
<style:style style:name="inputday" style:family="table-cell" style:data-style-name="uk"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" style:cell-protect="none" fo:background-color="#fff9db" fo:border="0.5pt solid #a0a0a0"/></style:style>
"##;

/// The workbook as a file.
pub fn ods(template: &Template<'_>) -> Result<Vec<u8>, Fault> {
    let sheets = sheets(template);
    // On paper a sheet is as wide as a page.
    let styles = STYLES.replace(
        "style:print-orientation",
        "style:scale-to-X=\"1\" style:scale-to-Y=\"0\" style:print-orientation",
    );
    let parts = [
        ("META-INF/manifest.xml", MANIFEST),
        ("settings.xml", &settings(&sheets)),
        ("styles.xml", &styles),
        ("content.xml", &content(&sheets)),
    ];
    packed(&parts).map_err(|fault| Fault::unmade("the workbook", &fault))
}

// Writing to a String cannot fail, so what `write!` gives back is let go of in this file.

/// Which rows and columns stay in sight.
fn settings(sheets: &[Sheet]) -> String {
    let mut out = HEAD.to_owned();
    out.push_str(r#"<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1</config:config-item><config:config-item-map-named config:name="Tables">"#);
    for sheet in sheets.iter().filter(|sheet| sheet.frozen.0 > 0) {
        let (rows, columns) = sheet.frozen;
        let _ = write!(out, "<config:config-item-map-entry config:name=\"{}\">", sheet.name);
        let mut item = |name: &str, kind: &str, value: usize| {
            let _ = write!(
                out,
                "<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>"
            );
        };
        // 2 is a split that stays where it is.
        item("VerticalSplitMode", "short", 2);
        item("VerticalSplitPosition", "int", rows);
        item("PositionBottom", "int", rows);
        item("ActiveSplitRange", "short", if columns > 0 { 3 } else { 2 });
        if columns > 0 {
            item("HorizontalSplitMode", "short", 2);
            item("HorizontalSplitPosition", "int", columns);
            item("PositionRight", "int", columns);
        }
        out.push_str("</config:config-item-map-entry>");
    }
    let first = sheets.first().map_or("", |sheet| sheet.name);
    let _ = write!(
        out,
        "</config:config-item-map-named><config:config-item config:name=\"ActiveTable\" config:type=\"string\">{first}</config:config-item>"
    );
    out.push_str("</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>\n");
    out
}

fn content(sheets: &[Sheet]) -> String {
    // The conditions of what may be typed are written in a language that has to be named.
    let named = NAMESPACES.replacen(
        " xmlns:style",
        " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" xmlns:style",
        1,
    );
    let mut out = format!("{HEAD}{named}<office:automatic-styles>\n");
    let widths: BTreeSet<usize> = sheets.iter().flat_map(|sheet| sheet.widths.iter().copied()).collect();
    for width in widths {
        // A character of 11 points is about 2 mm wide.
        let _ = writeln!(
            out,
            "<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{}mm\"/></style:style>",
            width * 2
        );
    }
    out.push_str(CELLS);
    out.push_str(
        "</office:automatic-styles>\n<office:body><office:spreadsheet>\n<table:content-validations>\n",
    );
    for sheet in sheets {
        for (at, check) in sheet.checks.iter().enumerate() {
            validation(&mut out, sheet, at, check);
        }
    }
    out.push_str("</table:content-validations>\n");
    for sheet in sheets {
        table(&mut out, sheet);
    }
    out.push_str("</office:spreadsheet></office:body>\n</office:document-content>\n");
    out
}

/// The name of a rule for what may be typed.
fn rule_name(sheet: &Sheet, at: usize) -> String {
    format!("{}-{at}", sheet.name.to_lowercase().replace(' ', "-"))
}

fn validation(out: &mut String, sheet: &Sheet, at: usize, check: &Check) {
    let column = |at: usize| crate::export::column_name(at);
    let condition = match check.rule {
        Rule::Choice { column: choices, many } => {
            let name = column(choices);
            format!("of:cell-content-is-in-list([${CHOICES}.${name}$2:.${name}${}])", many + 1)
        }
        Rule::Whole => "of:cell-content-is-whole-number() and cell-content-is-between(0,1000000)".to_owned(),
        // 1 January 1990 to 31 December 2099.
        Rule::Day => "of:cell-content-is-date() and cell-content-is-between(32874,73050)".to_owned(),
        Rule::Length(most) => format!("of:cell-content-text-length()<={most}"),
    };
    let kind = if matches!(check.rule, Rule::Day) { "warning" } else { "stop" };
    let title = escaped(check.title);
    let _ = writeln!(
        out,
        "<table:content-validation table:name=\"{}\" table:condition=\"{}\" table:allow-empty-cell=\"true\" table:display-list=\"unsorted\" table:base-cell-address=\"'{}'.{}{}\"><table:help-message table:title=\"{title}\" table:display=\"true\"><text:p>{}</text:p></table:help-message><table:error-message table:message-type=\"{kind}\" table:title=\"{title}\" table:display=\"true\"><text:p>{}</text:p></table:error-message></table:content-validation>",
        rule_name(sheet, at),
        escaped(&condition),
        sheet.name,
        column(check.column),
        check.rows.0 + 1,
        escaped(&check.help),
        escaped(&check.wrong)
    );
}

fn table(out: &mut String, sheet: &Sheet) {
    let _ = writeln!(
        out,
        "<table:table table:name=\"{}\" table:style-name=\"sheet\" table:protected=\"true\">",
        sheet.name
    );
    for width in &sheet.widths {
        let _ = writeln!(out, "<table:table-column table:style-name=\"w{width}\"/>");
    }
    for (at, row) in sheet.rows.iter().enumerate() {
        if at == 0 && sheet.frozen.0 > 0 {
            out.push_str("<table:table-header-rows>");
        }
        out.push_str("<table:table-row table:style-name=\"row\">");
        for (column, one) in row.iter().enumerate() {
            let applies =
                |check: &Check| check.column == column && (check.rows.0..=check.rows.1).contains(&at);
            let rule = sheet.checks.iter().position(applies).map(|rule| rule_name(sheet, rule));
            cell(out, one, rule.as_deref());
        }
        out.push_str("</table:table-row>");
        if at == 0 && sheet.frozen.0 > 0 {
            out.push_str("</table:table-header-rows>");
        }
        out.push('\n');
    }
    out.push_str("</table:table>\n");
}

fn cell(out: &mut String, cell: &Cell, rule: Option<&str>) {
    let style = match cell.style {
        Style::Title => "title",
        Style::Heading => "heading",
        Style::Fixed => "fixed",
        Style::Asked => "asked",
        Style::Input => "input",
        Style::InputDay => "inputday",
    };
    let _ = write!(out, "<table:table-cell table:style-name=\"{style}\"");
    if let Some(rule) = rule {
        let _ = write!(out, " table:content-validation-name=\"{rule}\"");
    }
    let _ = match &cell.content {
        Content::Blank => write!(out, "/>"),
        Content::Number(number) => {
            write!(
                out,
                " office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>"
            )
        }
        Content::Day(day) => {
            write!(
                out,
                " office:value-type=\"date\" office:date-value=\"{day}\"><text:p>{day}</text:p></table:table-cell>"
            )
        }
        Content::Text(words) => {
            let lines: String =
                words.split('\n').map(|line| format!("<text:p>{}</text:p>", spaced(line))).collect();
            write!(out, " office:value-type=\"string\">{lines}</table:table-cell>")
        }
    };
}
