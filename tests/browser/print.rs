//! Pages on paper: how many sides they take, that a file of them can be read aloud, and that levels keep their order
//! without colour.

#![expect(clippy::disallowed_methods, reason = "a test keeps the paper it counts")]

use crate::browser::Browser;
use crate::editions::both;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::Command;

/// How many sides of A4 a kind of page may take. A brief is one side, or it is no brief.
const SIDES: [(&str, u32); 3] = [("brief", 1), ("home", 12), ("area", 12)];

/// What must not stand last on a side: headings, captions, the heads of tables and of groups of rows.
const HEADS: &str = "
    const heads = document.querySelectorAll('main :is(h1, h2, h3, h4, summary, caption, thead tr, tr.group)');
    return [...heads].map(head => [...head.childNodes].map(part => part.textContent).join(' '));
";

#[test]
fn what_is_printed_fits_its_sides() {
    let browser = Browser::new();
    let (mut faults, mut most) = (Vec::new(), BTreeMap::new());
    for site in both() {
        for page in site.pages() {
            let Some((kind, allowed)) = SIDES.iter().find(|(kind, _)| *kind == site.kind(page)) else {
                continue;
            };
            browser.open(&site.on_disk(page));
            let paper = paper(&browser);
            let about = describe(&paper);
            let place = format!("{}/{page}", site.edition);
            let heads: Vec<String> = browser.run(HEADS).as_array().unwrap().iter().map(flat).collect();
            assert!(heads.len() > 2, "{place}: {heads:?}");
            for last in last_lines(&paper).into_iter().filter(|last| heads.contains(last)) {
                faults.push(format!("{place}: {last:?} stands alone at the foot of a side"));
            }
            let says = |name: &str| about.get(name).map_or("", String::as_str);
            let sides: u32 = says("Pages").parse().unwrap();
            let widest = most.entry(*kind).or_insert((0, String::new()));
            if sides > widest.0 {
                *widest = (sides, place.clone());
            }
            if sides == 0 || sides > *allowed {
                faults.push(format!("{place}: {sides} sides, and a {kind} may take {allowed}"));
            }
            if says("Tagged") != "yes" || says("Title").is_empty() {
                faults.push(format!("{place}: the PDF cannot be read aloud: {about:?}"));
            }
            if !says("Page size").contains("A4") {
                faults.push(format!("{place}: the paper is {}", says("Page size")));
            }
        }
    }
    assert_eq!(most.len(), SIDES.len(), "{most:?}");
    assert!(faults.is_empty(), "{} faults:\n{}\nthe most: {most:?}", faults.len(), faults.join("\n"));
}

/// The open page as a PDF.
pub(crate) fn paper(browser: &Browser) -> Vec<u8> {
    let wanted = json!({ "preferCSSPageSize": true, "generateTaggedPDF": true });
    decoded(browser.command("Page.printToPDF", &wanted)["data"].as_str().unwrap())
}

/// A text of the page with runs of white space as one.
fn flat(text: &Value) -> String {
    words(text.as_str().unwrap())
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each side: its words, and whether it lies on its long edge.
pub(crate) fn sides(paper: &[u8]) -> Vec<(String, bool)> {
    let text = poppler("pdftotext", &["-layout"], paper, &["-"]);
    let sizes = poppler("pdfinfo", &["-f", "1", "-l", "9999"], paper, &[]);
    // "Page    2 size:  841.92 x 594.96 pts (A4)"
    let landscape =
        sizes.lines().filter_map(|line| line.strip_prefix("Page ")?.split_once(" size:")).map(|(_, size)| {
            let mut lengths = size.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
            lengths.next() > lengths.next()
        });
    text.split('\u{c}').map(words).zip(landscape).collect()
}

/// The last line of each side but the last, without its furniture: the lines with the site's title and the page's number.
fn last_lines(paper: &[u8]) -> Vec<String> {
    let text = poppler("pdftotext", &["-layout"], paper, &["-"]);
    let mut sides: Vec<&str> = text.split('\u{c}').collect();
    sides.truncate(sides.len().saturating_sub(2));
    let furniture = |line: &String| line.is_empty() || line.contains(" Page ") || line.starts_with("Page ");
    let last = |side: &str| side.lines().map(words).rfind(|line| !furniture(line));
    sides.into_iter().filter_map(last).collect()
}

/// What a program of poppler says of a PDF.
fn poppler(program: &str, before: &[&str], paper: &[u8], after: &[&str]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), paper).unwrap();
    let said = Command::new(program).args(before).arg(file.path()).args(after).output();
    let said = said.expect(
        "there is no poppler. Install it with: sudo apt-get update && sudo apt-get install -y poppler-utils",
    );
    String::from_utf8_lossy(&said.stdout).into_owned()
}

/// What `pdfinfo` says of a PDF.
fn describe(paper: &[u8]) -> BTreeMap<String, String> {
    let text = poppler("pdfinfo", &[], paper, &[]);
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
}

/// Base64 as bytes.
fn decoded(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        other => panic!("{other} is no letter of base64"),
    };
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        held = (held << 6 | u32::from(value(letter))) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).unwrap());
        }
    }
    bytes
}

#[test]
fn base64_is_read() {
    assert_eq!(decoded("SG9tZXJvdW5k"), b"Homeround");
    assert_eq!(decoded("SG9tZQ=="), b"Home");
    assert_eq!(decoded("/+8="), [0xFF, 0xEF]);
}

/// The ground and the text of each level, in a chart and on a page's labels, and of words in charts.
const COLOURS: &str = "
    const out = [];
    for (const level of [0, 1, 2, 3, 4]) {
        const bar = document.querySelector('.chart path.lv' + level);
        const digit = document.querySelector('.chart text.on' + level);
        out.push(['chart', level, getComputedStyle(bar).fill, getComputedStyle(digit).fill]);
        const label = document.createElement('span');
        label.className = 'lv' + level;
        document.querySelector('main').append(label);
        const style = getComputedStyle(label);
        out.push(['label', level, style.backgroundColor, style.color]);
        label.remove();
    }
    const words = getComputedStyle(document.querySelector('.chart text:not([class])')).fill;
    const paint = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
    out.push(['figure', '', paint('figure', 'backgroundColor'), words]);
    out.push(['hatch', '', paint('.chart .hatch-ground', 'fill'), words]);
    out.push(['line of the hatch', '', paint('.chart .hatch-line', 'stroke'), words]);
    return out;
";

#[test]
fn levels_grow_darker_and_their_digits_stay_readable() {
    let browser = Browser::new();
    for site in both() {
        browser.open(&site.on_disk(site.one_of_each()["area"]));
        for medium in ["screen", "print"] {
            browser.medium(medium);
            let mut before = BTreeMap::new();
            for row in browser.run(COLOURS).as_array().unwrap() {
                let about = format!("{} in {medium}: {row}", site.edition);
                let (ground, text) =
                    (luminance(row[2].as_str().unwrap()), luminance(row[3].as_str().unwrap()));
                let contrast = (ground.max(text) + 0.05) / (ground.min(text) + 0.05);
                assert!(contrast >= 4.5, "{about}: contrast {contrast:.2}");
                let lighter = before.insert(row[0].to_string(), lightness(ground));
                // Ten apart can be told apart on a grey printer.
                assert!(lighter.is_none_or(|lighter| lighter - lightness(ground) > 10.0), "{about}");
            }
        }
    }
}

/// The relative luminance of `rgb(r, g, b)`, from 0 to 1, as WCAG defines it.
fn luminance(colour: &str) -> f64 {
    let inside = colour.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')'));
    let inside = inside.unwrap_or_else(|| panic!("{colour} is no opaque colour"));
    let parts = inside.split(',').map(|part| part.trim().parse::<f64>().unwrap() / 255.0);
    let linear =
        parts.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    linear.zip([0.2126, 0.7152, 0.0722]).map(|(part, weight)| part * weight).sum()
}

/// CIE lightness, from 0 to 100, of a luminance.
fn lightness(luminance: f64) -> f64 {
    if luminance > 216.0 / 24389.0 { 116.0 * luminance.cbrt() - 16.0 } else { luminance * 24389.0 / 27.0 }
}

#[test]
fn lightness_is_as_the_standard_has_it() {
    assert!((lightness(luminance("rgb(255, 255, 255)")) - 100.0).abs() < 1e-9);
    assert!(lightness(luminance("rgb(0, 0, 0)")).abs() < 1e-9);
    assert!((lightness(luminance("rgb(119, 119, 119)")) - 50.034).abs() < 0.01);
}
