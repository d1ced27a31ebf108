//! An SVG -> its words and shapes with their places, and what those places mean on each chart's scale.

use super::{all, text};
use scraper::ElementRef;
use std::collections::BTreeMap;

/// Words at a place: `y` is the line they stand on.
pub(super) struct Words {
    pub text: String,
    pub x: f64,
    pub y: f64,
}

/// A stroke of a path: its class and where it begins; how wide it is where it is a box or a level line.
struct Shape {
    class: String,
    x: f64,
    y: f64,
    width: f64,
}

/// What is drawn.
pub(super) struct Drawing {
    words: Vec<Words>,
    shapes: Vec<Shape>,
}

/// How far the line of a row's words lies below its bar's top.
const LINE: f64 = 21.0;
/// Where a strip's cells begin, and how far they lie apart.
const STRIP: (f64, f64) = (440.0, 40.0);
/// Half a strip's cell.
const HALF: f64 = 17.0;

impl Drawing {
    pub(super) fn read(svg: ElementRef<'_>) -> Drawing {
        let words = all(svg, "text").into_iter().flat_map(words).collect();
        let class = |one: ElementRef<'_>| one.attr("class").unwrap_or_default().to_owned();
        // Marks of one sort share a path: each of its strokes is a shape.
        let paths = all(svg, "path").into_iter().flat_map(|one| {
            let strokes = one.attr("d").unwrap().split('M').skip(1).map(begun);
            strokes.map(move |(x, y, width)| Shape { class: class(one), x, y, width }).collect::<Vec<_>>()
        });
        Drawing { words, shapes: paths.collect() }
    }

    /// The words that are these.
    pub(super) fn text(&self, wanted: &str) -> Option<&Words> {
        self.words.iter().find(|one| one.text == wanted)
    }

    /// The words on a line.
    pub(super) fn line(&self, y: f64) -> impl Iterator<Item = &Words> {
        self.words.iter().filter(move |one| same(one.y, y))
    }

    /// The boxes of a row by class: where each begins and how wide it is.
    pub(super) fn bars(&self, y: f64) -> BTreeMap<String, (f64, f64)> {
        let kinds = |class: &str| class.starts_with("lv") || class == "none" || class == "na";
        let found = self.shapes.iter().filter(|one| same(one.y, y - LINE) && kinds(&one.class));
        found.map(|one| (one.class.clone(), (one.x, one.width))).collect()
    }

    /// The number printed in a box of a row.
    pub(super) fn number(&self, y: f64, x: f64, width: f64) -> Option<&str> {
        let inside = self.line(y).find(|one| one.x > x && one.x < x + width)?;
        Some(&inside.text)
    }

    /// The level at whose left edge a strip's row has its target.
    pub(super) fn target(&self, y: f64) -> Option<f64> {
        let mark = self.shapes.iter().find(|one| one.class == "target" && same(one.y, y - LINE - 4.0))?;
        Some((mark.x + 3.0 - STRIP.0) / STRIP.1)
    }

    /// The median and the middle half beneath a strip's row, as a table says them.
    pub(super) fn spread(&self, y: f64) -> Option<String> {
        let level = |x: f64| (x - STRIP.0 - HALF) / STRIP.1;
        let median = self.shapes.iter().find(|one| one.class == "peer" && same(one.y, y + 11.0))?;
        let half = self.shapes.iter().find(|one| one.class == "peer-line" && same(one.y, y + 18.0));
        let median = level(median.x);
        Some(half.map_or_else(
            || median.to_string(),
            |half| format!("{median} ({} to {})", level(half.x), level(half.x + half.width)),
        ))
    }

    /// Each row of a timeline: its name, its status and its window in words.
    pub(super) fn timeline(&self) -> Vec<(String, String, String)> {
        // The key beneath begins with a name that stands further right.
        let mut rows: Vec<(String, String, f64, f64)> = Vec::new();
        let scale = |month: &str| self.text(month).map_or(f64::NAN, |one| one.x);
        let month = |x: f64| (x - scale("0")) * 12.0 / (scale("12") - scale("0"));
        for one in &self.words {
            match rows.last_mut() {
                _ if same(one.x, 0.0) => rows.push((one.text.clone(), String::new(), one.y, one.y)),
                Some(row) if same(one.x, 32.0) => {
                    row.0 = format!("{} {}", row.0, one.text);
                    row.3 = one.y;
                }
                Some(row) if one.x > 480.0 && one.y <= row.3 + 12.0 => {
                    row.1 = format!("{} {}", row.1, one.text).trim().to_owned();
                }
                _ => {}
            }
        }
        let window = |top: f64, bottom: f64| {
            let middle = f64::midpoint(top, bottom);
            let near = |one: &&Shape| one.class == "window" && (one.y + 14.0 - middle).abs() < 9.0;
            let found = self.shapes.iter().find(near)?;
            Some(format!("{} to {} months", month(found.x).round(), month(found.x + found.width).round()))
        };
        rows.into_iter()
            .map(|(name, status, top, bottom)| (name, status, window(top, bottom).unwrap_or_default()))
            .collect()
    }
}

/// The words of a text, or each of its digits where it has a place for each.
fn words(one: ElementRef<'_>) -> Vec<Words> {
    let numbers =
        |name: &str| one.attr(name).unwrap().split(' ').map(|number| number.parse::<f64>().unwrap());
    let (all, many) = (text(one), numbers("x").count() > 1);
    let part = |at: usize| if many { all.chars().nth(at).unwrap().to_string() } else { all.clone() };
    numbers("x").zip(numbers("y")).enumerate().map(|(at, (x, y))| Words { text: part(at), x, y }).collect()
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.5
}

/// Where a stroke begins, and how far it first goes along: `516 116h25` and `537 107H577`.
fn begun(stroke: &str) -> (f64, f64, f64) {
    let number = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(text.len());
        text[..end].parse::<f64>().unwrap_or(f64::NAN)
    };
    let (x, rest) = stroke.split_once(' ').unwrap_or((stroke, ""));
    let (x, y) = (number(x), number(rest));
    let width = match rest.find(['h', 'H']) {
        Some(at) if rest[at..].starts_with('h') => number(&rest[at + 1..]),
        Some(at) => number(&rest[at + 1..]) - x,
        None => 0.0,
    };
    (x, y, width)
}
