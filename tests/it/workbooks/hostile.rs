//! Files that are built to bring a reader down. Each is refused in words, within the limits that the reader sets itself.

use super::made::{Xlsx, archive};
use homeround::diagnostic::{Sink, render};
use homeround::intake;

const HEADINGS: &str = "id|level\nnamed-gp|3";

/// What is said of a file from which nothing is read.
fn refused(bytes: &[u8]) -> String {
    let mut sink = Sink::default();
    assert!(intake::workbook("home.xlsx", bytes, &mut sink).is_empty());
    let text = render::all(&sink.into_sorted(), false);
    assert!(text.contains(" = to mend: "), "{text}");
    text.lines().next().unwrap().to_owned()
}

const TOO_MUCH: &str = "error[file-too-large]: this workbook holds more than any set of answers";
const UNPACKS: &str = "error[file-too-large]: this workbook unpacks to far more than any set of answers";
const DAMAGED: &str = "error[workbook-unreadable]: this workbook is damaged or was cut short";

#[test]
fn a_small_file_that_unpacks_to_much_is_refused_while_it_is_unpacked() {
    let mut long = b"<sst><si><t>".to_vec();
    long.resize(40 << 20, b'a');
    let bytes = Xlsx::of(HEADINGS).with("xl/sharedStrings.xml", &long).bytes();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(refused(&bytes), UNPACKS);
}

#[test]
fn parts_that_are_large_together_are_refused() {
    let large = |at: usize| {
        let mut xml = b"<sheetData/>".to_vec();
        xml.resize(25 << 20, b' ');
        (format!("Large{at}"), String::from_utf8(xml).unwrap())
    };
    let book = (0..3).map(large).fold(Xlsx::of(HEADINGS), |book, (name, xml)| book.raw(&name, &xml));
    assert_eq!(refused(&book.bytes()), UNPACKS);
}

#[test]
fn what_a_part_claims_of_itself_is_not_believed() {
    let claims = b"<sst count=\"4000000000\" uniqueCount=\"4000000000\"><si><t>x</t></si></sst>";
    let book = Xlsx::of(HEADINGS).with("xl/sharedStrings.xml", claims);
    let mut sink = Sink::default();
    assert_eq!(intake::workbook("home.xlsx", &book.bytes(), &mut sink)[0].answers.len(), 1);
    assert!(sink.into_sorted().is_empty());
}

#[test]
fn many_texts_cells_sheets_and_parts_are_refused() {
    let texts = format!("<sst>{}</sst>", "<si/>".repeat(200_001));
    assert_eq!(refused(&Xlsx::of(HEADINGS).with("xl/sharedStrings.xml", texts.as_bytes()).bytes()), TOO_MUCH);
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(256));
    let cells = format!("<sheetData>{}</sheetData>", row.repeat(800));
    assert_eq!(refused(&Xlsx::of(HEADINGS).raw("Many", &cells).bytes()), TOO_MUCH);
    let sheets = (0..33).fold(Xlsx::default(), |book, at| book.sheet(&format!("S{at}"), "", "a"));
    assert_eq!(refused(&sheets.bytes()), TOO_MUCH);
    let names: Vec<String> = (0..513).map(|at| format!("part{at}")).collect();
    let parts = archive(names.iter().map(|name| (name.as_str(), b"".as_slice())));
    assert_eq!(refused(&parts), "error[file-too-large]: this workbook has more than 512 parts");
    let mut large = Xlsx::of(HEADINGS).bytes();
    large.resize((20 << 20) + 1, 0);
    assert_eq!(refused(&large), "error[file-too-large]: this workbook is larger than 20 MB");
}

#[test]
fn one_long_text_in_many_cells_is_counted_in_each() {
    let texts = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(1 << 20));
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(17));
    let book = Xlsx::of(HEADINGS).raw("Many", &format!("<sheetData>{row}</sheetData>"));
    assert_eq!(refused(&book.with("xl/sharedStrings.xml", texts.as_bytes()).bytes()), TOO_MUCH);
}

#[test]
fn words_that_a_part_defines_for_itself_are_refused() {
    let entities = "error[workbook-unreadable]: a part of this workbook defines words of its own, which can make a \
                    small file endless";
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><sheetData/>";
    assert_eq!(refused(&Xlsx::of(HEADINGS).raw("Laughs", laughs).bytes()), entities);
    let unknown = "<sheetData><row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData>";
    assert_eq!(refused(&Xlsx::of(HEADINGS).raw("Unknown", unknown).bytes()), entities);
}

#[test]
fn names_that_lead_out_of_the_workbook_are_refused() {
    for name in ["../evil.xml", "/etc/passwd", "xl/../../evil", "C:\\evil.xml", "..\\evil.xml"] {
        let bytes = Xlsx::of(HEADINGS).with(name, b"x").bytes();
        let said = "error[workbook-unreadable]: a part of this workbook is named so that it would lead out of the workbook";
        assert_eq!(refused(&bytes), said, "{name}");
    }
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let said = "error[workbook-unreadable]: this workbook holds two parts of one name";
    let in_two_cases = Xlsx::of(HEADINGS).with("xl/Workbook.xml", b"<workbook/>").bytes();
    assert_eq!(refused(&in_two_cases), said);
    // The writer refuses to make it, so a name of the same length is changed in both places where it stands.
    let mut same = Xlsx::of(HEADINGS).with("xl/workbook.xmm", b"<workbook/>").bytes();
    for at in 0..same.len() - 15 {
        if same[at..].starts_with(b"xl/workbook.xmm") {
            same[at + 14] = b'l';
        }
    }
    assert_eq!(refused(&same), said);
}

#[test]
fn values_from_other_files_are_refused() {
    let bytes = Xlsx::of(HEADINGS).with("xl/externalLinks/externalLink1.xml", b"<x/>").bytes();
    assert_eq!(refused(&bytes), "error[workbook-unreadable]: this workbook takes values from other files");
}

#[test]
fn faulty_parts_are_refused() {
    for part in [
        "<sheetData><row><c r=\"1A\"><v>1</v></c></row></sheetData>",
        "<sheetData><row><c r=\"A1\" t=\"s\"><v>9</v></c></row></sheetData>",
        "<sheetData><row><c r=\"A1\"><v>one</v></c></row></sheetData>",
        "<sheetData><row></sheetData>",
        "<sheetData/><mergeCells><mergeCell ref=\"nowhere\"/></mergeCells>",
    ] {
        assert_eq!(refused(&Xlsx::default().raw("Answers", part).bytes()), DAMAGED, "{part}");
    }
    let wide = b"\xFF\xFE<\0s\0".as_slice();
    assert_eq!(
        refused(&Xlsx::of(HEADINGS).with("xl/sharedStrings.xml", wide).bytes()),
        "error[workbook-unreadable]: a part of this workbook is not written in UTF-8"
    );
}
