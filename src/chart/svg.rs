//! Turns plotters' drawing calls into SVG elements with classes.
//!
//! Neighbouring strokes or filled boxes of one role become one `<path>`, and neighbouring digits of one class one `<text>`
//! with a place for each, which halves the size of a drawing.
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
    pending: Pending,
}

/// What is not yet written, as the next mark may join it.
enum Pending {
    Nothing,
    Stroke(Stroke),
    Digits(Digits),
}

/// Strokes of one role and width, not yet written.
struct Stroke {
    role: Option<Role>,
    width: u32,
    path: String,
}

/// Single characters of one class, each with its place.
struct Digits {
    classes: String,
    x: String,
    y: String,
    words: String,
}

impl<'a> SvgBackend<'a> {
    /// `hatch` is the id of the pattern that fills [`Role::Absent`].
    pub(super) fn new(out: &'a mut String, hatch: &'a str, size: (u32, u32)) -> Self {
        Self { out, hatch, size, pending: Pending::Nothing }
    }

    fn element(&mut self, arguments: std::fmt::Arguments<'_>) {
        self.flush();
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(arguments);
    }

    fn flush(&mut self) {
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Nothing => {}
            Pending::Stroke(stroke) => {
                let paint = self.paint(stroke.role, "");
                let _ = write!(self.out, "<path{paint}");
                if stroke.width != 1 {
                    let _ = write!(self.out, " stroke-width=\"{}\"", stroke.width);
                }
                let _ = write!(self.out, " d=\"{}\"/>", stroke.path);
            }
            Pending::Digits(Digits { classes, x, y, words }) => {
                let _ = write!(self.out, "<text{classes} x=\"{x}\" y=\"{y}\">{words}</text>");
            }
        }
    }

    /// Puts a stroke beside its neighbours.
    fn stroke(&mut self, colour: BackendColor, width: u32, put: impl FnOnce(&mut String)) {
        let role = Role::from_rgb(colour.rgb);
        let joins = matches!(&self.pending, Pending::Stroke(one) if one.role == role && one.width == width);
        if !joins {
            self.flush();
            self.pending = Pending::Stroke(Stroke { role, width, path: String::new() });
        }
        if let Pending::Stroke(stroke) = &mut self.pending {
            put(&mut stroke.path);
        }
    }

    fn digit(&mut self, classes: String, (x, y): BackendCoord, digit: char) {
        match &mut self.pending {
            Pending::Digits(digits) if digits.classes == classes => {
                let _ = write!(digits.x, " {x}");
                let _ = write!(digits.y, " {y}");
                digits.words.push(digit);
            }
            _ => {
                self.flush();
                let (x, y, words) = (x.to_string(), y.to_string(), digit.to_string());
                self.pending = Pending::Digits(Digits { classes, x, y, words });
            }
        }
    }

    /// Class and, for the hatched role, the pattern.
    fn paint(&self, role: Option<Role>, more: &str) -> String {
        let mut attributes = classes(&[role.map_or("", Role::class), more]);
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
            self.stroke(colour, 1, |path| {
                let _ = write!(path, "M{x} {y}h1v1h-1z");
            });
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
        if colour.alpha > 0.0 {
            let width_of_line = if fill { 1 } else { style.stroke_width() };
            self.stroke(colour, width_of_line, |path| {
                let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
            });
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
            self.stroke(colour, style.stroke_width(), |path| path_data(path, &points));
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
            let paint = self.paint(Role::from_rgb(colour.rgb), if fill { "" } else { "hollow" });
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
            let paint = self.paint(Role::from_rgb(colour.rgb), "");
            self.element(format_args!("<polygon{paint} points=\"{}\"/>", corners.join(" ")));
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, (x, y): BackendCoord) -> Outcome {
        let colour = style.color();
        if colour.alpha <= 0.0 {
            return Ok(());
        }
        let role = Role::from_rgb(colour.rgb).map_or("", Role::class);
        let bold = if matches!(style.style(), FontStyle::Bold) { "b" } else { "" };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => "m",
            HPos::Right => "e",
        };
        let classes = classes(&[role, bold, anchor]);
        let baseline = y + match style.anchor().v_pos {
            VPos::Top => 17,
            VPos::Center => 7,
            VPos::Bottom => -4,
        };
        let mut characters = words.chars();
        match (characters.next(), characters.next()) {
            (Some(digit), None) if digit.is_ascii_digit() => self.digit(classes, (x, baseline), digit),
            _ => {
                let words = escape(words);
                self.element(format_args!("<text{classes} x=\"{x}\" y=\"{baseline}\">{words}</text>"));
            }
        }
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

/// The class attribute of some classes; those of no name are left out.
fn classes(names: &[&str]) -> String {
    let mut attribute = String::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        attribute.push_str(if attribute.is_empty() { " class=\"" } else { " " });
        attribute.push_str(name);
    }
    if !attribute.is_empty() {
        attribute.push('"');
    }
    attribute
}

/// A path that ends where it began is closed.
fn path_data(data: &mut String, points: &[BackendCoord]) {
    let mut at = None;
    let closed = points.len() > 2 && points.first() == points.last();
    let drawn = if closed { points.split_last().map_or(points, |(_, rest)| rest) } else { points };
    for (x, y) in drawn.iter().copied() {
        let _ = match at {
            None => write!(data, "M{x} {y}"),
            Some((_, last)) if last == y => write!(data, "H{x}"),
            Some((last, _)) if last == x => write!(data, "V{y}"),
            Some((before, above)) => write!(data, "l{} {}", x - before, y - above),
        };
        at = Some((x, y));
    }
    if closed {
        data.push('z');
    }
}

#[cfg(test)]
mod tests;
