//! Drawings against their tables, and tables against the data to take away: the same numbers in all three. What is read
//! off a drawing is where its shapes stand, not what the program meant to draw.

mod data;
mod drawing;

use crate::editions::{Site, both};
use drawing::Drawing;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;

/// A row of a table: its heading, and each cell by its column's heading.
struct Row {
    /// The group of rows it stands in.
    group: String,
    heading: String,
    link: Option<String>,
    cells: BTreeMap<String, String>,
    /// The digit in the chip of a level.
    digit: String,
    /// How that chip is painted.
    paint: String,
}

fn all<'p>(root: ElementRef<'p>, selector: &str) -> Vec<ElementRef<'p>> {
    root.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of the table whose caption has this id; nothing where the page has no such table.
fn rows(page: &Html, caption: &str) -> Vec<Row> {
    let tables = all(page.root_element(), "table").into_iter();
    let Some(table) = tables.into_iter().find(|table| !all(*table, &format!("#{caption}")).is_empty()) else {
        return Vec::new();
    };
    let columns: Vec<String> = all(table, "thead th").into_iter().map(text).collect();
    let (mut group, mut rows) = (String::new(), Vec::new());
    for row in all(table, "tbody tr") {
        let cells = all(row, "th, td");
        if cells.len() == 1 {
            group = text(cells[0]);
            continue;
        }
        rows.push(Row {
            group: group.clone(),
            heading: text(cells[0]),
            link: all(row, "th a").first().and_then(|link| link.attr("href")).map(str::to_owned),
            cells: columns.iter().cloned().zip(cells.iter().copied().map(text)).collect(),
            digit: all(row, "[class^=lv]").first().copied().map(text).unwrap_or_default(),
            paint: all(row, "[class^=lv]")
                .first()
                .and_then(|chip| chip.attr("class"))
                .unwrap_or_default()
                .to_owned(),
        });
    }
    rows
}

/// Every page of a kind, read.
fn pages(kinds: &[&str]) -> Vec<(&'static Site, &'static str, Html)> {
    let all = both().into_iter().flat_map(|site| site.pages().map(move |page| (site, page)));
    let found = all.filter(|(site, page)| kinds.contains(&site.kind(page)));
    found
        .map(|(site, page)| {
            (site, page, Html::parse_document(std::str::from_utf8(&site.files[page]).unwrap()))
        })
        .collect()
}

/// Holds every figure of this id to the table of that caption.
fn hold(figure: &str, caption: &str, rule: impl Fn(&Drawing, &[Row]) -> Vec<String>) {
    let (mut faults, mut seen) = (Vec::new(), 0);
    for (site, page, html) in pages(&["home", "area"]) {
        let selector = format!("svg[aria-labelledby^={figure}-title]");
        for svg in all(html.root_element(), &selector) {
            seen += 1;
            let rows = rows(&html, caption);
            assert!(!rows.is_empty(), "{page}: no table {caption}");
            let told = rule(&Drawing::read(svg), &rows);
            faults.extend(told.into_iter().map(|fault| format!("{}/{page}: {fault}", site.edition)));
        }
    }
    assert!(seen > 5, "{seen} figures");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn bars_are_as_long_as_their_table_says() {
    hold("levels", "levels-data", |drawing, rows| {
        let mut faults = Vec::new();
        for row in rows {
            let Some(label) = drawing.text(&row.heading) else {
                faults.push(format!("{} is not drawn", row.heading));
                continue;
            };
            if !drawing.line(label.y).any(|one| one.text == row.cells["Answered"]) {
                faults.push(format!("{}: not {} answered", row.heading, row.cells["Answered"]));
            }
            let bars = drawing.bars(label.y);
            let counts = counts(row);
            if bars.is_empty() && counts.values().any(|count| *count > 0) {
                faults.push(format!("{}: no bar is drawn", row.heading));
            }
            let whole: f64 = bars.values().map(|(_, width)| width).sum();
            let unit = whole / f64::from(counts.values().sum::<u32>());
            for (class, count) in counts {
                let width = bars.get(class.as_str()).map_or(0.0, |(_, width)| *width);
                if (width - f64::from(count) * unit).abs() > 2.5 {
                    faults.push(format!("{}: {class} is {width} wide for {count}", row.heading));
                }
                let printed =
                    bars.get(class.as_str()).and_then(|(x, width)| drawing.number(label.y, *x, *width));
                if printed.is_some_and(|printed| printed != count.to_string()) {
                    faults.push(format!("{}: {class} says {printed:?} for {count}", row.heading));
                }
            }
        }
        faults
    });
}

/// How many a table says there are of each class a bar can have. The highest level of a scale is painted as the fifth of
/// five, the lowest as the first.
fn counts(row: &Row) -> BTreeMap<String, u32> {
    let digit = |column: &str| column.split_once(" - ")?.0.parse::<u32>().ok();
    let highest = row.cells.keys().filter_map(|column| digit(column)).max().unwrap_or(4);
    let class = |column: &str| match column {
        "Not answered" => Some("none".to_owned()),
        "Not applicable" => Some("na".to_owned()),
        level => digit(level).map(|digit| format!("lv{}", digit * 4 / highest)),
    };
    let cells = row.cells.iter().filter_map(|(column, cell)| Some((class(column)?, cell.parse().ok()?)));
    cells.collect()
}

#[test]
fn the_strip_stands_where_the_table_says() {
    hold("strip", "all", |drawing, rows| {
        let mut faults = Vec::new();
        for row in rows.iter().filter(|row| !row.cells["Level"].starts_with("Not asked")) {
            let Some(label) = drawing.text(&row.heading) else {
                faults.push(format!("{} is not drawn", row.heading));
                continue;
            };
            let levels = drawing.bars(label.y);
            let drawn: Vec<&str> =
                levels.keys().map(String::as_str).filter(|one| one.starts_with("lv")).collect();
            let wanted: Vec<&str> =
                Some(row.paint.as_str()).filter(|paint| !paint.is_empty()).into_iter().collect();
            if drawn != wanted {
                faults.push(format!("{}: drawn as {drawn:?} for {}", row.heading, row.cells["Level"]));
            }
            let said: Vec<&str> = drawing.line(label.y).map(|one| one.text.as_str()).collect();
            let own = if row.digit.is_empty() { &row.cells["Level"] } else { &row.digit };
            if !said.contains(&own.as_str()) {
                faults.push(format!("{}: says {said:?} for {own}", row.heading));
            }
            let target = drawing.target(label.y).map(|target| target.to_string());
            if target.as_ref() != row.cells.get("Target") {
                faults.push(format!("{}: target {target:?}, not {:?}", row.heading, row.cells.get("Target")));
            }
            let spread = drawing.spread(label.y);
            if spread.as_ref()
                != row.cells.get("Area median").filter(|said| said.starts_with(char::is_numeric))
            {
                faults.push(format!("{}: {spread:?}, not {:?}", row.heading, row.cells.get("Area median")));
            }
        }
        faults
    });
}

#[test]
fn the_timeline_tells_what_its_table_tells() {
    hold("pace-chart", "all", |drawing, rows| {
        let mut faults = Vec::new();
        let told = drawing.timeline();
        let named: Vec<&String> = told.iter().map(|(name, _, _)| name).collect();
        let rows: Vec<&Row> =
            rows.iter().filter(|row| !row.cells["Level"].starts_with("Not asked")).collect();
        if named != rows.iter().map(|row| &row.heading).collect::<Vec<_>>() {
            faults.push(format!("the rows are {named:?}"));
        }
        for ((name, status, window), row) in told.iter().zip(rows) {
            let drawn = format!("{status} ({})", window.trim_end_matches(" months"));
            let said = row.cells["Pace (window in months)"].to_lowercase();
            let said = said.replace("in place ahead of its window", "ahead").replace(": no start date", "");
            if drawn != said {
                faults.push(format!("{name}: {drawn}; not {said}"));
            }
        }
        faults
    });
}
