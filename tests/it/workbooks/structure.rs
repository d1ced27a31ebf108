//! What a workbook that is sent out is made of, read from its XML: nothing hidden, merged, computed or linked, the
//! questions locked, and lists, dates, counts and lengths looked after while somebody types.

use crate::exporting::workspaces::demonstration;
use homeround::template::{self, Template};
use std::io::{Cursor, Read as _};

/// Both blank and pre-filled.
fn each(make: fn(&Template<'_>) -> Vec<u8>, check: impl Fn(&[(String, String)])) {
    let loaded = demonstration();
    let framework = loaded.workspace.frameworks.values().next().unwrap();
    let home =
        &loaded.workspace.assessments.iter().find(|one| one.organisation.as_str() == "larkhollow-house");
    for organisation in [None, home.map(|one| &one.organisation)] {
        check(&parts(&make(&Template::new(&loaded.workspace, framework, organisation))));
    }
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn part<'p>(parts: &'p [(String, String)], name: &str) -> &'p str {
    &parts.iter().find(|(known, _)| known == name).unwrap().1
}

#[test]
fn an_xlsx_workbook_is_plain_to_see_and_guards_what_is_typed() {
    each(
        |template| template::xlsx(template).unwrap(),
        |parts| {
            for (name, text) in parts {
                assert!(!name.contains("vba") && !name.contains("externalLink"), "{name}");
                for never in [
                    "state=\"hidden\"",
                    "veryHidden",
                    "hidden=\"1\"",
                    "<mergeCell",
                    "<f>",
                    "password=\"",
                    "hyperlink",
                ] {
                    assert!(!text.contains(never), "{name} has {never}");
                }
            }
            let names = ["Instructions", "About you", "Answers", "Choices"];
            let workbook = part(parts, "xl/workbook.xml");
            let at: Vec<usize> =
                names.iter().map(|name| workbook.find(&format!("<sheet name=\"{name}\"")).unwrap()).collect();
            assert!(at.is_sorted() && workbook.matches("<sheet ").count() == 4);
            for sheet in 1..=4 {
                assert!(
                    part(parts, &format!("xl/worksheets/sheet{sheet}.xml"))
                        .contains("<sheetProtection sheet=\"1\"")
                );
            }
            let answers = part(parts, "xl/worksheets/sheet3.xml");
            // 15 questions are asked of a care home; 7 choices of a level; the table begins in row 2.
            assert!(answers.contains("<formula1>Choices!$A$2:$A$8</formula1>"));
            assert!(answers.contains("<formula1>Choices!$D$2:$D$"), "ids of further evidence");
            for (kind, count) in [
                ("type=\"list\"", 2),
                ("type=\"whole\"", 2),
                ("type=\"date\"", 4),
                ("type=\"textLength\"", 8),
            ] {
                let found = answers.matches(kind).count();
                assert!(found >= 1 && found <= count, "{kind} stands {found} times");
            }
            for length in ["600", "200", "80"] {
                assert!(answers.contains(&format!("<formula1>{length}</formula1>")), "{length}");
            }
            let about = part(parts, "xl/worksheets/sheet2.xml");
            assert!(about.contains("<formula1>Choices!$B$2:$B$5</formula1>"), "who rated");
            assert!(about.contains("<formula1>Choices!$C$2:$C$3</formula1>"), "yes or no");
            assert!(part(parts, "xl/styles.xml").contains("<protection locked=\"0\""));
        },
    );
}

#[test]
fn an_ods_workbook_is_plain_to_see_and_guards_what_is_typed() {
    each(
        |template| template::ods(template).unwrap(),
        |parts| {
            let content = part(parts, "content.xml");
            for never in [
                "table:display=\"false\"",
                "table:visibility",
                "spanned",
                "table:formula",
                "xlink:href",
                "protection-key",
            ] {
                assert!(!content.contains(never), "{never}");
            }
            assert_eq!(content.matches("<table:table ").count(), 4);
            assert_eq!(content.matches("table:protected=\"true\"").count(), 4);
            for condition in [
                "of:cell-content-is-in-list([$Choices.$A$2:.$A$8])",
                "of:cell-content-is-in-list([$Choices.$B$2:.$B$5])",
                "of:cell-content-is-in-list([$Choices.$C$2:.$C$3])",
                "of:cell-content-is-whole-number()",
                "of:cell-content-is-date()",
                "of:cell-content-text-length()&lt;=600",
                "of:cell-content-text-length()&lt;=200",
                "of:cell-content-text-length()&lt;=80",
            ] {
                assert!(content.contains(condition), "{condition}");
            }
            assert!(content.contains("style:cell-protect=\"none\""));
            assert_eq!(
                parts[0],
                ("mimetype".to_owned(), "application/vnd.oasis.opendocument.spreadsheet".to_owned())
            );
        },
    );
}

#[test]
fn only_what_is_asked_of_an_organisation_is_in_its_workbook() {
    let loaded = demonstration();
    let framework = loaded.workspace.frameworks.values().next().unwrap();
    for (id, housing) in [("larkhollow-house", false), ("northmoor", true)] {
        let organisation = loaded.workspace.register.ids().find(|one| one.as_str() == id).unwrap();
        let template = Template::new(&loaded.workspace, framework, Some(organisation));
        let ods = parts(&template::ods(&template).unwrap());
        assert_eq!(part(&ods, "content.xml").contains("<text:p>housing</text:p>"), housing, "{id}");
        assert_eq!(template::toml(&template).contains("[answers.housing]"), housing, "{id}");
        assert_eq!(template::csv(&template).contains(",housing,"), housing, "{id}");
    }
}
