//! What each of plotters' elements becomes, written out whole.

use plotters::element::{Circle, PathElement, Pixel, Polygon, Rectangle, Text};
use plotters::prelude::IntoDrawingArea;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{BLACK, Color, FontStyle, IntoFont, ShapeStyle, TRANSPARENT};

use super::{Role, SvgBackend, escape};

/// What the backend writes for some plotters elements.
macro_rules! written {
    ($($element:expr),+) => {{
        let mut out = String::new();
        {
            let area = SvgBackend::new(&mut out, "c-hatch", (640, 100)).into_drawing_area();
            assert_eq!(area.dim_in_pixel(), (640, 100));
            $(area.draw(&$element).unwrap();)+
            area.present().unwrap();
        }
        out
    }};
}

fn stroke(role: Role, width: u32) -> ShapeStyle {
    role.colour().stroke_width(width)
}

#[test]
fn each_element_of_plotters_becomes_one_element_with_a_class() {
    let level = Role::Level3.colour();
    let cases = [
        (written!(Pixel::new((1, 2), level)), r#"<path class="lv3" d="M1 2h1v1h-1z"/>"#),
        (
            written!(Rectangle::new([(9, 8), (1, 2)], level.filled())),
            r#"<path class="lv3" d="M1 2h8v6h-8z"/>"#,
        ),
        (
            written!(Rectangle::new([(1, 2), (9, 8)], stroke(Role::Grid, 1))),
            r#"<path class="grid" d="M1 2h8v6h-8z"/>"#,
        ),
        (
            written!(PathElement::new([(1, 2), (1, 9), (5, 9), (7, 3)], stroke(Role::Now, 3))),
            r#"<path class="now" stroke-width="3" d="M1 2V9H5l2 -6"/>"#,
        ),
        (
            written!(Circle::new((4, 5), 6, Role::Due.colour())),
            r#"<circle class="s-due hollow" cx="4" cy="5" r="6"/>"#,
        ),
        (
            written!(Circle::new((4, 5), 6, Role::Absent.colour().filled())),
            r#"<circle class="none" fill="url(#c-hatch)" cx="4" cy="5" r="6"/>"#,
        ),
        (
            written!(Polygon::new([(1, 2), (3, 4), (5, 0)], Role::Own.colour())),
            r#"<polygon class="own" points="1,2 3,4 5,0"/>"#,
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

#[test]
fn neighbouring_strokes_of_one_role_share_a_path() {
    let grid = stroke(Role::Grid, 1);
    let found = written!(
        PathElement::new([(0, 0), (0, 9)], grid),
        PathElement::new([(5, 0), (6, 1), (5, 2), (5, 0)], grid),
        PathElement::new([(0, 0), (9, 0)], stroke(Role::Axis, 1)),
        PathElement::new([(0, 1), (9, 1)], grid)
    );
    let expected = r#"<path class="grid" d="M0 0V9M5 0l1 1l-1 1z"/><path class="axis" d="M0 0H9"/><path class="grid" d="M0 1H9"/>"#;
    assert_eq!(found, expected);
}

#[test]
fn neighbouring_boxes_of_one_role_share_a_path() {
    let filled = |x: i32, role: Role| Rectangle::new([(x, 2), (x + 8, 8)], role.colour().filled());
    let found = written!(filled(1, Role::Window), filled(11, Role::Window), filled(21, Role::Absent));
    let expected = r#"<path class="window" d="M1 2h8v6h-8zM11 2h8v6h-8z"/><path class="none" fill="url(#c-hatch)" d="M21 2h8v6h-8z"/>"#;
    assert_eq!(found, expected);
}

#[test]
fn neighbouring_digits_of_one_class_share_a_text() {
    let digit = |words, place, role: Role| {
        let font = ("sans-serif", 19).into_font().style(FontStyle::Bold);
        Text::new(words, place, font.color(&role.colour()))
    };
    let found = written!(
        digit("3", (1, 10), Role::On3),
        digit("3", (1, 40), Role::On3),
        digit("1", (1, 70), Role::On1),
        digit("12", (1, 90), Role::On1)
    );
    let expected = r#"<text class="on3 b" x="1 1" y="27 57">33</text><text class="on1 b" x="1" y="87">1</text><text class="on1 b" x="1" y="107">12</text>"#;
    assert_eq!(found, expected);
}

#[test]
fn text_is_escaped_and_placed_by_its_anchor() {
    let font = ("sans-serif", 19).into_font();
    let style = |h, v| font.color(&Role::Label.colour()).pos(Pos::new(h, v));
    let bold = ("sans-serif", 19).into_font().style(FontStyle::Bold).color(&Role::On4.colour());
    let cases = [
        (
            written!(Text::new("a<b", (3, 50), style(HPos::Left, VPos::Center))),
            r#"<text x="3" y="57">a&lt;b</text>"#,
        ),
        (
            written!(Text::new("é", (3, 50), style(HPos::Center, VPos::Top))),
            r#"<text class="m" x="3" y="67">é</text>"#,
        ),
        (
            written!(Text::new("4", (3, 50), style(HPos::Right, VPos::Bottom))),
            r#"<text class="e" x="3" y="46">4</text>"#,
        ),
        (written!(Text::new("4", (3, 50), bold.clone())), r#"<text class="on4 b" x="3" y="67">4</text>"#),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
    assert_eq!(escape("\"<&>\u{1}\u{FFFF}'"), "&quot;&lt;&amp;&gt;'");
    let mut out = String::new();
    let area = SvgBackend::new(&mut out, "h", (9, 9)).into_drawing_area();
    assert_eq!(area.estimate_text_size("WW", &style(HPos::Left, VPos::Top)).unwrap(), (36, 24));
}

#[test]
fn invisible_marks_are_left_out_and_foreign_colours_carry_no_class() {
    assert_eq!(written!(Rectangle::new([(1, 2), (9, 8)], TRANSPARENT.filled())), "");
    assert_eq!(written!(Circle::new((4, 5), 6, BLACK.filled())), r#"<circle cx="4" cy="5" r="6"/>"#);
}

#[test]
fn a_backend_dropped_without_present_still_ends_its_path() {
    let mut out = String::new();
    {
        let area = SvgBackend::new(&mut out, "h", (9, 9)).into_drawing_area();
        area.draw(&PathElement::new([(0, 0), (0, 9)], stroke(Role::Grid, 1))).unwrap();
    }
    assert_eq!(out, r#"<path class="grid" d="M0 0V9"/>"#);
}
