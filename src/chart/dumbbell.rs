//! Turns the levels of two rounds into pairs of dots on the scale, joined, with the change in words.
//!
//! It does not decide whether two rounds may be compared; it draws the levels it is given.

use super::mark::Mark;
use super::palette::Role;
use super::sheet::{Frame, Hold, Sheet, WIDTH, block, drawing};
use super::text::{LINE, widest, wrap, wrap_label};
use super::words::{cell_words, on_scale, or, scale_words, some_of, top, undrawable};
use super::{Cell, Chart, Table, key};

/// Width of the words on the right.
const CHANGE: i32 = 166;

/// Then and now, sub-element by sub-element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dumbbell {
    /// Unique on the page; prefixes every id inside the SVG.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// Coverage is under half.
    pub faded: bool,
    /// Names of the levels, from 0 upwards; 2 to 10 of them.
    pub levels: Vec<String>,
    /// The earlier round, such as "November 2025".
    pub then_name: String,
    /// The later round.
    pub now_name: String,
    /// Sub-elements in the framework's order.
    pub rows: Vec<Change>,
}

/// One sub-element in both rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Number and name.
    pub label: String,
    /// The earlier level, or why there is none.
    pub then: Cell,
    /// The later level, or why there is none.
    pub now: Cell,
}

impl Dumbbell {
    /// Draws the pairs. Total: any value gives a chart.
    #[must_use]
    pub fn draw(&self) -> Chart {
        Chart { svg: self.svg(), description: self.description(), table: self.table() }
    }

    /// The drawing alone, for where its data stand beside it already.
    #[must_use]
    pub fn svg(&self) -> String {
        let description = self.description();
        let frame = Frame { id: &self.id, title: &self.title, description: &description, faded: self.faded };
        drawing(&frame, undrawable(self.rows.is_empty(), &self.levels), |sheet, top| self.paint(sheet, top))
    }

    fn paint(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        // A circle with a digit needs 28 units: a long scale takes them from the labels.
        let lanes = i32::try_from(self.levels.len()).unwrap_or(i32::MAX / 28) * 28;
        let room = (WIDTH - CHANGE - 32 - lanes).min(264);
        let label = widest(self.rows.iter().map(|row| row.label.as_str()), false, room);
        let lanes = Lanes::new(label + 18, WIDTH - CHANGE - 14, self.levels.len());
        let mut y = sheet.lines(0, top, &wrap(&scale_words(&self.levels), WIDTH, false)) + 4;
        for level in 0..lanes.count {
            sheet.text(lanes.x(level), y + LINE / 2, &level.to_string(), Role::Label, false, Hold::Middle);
        }
        y += LINE + 4;
        let end = y + self.rows.iter().map(|row| self.height(label, row)).sum::<i32>();
        for level in 0..lanes.count {
            sheet.line((lanes.x(level), y), (lanes.x(level), end), Role::Grid, 1);
        }
        for row in &self.rows {
            let height = self.height(label, row);
            self.row(sheet, &lanes, label, y + height / 2, row);
            y += height;
        }
        sheet.line((0, end + 4), (WIDTH, end + 4), Role::Axis, 1);
        key::draw(sheet, end + 12, &self.key())
    }

    fn height(&self, label: i32, row: &Change) -> i32 {
        let lines = wrap_label(&row.label, label, false)
            .len()
            .max(wrap(&self.change_words(row), CHANGE, false).len());
        block(lines.max(1)) + 14
    }

    fn row(&self, sheet: &Sheet<'_>, lanes: &Lanes, label: i32, middle: i32, row: &Change) {
        let lines = wrap_label(&row.label, label, false);
        sheet.label(0, middle - block(lines.len()) / 2, &lines, false);
        let (then, now) = (on_scale(&self.levels, row.then), on_scale(&self.levels, row.now));
        if let (Some(then), Some(now)) = (then, now) {
            sheet.line((lanes.x(then), middle), (lanes.x(now), middle), Role::PeerLine, 4);
        }
        if let Some(then) = then.filter(|then| Some(*then) != now) {
            Mark::Then(then).draw(sheet, (lanes.x(then), middle));
        }
        if let Some(now) = now {
            Mark::Now(now, top(&self.levels)).draw(sheet, (lanes.x(now), middle));
        }
        let words = wrap(&self.change_words(row), CHANGE, false);
        sheet.lines(WIDTH - CHANGE, middle - block(words.len()) / 2, &words);
    }

    fn change_words(&self, row: &Change) -> String {
        let absent = |cell| cell_words(&self.levels, cell).to_lowercase();
        match (on_scale(&self.levels, row.then), on_scale(&self.levels, row.now)) {
            (Some(then), Some(now)) => moved(then, now),
            (None, Some(_)) => format!("Then {}", absent(row.then)),
            (Some(_), None) => format!("Now {}", absent(row.now)),
            (None, None) if row.then == row.now => cell_words(&self.levels, row.now),
            (None, None) => format!("Then {}, now {}", absent(row.then), absent(row.now)),
        }
    }

    fn key(&self) -> Vec<(Mark, String)> {
        let pairs = || {
            self.rows.iter().map(|row| (on_scale(&self.levels, row.then), on_scale(&self.levels, row.now)))
        };
        let mut entries = Vec::new();
        if let Some(then) = pairs().find_map(|(then, now)| then.filter(|_| then != now)) {
            entries.push((Mark::Then(then), or(&self.then_name, "Then")));
        }
        if let Some(now) = pairs().find_map(|(_, now)| now) {
            entries.push((Mark::Now(now, top(&self.levels)), or(&self.now_name, "Now")));
        }
        entries
    }

    fn description(&self) -> String {
        if self.rows.is_empty() {
            return "Nothing to show.".to_owned();
        }
        let (mut up, mut down, mut same, mut apart) = (Vec::new(), Vec::new(), 0, 0);
        for row in &self.rows {
            match (on_scale(&self.levels, row.then), on_scale(&self.levels, row.now)) {
                (Some(then), Some(now)) if now > then => up.push(or(&row.label, "no name")),
                (Some(then), Some(now)) if now < then => down.push(or(&row.label, "no name")),
                (Some(_), Some(_)) => same += 1,
                _ => apart += 1,
            }
        }
        let named = |names: &[String]| {
            if names.is_empty() { String::new() } else { format!(" ({})", some_of(names)) }
        };
        format!(
            "Of {}: up {}{}, down {}{}, no change {same}, without a level in one round or both {apart}.",
            self.rows.len(),
            up.len(),
            named(&up),
            down.len(),
            named(&down),
        )
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            vec![
                or(&row.label, "No name"),
                cell_words(&self.levels, row.then),
                cell_words(&self.levels, row.now),
                self.change_words(row),
            ]
        });
        let (then, now) = (or(&self.then_name, "Then"), or(&self.now_name, "Now"));
        Table {
            caption: format!("{}. {}", or(&self.title, "Then and now"), scale_words(&self.levels)),
            columns: vec!["Sub-element".to_owned(), then, now, "Change".to_owned()],
            rows: rows.collect(),
        }
    }
}

/// "Up 2 levels", "Down 1 level", "No change".
fn moved(then: u8, now: u8) -> String {
    let steps = super::words::plural(usize::from(then.abs_diff(now)), "level");
    match now.cmp(&then) {
        std::cmp::Ordering::Greater => format!("Up {steps}"),
        std::cmp::Ordering::Less => format!("Down {steps}"),
        std::cmp::Ordering::Equal => "No change".to_owned(),
    }
}

/// The columns of the levels.
struct Lanes {
    left: i32,
    pitch: i32,
    count: u8,
}

impl Lanes {
    fn new(left: i32, right: i32, levels: usize) -> Self {
        let count = u8::try_from(levels).unwrap_or(u8::MAX);
        let pitch = ((right - left) / i32::from(count.max(1))).min(48);
        Self { left: left + ((right - left) - pitch * i32::from(count)) / 2, pitch, count }
    }

    fn x(&self, level: u8) -> i32 {
        self.left + self.pitch / 2 + self.pitch * i32::from(level)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::{Cell, Change, Dumbbell};

    fn change(label: &str, then: Cell, now: Cell) -> Change {
        Change { label: label.to_owned(), then, now }
    }

    #[test]
    fn the_table_holds_both_levels_and_the_words_that_are_drawn() {
        let rows = vec![
            change("1.1 GP", Cell::Level(0), Cell::Level(2)),
            change("1.2 Reviews", Cell::Level(2), Cell::Level(1)),
            change("1.3 Water", Cell::Level(1), Cell::Level(1)),
            change("1.4 Urgent", Cell::NotAnswered, Cell::Level(0)),
            change("2.1 Advice", Cell::Level(1), Cell::DoNotKnow),
            change("2.2 Help", Cell::NotAsked, Cell::NotAsked),
            change("3.1 Rehab", Cell::NotAnswered, Cell::NotApplicable),
        ];
        let chart = Dumbbell {
            id: "d".to_owned(),
            title: "Ash Court".to_owned(),
            faded: false,
            levels: ["Not yet", "Plans", "Done"].map(str::to_owned).to_vec(),
            then_name: "May 2026".to_owned(),
            now_name: "November 2026".to_owned(),
            rows,
        }
        .draw();
        let expected = [
            ["1.1 GP", "0 - Not yet", "2 - Done", "Up 2 levels"],
            ["1.2 Reviews", "2 - Done", "1 - Plans", "Down 1 level"],
            ["1.3 Water", "1 - Plans", "1 - Plans", "No change"],
            ["1.4 Urgent", "Not answered", "0 - Not yet", "Then not answered"],
            ["2.1 Advice", "1 - Plans", "Do not know", "Now do not know"],
            ["2.2 Help", "Not asked", "Not asked", "Not asked"],
            ["3.1 Rehab", "Not answered", "Not applicable", "Then not answered, now not applicable"],
        ];
        assert_eq!(chart.table.rows, expected);
        assert_eq!(chart.table.columns, ["Sub-element", "May 2026", "November 2026", "Change"]);
        let drawn = texts(&chart.svg, "").join(" ");
        assert!(expected.iter().all(|row| drawn.contains(row[3])), "{drawn}");
        // Now in bold, and the key's; then in rings, none where nothing changed, and the key's.
        assert_eq!(texts(&chart.svg, "b"), ["2", "1", "1", "0", "2"]);
        assert_eq!(chart.svg.matches("class=\"then hollow\"").count(), 4);
        let expected =
            "Of 7: up 1 (1.1 GP), down 1 (1.2 Reviews), no change 1, without a level in one round or both 4.";
        assert_eq!(chart.description, expected);
    }
}
