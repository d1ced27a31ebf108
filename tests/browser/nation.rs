//! All of England at a glance: 42 systems by 16 questions, on paper, on a narrow screen, and for who cannot see it.

#![expect(clippy::disallowed_methods, reason = "the register of England is read to be filled with homes")]

use crate::axe;
use crate::browser::Browser;
use crate::editions::Site;
use crate::print;
use crate::support::Project;
use serde_json::json;
use std::path::Path;
use std::sync::LazyLock;

const PAGE: &str = "compare/england.html";

/// England on the last day of the 42 systems, with three homes in each; the answers of home 3 of every system are missing.
static ENGLAND: LazyLock<Site> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/registers/england.csv");
    let mut register = std::fs::read_to_string(file).unwrap();
    let systems: Vec<String> = register
        .lines()
        .filter(|line| line.contains(",ics,") && !line.contains(",2026-04-01,,"))
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    assert_eq!(systems.len(), 42);
    let settings =
        "[site]\nas_at = 2026-03-31\n[accessibility]\ncontact = \"a@example.org\"\ntested_on = 2026-03-01\n";
    let project = Project::new([("homeround.toml", settings)]);
    for (at, system) in systems.iter().enumerate() {
        for home in 0..3 {
            let id = format!("home-{at}-{home}");
            let kind = ["nursing", "residential", "residential"][home];
            register
                .push_str(&format!("{id},Invented Home {at} {home},care-home,{system},20,{kind},,,,,,\n"));
            if home < 2 {
                let level = (at + home) % 3;
                let answers = format!(
                    "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"{id}\"\n\
                     date = 2026-03-0{}\nassessor = \"self\"\n[answers]\nnamed-gp = {level}\ndementia = {}\n",
                    home + 1,
                    2 - level
                );
                project.write(&format!("answers/{id}.toml"), answers.as_bytes());
            }
        }
    }
    project.write("answers/organisations.csv", register.as_bytes());
    Site::of(project, "internal")
});

#[test]
fn every_system_of_england_is_printed_on_two_landscape_sides() {
    let browser = Browser::new();
    browser.open(&ENGLAND.on_disk(PAGE));
    let paper = print::paper(&browser);
    let sides = print::sides(&paper);
    // The heading stands in the list of sections as well.
    let begins =
        |side: &(String, bool)| side.0.contains("Median level of homes in each integrated care system");
    let first = sides.iter().position(begins).expect("the map has a heading");
    let on: Vec<&(String, bool)> = sides.iter().skip(first).take(2).collect();
    assert!(on.iter().all(|(_, landscape)| *landscape), "both sides lie on their long edge");
    let text: String = on.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ");
    // The first and the last by region and name, and one of each side.
    for name in ["Mid and South Essex", "North Central London", "Devon", "West Yorkshire"] {
        assert!(text.contains(name), "{name} is not on the two sides:\n{text}");
    }
    assert_eq!(text.matches("2 of 3").count(), 42, "{text}");
}

#[test]
fn every_system_of_england_can_be_read_at_320_pixels() {
    let browser = Browser::new();
    browser.width(320);
    browser.open(&ENGLAND.on_disk(PAGE));
    let found = browser.run(
        "return (() => {
            const table = document.getElementById('systems-table').closest('table');
            const region = table.closest('.scroll');
            region.scrollLeft = region.scrollWidth;
            const box = node => node.getBoundingClientRect();
            const names = [...table.querySelectorAll('tbody th[scope=row]')];
            const digits = [...table.querySelectorAll('tbody td:nth-child(3)')];
            const last = [...table.querySelectorAll('tbody tr td:last-child')].filter(cell => !cell.colSpan || cell.colSpan === 1);
            return {
                names: names.length,
                inView: names.every(name => box(name).left >= 0 && box(name).right <= 240),
                lastInView: last.every(cell => box(cell).right <= 320 && box(cell).left >= 0),
                size: Math.min(...digits.map(cell => parseFloat(getComputedStyle(cell).fontSize))),
                page: document.documentElement.scrollWidth,
            };
        })()",
    );
    assert_eq!(found["names"], json!(42));
    assert_eq!(found["inView"], json!(true), "a name stays beside its levels: {found}");
    assert_eq!(found["lastInView"], json!(true), "the last level can be reached: {found}");
    assert!(found["size"].as_f64().unwrap() >= 14.0, "{found}");
    assert!(found["page"].as_u64().unwrap() <= 320, "the page itself does not scroll sideways: {found}");
}

#[test]
fn the_country_breaks_no_rule_of_accessibility() {
    let browser = Browser::new();
    axe::put_axe_into_every_page(&browser);
    for page in [PAGE, "organisations/england.html", "index.html"] {
        for width in [320, 1280] {
            browser.width(width);
            browser.open(&ENGLAND.on_disk(page));
            let answer = browser.wait_for(axe::RUN, &json!({ "tags": axe::TAGS, "rules": {} }));
            assert_eq!(answer["violations"], json!([]), "{page} at {width}");
        }
    }
}
