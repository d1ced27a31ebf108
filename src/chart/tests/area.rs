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
    pub(super) fn of_text(node: Node<'_, '_>) -> Self {
        let class = node.attribute("class").unwrap_or("");
        let words = node.text().unwrap_or("").to_owned();
        let width = text::width(&words, class.split(' ').any(|part| part == "b"));
        let x = number(node, "x");
        let left = match node.attribute("text-anchor") {
            Some("middle") => x - width / 2,
            Some("end") => x - width,
            _ => x,
        };
        let baseline = number(node, "y");
        let halo = class.contains("halo");
        Self { left, right: left + width, top: baseline - 14, bottom: baseline + 4, halo, words }
    }

    pub(super) fn of_shape(node: Node<'_, '_>) -> Option<Self> {
        let (left, top, width, height) = if node.has_tag_name("rect") {
            (number(node, "x"), number(node, "y"), number(node, "width"), number(node, "height"))
        } else if node.has_tag_name("circle") {
            let radius = number(node, "r");
            (number(node, "cx") - radius, number(node, "cy") - radius, 2 * radius, 2 * radius)
        } else {
            return None;
        };
        let words = node.attribute("class").unwrap_or("").to_owned();
        Some(Self { left, right: left + width, top, bottom: top + height, halo: false, words })
    }

    /// The segments of a path, each a box of its own: M, H, V and L are absolute, h and v are not.
    pub(super) fn of_path(node: Node<'_, '_>) -> Vec<Self> {
        let data = node.attribute("d").unwrap_or("");
        let starts: Vec<usize> = data.match_indices(char::is_alphabetic).map(|(place, _)| place).collect();
        let ends = starts.iter().skip(1).copied().chain([data.len()]);
        let (mut at, mut segments) = ((0, 0), Vec::new());
        for (start, end) in starts.iter().copied().zip(ends) {
            let numbers: Vec<i32> =
                data[start + 1..end].split_whitespace().map(|n| n.parse().unwrap()).collect();
            let next = match (&data[start..=start], numbers.as_slice()) {
                ("M" | "L", [x, y]) => (*x, *y),
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
