//! What holds for every kind of chart, whatever its input: well-formed, in the frame, without
//! overlap, the same each time. The golden files are whole charts, looked at by eye when written.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use super::{Chart, Reference, Window, text};
use area::Area;
use samples::{bars, dots, dumbbell, every_kind, pace, run, strip, tiles};

mod area;
mod samples;

#[test]
fn charts_hold_for_any_label_scale_and_length() {
    let wide = "W".repeat(60);
    let numbered = format!("1.1 {}", "Wagga ".repeat(9));
    let hostile = "</svg><script>alert(1)</script> \"&amp;' \u{0}\u{7}\u{202E}\u{FFFF} &#x0; ]]> url(#x)";
    for label in ["1.1 Named GP", "", wide.as_str(), numbered.as_str(), hostile, "ŵ é 照護之家 👩‍⚕️ مرحبا"]
    {
        for (top, rows) in [(1, 7), (2, 3), (3, 0), (4, 60), (5, 1), (6, 12), (7, 2), (8, 9)] {
            for chart in every_kind(label, top, rows) {
                check(&chart);
            }
        }
    }
}

#[test]
fn empty_and_absurd_charts_are_words() {
    for chart in every_kind("x", 4, 0) {
        check(&chart);
        assert!(chart.svg.contains(">Nothing to show</text>"), "{}", chart.svg);
        assert_eq!((chart.description.as_str(), chart.table.rows.len()), ("Nothing to show.", 0));
    }
    for chart in [strip("x", 250, 3).draw(), bars("x", 10, 3).draw(), dumbbell("x", 10, 3).draw()] {
        check(&chart);
        assert!(chart.svg.contains("too many levels"));
        assert_eq!(chart.table.rows.len(), 3);
    }
    check(&bars("x", 9, 3).draw());
    let mut none = strip("x", 4, 6);
    none.levels = Vec::new();
    check(&none.draw());
    assert!(none.draw().svg.contains(">1 - off the scale</text>"));
    let mut far = pace("x", Some(u32::MAX), 3);
    far.rows[0].window = Some(Window { earliest: u32::MAX, latest: 0 });
    check(&far.draw());
    let mut mad = dots("x", 4);
    mad.rows[0].value = Some(f64::NAN);
    mad.rows[1].interval = Some((f64::INFINITY, -3.0));
    mad.reference = Some(Reference { label: String::new(), value: f64::NEG_INFINITY });
    check(&mad.draw());
    let mut counts = bars("x", 4, 2);
    counts.rows[0].counts = vec![u32::MAX; 9];
    check(&counts.draw());
    check(&run("May 2026", 1000).draw());
    let mut far = tiles("Moor", 4);
    far.tiles[0].place = (i32::MIN, i32::MAX);
    far.tiles[1].count = Some((u32::MAX, 1));
    check(&far.draw());
    far.tiles.remove(0);
    check(&far.draw());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(every_kind("1.1 Named GP", 4, 20), every_kind("1.1 Named GP", 4, 20));
}

#[test]
fn nothing_but_classes_says_what_a_mark_looks_like() {
    let known = [
        "aria-labelledby",
        "class",
        "cx",
        "cy",
        "d",
        "fill",
        "height",
        "id",
        "patternUnits",
        "points",
        "r",
        "role",
        "stroke-width",
        "viewBox",
        "width",
        "x",
        "y",
    ];
    let css = include_str!("../../themes/default/assets/site.css");
    for chart in every_kind("1.1 Named GP", 4, 20) {
        let document = Document::parse(&chart.svg).unwrap();
        let root = document.root_element();
        assert!(root.attribute("width").is_none() && root.attribute("height").is_none());
        for node in document.descendants() {
            for attribute in node.attributes() {
                assert!(known.contains(&attribute.name()), "{}", attribute.name());
                assert!(attribute.name() != "fill" || attribute.value().starts_with("url(#"));
            }
            for class in node.attribute("class").unwrap_or("").split_whitespace() {
                let ends = [' ', ',', ')', '{', ':', '\n'];
                let styled = ends.iter().any(|end| css.contains(&format!(".{class}{end}")));
                assert!(styled, "{class} has no style");
            }
        }
    }
}

/// Small charts, whole. After a wanted change, run with `UPDATE_GOLDEN=1`, and look at them.
#[test]
#[expect(clippy::disallowed_methods, reason = "a golden file is read, and rewritten when asked for")]
fn small_charts_are_drawn_as_they_were_looked_at() {
    for (name, chart) in small_charts() {
        let file = format!("{}/src/chart/golden/{name}.svg", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&file, lines(&chart.svg)).unwrap();
        }
        assert_eq!(lines(&chart.svg), std::fs::read_to_string(&file).unwrap(), "{name}");
    }
}

fn small_charts() -> [(&'static str, Chart); 7] {
    [
        ("strip", strip("1.1 Named GP and primary care", 4, 3).draw()),
        ("bars", bars("Primary care support", 4, 2).draw()),
        ("pace", pace("1.1 Named GP and primary care", Some(14), 4).draw()),
        ("dots", dots("Wakefield", 4).draw()),
        ("dumbbell", dumbbell("1.1 Named GP and primary care", 4, 4).draw()),
        ("run", run("May 2026", 7).draw()),
        ("tiles", tiles("Moor", 12).draw()),
    ]
}

/// One element to a line, so that a difference can be read.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<") + "\n"
}

/// The texts of a chart that carry a class, in drawing order; all of them for an empty class.
pub(super) fn texts(svg: &str, class: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let carries = |node: &Node<'_, '_>| {
        class.is_empty() || node.attribute("class").unwrap_or("").split(' ').any(|part| part == class)
    };
    let nodes = document.descendants().filter(|node| node.has_tag_name("text")).filter(carries);
    let parts = |node: Node<'_, '_>| -> Vec<String> {
        let words = node.text().unwrap_or("");
        let shared = node.attribute("x").is_some_and(|places| places.contains(' '));
        if shared { words.chars().map(String::from).collect() } else { vec![words.to_owned()] }
    };
    nodes.flat_map(parts).collect()
}

/// Every rule that holds for all charts.
fn check(chart: &Chart) {
    let svg = &chart.svg;
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let root = document.root_element();
    let frame: Vec<i32> = root.attribute("viewBox").unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
    assert_eq!(root.attribute("role"), Some("img"));
    check_ids(&document);
    let description = document.descendants().find(|node| node.has_tag_name("desc")).unwrap();
    assert_eq!(description.text().unwrap(), text::clean(&chart.description));
    let texts: Vec<Area> =
        document.descendants().filter(|node| node.has_tag_name("text")).flat_map(Area::of_text).collect();
    let boxes = root.children().filter(Area::is_boxes).flat_map(Area::of_boxes);
    let circles = root.children().filter(|node| node.has_tag_name("circle")).map(Area::of_circle);
    let shapes: Vec<Area> = boxes.chain(circles).collect();
    let lines = root.children().filter(|node| node.has_tag_name("path") && !Area::is_boxes(node));
    let strokes: Vec<Area> = lines.flat_map(Area::of_path).collect();
    for area in texts.iter().chain(&shapes).chain(&strokes) {
        let inside = area.left >= 0 && area.right <= frame[2] && area.top >= 0 && area.bottom <= frame[3];
        assert!(inside, "{area} leaves {frame:?}: {svg}");
    }
    for (place, one) in texts.iter().enumerate() {
        for other in &texts[place + 1..] {
            assert!(!one.meets(other), "{one} meets {other}: {svg}");
        }
        for shape in shapes.iter().filter(|shape| one.meets(shape)) {
            assert!(one.halo || one.within(shape), "{one} crosses {shape}: {svg}");
        }
        for stroke in strokes.iter().filter(|stroke| one.meets(stroke)) {
            let covered = shapes.iter().any(|shape| one.within(shape));
            assert!(one.halo || covered, "{one} is crossed by {stroke}: {svg}");
        }
    }
    let columns = chart.table.columns.len();
    assert!(
        chart.table.rows.iter().all(|row| row.len() == columns && row.iter().all(|cell| !cell.is_empty()))
    );
    assert!(chart.table.columns.iter().all(|column| !column.is_empty()) && !chart.table.caption.is_empty());
}

fn check_ids(document: &Document<'_>) {
    let root = document.root_element();
    let labelled = root.attribute("aria-labelledby").unwrap();
    let prefix = labelled.split_once("-title ").unwrap().0;
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique");
    assert!(ids.iter().all(|id| id.starts_with(&format!("{prefix}-"))), "{ids:?}");
    assert!(labelled.split(' ').all(|id| ids.contains(&id)));
    let fills = document.descendants().filter_map(|node| node.attribute("fill"));
    for fill in fills {
        assert!(ids.contains(&fill.trim_start_matches("url(#").trim_end_matches(')')), "{fill}");
    }
}
