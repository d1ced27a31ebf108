//! What is written in the register.

use super::{HEAD, expect};
use crate::support::Project;

fn registered(register: &str) -> Project {
    Project::new([("answers/organisations.csv", register), ("answers/a.toml", HEAD)])
}

const TOP: &str = "northmoor,Northmoor,ics,\n";

#[test]
fn a_register_is_read_as_spreadsheets_write_it() {
    // X16 as far as it concerns the register
    for register in [
        "\u{FEFF}id,name,kind,parent\r\nnorthmoor,Northmoor,ics,\r\nrosewood-house,Rosewood House,care-home,northmoor\r\n",
        "id,name,kind,parent\n\nnorthmoor,Northmoor,ics,\n,,,\n\nrosewood-house,Rosewood House,care-home,northmoor",
        "ID,Name,Kind,Parent\nnorthmoor,Northmoor,ics,\nrosewood-house,Rosewood House,care-home,northmoor\n",
        "\"id\",\"name\",\"kind\",\"parent\"\n\"northmoor\",\"Northmoor\",\"ics\",\"\"\n\"rosewood-house\",\"Rosewood \"\"Red\"\" House, West\",\"care-home\",\"northmoor\"\n",
        "name, kind ,id,parent\nNorthmoor, ics ,northmoor,\nRosewood House,care-home, rosewood-house , northmoor\n",
        "id,name,kind,parent,,\nnorthmoor,Northmoor,ics,,,\nrosewood-house,Rosewood House,care-home,northmoor,,\n",
    ] {
        expect(&registered(register), &[]);
    }
}

#[test]
fn rows_that_cannot_be_read_are_told_one_by_one() {
    let home = "rosewood-house,Rosewood House,care-home,northmoor\n";
    let name = "R".repeat(200);
    let long = format!("id,name,kind,parent\n{TOP}rosewood-house,{name},care-home,northmoor\n");
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("id;name;kind;parent\nnorthmoor;Northmoor;ics;\n", &[("register-column", ":1:1")]),
        ("id\tname\tkind\tparent\nnorthmoor\tNorthmoor\tics\t\n", &[("register-column", ":1:1")]),
        ("id,name,kind,parent,kind\nnorthmoor,Northmoor,ics,,ics\n", &[("register-column", ":1:21")]),
        (
            "northmoor,Northmoor,ics,\n",
            &[
                ("register-column", ":1:1"),
                ("register-column-unknown", ":1:1"),
                ("register-column-unknown", ":1:11"),
                ("register-column-unknown", ":1:21"),
            ],
        ),
        (&long, &[("text-too-long", ":3:16")]),
        // A row with a fault takes no other row with it, and nobody who names it.
        (
            &format!(
                "id,name,kind,parent\n{TOP}larch,\"Larch,care-home,northmoor\n{home}elm,Elm,care-home,northmor\n"
            ),
            &[("register-row", ":3:7"), ("parent-unknown", ":5:19")],
        ),
        (&format!("id,name,kind,parent\nnorthmoor,North,moor,ics,\n{home}"), &[("register-row", ":2:1")]),
        (&format!("id,name,kind,parent\nnorthmoor,Northmoor\n{home}"), &[("register-row", ":2:1")]),
        (
            &format!("id,name,kind,parent\nnorthmoor,North\u{1}moor,ics,\n{home}"),
            &[("control-character", ":2:16")],
        ),
        (
            &format!("id,name,kind,parent\n{TOP}rosewood-house,,care-hoem,North Moor\n"),
            &[("text-blank", ":3:16"), ("value-not-allowed", ":3:17"), ("id-malformed", ":3:27")],
        ),
        // E5
        (
            &format!("id,name,kind,parent\n{TOP}{home}x,\u{1B}]0;owned\u{7},care-home,northmoor\n"),
            &[("control-character", ":4:3")],
        ),
    ];
    for (register, wanted) in cases {
        let run = expect(&registered(register), wanted);
        assert!(!run.messages.contains(['\u{1}', '\u{1B}', '\u{7}']), "{:?}", run.messages);
    }
}

#[test]
fn lines_of_parents_lead_upward_and_never_round() {
    let dated = "id,name,kind,parent,valid_from,valid_to\nrosewood-house,R,care-home,north,,\n";
    for (rows, wanted) in [
        ("north,N,ics,place,,\nplace,P,place,pcn,,\npcn,M,pcn,north,,\n", vec![("parent-cycle", ":3:13")]),
        ("north,N,ics,north,,\n", vec![("parent-cycle", ":3:13")]),
        ("north,N,ics,rosewood-house,,\n", vec![("parent-is-home", ":3:13")]),
        ("north,N,ics,,,\nlarch,L,care-home,larch,,\n", vec![("parent-is-home", ":4:19")]),
        // Round only from October 2025 to March 2026, and never on the day of the assessment.
        (
            "north,N,ics,,,2025-10-01\nnorth,N,ics,pcn,2025-10-01,2026-04-01\nnorth,N,ics,,2026-04-01,\npcn,M,pcn,north,,\n",
            vec![("parent-cycle", ":4:13")],
        ),
        // Each in its own time, so never round.
        (
            "north,N,ics,pcn,,2025-10-01\nnorth,N,ics,,2025-10-01,\npcn,M,pcn,,,2025-10-01\npcn,M,pcn,north,2025-10-01,\n",
            vec![],
        ),
        ("north,N,ics,,,\nnorth,N,ics,,,\n", vec![("rows-overlap", ":4:1")]),
        (
            "north,N,ics,,2025-01-01,\nnorth,N,ics,,2026-01-01,2026-02-01\nnorth,N,ics,,2026-03-01,\n",
            vec![("rows-overlap", ":4:1"), ("rows-overlap", ":5:1")],
        ),
        ("north,N,ics,,,2026-01-01\nnorth,N,ics,,2026-01-01,\n", vec![]),
        ("north,N,ics,,2026-01-01,2026-01-01\n", vec![("period-backwards", ":3:25")]),
    ] {
        let project = registered(&format!("{dated}{rows}"));
        expect(&project, &wanted);
    }
}

#[test]
fn a_large_register_of_errors_is_told_in_good_time() {
    // S2 for the register: 3,000 homes that each name another parent nobody knows.
    let mut register = "id,name,kind,parent\n".to_owned();
    for home in 0..3_000 {
        register.push_str(&format!("home-number-{home},Home {home},care-home,area-number-{home}x\n"));
    }
    let project = Project::new([("answers/organisations.csv", register.as_str())]);
    let run = project.run(&["check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.messages.ends_with("3000 errors, 1 warning.\n"),
        "{}",
        &run.messages[run.messages.len() - 200..]
    );
    assert!(run.messages.contains("2950 more problems are not shown."));
}

#[test]
fn a_long_line_of_parents_is_no_ring() {
    let mut register = "id,name,kind,parent,valid_from\nplace-0,P,place,,\n".to_owned();
    for place in 1..5000 {
        let day = format!("20{:02}-{:02}-{:02}", place / 300, place % 12 + 1, place % 28 + 1);
        register.push_str(&format!("place-{place},P,place,place-{},{day}\n", place - 1));
    }
    register.push_str("rosewood-house,R,care-home,place-4999,\n");
    let run = registered(&register).run(&["check"]);
    assert!(!run.messages.contains("parent-cycle"));
}
