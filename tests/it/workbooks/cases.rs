//! What a person does to a workbook, and the whole of what is said about it: `tests/workbooks/expected.txt`.
//!
//! `UPDATE_GOLDEN=1` writes that file anew; read each difference before it is kept.

use super::made::{Xlsx, archive, ods};
use crate::tree;
use homeround::diagnostic::{Sink, render};
use homeround::intake;

const EXPECTED: &str = "tests/workbooks/expected.txt";
const HEADINGS: &str =
    "Id (do not change)|Sub-element|Level|Note|Measure: how many|Measure: of how many|Measure: counted on\n";
const CHOICES: &str =
    "Levels|Ids|Sub-elements\n3 - Mature|named-gp|1.1 Named GP\n|medicine-reviews|1.2 Medicine reviews";

/// A workbook of these rows under the usual headings.
fn answers(rows: &str) -> Xlsx {
    Xlsx::of(&format!("{HEADINGS}{rows}")).sheet("Choices", "", CHOICES)
}

fn row(id: &str, level: &str) -> String {
    format!(
        "<row><c t=\"inlineStr\"><is><t>{id}</t></is></c><c t=\"inlineStr\"><is><t>{level}</t></is></c></row>"
    )
}

/// A compound file in which a part has this name.
fn compound(part: &str) -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.extend([0; 600]);
    bytes.extend(part.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

/// Every case: what was done, the file's name, and the file.
fn cases() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let good = answers("named-gp|1.1 Named GP|3 - Mature");
    let mut of_1904 = answers("named-gp||3||n:28|n:30|d:44833");
    of_1904.from_1904 = true;
    let truncated = good.bytes();
    let table = |rows: &str| ods(&format!("<table:table table:name=\"Answers\">{rows}</table:table>"));
    let text = |words: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>")
    };
    let of_ods = |cells: &str, attributes: &str| {
        let heading = format!("<table:table-row>{}{}</table:table-row>", text("id"), text("level"));
        table(&format!("{heading}<table:table-row{attributes}>{}{cells}</table:table-row>", text("named-gp")))
    };
    vec![
        ("nothing is wrong", "home.xlsx", good.bytes()),
        ("X1 a cell far away", "home.xlsx", {
            let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>far</t></is></c></row></sheetData>";
            let near = format!("<sheetData>{}{}", row("id", "level"), row("named-gp", "3"));
            Xlsx::default().raw("Answers", &format!("<dimension ref=\"A1:XFD1048576\"/>{near}{far}")).bytes()
        }),
        ("X6 a formula with its value, without one, and shared", "home.xlsx", answers(
            "named-gp||f:VLOOKUP(A2,Old!A:C,3)~3\nmedicine-reviews||f:SUM(1,2)|fine",
        ).bytes()),
        ("X6 a formula beside the table is nobody's answer", "home.xlsx", answers("named-gp||3|||||f:SUM(1,2)~3").bytes()),
        ("X7 an error in a cell", "home.xlsx", answers("named-gp||e:#N/A\nmedicine-reviews||2||e:#REF!").bytes()),
        ("X8 cells merged above the table and on another sheet are nobody's answers", "home.xlsx", Xlsx::default().raw("Answers", &format!("<sheetData>{}{}{}</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>", row("Our answers", ""), row("id", "level"), row("named-gp", "3"))).sheet("Plan", "", "a|b").after("<mergeCells><mergeCell ref=\"A1:B9\"/></mergeCells>").bytes()),
        ("X8 cells merged", "home.xlsx", {
            let data = format!("<sheetData>{}{}{}</sheetData>", row("id", "level"), row("named-gp", "3"), row("medicine-reviews", ""));
            Xlsx::default().raw("Answers", &format!("{data}<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>")).bytes()
        }),
        ("X9 a hidden sheet, and one that is hidden well", "home.xlsx", good_with(&[("Old", "hidden"), ("Older", "veryHidden")])),
        ("X9 hidden rows", "home.xlsx", answers("named-gp||3\nhidden|medicine-reviews||2").bytes()),
        ("X10 ids that were changed", "home.xlsx", answers("d:46295|1.1 Named GP|3\nn:1.1||2\n|1.1 Named GP|1").bytes()),
        ("X10 ids that were changed where nothing says what they were", "home.csv.xlsx", Xlsx::of("sub_element|level\nn:100|3\n|2").bytes()),
        ("X10 numbers that became dates", "home.xlsx", answers("named-gp||d:46054||d:46054|n:30|d:46265").bytes()),
        ("X11 dates as bare numbers", "home.xlsx", answers("named-gp||3||n:28|n:30|n:46265\nmedicine-reviews||2||1|2|n:7").bytes()),
        ("X11 dates that count from 1904", "home.xlsx", of_1904.bytes()),
        ("X11 dates as people write them", "home.xlsx", answers("named-gp||3||28|30|30/09/2026\nmedicine-reviews||2||1|2|31 August 2026").bytes()),
        ("X12 two sheets of answers", "home.xlsx", answers("named-gp||3").sheet("Answers (2)", "", "id|level\nnamed-gp|2").bytes()),
        ("X12 a heading that was renamed", "home.xlsx", Xlsx::of("Id (do not change)|Levl|Notes\nnamed-gp|3|hello").bytes()),
        ("X12 a heading that is gone", "home.xlsx", Xlsx::of("Id (do not change)|Note|Next action\nnamed-gp|hello|act").bytes()),
        ("X12 no table at all", "home.xlsx", Xlsx::of("Dear team|\nall is well|").sheet("Sheet2", "", "1|2").bytes()),
        ("X12 rows above, columns swapped, rows blank, another name", "home.xlsx", Xlsx::default().sheet("Ours", "",
            "Our home\n\nDate of these answers|30/09/2026\n|Note|Level|Remarks|sub_element\n\n|fine|2|ask Jo's role|named-gp\n\n|||loose|\n||||n:1").bytes()),
        ("X12 a table below the first 20 rows", "home.xlsx", Xlsx::of(&format!("{}id|level\nnamed-gp|3", "\n".repeat(20))).bytes()),
        ("X12 a table for several homes", "homes.xlsx", Xlsx::of(
            "organisation|date|assessor|sub_element|level\na|2026-09-30|self|named-gp|3\nb|2026-09-29|self|named-gp|1\na|2026-09-30|self|navigation|2").bytes()),
        ("X13 zero bytes", "home.xlsx", Vec::new()),
        ("X13 cut short", "home.xlsx", truncated[..truncated.len() / 2].to_vec()),
        ("X13 a CSV table under another name", "home.xlsx", b"id,level\nnamed-gp,3\n".to_vec()),
        ("X13 a web page under another name", "home.xls", b"\n<html><table><tr><td>3".to_vec()),
        ("X13 a PDF", "home.xlsx", b"%PDF-1.7 \xFF".to_vec()),
        ("X13 locked with a password", "home.xlsx", compound("EncryptedPackage")),
        ("X13 bytes of no kind", "home.xlsx", b"\xFF\x00\xFE".to_vec()),
        ("X14 the old kind", "home.xls", compound("Workbook")),
        ("X14 the binary kind", "home.xlsb", archive([("xl/workbook.bin", b"".as_slice())])),
        ("X14 a Word document", "home.docx", archive([("word/document.xml", b"<w/>".as_slice())])),
        ("X14 a packed folder", "home.zip", archive([("home.xlsx", b"".as_slice())])),
        ("X14 an OpenDocument text", "home.odt", archive([("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()), ("content.xml", b"<a/>")])),
        ("X14 a spreadsheet of Apple's", "home.numbers", archive([("Index/Document.iwa", b"".as_slice())])),
        ("X14 macros", "home.xlsm", answers("named-gp||3").with("xl/vbaProject.bin", b"Sub").bytes()),
        ("X15 what programs and fingers add", "home.xlsx", answers(
            "\u{A0}named-gp ||3 \u{2013} Mature\u{A0}|\u{A0} a note\u{2026} \u{A0}|28 |n:30.0\nmedicine-reviews||n:2.5|b:1").bytes()),
        ("X17 the mark of an open workbook", "folder/~$home.xlsx", b"\x05owner".to_vec()),
        ("X17 the mark of an open workbook in LibreOffice", ".~lock.home.ods#", b",owner,host".to_vec()),
        ("ODS a formula", "home.ods", of_ods("<table:table-cell table:formula=\"of:=[.A1]+1\" office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p></table:table-cell>", "")),
        ("ODS an error", "home.ods", of_ods("<table:table-cell office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>", "")),
        ("ODS merged cells and a hidden row", "home.ods", of_ods("<table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p></table:table-cell>", " table:visibility=\"filter\"")),
        ("ODS a hidden sheet", "home.ods", ods(&format!(
            "<table:table table:name=\"Answers\"><table:table-row>{}{}</table:table-row></table:table><table:table table:name=\"Old\" table:style-name=\"ta-hidden\"/>",
            text("id"), text("level")))),
        ("ODS cells repeated without end", "home.ods", of_ods(
            "<table:table-cell table:number-columns-repeated=\"4000000000\" office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p></table:table-cell>", "")),
        ("ODS rows repeated without end", "home.ods", of_ods("<table:table-cell office:value-type=\"float\" office:value=\"3\"/>", " table:number-rows-repeated=\"4294967295\"")),
        ("ODS locked with a password", "home.ods", archive([
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()),
            ("META-INF/manifest.xml", b"<manifest:encryption-data/>"), ("content.xml", b"\x01\x02")])),
        ("ODS a remark of a reader is no answer", "home.ods", of_ods(&format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"2\"><office:annotation><text:p>why?</text:p></office:annotation><text:p>2</text:p></table:table-cell>{}",
            text("  stray <text:s text:c=\"2\"/>words<text:line-break/>here")), "")),
    ]
}

fn good_with(hidden: &[(&str, &str)]) -> Vec<u8> {
    let book = answers("named-gp||3");
    hidden.iter().fold(book, |book, (name, state)| book.sheet(name, state, "secret|n:1")).bytes()
}

/// Everything that is said, and everything that was read.
fn told(file: &str, bytes: &[u8]) -> String {
    let mut sink = Sink::default();
    let returned = intake::workbook(file, bytes, &mut sink);
    let mut out = render::all(&sink.into_sorted(), false);
    for one in returned {
        out.push_str("read\n");
        for (head, piece) in &one.head {
            out.push_str(&format!("  {head:?} {:?} at {}\n", piece.text, piece.place));
        }
        // Cells that were repeated fill many rows.
        for answer in one.answers.iter().take(8) {
            let fields = answer
                .fields
                .iter()
                .map(|(field, piece)| format!("{field:?} {:?} at {}", piece.text, piece.place));
            out.push_str(&format!(
                "  {}: {}\n",
                answer.sub_element.text,
                fields.collect::<Vec<_>>().join(", ")
            ));
        }
        for one in one.unplaced.iter().take(8) {
            out.push_str(&format!(
                "  unplaced {:?}: {:?} at {}\n",
                one.heading, one.piece.text, one.piece.place
            ));
        }
        out.push_str(&format!("  answers: {}, unplaced: {}\n", one.answers.len(), one.unplaced.len()));
    }
    out
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the expected text is read, and written anew when told to")]
fn each_slip_is_told_with_its_cell_and_its_cure() {
    let mut found = String::new();
    for (what, file, bytes) in cases() {
        found.push_str(&format!("## {what}\n\n{}\n", told(file, &bytes)));
    }
    let path = tree::repository(EXPECTED);
    if std::env::var("UPDATE_GOLDEN").is_ok_and(|answer| answer == "1") {
        std::fs::write(&path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (expected, found) in expected.split("## ").zip(found.split("## ")) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}
