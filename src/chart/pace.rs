//! Turns the pace of a framework into a timeline: each sub-element's window of months, the month
//! of the assessment, and how each stands against its window.
//!
//! It does not work out months or statuses; it draws the ones it is given.

use super::key;
use super::mark::Mark;
use super::palette::Role;
use super::sheet::{Frame, Hold, Sheet, WIDTH, block, drawing};
use super::text::{LINE, LabelLine, widest, width, wrap, wrap_label};
use super::words::{or, some_of, undrawable};
use super::{Chart, Table};

/// Width of the status words.
const STATUS: i32 = 156;
/// Least distance between two tick labels.
const LEAST_TICK: u64 = 36;

/// The windows of the sub-elements against the months since the programme started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaceTimeline {
    /// Unique on the page; prefixes every id inside the SVG.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// Coverage is under half.
    pub faded: bool,
    /// Whole months from the programme's start to the assessment; `None` without a start date.
    pub months: Option<u32>,
    /// Sub-elements in the framework's order.
    pub rows: Vec<PaceRow>,
}

/// One sub-element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaceRow {
    /// Number and name.
    pub label: String,
    /// When the framework expects it; `None` where it does not say.
    pub window: Option<Window>,
    /// How it stands.
    pub status: PaceStatus,
}

/// Months since the programme started, earliest ≤ latest; the other way round is read as meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First month of the window.
    pub earliest: u32,
    /// Month by which it is expected.
    pub latest: u32,
}

/// How a sub-element stands against its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaceStatus {
    /// At its target.
    InPlace,
    /// At its target before the window opens.
    Ahead,
    /// Below its target after the window.
    Overdue,
    /// Below its target within the window.
    Due,
    /// Below its target before the window.
    NotYetDue,
    /// Below its target, and no start date or no window to hold it against.
    NoClock,
    /// Asked, without a level.
    Unknown,
    /// Set aside with a reason.
    NotApplicable,
    /// Not a question for this kind of organisation.
    NotAsked,
}

const STATUSES: [PaceStatus; 9] = [
    PaceStatus::InPlace,
    PaceStatus::Ahead,
    PaceStatus::Overdue,
    PaceStatus::Due,
    PaceStatus::NotYetDue,
    PaceStatus::NoClock,
    PaceStatus::Unknown,
    PaceStatus::NotApplicable,
    PaceStatus::NotAsked,
];

impl PaceStatus {
    fn words(self, months: Option<u32>) -> &'static str {
        match self {
            Self::InPlace => "in place",
            Self::Ahead => "ahead",
            Self::Overdue => "past the indicative window",
            Self::Due => "due now",
            Self::NotYetDue => "not yet due",
            Self::NoClock if months.is_none() => "not compared",
            Self::NoClock => "not in place",
            Self::Unknown => "not answered",
            Self::NotApplicable => "not applicable",
            Self::NotAsked => "not asked",
        }
    }

    fn mark(self) -> Mark {
        match self {
            Self::InPlace => Mark::Full(Role::InPlace),
            Self::Ahead => Mark::Full(Role::Ahead),
            Self::Overdue => Mark::Hollow(Role::Overdue),
            Self::Due => Mark::Hollow(Role::Due),
            Self::NotYetDue => Mark::Hollow(Role::NotYetDue),
            Self::NoClock => Mark::Hollow(Role::NoClock),
            Self::Unknown | Self::NotApplicable | Self::NotAsked => Mark::Dash(Role::Unknown),
        }
    }
}

impl PaceTimeline {
    /// Draws the timeline. Total: any value gives a chart.
    #[must_use]
    pub fn draw(&self) -> Chart {
        Chart { svg: self.svg(), description: self.description(), table: self.table() }
    }

    /// The drawing alone, for where its data stand beside it already.
    #[must_use]
    pub fn svg(&self) -> String {
        let description = self.description();
        let frame = Frame { id: &self.id, title: &self.title, description: &description, faded: self.faded };
        drawing(&frame, undrawable(self.rows.is_empty(), &[]), |sheet, top| self.paint(sheet, top))
    }

    fn paint(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let label = widest(self.rows.iter().map(|row| row.label.as_str()), false, 250);
        let axis = Axis { left: label + 18, right: WIDTH - STATUS - 36, last: self.last_month() };
        let rows_top = self.head(sheet, &axis, top);
        let lines: Vec<Lines> = self.rows.iter().map(|row| self.lines(label, row)).collect();
        let end = rows_top + lines.iter().map(Lines::height).sum::<i32>();
        for month in axis.ticks() {
            sheet.line((axis.x(month), rows_top - 4), (axis.x(month), end), Role::Grid, 1);
        }
        let mut y = rows_top;
        for (row, lines) in self.rows.iter().zip(&lines) {
            self.bar(sheet, &axis, y + lines.height() / 2, row);
            y += lines.height();
        }
        if let Some(months) = self.months {
            let x = axis.x(u64::from(months));
            sheet.line((x, rows_top - 4), (x, end), Role::Now, 3);
        }
        let mut y = rows_top;
        for (row, lines) in self.rows.iter().zip(&lines) {
            y = self.words(sheet, &axis, y, row, lines);
        }
        sheet.line((0, end + 4), (WIDTH, end + 4), Role::Axis, 1);
        key::draw(sheet, end + 12, &self.key())
    }

    /// Axis title, month of the assessment and tick labels; returns where the rows begin.
    fn head(&self, sheet: &Sheet<'_>, axis: &Axis, top: i32) -> i32 {
        let title = "Months since the programme started";
        sheet.text_within(
            (0, WIDTH),
            i32::midpoint(axis.left, axis.right),
            top + LINE / 2,
            title,
            Role::Label,
        );
        let mut y = top + LINE;
        let words = match self.months {
            Some(months) => format!("month {months}"),
            None => "There is no month to compare with".to_owned(),
        };
        let at = self.months.map_or(i32::midpoint(axis.left, axis.right), |months| axis.x(u64::from(months)));
        for month in axis.ticks() {
            sheet.text(axis.x(month), y + LINE / 2, &month.to_string(), Role::Label, false, Hold::Middle);
        }
        y += LINE;
        sheet.text_within((0, WIDTH), at, y + LINE / 2, &words, Role::Label);
        y + LINE + 6
    }

    fn lines(&self, label: i32, row: &PaceRow) -> Lines {
        Lines {
            label: wrap_label(&row.label, label, false),
            status: wrap(row.status.words(self.months), STATUS, false),
        }
    }

    fn bar(&self, sheet: &Sheet<'_>, axis: &Axis, middle: i32, row: &PaceRow) {
        if let Some(window) = row.window {
            let (from, to) = (window.earliest.min(window.latest), window.earliest.max(window.latest));
            let (from, to) = (axis.x(u64::from(from)), axis.x(u64::from(to)));
            sheet.fill((from, middle - 7), ((to - from).max(3), 14), Role::Window);
        }
    }

    /// Label, lane words and status; returns where the row ends.
    fn words(&self, sheet: &Sheet<'_>, axis: &Axis, y: i32, row: &PaceRow, lines: &Lines) -> i32 {
        let middle = y + lines.height() / 2;
        sheet.label(0, middle - block(lines.label.len()) / 2, &lines.label, false);
        if row.window.is_none() {
            sheet.text(
                i32::midpoint(axis.left, axis.right),
                middle,
                "no window",
                Role::Halo,
                false,
                Hold::Middle,
            );
        }
        row.status.mark().draw(sheet, (WIDTH - STATUS - 14, middle));
        sheet.lines(WIDTH - STATUS, middle - block(lines.status.len()) / 2, &lines.status);
        y + lines.height()
    }

    /// The largest month to show: the last window's end or the assessment, at least a year.
    fn last_month(&self) -> u64 {
        let windows = self.rows.iter().filter_map(|row| row.window);
        let ends = windows.map(|window| window.earliest.max(window.latest));
        u64::from(ends.chain(self.months).max().unwrap_or(0).max(12))
    }

    fn key(&self) -> Vec<(Mark, String)> {
        let mut entries = Vec::new();
        if self.rows.iter().any(|row| row.window.is_some()) {
            entries.push((Mark::Window, "Indicative window".to_owned()));
        }
        if let Some(months) = self.months {
            entries.push((Mark::Upright(Role::Now), format!("This assessment, month {months}")));
        }
        entries
    }

    fn description(&self) -> String {
        if self.rows.is_empty() {
            return "Nothing to show.".to_owned();
        }
        let counts = STATUSES.iter().filter_map(|status| {
            let count = self.rows.iter().filter(|row| row.status == *status).count();
            (count > 0).then(|| format!("{count} {}", status.words(self.months)))
        });
        let counts = counts.collect::<Vec<_>>().join(", ");
        let first = match self.months {
            Some(months) => format!("At month {months}: {counts}."),
            None => format!("There is no month to compare with: {counts}."),
        };
        let overdue = self.rows.iter().filter(|row| row.status == PaceStatus::Overdue);
        let overdue: Vec<String> = overdue.map(|row| or(&row.label, "no name")).collect();
        if overdue.is_empty() {
            first
        } else {
            format!("{first} Past the indicative window: {}.", some_of(&overdue))
        }
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let window = row.window.map_or_else(
                || "no window".to_owned(),
                |w| format!("{} to {} months", w.earliest.min(w.latest), w.earliest.max(w.latest)),
            );
            vec![or(&row.label, "No name"), window, row.status.words(self.months).to_owned()]
        });
        let title = or(&self.title, "Pace");
        let caption = match self.months {
            Some(months) => format!("{title}. Assessed in month {months} since the programme started."),
            None => format!("{title}. There is no month to compare with."),
        };
        Table {
            caption,
            columns: ["Sub-element", "Indicative window", "Status"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }
}

/// The words of a row, in lines that fit.
struct Lines {
    label: Vec<LabelLine>,
    status: Vec<String>,
}

impl Lines {
    /// The height of the row they stand in.
    fn height(&self) -> i32 {
        block(self.label.len().max(self.status.len()).max(1)) + 12
    }
}

/// The months from left to right.
struct Axis {
    left: i32,
    right: i32,
    last: u64,
}

impl Axis {
    fn x(&self, month: u64) -> i32 {
        let room = u64::from((self.right - self.left).unsigned_abs());
        self.left + i32::try_from((2 * month * room + self.last) / (2 * self.last.max(1))).unwrap_or(0)
    }

    /// Every 12 months, or every few years where 12 would be too close.
    fn ticks(&self) -> Vec<u64> {
        let room = u64::from((self.right - self.left).unsigned_abs()).max(1);
        let label = u64::from(width(&self.last.to_string(), false).unsigned_abs()) + 12;
        let most = (room / label.max(LEAST_TICK)).max(1);
        let years = self.last.div_ceil(12 * most).max(1);
        (0..=most).map(|tick| tick * 12 * years).filter(|month| *month <= self.last).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::{Axis, PaceRow, PaceStatus, PaceTimeline, Window};

    fn timeline(months: Option<u32>) -> PaceTimeline {
        let row = |label: &str, window, status| PaceRow { label: label.to_owned(), window, status };
        let window = |earliest, latest| Some(Window { earliest, latest });
        PaceTimeline {
            id: "p".to_owned(),
            title: "Ash Court".to_owned(),
            faded: false,
            months,
            rows: vec![
                row("1.1 GP", window(0, 12), PaceStatus::Overdue),
                row("5.3 Housing", window(60, 12), PaceStatus::InPlace),
                row("9.9 Own", None, PaceStatus::NoClock),
                row("7.1 Data", window(12, 36), PaceStatus::Unknown),
            ],
        }
    }

    #[test]
    fn the_table_holds_the_windows_and_statuses_that_are_drawn() {
        let chart = timeline(Some(14)).draw();
        let expected = [
            ["1.1 GP", "0 to 12 months", "past the indicative window"],
            ["5.3 Housing", "12 to 60 months", "in place"],
            ["9.9 Own", "no window", "not in place"],
            ["7.1 Data", "12 to 36 months", "not answered"],
        ];
        assert_eq!(chart.table.rows, expected);
        let drawn = texts(&chart.svg, "").join(" ");
        for words in [
            "past the indicative window",
            "in place",
            "no window",
            "not in place",
            "not answered",
            "month 14",
            "0 12 24 36 48 60",
        ] {
            assert!(drawn.contains(words), "{words}: {drawn}");
        }
        let expected = "At month 14: 1 in place, 1 past the indicative window, 1 not in place, 1 not answered. \
                        Past the indicative window: 1.1 GP.";
        assert_eq!(chart.description, expected);
    }

    #[test]
    fn without_a_start_date_there_is_no_line_and_the_chart_says_why() {
        let chart = timeline(None).draw();
        let drawn = texts(&chart.svg, "");
        assert!(drawn.contains(&"There is no month to compare with".to_owned()));
        assert!(drawn.contains(&"not compared".to_owned()));
        assert!(!chart.svg.contains("class=\"now\""));
        assert!(chart.table.caption.ends_with("There is no month to compare with."));
    }

    #[test]
    fn a_shape_as_well_as_a_colour_tells_statuses_apart() {
        let svg = timeline(Some(14)).draw().svg;
        for shape in [
            "<circle class=\"s-overdue hollow\"",
            "<circle class=\"s-in-place\"",
            "<path class=\"s-unknown\"",
        ] {
            assert_eq!(svg.matches(shape).count(), 1, "{shape}");
        }
    }

    #[test]
    fn ticks_stand_on_whole_years_and_apart() {
        let ticks = |last| Axis { left: 0, right: 180, last }.ticks();
        assert_eq!(ticks(12), [0, 12]);
        assert_eq!(ticks(60), [0, 12, 24, 36, 48, 60]);
        // 10 years at 39 units a label: 4 labels at most, so every third year.
        assert_eq!(ticks(120), [0, 36, 72, 108]);
        let axis = Axis { left: 100, right: 200, last: 60 };
        assert_eq!((axis.x(0), axis.x(12), axis.x(60)), (100, 120, 200));
    }
}
