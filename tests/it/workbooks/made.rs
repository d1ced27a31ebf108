//! Workbooks made for a test, part by part, as spreadsheet programs and others write them.

use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of these parts.
pub(super) fn archive<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An XLSX workbook in the making.
#[derive(Default)]
pub(super) struct Xlsx {
    sheets: Vec<(String, String, String)>,
    pub(super) from_1904: bool,
    pub(super) more: Vec<(String, Vec<u8>)>,
}

impl Xlsx {
    /// A workbook whose one sheet has these rows; the cells of a row are parted by `|`.
    pub(super) fn of(rows: &str) -> Xlsx {
        Xlsx::default().sheet("Answers", "", rows)
    }

    /// One more sheet. A cell is a text, or `n:3` a number, `d:46295` a number shown as a date, `f:SUM(A1)~3` a formula
    /// with what it gave, `e:#N/A` an error, `b:1` a truth value. A row that begins with `hidden|` is hidden.
    pub(super) fn sheet(mut self, name: &str, state: &str, rows: &str) -> Xlsx {
        let mut data = String::new();
        for (row, cells) in rows.lines().enumerate() {
            let cells = cells.trim_start();
            let (cells, hidden) = match cells.strip_prefix("hidden|") {
                Some(cells) => (cells, " hidden=\"1\""),
                None => (cells, ""),
            };
            data.push_str(&format!("<row r=\"{}\"{hidden}>", row + 1));
            for (column, cell) in cells.split('|').enumerate() {
                data.push_str(&self::cell(
                    &homeround::diagnostic::cell_name(row as u32, column as u32),
                    cell.trim_matches(' '),
                ));
            }
            data.push_str("</row>");
        }
        self.sheets.push((name.to_owned(), state.to_owned(), format!("<sheetData>{data}</sheetData>")));
        self
    }

    /// One more sheet, as it stands in its part.
    pub(super) fn raw(mut self, name: &str, xml: &str) -> Xlsx {
        self.sheets.push((name.to_owned(), String::new(), xml.to_owned()));
        self
    }

    /// What stands after the cells of the last sheet.
    pub(super) fn after(mut self, xml: &str) -> Xlsx {
        self.sheets.last_mut().unwrap().2.push_str(xml);
        self
    }

    pub(super) fn with(mut self, name: &str, bytes: &[u8]) -> Xlsx {
        self.more.push((name.to_owned(), bytes.to_owned()));
        self
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut workbook = format!(
            "<?xml version=\"1.0\"?><workbook xmlns:r=\"r\"><workbookPr date1904=\"{}\"/><sheets>",
            u8::from(self.from_1904)
        );
        let mut links = String::from("<Relationships>");
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for (at, (name, state, data)) in self.sheets.iter().enumerate() {
            let state = if state.is_empty() { String::new() } else { format!(" state=\"{state}\"") };
            workbook.push_str(&format!("<sheet name=\"{name}\"{state} r:id=\"r{at}\"/>"));
            links.push_str(&format!("<Relationship Id=\"r{at}\" Target=\"worksheets/sheet{at}.xml\"/>"));
            parts.push((
                format!("xl/worksheets/sheet{at}.xml"),
                format!("<worksheet>{data}</worksheet>").into_bytes(),
            ));
        }
        workbook.push_str("</sheets></workbook>");
        links.push_str("</Relationships>");
        let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
        parts.push(("xl/workbook.xml".to_owned(), workbook.into_bytes()));
        parts.push(("xl/_rels/workbook.xml.rels".to_owned(), links.into_bytes()));
        parts.push(("xl/styles.xml".to_owned(), styles.into()));
        parts.extend(self.more.iter().cloned());
        archive(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
    }
}

fn cell(name: &str, said: &str) -> String {
    let escaped = said.replace('&', "&amp;").replace('<', "&lt;");
    match escaped.split_once(':').unwrap_or(("", "")) {
        _ if said.is_empty() => String::new(),
        ("n", number) => format!("<c r=\"{name}\"><v>{number}</v></c>"),
        ("d", number) => format!("<c r=\"{name}\" s=\"1\"><v>{number}</v></c>"),
        ("e", fault) => format!("<c r=\"{name}\" t=\"e\"><v>{fault}</v></c>"),
        ("b", flag) => format!("<c r=\"{name}\" t=\"b\"><v>{flag}</v></c>"),
        ("f", formula) => {
            let (formula, value) = formula.split_once('~').unwrap_or((formula, ""));
            let value = if value.is_empty() { String::new() } else { format!("<v>{value}</v>") };
            format!("<c r=\"{name}\"><f>{formula}</f>{value}</c>")
        }
        _ => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{escaped}</t></is></c>"),
    }
}

/// An ODS workbook whose content holds these tables.
pub(super) fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" \
         xmlns:style=\"s\" xmlns:calcext=\"c\"><office:automatic-styles><style:style style:name=\"ta-hidden\" \
         style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
    archive([("mimetype", mimetype), ("content.xml", content.as_bytes())])
}
