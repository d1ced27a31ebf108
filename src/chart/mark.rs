//! Turns a kind of mark into its shape at a place, the same in a chart and in its key.
//!
//! It does not place marks: charts and the key do.

use super::palette::Role;
use super::sheet::{Hold, Sheet};

/// Side of the squares and height of the bars that hold a digit, in units.
pub(super) const SQUARE: i32 = 28;

/// A mark, drawn around its middle.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A filled square of a level with its digit, and the scale's last level.
    Level(u8, u8),
    /// A filled square of a part of a whole without a digit, and the last part.
    Fill(u8, u8),
    /// A hatched square: no level.
    Absent,
    /// A dashed outline: not applicable.
    NotApplicable,
    /// The thick line at the left edge of the target level.
    Target,
    /// A hollow diamond: a median.
    Median,
    /// A thin bar: the middle half.
    MiddleHalf,
    /// A filled circle.
    Full(Role),
    /// A hollow circle.
    Hollow(Role),
    /// A short dash.
    Dash(Role),
    /// A thick upright line.
    Upright(Role),
    /// A bar of a pace window.
    Window,
    /// A dot with its interval.
    Interval,
    /// A circle of the earlier round with its digit.
    Then(u8),
    /// A filled circle of a level with its digit, and the scale's last level.
    Now(u8, u8),
}

impl Mark {
    /// Draws the mark with its middle at `(x, y)`, no more than 28 units wide and high.
    pub(super) fn draw(&self, sheet: &Sheet<'_>, (x, y): (i32, i32)) {
        match *self {
            Self::Level(level, top) => {
                square(sheet, (x, y), Role::level(level, top));
                digit(sheet, (x, y), level, Role::on_level(level, top));
            }
            Self::Fill(part, top) => square(sheet, (x, y), Role::level(part, top)),
            Self::Absent => square(sheet, (x, y), Role::Absent),
            Self::NotApplicable => sheet.outline((x - 13, y - 10), (26, 20), Role::NotApplicable),
            Self::Target => sheet.line((x, y - 12), (x, y + 12), Role::Target, 3),
            Self::Median => diamond(sheet, (x, y)),
            Self::MiddleHalf => sheet.line((x - 12, y), (x + 12, y), Role::PeerLine, 4),
            Self::Full(role) => sheet.circle((x, y), 8, role, true),
            Self::Hollow(role) => sheet.circle((x, y), 7, role, false),
            Self::Dash(role) => sheet.line((x - 8, y), (x + 8, y), role, 3),
            Self::Upright(role) => sheet.line((x, y - 12), (x, y + 12), role, 3),
            Self::Window => sheet.fill((x - 13, y - 7), (26, 14), Role::Window),
            Self::Interval => {
                sheet.line((x - 13, y), (x + 13, y), Role::PeerLine, 3);
                sheet.circle((x, y), 7, Role::Own, true);
            }
            Self::Then(level) => {
                sheet.circle((x, y), 12, Role::Then, false);
                digit(sheet, (x, y), level, Role::Label);
            }
            Self::Now(level, top) => {
                sheet.circle((x, y), 13, Role::level(level, top), true);
                digit(sheet, (x, y), level, Role::on_level(level, top));
            }
        }
    }
}

fn square(sheet: &Sheet<'_>, (x, y): (i32, i32), role: Role) {
    sheet.fill((x - SQUARE / 2, y - SQUARE / 2), (SQUARE, SQUARE), role);
}

fn digit(sheet: &Sheet<'_>, (x, y): (i32, i32), level: u8, role: Role) {
    sheet.text(x, y, &level.to_string(), role, !matches!(role, Role::Label), Hold::Middle);
}

fn diamond(sheet: &Sheet<'_>, (x, y): (i32, i32)) {
    sheet.path(&[(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y), (x, y - 7)], Role::Peer, 2);
}
