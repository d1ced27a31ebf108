//! Turns a painting function into a finished `<svg>`: root, title, description, hatch, marks.
//!
//! A sheet is 640 units wide and as long as the painting needs. Its pen is plotters' drawing area
//! on the chart backend. It does not decide what to draw or where.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Rectangle};
use plotters::prelude::IntoDrawingArea;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, TextStyle};
use std::cell::RefCell;

use super::palette::Role;
use super::svg::{SvgBackend, escape};
use super::text;
use super::{Chart, Table};

/// Width of every chart in units.
pub(super) const WIDTH: i32 = 640;

/// A roll of paper: long enough for a million rows, cut where the painting ends.
const ROLL: u32 = 1 << 30;

/// What a chart says about itself, apart from its marks.
pub(super) struct Frame<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) description: &'a str,
    /// Coverage is under half: the chart says so and its fills are pale.
    pub(super) faded: bool,
}

/// Where a text is held.
#[derive(Clone, Copy)]
pub(super) enum Hold {
    Left,
    Middle,
    Right,
}

/// The drawing surface. All coordinates are whole units from the top left corner.
pub(super) struct Sheet<'a> {
    area: DrawingArea<SvgBackend<'a>, Shift>,
    /// How plain and bold texts are written. Made once: each holds the name of its font.
    plain: RefCell<TextStyle<'a>>,
    bold: RefCell<TextStyle<'a>>,
}

/// Paints one drawing. `paint` gets the sheet and its first free line, and returns where it ended.
fn finish(frame: &Frame<'_>, paint: impl FnOnce(&Sheet<'_>, i32) -> i32) -> String {
    let id = slug(frame.id);
    let hatch = format!("{id}-hatch");
    let mut marks = String::new();
    let end = {
        let area = SvgBackend::new(&mut marks, &hatch, (WIDTH.unsigned_abs(), ROLL)).into_drawing_area();
        let style = |weight| {
            RefCell::new(("sans-serif", text::SIZE).into_font().style(weight).color(&Role::Label.colour()))
        };
        let sheet = Sheet { area, plain: style(FontStyle::Normal), bold: style(FontStyle::Bold) };
        let mut top = 0;
        if frame.faded {
            sheet.text(0, text::LINE / 2, "Fewer than half answered", Role::Label, true, Hold::Left);
            top = text::LINE + 6;
        }
        paint(&sheet, top)
    };
    let (title, description) = (escape(&text::clean(frame.title)), escape(&text::clean(frame.description)));
    let class = if frame.faded { "chart faded" } else { "chart" };
    let hatching =
        if marks.contains(&format!(" fill=\"url(#{hatch})\"")) { pattern(&hatch) } else { String::new() };
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{title}</title>\
         <desc id=\"{id}-desc\">{description}</desc>{hatching}{marks}</svg>",
        height = end.max(text::LINE),
    )
}

/// One chart in its three forms: painted, or in words where there is a reason not to draw it.
pub(super) fn chart(
    frame: &Frame<'_>,
    table: Table,
    reason: Option<String>,
    paint: impl FnOnce(&Sheet<'_>, i32) -> i32,
) -> Chart {
    Chart { svg: drawing(frame, reason, paint), description: frame.description.to_owned(), table }
}

/// The painting alone, or words where there is a reason not to draw it.
pub(super) fn drawing(
    frame: &Frame<'_>,
    reason: Option<String>,
    paint: impl FnOnce(&Sheet<'_>, i32) -> i32,
) -> String {
    match reason {
        Some(words) => words_only(frame, &words),
        None => finish(frame, paint),
    }
}

/// A chart of words alone, for figures there are too few or too many of to draw.
fn words_only(frame: &Frame<'_>, words: &str) -> String {
    finish(frame, |sheet, top| sheet.lines(0, top, &text::wrap(words, WIDTH, false)) + 4)
}

impl Sheet<'_> {
    pub(super) fn fill(&self, (x, y): (i32, i32), (width, height): (i32, i32), role: Role) {
        self.draw(&Rectangle::new([(x, y), (x + width, y + height)], role.colour().filled()));
    }

    pub(super) fn outline(&self, (x, y): (i32, i32), (width, height): (i32, i32), role: Role) {
        self.draw(&Rectangle::new([(x, y), (x + width, y + height)], role.colour().stroke_width(1)));
    }

    pub(super) fn line(&self, from: (i32, i32), to: (i32, i32), role: Role, width: u32) {
        self.path(&[from, to], role, width);
    }

    pub(super) fn path(&self, points: &[(i32, i32)], role: Role, width: u32) {
        self.draw(&PathElement::new(points.to_vec(), role.colour().stroke_width(width)));
    }

    pub(super) fn circle(&self, centre: (i32, i32), radius: i32, role: Role, filled: bool) {
        let style = if filled { role.colour().filled() } else { role.colour().stroke_width(1) };
        self.draw(&Circle::new(centre, radius, style));
    }

    /// One line of text with its middle at height `y`.
    pub(super) fn text(&self, x: i32, y: i32, words: &str, role: Role, bold: bool, hold: Hold) {
        let side = match hold {
            Hold::Left => HPos::Left,
            Hold::Middle => HPos::Center,
            Hold::Right => HPos::Right,
        };
        let mut style = if bold { self.bold.borrow_mut() } else { self.plain.borrow_mut() };
        style.color = role.colour().to_backend_color();
        style.pos = Pos::new(side, VPos::Center);
        // The backend's error type is Infallible.
        let _ = self.area.draw_text(words, &style, (x, y));
    }

    /// A text held by its middle as near to `x` as it can be without leaving `from..to`.
    pub(super) fn text_within(&self, (from, to): (i32, i32), x: i32, y: i32, words: &str, role: Role) {
        let half = text::width(words, false) / 2 + 1;
        let x = x.min(to - half).max(from + half);
        self.text(x, y, words, role, false, Hold::Middle);
    }

    /// Plain lines from `top` downwards; returns where they end.
    pub(super) fn lines(&self, x: i32, top: i32, lines: &[String]) -> i32 {
        let mut y = top;
        for line in lines {
            self.text(x, y + text::LINE / 2, line, Role::Label, false, Hold::Left);
            y += text::LINE;
        }
        y
    }

    /// A wrapped label from `top` downwards.
    pub(super) fn label(&self, x: i32, top: i32, lines: &[text::LabelLine], bold: bool) {
        let mut y = top + text::LINE / 2;
        for line in lines {
            self.text(x + line.indent, y, &line.text, Role::Label, bold, Hold::Left);
            y += text::LINE;
        }
    }

    fn draw<'e, E, M>(&self, element: &'e E)
    where
        M: plotters::element::CoordMapper,
        &'e E: plotters::element::PointCollection<'e, (i32, i32), M>,
        E: for<'b> plotters::element::Drawable<SvgBackend<'b>, M>,
    {
        // The backend's error type is Infallible and the area is never borrowed twice.
        let _ = self.area.draw(element);
    }
}

/// Height of a block of lines.
pub(super) fn block(lines: usize) -> i32 {
    i32::try_from(lines).unwrap_or(i32::MAX / text::LINE) * text::LINE
}

/// An id that is safe in an attribute, a selector and a `url(#...)`.
pub(super) fn slug(id: &str) -> String {
    let safe: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    if safe.starts_with(|c: char| c.is_ascii_alphabetic()) { safe } else { format!("chart-{safe}") }
}

fn pattern(id: &str) -> String {
    format!(
        "<defs><pattern id=\"{id}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"hatch-ground\" d=\"M0 0h8v8h-8z\"/><path class=\"hatch-line\" d=\"M-2 10L10 -2M-2 2L2 -2M6 10L10 6\"/>\
         </pattern></defs>"
    )
}

#[cfg(test)]
mod tests {
    use super::{Frame, Hold, Role, finish, slug, words_only};

    fn frame(faded: bool) -> Frame<'static> {
        Frame { id: "c1", title: "A & B", description: "2 < 3\u{0}", faded }
    }

    #[test]
    fn the_root_names_and_describes_the_chart() {
        let expected = "<svg class=\"chart\" viewBox=\"0 0 640 28\" role=\"img\" \
            aria-labelledby=\"c1-title c1-desc\"><title id=\"c1-title\">A &amp; B</title>\
            <desc id=\"c1-desc\">2 &lt; 3</desc><text x=\"0\" y=\"19\">Nothing to show</text></svg>";
        assert_eq!(words_only(&frame(false), "Nothing to show"), expected);
    }

    #[test]
    fn a_faded_chart_says_so() {
        let svg = finish(&frame(true), |_, top| top);
        assert!(svg.starts_with("<svg class=\"chart faded\""));
        assert!(svg.contains(">Fewer than half answered</text>"));
    }

    #[test]
    fn the_hatch_is_defined_only_where_it_is_used() {
        let hatched = finish(&frame(false), |sheet, _| {
            sheet.fill((1, 2), (3, 4), Role::Absent);
            6
        });
        assert!(hatched.contains("<pattern id=\"c1-hatch\""));
        assert!(hatched.contains("<path class=\"none\" fill=\"url(#c1-hatch)\" d=\"M1 2h3v4h-3z\"/>"));
        let plain = finish(&frame(false), |sheet, _| {
            sheet.text(0, 0, " fill=\"url(#c1-hatch)\"", Role::Label, false, Hold::Left);
            6
        });
        assert!(!plain.contains("<pattern"));
    }

    #[test]
    fn ids_are_made_safe() {
        let cases = [
            ("home-1_a", "home-1_a"),
            ("", "chart-"),
            ("1a", "chart-1a"),
            ("a\" onload=\"x", "a--onload--x"),
            ("é", "chart--"),
        ];
        for (id, expected) in cases {
            assert_eq!(slug(id), expected);
        }
    }
}
