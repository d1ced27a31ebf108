//! A workbook -> OpenDocument, version 1.3. The only file that knows its XML and the archive it is packed in.

use super::Fault;
use super::book::{Book, COVER, COVER_WIDTH, Sheet};
use super::files::ODS;
use super::tables::Cell;
use crate::guard::{escaped, push_escaped};
use std::io::{self, BufWriter, Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// What the file says it is, in a part of its own.
const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The workbook as a file. The same workbook gives the same bytes: entries stand in a fixed order with a fixed time.
pub fn ods(book: &Book<'_>) -> Result<Vec<u8>, Fault> {
    write(book).map_err(|fault| Fault::unmade(ODS, &fault))
}

/// How parts are packed: the same bytes wherever and whenever it is done.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644)
}

/// Packs these parts, in this order, as an OpenDocument spreadsheet.
pub(crate) fn packed(parts: &[(&str, &str)]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("mimetype", options().compression_method(CompressionMethod::Stored))?;
    zip.write_all(MIMETYPE.as_bytes())?;
    for (name, text) in parts {
        zip.start_file(*name, options())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn write(book: &Book<'_>) -> io::Result<Vec<u8>> {
    let packed = options();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The format wants the type first and as it is, so that it can be told without unpacking.
    zip.start_file("mimetype", packed.compression_method(CompressionMethod::Stored))?;
    zip.write_all(MIMETYPE.as_bytes())?;
    zip.start_file("META-INF/manifest.xml", packed)?;
    zip.write_all(MANIFEST.as_bytes())?;
    zip.start_file("meta.xml", packed)?;
    meta(&mut zip, book)?;
    zip.start_file("styles.xml", packed)?;
    zip.write_all(STYLES.as_bytes())?;
    zip.start_file("content.xml", packed)?;
    // Many small pieces are gathered before they are packed.
    let mut gathered = BufWriter::new(&mut zip);
    content(&mut gathered, book)?;
    gathered.flush()?;
    drop(gathered);
    Ok(zip.finish()?.into_inner())
}

/// What is packed in an archive, part by part; nothing of anything else.
pub fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let parts = archive.len();
    let part = |at| {
        let mut unpacked = Vec::new();
        archive.by_index(at).ok()?.read_to_end(&mut unpacked).ok()?;
        Some(unpacked)
    };
    // A part that cannot be read hides none of the others.
    (0..parts).filter_map(part).collect()
}

pub(crate) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"#;

pub(crate) const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">
<office:styles>
<style:default-style style:family="table-cell"><style:text-properties fo:language="en" fo:country="GB" fo:font-family="Arial" fo:font-size="11pt"/></style:default-style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties style:print-orientation="landscape"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"><style:header style:display="false"/><style:footer style:display="false"/></style:master-page></office:master-styles>
</office:document-styles>
"#;

fn meta(out: &mut impl Write, book: &Book<'_>) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    out.write_all(b"<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\">\n<office:meta><meta:generator>homeround</meta:generator>")?;
    write!(out, "<dc:title>{}</dc:title>", escaped(&book.title))?;
    if let Some(publisher) = &book.publisher {
        write!(out, "<dc:creator>{}</dc:creator>", escaped(publisher))?;
    }
    if let Some(day) = book.as_at {
        write!(out, "<meta:creation-date>{day}T00:00:00</meta:creation-date>")?;
    }
    out.write_all(b"<dc:language>en-GB</dc:language></office:meta>\n</office:document-meta>\n")
}

pub(crate) const NAMESPACES: &str = r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">
"#;

const CELL_STYLES: &str = r#"<style:style style:name="sheet" style:family="table" style:master-page-name="Default"/>
<style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>
<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<style:style style:name="title" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/><style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>
<style:style style:name="heading" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="text" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>
<style:style style:name="plain" style:family="table-cell"><style:table-cell-properties style:vertical-align="top"/></style:style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"><style:table-cell-properties style:vertical-align="top"/></style:style>
"#;

fn content(out: &mut impl Write, book: &Book<'_>) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    out.write_all(NAMESPACES.as_bytes())?;
    out.write_all(b"<office:automatic-styles>\n")?;
    let mut widths: Vec<usize> = book.sheets.iter().flat_map(|sheet| sheet.widths.iter().copied()).collect();
    widths.push(COVER_WIDTH);
    widths.sort_unstable();
    widths.dedup();
    for width in widths {
        // A character of 11 points is about 2 mm wide.
        writeln!(
            out,
            "<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{}mm\"/></style:style>",
            width * 2
        )?;
    }
    out.write_all(CELL_STYLES.as_bytes())?;
    out.write_all(b"</office:automatic-styles>\n<office:body><office:spreadsheet>\n")?;
    cover(out, book)?;
    for sheet in &book.sheets {
        table(out, sheet)?;
    }
    out.write_all(b"<table:database-ranges>\n")?;
    for sheet in &book.sheets {
        let last = column_name(sheet.headings.len().saturating_sub(1));
        writeln!(
            out,
            "<table:database-range table:name=\"{}\" table:target-range-address=\"'{}'.A1:'{}'.{last}{}\" table:contains-header=\"true\" table:display-filter-buttons=\"false\"/>",
            sheet.mark,
            sheet.name,
            sheet.name,
            sheet.rows + 1
        )?;
    }
    out.write_all(
        b"</table:database-ranges>\n</office:spreadsheet></office:body>\n</office:document-content>\n",
    )
}

fn cover(out: &mut impl Write, book: &Book<'_>) -> io::Result<()> {
    writeln!(
        out,
        "<table:table table:name=\"{COVER}\" table:style-name=\"sheet\">\n<table:table-column table:style-name=\"w{COVER_WIDTH}\"/>"
    )?;
    for (at, line) in book.cover.iter().enumerate() {
        out.write_all(b"<table:table-row table:style-name=\"row\">")?;
        text(out, line, if at == 0 { "title" } else { "text" }, None)?;
        out.write_all(b"</table:table-row>\n")?;
    }
    out.write_all(b"</table:table>\n")
}

fn table(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    writeln!(out, "<table:table table:name=\"{}\" table:style-name=\"sheet\">", sheet.name)?;
    for width in &sheet.widths {
        writeln!(out, "<table:table-column table:style-name=\"w{width}\"/>")?;
    }
    out.write_all(b"<table:table-header-rows><table:table-row table:style-name=\"row\">")?;
    for heading in &sheet.headings {
        text(out, heading, "heading", None)?;
    }
    out.write_all(b"</table:table-row></table:table-header-rows>\n")?;
    for row in sheet.rows() {
        out.write_all(b"<table:table-row table:style-name=\"row\">")?;
        for (at, one) in row.iter().enumerate() {
            match one {
                Cell::Text(name) if sheet.leads && at == 0 => text(out, name, "text", Some(name))?,
                one => cell(out, one)?,
            }
        }
        out.write_all(b"</table:table-row>\n")?;
    }
    out.write_all(b"</table:table>\n")
}

fn cell(out: &mut impl Write, cell: &Cell<'_>) -> io::Result<()> {
    match cell {
        Cell::Text(words) => text(out, words, "text", None),
        Cell::Whole(number) => value(out, "float", "value", "plain", number),
        Cell::Number(number) => value(out, "float", "value", "plain", number),
        Cell::Flag(flag) => text(out, &flag.to_string(), "text", None),
        Cell::Day(day) => value(out, "date", "date-value", "day", day),
        Cell::Absent => out.write_all(b"<table:table-cell/>"),
    }
}

fn value(
    out: &mut impl Write,
    kind: &str,
    attribute: &str,
    style: &str,
    value: &dyn std::fmt::Display,
) -> io::Result<()> {
    write!(
        out,
        "<table:table-cell table:style-name=\"{style}\" office:value-type=\"{kind}\" office:{attribute}=\"{value}\"><text:p>{value}</text:p></table:table-cell>"
    )
}

/// A cell of words, a paragraph for each line; with the name of a sheet it leads there.
fn text(out: &mut impl Write, words: &str, style: &str, leads_to: Option<&str>) -> io::Result<()> {
    write!(out, "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\">")?;
    for line in words.split('\n') {
        out.write_all(b"<text:p>")?;
        match leads_to {
            Some(sheet) => write!(
                out,
                "<text:a xlink:type=\"simple\" xlink:href=\"#'{}'.A1\">{}</text:a>",
                escaped(sheet),
                spaced(line)
            )?,
            None => out.write_all(spaced(line).as_bytes())?,
        }
        out.write_all(b"</text:p>")?;
    }
    out.write_all(b"</table:table-cell>")
}

/// Text as XML in which every space is kept: all but single ones between words have elements of their own.
pub(crate) fn spaced(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut after_space = true;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' if after_space || letters.peek().is_none() => out.push_str("<text:s/>"),
            '\t' => out.push_str("<text:tab/>"),
            letter => push_escaped(&mut out, letter),
        }
        after_space = letter == ' ' || letter == '\t';
    }
    out
}

/// What a spreadsheet calls its columns: A to Z, AA, AB and on.
pub(crate) fn column_name(at: usize) -> String {
    let mut name = Vec::new();
    let mut rest = at + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        name.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{column_name, spaced};

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        for (at, name) in [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(at), name);
        }
    }

    #[test]
    fn every_space_is_kept() {
        for (text, xml) in [
            ("a b", "a b"),
            (" a", "<text:s/>a"),
            ("a ", "a<text:s/>"),
            ("a   b", "a <text:s/><text:s/>b"),
            ("a\tb", "a<text:tab/>b"),
            ("<a & 'b'>", "&lt;a &amp; &#39;b&#39;&gt;"),
        ] {
            assert_eq!(spaced(text), xml);
        }
    }
}
