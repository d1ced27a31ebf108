//! Turns shares with their intervals into dots on one axis, with a line for the share they are
//! held against.
//!
//! It does not compute intervals, sort rows or say which differ: those are the caller's.

use super::key;
use super::mark::Mark;
use super::palette::Role;
use super::sheet::{Frame, Hold, Sheet, WIDTH, block, chart};
use super::text::{LINE, widest, width, wrap, wrap_label};
use super::words::{or, percent, plural, share, undrawable};
use super::{Chart, Table};
use std::cmp::Ordering;

/// Areas, or groups, as dots with intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// Unique on the page; prefixes every id inside the SVG.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// Coverage is under half.
    pub faded: bool,
    /// What the axis shows, such as "Share of homes with it in place".
    pub measure: String,
    /// The share to hold the dots against.
    pub reference: Option<Reference>,
    /// One line each, in the order to draw them.
    pub rows: Vec<Dot>,
}

/// A share to hold others against.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Whose it is, such as "Yorkshire".
    pub label: String,
    /// 0 to 100; a number beyond is drawn at the end of the axis.
    pub value: f64,
}

/// One dot.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// The area's name.
    pub label: String,
    /// 0 to 100; `None` where there is none or it is withheld, and `n` says why.
    pub value: Option<f64>,
    /// Low and high end of the interval, 0 to 100.
    pub interval: Option<(f64, f64)>,
    /// The numbers behind it, such as "6 of 9 homes", or why there is none.
    pub n: String,
}

impl Dots {
    /// Draws the dots. Total: any value gives a chart.
    #[must_use]
    pub fn draw(&self) -> Chart {
        let description = self.description();
        let frame = Frame { id: &self.id, title: &self.title, description: &description, faded: self.faded };
        chart(&frame, self.table(), undrawable(self.rows.is_empty(), &[]), |sheet, top| {
            self.paint(sheet, top)
        })
    }

    fn paint(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let plan = Plan::of(self);
        let mut y = sheet.lines(0, top, &wrap(&self.measure_words(), WIDTH, false)) + 4;
        for tick in [0.0, 50.0, 100.0] {
            sheet.text(plan.x(tick), y + LINE / 2, &percent(Some(tick)), Role::Label, false, Hold::Middle);
        }
        y += LINE;
        let reference = self.reference_words(&plan);
        for line in reference.iter().flat_map(|(words, _)| wrap(words, 400, false)) {
            let x = reference.as_ref().map_or(0, |(_, x)| *x);
            sheet.text_within((0, WIDTH), x, y + LINE / 2, &line, Role::Label);
            y += LINE;
        }
        y += 6;
        let heights: Vec<i32> = self.rows.iter().map(|row| plan.height(row)).collect();
        let end = y + heights.iter().sum::<i32>();
        for tick in [0.0, 25.0, 50.0, 75.0, 100.0] {
            sheet.line((plan.x(tick), y - 4), (plan.x(tick), end), Role::Grid, 1);
        }
        if let Some((_, x)) = reference {
            sheet.line((x, y - 4), (x, end), Role::Now, 3);
        }
        for (row, height) in self.rows.iter().zip(heights) {
            plan.row(sheet, y + height / 2, row);
            y += height;
        }
        sheet.line((0, end + 4), (WIDTH, end + 4), Role::Axis, 1);
        key::draw(sheet, end + 12, &self.key())
    }

    fn reference_words(&self, plan: &Plan) -> Option<(String, i32)> {
        let reference = self.reference.as_ref()?;
        let value = share(reference.value)?;
        Some((format!("{} {}", or(&reference.label, "Reference"), percent(Some(value))), plan.x(value)))
    }

    fn measure_words(&self) -> String {
        format!("{}, %. Higher is better.", or(&self.measure, "Share"))
    }

    fn key(&self) -> Vec<(Mark, String)> {
        let mut entries = Vec::new();
        if self.rows.iter().any(|row| row.drawn_interval().is_some()) {
            entries.push((Mark::Interval, "Share and its 95% interval".to_owned()));
        } else if self.rows.iter().any(|row| row.value().is_some()) {
            entries.push((Mark::Full(Role::Own), "Share".to_owned()));
        }
        entries
    }

    fn description(&self) -> String {
        if self.rows.is_empty() {
            return "Nothing to show.".to_owned();
        }
        let with_value = || self.rows.iter().filter_map(|row| row.value().map(|value| (value, row)));
        let name = |row: &Dot| or(&row.label, "no name");
        let ends = with_value()
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .zip(with_value().reduce(|best, next| if next.0 > best.0 { next } else { best }));
        let spread = ends.map_or_else(String::new, |((low, lowest), (high, highest))| {
            let (low, high) = (percent(Some(low)), percent(Some(high)));
            format!(", from {low} ({}) to {high} ({})", name(lowest), name(highest))
        });
        let count = plural(self.rows.len(), "area");
        let first = format!("A figure for {} of {count}{spread}.", with_value().count());
        match self.reference.as_ref().filter(|reference| reference.value.is_finite()) {
            Some(reference) => {
                format!("{first} {}: {}.", or(&reference.label, "Reference"), percent(Some(reference.value)))
            }
            None => first,
        }
    }

    fn table(&self) -> Table {
        let mut rows: Vec<Vec<String>> = self.rows.iter().map(Dot::cells).collect();
        let reference = self.reference.as_ref().filter(|reference| reference.value.is_finite());
        if let Some(reference) = reference.filter(|_| !self.rows.is_empty()) {
            rows.push(vec![
                or(&reference.label, "Reference"),
                percent(Some(reference.value)),
                "No interval".to_owned(),
                "The line in the chart".to_owned(),
            ]);
        }
        Table {
            caption: format!("{}. {}", or(&self.title, "Shares"), self.measure_words()),
            columns: ["Area", "Share", "95% interval", "Numbers"].map(str::to_owned).to_vec(),
            rows,
        }
    }
}

impl Dot {
    fn value(&self) -> Option<f64> {
        self.value.and_then(share)
    }

    /// The interval in order, where there is a value for it to belong to.
    fn drawn_interval(&self) -> Option<(f64, f64)> {
        self.value()?;
        let (low, high) = self.interval?;
        let (low, high) = (share(low)?, share(high)?);
        Some((low.min(high), low.max(high)))
    }

    /// "67%, 6 of 9 homes".
    fn words(&self) -> String {
        let value = percent(self.value);
        let n = or(&self.n, "");
        if n.is_empty() { value } else { format!("{value}, {n}") }
    }

    fn cells(&self) -> Vec<String> {
        let interval = self.drawn_interval().map_or_else(
            || "No interval".to_owned(),
            |(low, high)| match low.total_cmp(&high) {
                // A share of all is what it is.
                Ordering::Equal => "All answered".to_owned(),
                _ => format!("{} to {}", percent(Some(low)), percent(Some(high))),
            },
        );
        vec![or(&self.label, "No name"), percent(self.value), interval, or(&self.n, "Not given")]
    }
}

/// Where the columns stand.
struct Plan {
    label: i32,
    left: i32,
    right: i32,
    words: i32,
}

impl Plan {
    fn of(dots: &Dots) -> Self {
        let label = widest(dots.rows.iter().map(|row| row.label.as_str()), false, 220);
        let lines: Vec<String> = dots.rows.iter().map(Dot::words).collect();
        let words = widest(lines.iter().map(String::as_str), false, 190);
        let half_tick = width("100%", false) / 2;
        Self { label, left: label + 26, right: WIDTH - words - half_tick.max(18), words }
    }

    fn x(&self, value: f64) -> i32 {
        let room = f64::from(self.right - self.left);
        // Between 0 and 640 whatever the value: the cast cannot overflow.
        self.left + (value.clamp(0.0, 100.0) * room / 100.0).round() as i32
    }

    fn height(&self, row: &Dot) -> i32 {
        let label = wrap_label(&row.label, self.label, false).len();
        let words = wrap(&row.words(), self.words, false).len();
        block(label.max(words).max(1)) + 10
    }

    fn row(&self, sheet: &Sheet<'_>, middle: i32, row: &Dot) {
        let label = wrap_label(&row.label, self.label, false);
        sheet.label(0, middle - block(label.len()) / 2, &label, false);
        if let Some((low, high)) = row.drawn_interval() {
            let (low, high) = (self.x(low), self.x(high));
            sheet.line((low, middle), (high, middle), Role::PeerLine, 3);
            sheet.line((low, middle - 5), (low, middle + 5), Role::PeerLine, 3);
            sheet.line((high, middle - 5), (high, middle + 5), Role::PeerLine, 3);
        }
        if let Some(value) = row.value() {
            sheet.circle((self.x(value), middle), 7, Role::Own, true);
        }
        let words = wrap(&row.words(), self.words, false);
        sheet.lines(WIDTH - self.words, middle - block(words.len()) / 2, &words);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::{Dot, Dots, Reference};

    fn dot(label: &str, value: Option<f64>, interval: Option<(f64, f64)>, n: &str) -> Dot {
        Dot { label: label.to_owned(), value, interval, n: n.to_owned() }
    }

    fn dots(rows: Vec<Dot>) -> Dots {
        Dots {
            id: "d".to_owned(),
            title: "Areas".to_owned(),
            faded: false,
            measure: "Share in place".to_owned(),
            reference: Some(Reference { label: "West Yorkshire".to_owned(), value: 58.3 }),
            rows,
        }
    }

    #[test]
    fn the_table_holds_the_shares_that_are_drawn() {
        let rows = vec![
            dot("Leeds", Some(66.7), Some((35.4, 87.9)), "6 of 9 homes"),
            dot("York", None, Some((1.0, 2.0)), "fewer than 5 homes"),
            dot("Selby", Some(f64::NAN), None, ""),
        ];
        let chart = dots(rows).draw();
        let expected = [
            ["Leeds", "67%", "35% to 88%", "6 of 9 homes"],
            ["York", "No figure", "No interval", "fewer than 5 homes"],
            ["Selby", "No figure", "No interval", "Not given"],
            ["West Yorkshire", "58%", "No interval", "The line in the chart"],
        ];
        assert_eq!(chart.table.rows, expected);
        let drawn = texts(&chart.svg, "").join(" ");
        for words in ["67%, 6 of 9 homes", "No figure, fewer than 5 homes", "West Yorkshire 58%"] {
            assert!(drawn.contains(words), "{words}: {drawn}");
        }
        assert_eq!(chart.svg.matches("<circle").count(), 2, "one dot, and the key's");
        let expected = "A figure for 1 of 3 areas, from 67% (Leeds) to 67% (Leeds). West Yorkshire: 58%.";
        assert_eq!(chart.description, expected);
    }

    #[test]
    fn the_first_of_equal_shares_is_named() {
        let rows = vec![dot("A", Some(50.0), None, "1 of 2"), dot("B", Some(50.0), None, "1 of 2")];
        assert!(
            dots(rows).draw().description.starts_with("A figure for 2 of 2 areas, from 50% (A) to 50% (A).")
        );
    }
}
