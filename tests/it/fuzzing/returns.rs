//! What comes back from homes: tables, and workbooks as parts and as bytes.

use super::readers::{comes_back, said, trace};
use super::{Outcome, Target, WORKSPACE};
use homeround::assessment;
use homeround::diagnostic::{Diagnostic, Sink, render};
use homeround::intake::{self, Gathered, Known, Mapping, Standing, Step};
use homeround::source::Text;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(super) const TABLE: Target = Target {
    name: "table",
    words: &[
        ",",
        ";",
        "\t",
        "\"",
        "\"\"",
        "\r\n",
        "\n",
        "organisation",
        "date",
        "assessor",
        "sub_element",
        "level",
        "note",
        "not_applicable",
        "measure_numerator",
        "evidence_what",
        "rosewood-house",
        "named-gp",
        "1.1",
        "3 - Mature",
        "Do not know",
        "30/09/2026",
        "30 September 2026",
        "2026-09-30",
        "'=1+1",
        "=1+1",
        "Timestamp",
        "Email address",
        "?",
        "28",
        "n/a",
        "yes",
    ],
    law: table,
};
pub(super) const WORKBOOK: Target = Target {
    name: "workbook",
    words: &[
        "<row>",
        "</row>",
        "<row r=\"9\" hidden=\"1\">",
        "<c r=\"B2\">",
        "<c r=\"XFD1048576\"><v>1</v></c>",
        "<c t=\"s\"><v>0</v></c>",
        "</c>",
        "<c t=\"inlineStr\"><is><t>3</t></is></c>",
        "<f>1+1</f>",
        "<v>46295</v>",
        "<c t=\"e\"><v>#N/A</v></c>",
        " s=\"1\"",
        "<si><t>x</t></si>",
        "<mergeCell ref=\"B2:B3\"/>",
        "<!DOCTYPE x>",
        "&amp;",
        "&b;",
        "<![CDATA[3]]>",
        "<!-- x -->",
        "\n=== xl/sharedStrings.xml\n",
        "\n=== content.xml\n",
        "\n=== xl/styles.xml\n",
        "date1904=\"1\"",
        "state=\"hidden\"",
        "table:number-columns-repeated=\"4000000000\"",
        "table:number-rows-repeated=\"100\"",
        "table:formula=\"of:=1\"",
        "office:value-type=\"float\" office:value=\"3\"",
        "<text:p>3</text:p>",
        "<text:s text:c=\"9999999\"/>",
        "<table:table-row>",
        "</table:table-row>",
        "named-gp",
        "_x000D_",
        "_x0041_",
    ],
    law: workbook,
};
pub(super) const ARCHIVE: Target = Target {
    name: "archive",
    words: &[
        "PK\u{3}\u{4}",
        "PK\u{1}\u{2}",
        "PK\u{5}\u{6}",
        "\0\0\0\0",
        "xl/workbook.xml",
        "content.xml",
        "../x",
        "mimetype",
    ],
    law: archive,
};

/// Nothing that is told can speak to the terminal.
fn plain(told: &[Diagnostic]) -> Result<(), String> {
    let shown = render::all(told, false);
    match shown.chars().find(|letter| letter.is_control() && !matches!(letter, '\n' | '\t')) {
        Some(letter) => Err(format!("a message speaks to the terminal: {letter:?}")),
        None => Ok(()),
    }
}

/// Takes in one file as an import does, and holds what would be written to what was read.
fn imported(name: &str, bytes: &[u8]) -> Outcome {
    let once = || {
        let known = Known::new(&WORKSPACE);
        let frameworks: Vec<_> = WORKSPACE.frameworks.values().collect();
        let mut sink = Sink::default();
        let mut mapping = Mapping::read(None, &frameworks, &mut sink);
        let mut gathered = Gathered::default();
        intake::gather(name, bytes, &known, &mut mapping, &mut gathered, &mut sink);
        (gathered, sink, mapping.to_write().map(|(_, text)| text))
    };
    let (gathered, sink, mapping) = once();
    let errors = sink.errors();
    let told = sink.into_sorted();
    plain(&told)?;
    for one in &told {
        // A place is the file, and in words where in it.
        if one.place.as_ref().is_some_and(|place| !place.file.starts_with(name)) {
            return Err(format!("a place in another file: {one:?}"));
        }
    }
    if gathered.faulty > 0 && errors == 0 && told.is_empty() {
        return Err("something was refused and nothing told".to_owned());
    }
    let counts = format!(
        "{} said, {} unplaced, {} faulty, {} blank, mapping {}",
        gathered.said.len().min(5),
        gathered.unplaced.len().min(5),
        gathered.faulty.min(5),
        gathered.blank.len().min(5),
        mapping.is_some()
    );
    for one in &gathered.said {
        comes_back(&one.assessment)?;
    }
    let (again, other_sink, other_mapping) = once();
    if format!("{gathered:?}") != format!("{again:?}")
        || told != other_sink.into_sorted()
        || mapping != other_mapping
    {
        return Err("it reads otherwise the second time".to_owned());
    }
    let known = Known::new(&WORKSPACE);
    let nothing = Standing { text: &|_| None, is_there: &|_| false };
    for home in intake::plan(gathered.said, &known, &nothing) {
        let Step::New { path, text } = &home.step else { continue };
        let mut sink = Sink::default();
        let read = assessment::read(&Text::from_str(path, text), known.context(), &mut sink);
        if read.as_ref().map(said) != Some(said(&home.said.assessment)) {
            return Err(format!("what would be written reads otherwise:\n{text}\n{:?}", sink.into_sorted()));
        }
    }
    Ok(trace(&told, &counts))
}

fn table(bytes: &[u8]) -> Outcome {
    imported("returns.csv", bytes)
}

/// The corpus holds workbooks as text: each part after a line `=== NAME`.
fn workbook(bytes: &[u8]) -> Outcome {
    let text = String::from_utf8_lossy(bytes);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in format!("\n{text}").split("\n=== ").skip(1) {
        let (name, words) = part.split_once('\n').unwrap_or((part, ""));
        // The writer refuses a second part of one name; the reader has its own test for it.
        if zip.start_file(name, SimpleFileOptions::default()).is_ok() {
            zip.write_all(words.as_bytes()).map_err(|fault| fault.to_string())?;
        }
    }
    let bytes = zip.finish().map_err(|fault| fault.to_string())?.into_inner();
    imported("returned.xlsx", &bytes)
}

fn archive(bytes: &[u8]) -> Outcome {
    imported("returned.ods", bytes)
}
