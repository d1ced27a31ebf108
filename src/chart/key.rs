//! Turns a list of marks and words into the key at a chart's foot, as many to a line as fit.
//!
//! It does not choose what needs explaining: each chart lists only what it has drawn.

use super::mark::{Mark, SQUARE};
use super::sheet::{Sheet, WIDTH, block};
use super::text::{LINE, width, wrap};

/// Distance between two entries on one line, in units.
const GAP: i32 = 26;
/// Distance from a mark's left edge to its words.
const INDENT: i32 = SQUARE + 9;

/// Draws the key from `top` downwards and returns where it ends.
pub(super) fn draw(sheet: &Sheet<'_>, top: i32, entries: &[(Mark, String)]) -> i32 {
    let (mut x, mut y, mut height) = (0, top, 0);
    for (mark, words) in entries {
        let lines = wrap(words, WIDTH - INDENT, false);
        let across = INDENT + lines.iter().map(|line| width(line, false)).max().unwrap_or(0);
        if x > 0 && x + across > WIDTH {
            (x, y) = (0, y + height);
            height = 0;
        }
        mark.draw(sheet, (x + 1 + SQUARE / 2, y + LINE / 2 + 4));
        sheet.lines(x + INDENT, y + 4, &lines);
        height = height.max(block(lines.len().max(1)) + 10);
        x += across + GAP;
    }
    y + height
}
