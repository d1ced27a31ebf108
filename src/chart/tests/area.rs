//! Turns the elements of an SVG into the boxes they cover, to see what leaves the frame or overlaps.

use roxmltree::Node;
use std::fmt;

use crate::chart::text;

/// What a text, a rectangle or a circle covers.
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) top: i32,
    pub(super) bottom: i32,
    pub(super) halo: bool,
    /// What it says, or what it is.
    words: String,
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Area { left, right, top, bottom, words, .. } = self;
        write!(f, "{words:?} ({left} to {right}, {top} to {bottom})")
    }
}

impl Area {
    /// The words of a text, or each of its digits where it has a place for each.
    pub(super) fn of_text(node: Node<'_, '_>) -> Vec<Self> {
        let places =
            |name: &str| node.attribute(name).unwrap().split(' ').map(|one| one.parse::<i32>().unwrap());
        let all = node.text().unwrap_or("");
        let many = places("x").count() > 1;
        let parts = places("x").zip(places("y")).enumerate();
        let words = |at: usize| if many { all.chars().nth(at).unwrap().to_string() } else { all.to_owned() };
        parts.map(|(at, place)| Area::of_words(node, words(at), place)).collect()
    }

    fn of_words(node: Node<'_, '_>, words: String, (x, baseline): (i32, i32)) -> Self {
        let class = node.attribute("class").unwrap_or("");
        let width = text::width(&words, class.split(' ').any(|part| part == "b"));
        let has = |name: &str| class.split(' ').any(|part| part == name);
        let left = if has("m") { x - width / 2 } else { x - if has("e") { width } else { 0 } };
        let halo = class.contains("halo");
        Self { left, right: left + width, top: baseline - 14, bottom: baseline + 4, halo, words }
    }

    pub(super) fn of_circle(node: Node<'_, '_>) -> Self {
        let (x, y, radius) = (number(node, "cx"), number(node, "cy"), number(node, "r"));
        let words = node.attribute("class").unwrap_or("").to_owned();
        Self { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius, halo: false, words }
    }

    /// Whether a path is one of filled boxes.
    pub(super) fn is_boxes(node: &Node<'_, '_>) -> bool {
        let class = node.attribute("class").unwrap_or("");
        node.has_tag_name("path") && (class.starts_with("lv") || class == "none" || class == "window")
    }

    /// The boxes of a path.
    pub(super) fn of_boxes(node: Node<'_, '_>) -> Vec<Self> {
        let sides = Area::of_path(node);
        let of_four = |sides: &[Self]| {
            let [top, right, ..] = sides else { panic!("{} is no box", node.attribute("d").unwrap()) };
            let words = node.attribute("class").unwrap_or("").to_owned();
            let (left, right, top, bottom) = (top.left, top.right, right.top, right.bottom);
            Self { left, right, top, bottom, halo: false, words }
        };
        sides.chunks(4).map(of_four).collect()
    }

    /// The segments of a path, each a box of its own: M, H and V are absolute, h, v and l are not.
    pub(super) fn of_path(node: Node<'_, '_>) -> Vec<Self> {
        let data = node.attribute("d").unwrap_or("");
        let starts: Vec<usize> = data.match_indices(char::is_alphabetic).map(|(place, _)| place).collect();
        let ends = starts.iter().skip(1).copied().chain([data.len()]);
        let (mut at, mut segments) = ((0, 0), Vec::new());
        for (start, end) in starts.iter().copied().zip(ends) {
            let numbers: Vec<i32> =
                data[start + 1..end].split_whitespace().map(|n| n.parse().unwrap()).collect();
            let next = match (&data[start..=start], numbers.as_slice()) {
                ("M", [x, y]) => (*x, *y),
                ("l", [x, y]) => (at.0 + x, at.1 + y),
                ("H", [x]) => (*x, at.1),
                ("V", [y]) => (at.0, *y),
                ("h", [x]) => (at.0 + x, at.1),
                ("v", [y]) => (at.0, at.1 + y),
                ("z", []) => at,
                other => panic!("{other:?} in {data}"),
            };
            if !data[start..].starts_with('M') {
                let (left, right) = (at.0.min(next.0), at.0.max(next.0));
                let (top, bottom) = (at.1.min(next.1), at.1.max(next.1));
                segments.push(Self { left, right, top, bottom, halo: false, words: data.to_owned() });
            }
            at = next;
        }
        segments
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub(super) fn within(&self, other: &Self) -> bool {
        self.left >= other.left
            && self.right <= other.right
            && self.top >= other.top
            && self.bottom <= other.bottom
    }
}

fn number(node: Node<'_, '_>, name: &str) -> i32 {
    let value = node.attribute(name).unwrap_or_else(|| panic!("{name} of {node:?}"));
    value.parse().unwrap_or_else(|_| panic!("{name}={value} is not a whole number"))
}
