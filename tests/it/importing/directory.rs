//! The regulator's directory against the register: what opened, closed, was renamed; nobody's name is kept.

use super::{REGISTER, bare, import, path, standing, text, workspace};
use crate::support::Project;
use std::io::Write as _;

/// The columns as the directory has them, with those that tell of people.
const COLUMNS: [&str; 16] = [
    "Location ID",
    "Dormant (Y/N)",
    "Care home?",
    "Location Name",
    "Location ODS Code",
    "Location Telephone Number",
    "Registered manager",
    "Care homes beds",
    "Location Local Authority",
    "Location ONSPD CCG",
    "Provider Nominated Individual Name",
    "Service type - Care home service with nursing",
    "Service type - Care home service without nursing",
    "Location Dual Registered",
    "Primary ID (Dual registration locations)",
    "Location HSCA start date",
];

fn home(id: &str, name: &str, beds: &str, nursing: bool, more: [&str; 4]) -> Vec<String> {
    let [dormant, care_home, authority, primary] = more;
    let dual = if primary.is_empty() { "" } else { "Y" };
    let (with, without) = if nursing { ("Y", "") } else { ("", "Y") };
    [
        id,
        dormant,
        care_home,
        name,
        "VABCD",
        "01632 960001",
        "Doe, Jane",
        beds,
        authority,
        "NHS North ICB",
        "Roe, Richard",
        with,
        without,
        dual,
        primary,
        "2011-01-20",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Six rows: as it is, renamed with other beds, new, twice registered, dormant, no care home. 1-103 is gone.
fn rows() -> Vec<Vec<String>> {
    let open = ["N", "Y", "Northmoor", ""];
    vec![
        home("1-101", "Rosewood House", "42", true, open),
        home("1-102", "The Limes, Care & Home", "24", false, open),
        home("1-201", "St. Mary's Court", "30", true, open),
        home("1-202", "St. Mary's Court", "30", true, ["N", "Y", "Northmoor", "1-201"]),
        home("1-203", "Asleep House", "9", false, ["Y", "Y", "Northmoor", ""]),
        home("1-204", "A Surgery", "0", false, ["N", "N", "Northmoor", ""]),
        home("1-205", "Far House", "10", false, ["N", "Y", "Elsewhere", ""]),
    ]
}

fn csv(columns: &[String], rows: &[Vec<String>]) -> String {
    let line =
        |row: &Vec<String>| row.iter().map(|field| format!("\"{field}\"")).collect::<Vec<_>>().join(",");
    std::iter::once(&columns.to_vec()).chain(rows).map(line).collect::<Vec<_>>().join("\n")
}

fn columns() -> Vec<String> {
    COLUMNS.map(str::to_owned).to_vec()
}

/// A workspace whose register can end periods; its lines end as Windows ends them, and it has a column of its own.
fn with_periods() -> Project {
    let register = "id,name,kind,parent,beds,home_type,cqc_location_id,valid_from,valid_to,ours\r\n\
        north,North ICS,ics,,,,,,,\r\n\
        rosewood-house,Rosewood House,care-home,north,42,nursing,1-101,,,x\r\n\
        the-limes,\"The Limes\",care-home,north,20,residential,1-102,,,\"y, z\"\r\n\
        st-anne,St Anne's,care-home,north,12,residential,1-103,,,\r\n";
    Project::new([("answers/organisations.csv", register)])
}

const NAME: &str = "01_July_2026_HSCA_Active_Locations.csv";

#[test]
fn the_directory_is_compared_and_periods_end_where_something_changed() {
    let project = with_periods();
    let before = standing(&project);
    let file = csv(&columns(), &rows());
    let lookup = b"place,parent\nNorthmoor,north\n";
    project.write("in/lookup.csv", lookup);
    let lookup = path(&project, "lookup.csv");
    let options = ["--area", "northmoor", "--lookup", &lookup];
    let run = import(&project, &[(NAME, file.as_bytes())], &options);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "in/01_July_2026_HSCA_Active_Locations.csv: 4 care homes open, 1 dormant and 1 registered twice left out

Not in the register yet:
  st-mary-s-court  St. Mary's Court, 1-201, 30 beds, nursing, parent north

In the register, and no longer in the directory:
  st-anne  St Anne's

Changed since:
  the-limes  name: The Limes -> The Limes, Care & Home
  the-limes  beds: 20 -> 24

1 new, 1 closed, 1 changed, 0 unsure, 1 as they are.
In answers/organisations.csv 2 rows would be added and 2 periods ended; every byte that stands there stays.
Nothing was written. To write it, type the command again with --write.
"
        .replace("st-mary-s-court", "st-marys-court")
    );
    assert_eq!(standing(&project), before);
    let run = import(&project, &[(NAME, file.as_bytes())], &[&options[..], &["--write"]].concat());
    assert_eq!(run.code, 0, "{}", run.messages);
    assert_eq!(
        text(&project, "answers/organisations.csv"),
        "id,name,kind,parent,beds,home_type,cqc_location_id,valid_from,valid_to,ours\r\n\
        north,North ICS,ics,,,,,,,\r\n\
        rosewood-house,Rosewood House,care-home,north,42,nursing,1-101,,,x\r\n\
        the-limes,\"The Limes\",care-home,north,20,residential,1-102,,2026-07-01,\"y, z\"\r\n\
        st-anne,St Anne's,care-home,north,12,residential,1-103,,2026-07-01,\r\n\
        the-limes,\"The Limes, Care & Home\",care-home,north,24,residential,1-102,2026-07-01,,\"y, z\"\r\n\
        st-marys-court,St. Mary's Court,care-home,north,30,nursing,1-201,,,\r\n"
    );
    let check = project.run(&["check"]);
    assert_eq!(check.code, 0, "{}", check.messages);
    let after = standing(&project);
    let again = import(&project, &[(NAME, file.as_bytes())], &[&options[..], &["--write"]].concat());
    assert!(again.out.contains("0 new, 0 closed, 0 changed"), "{}", again.out);
    assert_eq!(standing(&project), after);
    for (name, bytes) in after {
        let text = String::from_utf8(bytes).unwrap();
        for person in ["Doe", "Roe", "960001"] {
            assert!(!text.contains(person) && !run.out.contains(person), "{person} in {name}");
        }
    }
}

#[test]
fn capitals_of_headings_do_not_count_and_a_workbook_says_the_same() {
    let file = csv(&columns(), &rows());
    let capitals: Vec<String> = columns().iter().map(|name| name.to_uppercase()).collect();
    let expected = import(&workspace(), &[(NAME, file.as_bytes())], &["--area", "North ICB"]).out;
    assert!(expected.contains("2 new, 1 closed, 1 changed"), "{expected}");
    let run = import(&workspace(), &[(NAME, csv(&capitals, &rows()).as_bytes())], &["--area", "North ICB"]);
    assert_eq!(run.out, expected);
    let name = NAME.replace("csv", "ods");
    let run = import(&workspace(), &[(&name, &ods(&columns(), &rows()))], &["--area", "North ICB"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(run.out.replace(".ods", ".csv"), expected);
}

/// A workbook with a sheet before the one that counts and one after it that lists homes again.
fn ods(columns: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let cell = |field: &String| {
        let field = field.replace('&', "&amp;").replace('\'', "&apos;");
        if field.is_empty() {
            "<table:table-cell/>".to_owned()
        } else {
            format!(
                "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>remark</text:p></office:annotation><text:p>{field}</text:p></table:table-cell>"
            )
        }
    };
    let row = |fields: &Vec<String>| {
        let cells: String = fields.iter().map(cell).collect();
        format!(
            "<table:table-row>{cells}<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>"
        )
    };
    let sheet = |name: &str, rows: String| {
        format!(
            "<table:table table:name=\"{name}\">{rows}<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row></table:table>"
        )
    };
    let all: String = std::iter::once(&columns.to_vec()).chain(rows).map(row).collect();
    let readme = row(&vec!["HSCA active locations as at 01 July 2026".to_owned()]);
    let again =
        row(&columns.to_vec()) + &row(&home("1-999", "Twice House", "1", true, ["N", "Y", "Northmoor", ""]));
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>{}{}{}</office:spreadsheet></office:body></office:document-content>",
        sheet("README", readme),
        sheet("HSCA_Active_Locations", all),
        sheet("Dual_Registration_Locations", again)
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(content.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_weekly_file_has_lines_above_its_heading_and_no_beds() {
    let weekly = "Care Quality Commission,,,,\nDirectory of care,,,,\n1 July 2026,,,,\n,,,,\n\
        Name,Phone number,Service types,Local authority,CQC Location ID (for office use only)\n\
        Rosewood House,01632960001,Nursing homes,Northmoor,1-101\n\
        The Limes,01632960001,Residential homes|Supported living,Northmoor,1-102\n\
        St Anne's,01632960001,Residential homes,Northmoor,1-103\n\
        A Surgery,01632960001,Doctors/Gps,Northmoor,1-300\n\
        New House,01632960001,Residential homes,Northmoor,1-301\n";
    let project = workspace();
    let run =
        import(&project, &[("CQC_directory.csv", weekly.as_bytes())], &["--area", "Northmoor", "--write"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert!(run.out.contains("This file has no beds, codes or boards"), "{}", run.out);
    assert_eq!(
        text(&project, "answers/organisations.csv"),
        format!("{REGISTER}new-house,New House,care-home,,,residential,1-301\n")
    );
}

#[test]
fn without_an_area_nothing_is_added_and_without_a_day_nothing_is_ended() {
    let project = workspace();
    let before = standing(&project);
    let run = import(&project, &[("homes.csv", csv(&columns(), &rows()).as_bytes())], &["--write"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("The day of the file is not known, so no period is ended"), "{}", run.out);
    assert!(run.out.ends_with("2 homes are not in the register. To add those of one area, name it: --area \"Northmoor\" (a local authority or an integrated care board).\n"), "{}", run.out);
    assert_eq!(standing(&project), before);
}

#[test]
fn a_register_is_begun_and_names_that_are_shared_get_their_number() {
    let project = Project::new([("homeround.toml", "")]);
    project.folder("answers");
    let open = ["N", "Y", "Northmoor", ""];
    let rows = [
        home("1-9", "The Elms", "5", true, open),
        home("1-8", "THE ELMS", "6", false, open),
        home("1-7", "2 Con", "7", false, open),
    ];
    let run = import(
        &project,
        &[("homes.csv", csv(&columns(), &rows).as_bytes())],
        &["--area", "northmoor", "--write"],
    );
    assert_eq!((run.code, run.messages.as_str()), (0, ""), "{}", run.out);
    assert_eq!(
        text(&project, "answers/organisations.csv"),
        "id,name,kind,parent,beds,home_type,cqc_location_id,ods_code,valid_from,valid_to,successor,groups\n\
         home-2-con,2 Con,care-home,,7,residential,1-7,VABCD,,,,\n\
         the-elms-18,THE ELMS,care-home,,6,residential,1-8,VABCD,,,,\n\
         the-elms-19,The Elms,care-home,,5,nursing,1-9,VABCD,,,,\n"
    );
}

#[test]
fn a_home_without_a_number_is_not_added_a_second_time() {
    let project = workspace();
    let rows = [home("1-400", "TWIN OAKS", "5", true, ["N", "Y", "Northmoor", ""])];
    let run = import(&project, &[("homes.csv", csv(&columns(), &rows).as_bytes())], &["--area", "Northmoor"]);
    assert!(run.out.contains("0 new, 3 closed, 0 changed, 1 unsure"), "{}", run.out);
    assert!(run.out.contains("\n  twin-b  TWIN OAKS, 1-400\n"), "{}", run.out);
}

#[test]
fn a_part_of_the_directory_ends_nobodys_period() {
    let mut register = "id,name,kind,parent,cqc_location_id,valid_to\n".to_owned();
    for home in 0..5 {
        register.push_str(&format!("home-{home},Home {home},care-home,,1-{home},\n"));
    }
    let project = Project::new([("answers/organisations.csv", register.as_str())]);
    let rows = [home("1-0", "Home 0", "", true, ["N", "Y", "Northmoor", ""])];
    let run = import(&project, &[(NAME, csv(&columns(), &rows).as_bytes())], &["--write"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out.contains("so it is probably a part of the\ndirectory: none of their periods is ended."),
        "{}",
        run.out
    );
    assert_eq!(text(&project, "answers/organisations.csv"), register);
}

#[test]
fn a_parent_that_is_not_registered_is_refused_and_nothing_is_written() {
    let project = workspace();
    project.write("in/lookup.csv", b"place,parent\n1-201,nowhere\n");
    let (file, lookup) = (csv(&columns(), &rows()), path(&project, "lookup.csv"));
    let before = standing(&project);
    let run = import(
        &project,
        &[(NAME, file.as_bytes())],
        &["--area", "Northmoor", "--lookup", &lookup, "--write"],
    );
    assert_eq!(run.code, 1);
    assert!(run.out.contains("Nothing is written: the register would have an error then:"), "{}", run.out);
    assert_eq!(standing(&project), before);
    let damaged = ods(&columns(), &rows());
    let cut = &damaged[..damaged.len() / 2];
    let run = bare(&project, import(&project, &[("homes.ods", cut)], &[]));
    assert_eq!(run.code, 1);
}
