//! Turns the role of a mark into a reserved colour, and that colour back into a CSS class.
//!
//! Plotters styles can carry a colour but no class, so each role owns one colour that only this
//! module knows. What a role looks like is the stylesheet's business, not this module's.

use plotters::style::RGBColor;

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Fill of the lowest fifth of a scale; the next four follow it upwards.
    Level0,
    Level1,
    Level2,
    Level3,
    Level4,
    /// Text on the fill of the same step.
    On0,
    On1,
    On2,
    On3,
    On4,
    /// No level: hatched.
    Absent,
    /// Not applicable: outlined.
    NotApplicable,
    Axis,
    Grid,
    Label,
    /// Text that may cross a line and keeps it off with a halo.
    Halo,
    Own,
    Then,
    Target,
    Peer,
    PeerLine,
    Now,
    Window,
    InPlace,
    Ahead,
    Overdue,
    Due,
    NotYetDue,
    Unknown,
    NoClock,
}

const CLASSES: [(Role, &str); 30] = [
    (Role::Level0, "lv0"),
    (Role::Level1, "lv1"),
    (Role::Level2, "lv2"),
    (Role::Level3, "lv3"),
    (Role::Level4, "lv4"),
    (Role::On0, "on0"),
    (Role::On1, "on1"),
    (Role::On2, "on2"),
    (Role::On3, "on3"),
    (Role::On4, "on4"),
    (Role::Absent, "none"),
    (Role::NotApplicable, "na"),
    (Role::Axis, "axis"),
    (Role::Grid, "grid"),
    (Role::Label, ""),
    (Role::Halo, "halo"),
    (Role::Own, "own"),
    (Role::Then, "then"),
    (Role::Target, "target"),
    (Role::Peer, "peer"),
    (Role::PeerLine, "peer-line"),
    (Role::Now, "now"),
    (Role::Window, "window"),
    (Role::InPlace, "s-in-place"),
    (Role::Ahead, "s-ahead"),
    (Role::Overdue, "s-overdue"),
    (Role::Due, "s-due"),
    (Role::NotYetDue, "s-not-yet-due"),
    (Role::Unknown, "s-unknown"),
    (Role::NoClock, "s-no-clock"),
];

/// First two parts of every reserved colour; the third is the role's own.
const RESERVED: (u8, u8) = (7, 113);

impl Role {
    /// The fill of level `level` on a scale from 0 to `top`, by its place on the scale.
    pub(super) fn level(level: u8, top: u8) -> Self {
        match step(level, top) {
            0 => Self::Level0,
            1 => Self::Level1,
            2 => Self::Level2,
            3 => Self::Level3,
            _ => Self::Level4,
        }
    }

    /// The text colour that reads on [`Role::level`] of the same numbers.
    pub(super) fn on_level(level: u8, top: u8) -> Self {
        match step(level, top) {
            0 => Self::On0,
            1 => Self::On1,
            2 => Self::On2,
            3 => Self::On3,
            _ => Self::On4,
        }
    }

    /// The reserved colour to hand to plotters.
    pub(super) fn colour(self) -> RGBColor {
        RGBColor(RESERVED.0, RESERVED.1, self as u8)
    }

    /// The role behind a colour that came back from plotters; none for a colour of another origin.
    pub(super) fn from_rgb((red, green, blue): (u8, u8, u8)) -> Option<Self> {
        CLASSES.iter().map(|(role, _)| *role).find(|role| (red, green) == RESERVED && blue == *role as u8)
    }

    /// The CSS class; empty for plain words.
    pub(super) fn class(self) -> &'static str {
        CLASSES.iter().find(|(role, _)| *role == self).map_or("", |(_, class)| class)
    }
}

/// round(4 · level / top): the bottom of any scale is 0 and its top 4.
fn step(level: u8, top: u8) -> u32 {
    let (level, top) = (u32::from(level.min(top)), u32::from(top));
    (8 * level + top).checked_div(2 * top).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, Role, step};

    #[test]
    fn every_role_comes_back_from_its_colour_with_its_own_class() {
        for (place, (role, class)) in CLASSES.iter().enumerate() {
            let colour = role.colour();
            assert_eq!(Role::from_rgb((colour.0, colour.1, colour.2)), Some(*role));
            assert_eq!(role.class(), *class);
            assert_eq!(*role as usize, place, "the table keeps the order of the enum");
        }
        assert_eq!(Role::from_rgb((0, 0, 0)), None);
        assert_eq!(Role::from_rgb((7, 113, 200)), None);
    }

    #[test]
    fn steps_run_from_bottom_to_top_on_any_scale() {
        let expected: [(u8, &[u32]); 8] = [
            (1, &[0, 4]),
            (2, &[0, 2, 4]),
            (3, &[0, 1, 3, 4]),
            (4, &[0, 1, 2, 3, 4]),
            (5, &[0, 1, 2, 2, 3, 4]),
            (6, &[0, 1, 1, 2, 3, 3, 4]),
            (8, &[0, 1, 1, 2, 2, 3, 3, 4, 4]),
            (0, &[0]),
        ];
        for (top, steps) in expected {
            let found: Vec<u32> = (0..=top).map(|level| step(level, top)).collect();
            assert_eq!(found, steps, "scale 0..{top}");
        }
        assert_eq!(step(9, 4), 4);
    }
}
