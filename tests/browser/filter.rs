//! The filter of a long list: what is typed leaves the rows that have all of its words, and nothing typed leaves all.

use crate::browser::Browser;
use crate::editions::both;

/// Types into the page's first filter; gives what it says and which rows are to be seen.
const TYPE: &str = "
    const field = document.querySelector('.filter input');
    field.value = WORDS;
    field.dispatchEvent(new Event('input'));
    const table = document.getElementById(field.getAttribute('aria-controls'));
    const seen = [...table.tBodies[0].rows].filter(row => row.offsetHeight > 0);
    return [document.querySelector('.filter [role=status]').textContent,
        seen.map(row => row.cells[0].textContent.trim()).join('; '), String(seen.length)];
";

#[test]
fn a_list_shows_the_rows_that_have_every_word_typed() {
    let browser = Browser::new();
    let typed = |words: &str| {
        let found = browser.run(&TYPE.replace("WORDS", &serde_json::to_string(words).unwrap()));
        let text = |at: usize| found[at].as_str().unwrap().to_owned();
        (text(0), text(1), text(2))
    };
    for site in both() {
        for width in [1280, 320] {
            browser.width(width);
            browser.open(&site.on_disk("innovations.html"));
            assert_eq!(browser.run("return document.querySelector('.filter').hidden"), false);
            let (told, _, all) = typed("");
            assert_eq!(told, "");
            assert!(all.parse::<u32>().unwrap() > 20, "{all} ideas");
            let (told, rows, seen) = typed("  HOSPITAL réd ");
            assert_eq!(
                (told, rows.as_str(), seen.as_str()),
                (format!("1 of {all} shown"), "Red bag for hospital transfers", "1")
            );
            let (told, rows, _) = typed("no such idea");
            assert_eq!((told, rows.as_str()), (format!("0 of {all} shown"), ""));
            assert_eq!(typed("").2, all);
        }
    }
}
