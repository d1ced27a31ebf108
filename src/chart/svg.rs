//! Turns plotters' drawing calls into SVG elements with classes.
//!
//! Neighbouring strokes of one role become one `<path>`, which halves the size of a grid.
//! It does not write the root element (see `sheet`), turn text on its side, or place bitmaps.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use super::palette::Role;
use super::text;

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

/// Writes elements into a borrowed text; complete after `present`, or when dropped.
pub(super) struct SvgBackend<'a> {
    out: &'a mut String,
    hatch: &'a str,
    size: (u32, u32),
    stroke: Option<Stroke>,
}

/// Strokes of one role and width, not yet written.
struct Stroke {
    role: Option<Role>,
    width: u32,
    path: String,
}

impl<'a> SvgBackend<'a> {
    /// `hatch` is the id of the pattern that fills [`Role::Absent`].
    pub(super) fn new(out: &'a mut String, hatch: &'a str, size: (u32, u32)) -> Self {
        Self { out, hatch, size, stroke: None }
    }

    fn element(&mut self, arguments: std::fmt::Arguments<'_>) {
        self.flush();
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(arguments);
    }

    fn flush(&mut self) {
        if let Some(stroke) = self.stroke.take() {
            let _ = write!(self.out, "<path{}", class(stroke.role, ""));
            if stroke.width != 1 {
                let _ = write!(self.out, " stroke-width=\"{}\"", stroke.width);
            }
            let _ = write!(self.out, " d=\"{}\"/>", stroke.path);
        }
    }

    fn stroke(&mut self, colour: BackendColor, width: u32, path: &str) {
        let role = Role::from_rgb(colour.rgb);
        match &mut self.stroke {
            Some(stroke) if stroke.role == role && stroke.width == width => stroke.path.push_str(path),
            _ => {
                self.flush();
                self.stroke = Some(Stroke { role, width, path: path.to_owned() });
            }
        }
    }

    /// Class and, for the hatched role, the pattern.
    fn paint(&self, colour: BackendColor, more: &str) -> String {
        let role = Role::from_rgb(colour.rgb);
        let mut attributes = class(role, more);
        if role == Some(Role::Absent) {
            let _ = write!(attributes, " fill=\"url(#{})\"", self.hatch);
        }
        attributes
    }
}

impl Drop for SvgBackend<'_> {
    fn drop(&mut self) {
        self.flush();
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        self.flush();
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Outcome {
        if colour.alpha > 0.0 {
            let paint = self.paint(colour, "");
            self.element(format_args!("<rect{paint} x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\"/>"));
        }
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        let (x, y) = (from.0.min(to.0), from.1.min(to.1));
        let (width, height) = (from.0.max(to.0) - x, from.1.max(to.1) - y);
        let colour = style.color();
        if colour.alpha <= 0.0 {
            return Ok(());
        }
        if fill {
            let paint = self.paint(colour, "");
            self.element(format_args!(
                "<rect{paint} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
            ));
        } else {
            self.stroke(colour, style.stroke_width(), &format!("M{x} {y}h{width}v{height}h-{width}z"));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        let colour = style.color();
        if points.len() > 1 && colour.alpha > 0.0 {
            self.stroke(colour, style.stroke_width(), &path_data(&points));
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Outcome {
        let colour = style.color();
        if colour.alpha > 0.0 {
            let paint = self.paint(colour, if fill { "" } else { "hollow" });
            let (x, y) = centre;
            self.element(format_args!("<circle{paint} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"));
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Outcome {
        let colour = style.color();
        let corners: Vec<String> = vert.into_iter().map(|(x, y)| format!("{x},{y}")).collect();
        if colour.alpha > 0.0 {
            let paint = self.paint(colour, "");
            self.element(format_args!("<polygon{paint} points=\"{}\"/>", corners.join(" ")));
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, (x, y): BackendCoord) -> Outcome {
        let colour = style.color();
        if colour.alpha <= 0.0 {
            return Ok(());
        }
        let bold = if matches!(style.style(), FontStyle::Bold) { "b" } else { "" };
        let class = class(Role::from_rgb(colour.rgb), bold);
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let baseline = y + match style.anchor().v_pos {
            VPos::Top => 17,
            VPos::Center => 7,
            VPos::Bottom => -4,
        };
        let words = escape(words);
        self.element(format_args!("<text{class} x=\"{x}\" y=\"{baseline}\"{anchor}>{words}</text>"));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        words: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        Ok((text::width(words, bold).unsigned_abs(), text::LINE.unsigned_abs()))
    }
}

/// Text for an element's content or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if text::is_dropped(c) => {}
            c => escaped.push(c),
        }
    }
    escaped
}

fn class(role: Option<Role>, more: &str) -> String {
    match role {
        Some(role) if more.is_empty() => format!(" class=\"{}\"", role.class()),
        Some(role) => format!(" class=\"{} {more}\"", role.class()),
        None => String::new(),
    }
}

/// A path that ends where it began is closed.
fn path_data(points: &[BackendCoord]) -> String {
    let mut data = String::new();
    let mut at = None;
    let closed = points.len() > 2 && points.first() == points.last();
    let drawn = if closed { points.split_last().map_or(points, |(_, rest)| rest) } else { points };
    for (x, y) in drawn.iter().copied() {
        let _ = match at {
            None => write!(data, "M{x} {y}"),
            Some((_, last)) if last == y => write!(data, "H{x}"),
            Some((last, _)) if last == x => write!(data, "V{y}"),
            Some(_) => write!(data, "L{x} {y}"),
        };
        at = Some((x, y));
    }
    if closed {
        data.push('z');
    }
    data
}

#[cfg(test)]
mod tests {
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
            (written!(Pixel::new((1, 2), level)), r#"<rect class="lv3" x="1" y="2" width="1" height="1"/>"#),
            (
                written!(Rectangle::new([(9, 8), (1, 2)], level.filled())),
                r#"<rect class="lv3" x="1" y="2" width="8" height="6"/>"#,
            ),
            (
                written!(Rectangle::new([(1, 2), (9, 8)], stroke(Role::Grid, 1))),
                r#"<path class="grid" d="M1 2h8v6h-8z"/>"#,
            ),
            (
                written!(PathElement::new([(1, 2), (1, 9), (5, 9), (7, 3)], stroke(Role::Now, 3))),
                r#"<path class="now" stroke-width="3" d="M1 2V9H5L7 3"/>"#,
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
        let expected = r#"<path class="grid" d="M0 0V9M5 0L6 1L5 2z"/><path class="axis" d="M0 0H9"/><path class="grid" d="M0 1H9"/>"#;
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
                r#"<text class="label" x="3" y="57">a&lt;b</text>"#,
            ),
            (
                written!(Text::new("é", (3, 50), style(HPos::Center, VPos::Top))),
                r#"<text class="label" x="3" y="67" text-anchor="middle">é</text>"#,
            ),
            (
                written!(Text::new("4", (3, 50), style(HPos::Right, VPos::Bottom))),
                r#"<text class="label" x="3" y="46" text-anchor="end">4</text>"#,
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
}
