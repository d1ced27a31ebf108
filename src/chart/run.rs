//! Turns the shares of successive rounds into a run chart: a line over time with its median and,
//! where given, its limits.
//!
//! It does not compute the median or limits, and does not look for shifts or trends.

use super::palette::Role;
use super::sheet::{Frame, Hold, Sheet, WIDTH, block, chart};
use super::text::{LINE, widest, wrap};
use super::words::{NOTHING, or, percent, plural, share};
use super::{Chart, Table};

/// Fewer points than this say nothing about a trend.
const LEAST_POINTS: usize = 6;

const LEFT: i32 = 60;
const HEIGHT: i32 = 240;

/// A share over successive rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct RunChart {
    /// Unique on the page; prefixes every id inside the SVG.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// Coverage is under half.
    pub faded: bool,
    /// What the axis shows, such as "Core sub-elements in place".
    pub measure: String,
    /// Rounds, earliest first.
    pub points: Vec<RunPoint>,
    /// Median of the points, 0 to 100.
    pub median: Option<f64>,
    /// Limits of the usual variation.
    pub limits: Option<Limits>,
}

/// One round.
#[derive(Clone, Debug, PartialEq)]
pub struct RunPoint {
    /// The round's name, such as "May 2026".
    pub label: String,
    /// 0 to 100; `None` leaves a gap in the line.
    pub value: Option<f64>,
}

/// Lower and upper limit, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

impl RunChart {
    /// Draws the chart, or says how many rounds are missing. Total: any value gives a chart.
    #[must_use]
    pub fn draw(&self) -> Chart {
        let description = self.description();
        let frame = Frame { id: &self.id, title: &self.title, description: &description, faded: self.faded };
        let reason = if self.points.is_empty() {
            Some(NOTHING.to_owned())
        } else {
            (self.known() < LEAST_POINTS).then(|| self.too_few())
        };
        chart(&frame, self.table(), reason, |sheet, top| self.paint(sheet, top))
    }

    fn known(&self) -> usize {
        self.points.iter().filter(|point| point.value().is_some()).count()
    }

    fn too_few(&self) -> String {
        let have = plural(self.known(), "round");
        format!("A run chart needs {LEAST_POINTS} rounds with a figure. There are {have} so far.")
    }

    fn paint(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let top = sheet.lines(0, top, &wrap(&self.measure_words(), WIDTH, false)) + 30;
        let names = self.reference_lines().into_iter().map(|(name, value, _)| line_name(name, value));
        let names: Vec<String> = names.collect();
        let right = WIDTH - 14 - widest(names.iter().map(String::as_str), false, 200);
        let plot = Plot { top, right, count: self.points.len() };
        for tick in [0.0, 25.0, 50.0, 75.0, 100.0] {
            let y = plot.y(tick);
            sheet.text(LEFT - 8, y, &percent(Some(tick)), Role::Label, false, Hold::Right);
            sheet.line((LEFT, y), (plot.right, y), Role::Grid, 1);
        }
        self.lines_across(sheet, &plot);
        for stretch in
            self.points.iter().zip(0..).collect::<Vec<_>>().split(|(point, _)| point.value().is_none())
        {
            let path: Vec<(i32, i32)> = stretch
                .iter()
                .filter_map(|(point, place)| Some((plot.x(*place), plot.y(point.value()?))))
                .collect();
            sheet.path(&path, Role::Own, 3);
        }
        for (point, place) in self.points.iter().zip(0..) {
            if let Some(value) = point.value() {
                sheet.circle((plot.x(place), plot.y(value)), 6, Role::Own, true);
            }
        }
        self.label_points(sheet, &plot)
    }

    /// Median and limits, named at their right ends.
    fn lines_across(&self, sheet: &Sheet<'_>, plot: &Plot) {
        let lines = self.reference_lines();
        let mut names: Vec<(i32, String)> = Vec::new();
        for (name, value, role) in lines {
            let y = plot.y(value);
            sheet.line((LEFT, y), (plot.right, y), role, 2);
            names.push((y, line_name(name, value)));
        }
        names.sort();
        let mut free = plot.top - LINE / 2;
        let mut left = i32::try_from(names.len()).unwrap_or(0);
        for (y, name) in names {
            // Kept apart by a line's height, and high enough to leave room for those that follow.
            let lowest = plot.top + HEIGHT + LINE / 2 - left * LINE;
            let at = (y - LINE / 2).min(lowest).max(free);
            sheet.text(plot.right + 10, at + LINE / 2, &name, Role::Label, false, Hold::Left);
            free = at + LINE;
            left -= 1;
        }
    }

    fn reference_lines(&self) -> Vec<(&'static str, f64, Role)> {
        let limits = self.limits.and_then(|limits| Some((share(limits.lower)?, share(limits.upper)?)));
        let mut lines = Vec::new();
        if let Some((lower, upper)) = limits {
            lines.push(("High limit", lower.max(upper), Role::PeerLine));
            lines.push(("Low limit", lower.min(upper), Role::PeerLine));
        }
        if let Some(median) = self.median.and_then(share) {
            lines.push(("Median", median, Role::Target));
        }
        lines
    }

    /// Values above the points and names beneath the axis, as many as fit; returns where they end.
    fn label_points(&self, sheet: &Sheet<'_>, plot: &Plot) -> i32 {
        // A name may break between its words, not within one.
        let words = self.points.iter().flat_map(|point| point.label.split_whitespace());
        let values: Vec<String> = self.points.iter().map(|point| percent(point.value)).collect();
        let shown = values.iter().zip(&self.points).filter(|(_, point)| point.value().is_some());
        let shown = widest(shown.map(|(words, _)| words.as_str()), true, WIDTH);
        let (step, room) = plot.step(widest(words, false, WIDTH).max(shown) + 6);
        let mut bottom = 0;
        for (point, place) in self.points.iter().zip(0..) {
            if (place - (step - 1) / 2).rem_euclid(step) != 0 || plot.cell_end(place, step) > plot.right {
                continue;
            }
            if let Some(value) = point.value() {
                let words = percent(Some(value));
                let y = plot.y(value) + self.offset(plot, place, value);
                sheet.text(plot.x(place), y, &words, Role::Halo, true, Hold::Middle);
            }
            let lines = wrap(&or(&point.label, "No name"), room - 6, false);
            for (line, down) in lines.iter().zip(0..) {
                let y = plot.top + HEIGHT + 8 + LINE / 2 + down * LINE;
                sheet.text(plot.x(place), y, line, Role::Label, false, Hold::Middle);
            }
            bottom = bottom.max(block(lines.len()));
        }
        plot.top + HEIGHT + 8 + bottom + 4
    }

    /// From a point to its value: above it, or beneath where the line comes down to the point.
    fn offset(&self, plot: &Plot, place: i32, value: f64) -> i32 {
        let near =
            |place: Option<usize>| place.and_then(|place| self.points.get(place)).and_then(RunPoint::value);
        let place = usize::try_from(place).unwrap_or(0);
        let sides = [near(place.checked_sub(1)), near(place.checked_add(1))];
        let trough = sides.iter().all(|side| side.is_none_or(|side| side > value));
        if trough && plot.y(value) + 20 + LINE / 2 <= plot.top + HEIGHT { 20 } else { -20 }
    }

    fn measure_words(&self) -> String {
        format!("{}, %. Higher is better.", or(&self.measure, "Share"))
    }

    fn description(&self) -> String {
        if self.points.is_empty() {
            return "Nothing to show.".to_owned();
        }
        if self.known() < LEAST_POINTS {
            return self.too_few();
        }
        let known = || self.points.iter().filter(|point| point.value().is_some());
        let words = |point: &RunPoint| format!("{} ({})", percent(point.value), or(&point.label, "no name"));
        let ends = known().next().zip(known().next_back());
        let run = ends
            .map_or_else(String::new, |(first, last)| format!(": from {} to {}", words(first), words(last)));
        let lines = self.reference_lines().into_iter();
        let lines: Vec<String> = lines.map(|(name, value, _)| line_name(name, value)).collect();
        let rest = if lines.is_empty() { String::new() } else { format!(" {}.", lines.join(", ")) };
        format!("{}{run}.{rest}", plural(self.known(), "round"))
    }

    fn table(&self) -> Table {
        let points = self.points.iter().map(|point| vec![or(&point.label, "No name"), percent(point.value)]);
        let lines = self.reference_lines().into_iter();
        let lines = lines.map(|(name, value, _)| vec![name.to_owned(), percent(Some(value))]);
        let lines = if self.known() < LEAST_POINTS { None } else { Some(lines) };
        Table {
            caption: format!("{}. {}", or(&self.title, "Share by round"), self.measure_words()),
            columns: vec!["Round".to_owned(), or(&self.measure, "Share")],
            rows: points.chain(lines.into_iter().flatten()).collect(),
        }
    }
}

impl RunPoint {
    fn value(&self) -> Option<f64> {
        self.value.and_then(share)
    }
}

fn line_name(name: &str, value: f64) -> String {
    format!("{name} {}", percent(Some(value)))
}

/// Where points stand.
struct Plot {
    top: i32,
    right: i32,
    count: usize,
}

impl Plot {
    fn y(&self, value: f64) -> i32 {
        // Between 0 and the height whatever the value: the cast cannot overflow.
        self.top + HEIGHT - (value.clamp(0.0, 100.0) * f64::from(HEIGHT) / 100.0).round() as i32
    }

    /// The middle of the point's share of the width.
    fn x(&self, place: i32) -> i32 {
        let count = self.count();
        let across = i64::from(self.right - LEFT) * (2 * i64::from(place) + 1) / (2 * count);
        LEFT + i32::try_from(across).unwrap_or(0)
    }

    /// Every how manyth point is labelled, an odd number, and the room that each label has.
    fn step(&self, wanted: i32) -> (i32, i32) {
        let (across, count) = (i64::from(self.right - LEFT), self.count());
        let least = (i64::from(wanted.max(1)) * count + across - 1) / across;
        let most = i64::midpoint(count, 1);
        let step = odd(least).min(odd(most - 1)).max(1);
        (i32::try_from(step).unwrap_or(1), i32::try_from(across * step / count).unwrap_or(0))
    }

    /// Right end of the room of the label beneath a point.
    fn cell_end(&self, place: i32, step: i32) -> i32 {
        let across =
            i64::from(self.right - LEFT) * (i64::from(place) + i64::from(step - 1) / 2 + 1) / self.count();
        LEFT + i32::try_from(across).unwrap_or(i32::MAX / 4)
    }

    fn count(&self) -> i64 {
        i64::try_from(self.count).unwrap_or(i64::MAX / 4096).max(1)
    }
}

/// The number, or the next above it, that is odd: a label then has a point in its middle.
fn odd(number: i64) -> i64 {
    number / 2 * 2 + 1
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::{Limits, Plot, RunChart, RunPoint};

    fn chart(values: &[Option<f64>]) -> RunChart {
        let point =
            |(place, value): (usize, &Option<f64>)| RunPoint { label: format!("R{place}"), value: *value };
        RunChart {
            id: "r".to_owned(),
            title: "Ash Court".to_owned(),
            faded: false,
            measure: "Core in place".to_owned(),
            points: values.iter().enumerate().map(point).collect(),
            median: Some(45.0),
            limits: Some(Limits { lower: 80.0, upper: 20.0 }),
        }
    }

    #[test]
    fn the_table_holds_the_points_and_lines_that_are_drawn() {
        let values = [Some(27.0), Some(36.4), None, Some(45.0), Some(54.5), Some(64.0), Some(73.0)];
        let chart = chart(&values).draw();
        let shares = ["27%", "36%", "No figure", "45%", "55%", "64%", "73%", "80%", "20%", "45%"];
        let found: Vec<&str> = chart.table.rows.iter().map(|row| row[1].as_str()).collect();
        assert_eq!(found, shares);
        assert_eq!(texts(&chart.svg, "b"), ["27%", "36%", "45%", "55%", "64%", "73%"]);
        let drawn = texts(&chart.svg, "");
        for words in ["High limit 80%", "Low limit 20%", "Median 45%", "R2"] {
            assert!(drawn.contains(&words.to_owned()), "{words}: {drawn:?}");
        }
        let expected = "6 rounds: from 27% (R0) to 73% (R6). High limit 80%, Low limit 20%, Median 45%.";
        assert_eq!(chart.description, expected);
    }

    #[test]
    fn fewer_than_six_rounds_are_words_and_a_table() {
        let chart = chart(&[Some(1.0), None, Some(2.0), Some(3.0), Some(4.0), Some(5.0)]).draw();
        let words = "A run chart needs 6 rounds with a figure. There are 5 rounds so far.";
        assert_eq!((chart.description.as_str(), texts(&chart.svg, "")), (words, vec![words.to_owned()]));
        assert_eq!(chart.table.rows.len(), 6);
    }

    #[test]
    fn labels_thin_out_evenly() {
        let step = |count, wanted| Plot { top: 0, right: 560, count }.step(wanted);
        assert_eq!(step(6, 60), (1, 83), "500 units for 6 points");
        assert_eq!(step(24, 60), (3, 62), "20.8 units a point");
        assert_eq!(step(24, 100), (5, 104));
        assert_eq!(step(7, 400), (3, 214), "never fewer than two labels");
    }
}
