//! A workbook made by `homeround template` and filled in -> answers as texts, each with its cell.
//!
//! Workbooks come from strangers. Everything about them is limited before it is read: the file, its parts, each part
//! while it is unpacked, sheets, cells. No formula is worked out, no macro run, no link followed, nothing written.

mod archive;
mod find;
pub mod headings;
mod ods;
mod sheet;
mod table;
mod value;
mod xlsx;
mod xml;

use super::Returned;
use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use archive::{Archive, locked};
use std::sync::Arc;

/// Reads a workbook made by `homeround template` and filled in: XLSX or ODS. What is wrong with it goes into the sink;
/// what could be read is handed on all the same, so look at the sink before it is used. A further piece of evidence is
/// an answer of its own for the same sub-element, with evidence alone.
pub fn workbook(file: &str, bytes: &[u8], sink: &mut Sink) -> Vec<Returned> {
    let file: Arc<str> = file.into();
    match open(&file, bytes) {
        Ok(book) => table::returned(&file, &book, sink),
        Err(fault) => {
            sink.push(fault.at(Place { file, spot: None }));
            Vec::new()
        }
    }
}

fn open(file: &str, bytes: &[u8]) -> Result<sheet::Book, Diagnostic> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        return Err(kind(
            "this is not a workbook, but the mark that a program leaves beside one that is open",
        )
        .mend("close the workbook in Excel or LibreOffice, and name the workbook itself"));
    }
    if bytes.is_empty() {
        return Err(Diagnostic::new(Code::FileEmpty, "this file is empty").mend(
            "if it lies in OneDrive or another cloud folder, choose \"Always keep on this device\" first; otherwise ask for it again",
        ));
    }
    if !bytes.starts_with(b"PK") {
        return Err(not_packed(bytes));
    }
    let mut archive = Archive::open(bytes)?;
    if xlsx::is(&archive) {
        xlsx::read(&mut archive)
    } else if archive.holds("xl/workbook.bin") {
        Err(kind("this is an Excel binary workbook (.xlsb)").mend(SAVE_AS))
    } else if archive.holds("word/document.xml") {
        Err(kind("this is a Word document, not a workbook").mend(COPY))
    } else if archive.names().any(|name| name.ends_with(".iwa")) {
        Err(kind("this is an Apple Numbers spreadsheet")
            .mend("in Numbers choose File, Export To, Excel, and send that"))
    } else if archive.text("mimetype")?.is_some_and(|kind| !kind.contains("opendocument.spreadsheet")) {
        Err(kind("this is an OpenDocument file, but not a spreadsheet").mend(COPY))
    } else if ods::is(&archive) {
        ods::read(&mut archive)
    } else {
        Err(kind("this is a packed folder (ZIP), not a workbook")
            .mend("unpack it, and name the workbook in it"))
    }
}

const SAVE_AS: &str =
    "open it in Excel or LibreOffice, choose Save As, \"Excel Workbook (.xlsx)\", and send the new file";
const COPY: &str = "copy the answers into a workbook from `homeround template`, and send that";

fn kind(message: &str) -> Diagnostic {
    Diagnostic::new(Code::WorkbookUnreadable, message).allowed("workbooks are .xlsx or .ods files")
}

/// What a file is that is no archive, as both kinds of workbook are.
fn not_packed(bytes: &[u8]) -> Diagnostic {
    const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wanted = wide.as_slice();
        bytes
            .get(..bytes.len().min(1 << 20))
            .unwrap_or(bytes)
            .windows(wanted.len())
            .any(|part| part == wanted)
    };
    let text = std::str::from_utf8(bytes).map(|text| text.trim_start_matches('\u{FEFF}').trim_start());
    if bytes.starts_with(COMPOUND) && holds("EncryptedPackage") {
        return locked();
    }
    if bytes.starts_with(COMPOUND) && (holds("Workbook") || holds("Book")) {
        return kind("this is a workbook of the kind before 2007 (.xls)").mend(SAVE_AS);
    }
    if bytes.starts_with(COMPOUND) {
        return kind("this is an Office file of the kind before 2007, and not a workbook").mend(COPY);
    }
    if bytes.starts_with(b"%PDF") {
        return kind("this is a PDF, not a workbook").mend(COPY);
    }
    let is_text = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    match text {
        Ok(text) if text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("<?xml")) => {
            kind("this is a workbook saved as a single XML file").mend(SAVE_AS)
        }
        Ok(text) if text.starts_with('<') => {
            kind("this is a web page (HTML) under the name of a workbook").mend(SAVE_AS)
        }
        Ok(text) if !text.contains('\0') => table_as_text(),
        _ if is_text => table_as_text(),
        _ => kind("this is not a workbook").mend(COPY),
    }
}

fn table_as_text() -> Diagnostic {
    kind("this is plain text, such as a CSV table, under the name of a workbook")
        .mend("if it is a CSV table, end its name in .csv; otherwise copy the answers into a workbook from `homeround template`")
}
