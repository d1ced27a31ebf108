//! Turns counts at each level into bars of 100%, one for each element, with the counts printed.
//!
//! It does not count: the caller says how many stand at each level, unanswered or set aside.

use super::mark::{Mark, SQUARE};
use super::palette::Role;
use super::sheet::{Frame, Hold, Sheet, WIDTH, block, chart};
use super::text::{LINE, widest, width, wrap, wrap_label};
use super::words::{level_words, or, plural, scale_words, top, undrawable};
use super::{Chart, Table, key};
use crate::words::{number, of};

/// A part narrower than this has no room for its count.
const LEAST_PRINTED: i32 = 22;

/// How many stand at each level, element by element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelBars {
    /// Unique on the page; prefixes every id inside the SVG.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// Coverage is under half.
    pub faded: bool,
    /// Names of the levels, from 0 upwards; 2 to 10 of them.
    pub levels: Vec<String>,
    /// What is counted, in the plural: "sub-elements" or "homes".
    pub unit: String,
    /// Elements in the framework's order.
    pub rows: Vec<LevelBar>,
}

/// One element's counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelBar {
    /// The element's short name.
    pub label: String,
    /// How many at level 0, 1, ...: a missing count is 0, one beyond the scale is left out.
    pub counts: Vec<u32>,
    /// How many were asked and have no level.
    pub not_answered: u32,
    /// How many were set aside; outside the total.
    pub not_applicable: u32,
}

/// One part of a bar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Level(u8),
    NotAnswered,
    NotApplicable,
}

impl LevelBars {
    /// Draws the bars. Total: any value gives a chart.
    #[must_use]
    pub fn draw(&self) -> Chart {
        let description = self.description();
        let frame = Frame { id: &self.id, title: &self.title, description: &description, faded: self.faded };
        chart(&frame, self.table(), undrawable(self.rows.is_empty(), &self.levels), |sheet, top| {
            self.paint(sheet, top)
        })
    }

    fn paint(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let totals: Vec<String> = self.rows.iter().map(|row| self.answered_words(row)).collect();
        let right = widest(totals.iter().map(String::as_str).chain(["Answered"]), false, 300);
        let label = widest(self.rows.iter().map(|row| row.label.as_str()), false, 270);
        let (left, end) = (label + 14, WIDTH - right - 14);
        let scale = scale_words(&self.levels);
        let scale = wrap(&scale, WIDTH - right - 14, false);
        let mut y = sheet.lines(0, top, &scale) + 6;
        sheet.text(WIDTH, y - 6 - LINE / 2, "Answered", Role::Label, false, Hold::Right);
        for (row, total) in self.rows.iter().zip(&totals) {
            let lines = wrap_label(&row.label, label, false);
            let height = block(lines.len()).max(SQUARE) + 12;
            let middle = y + height / 2;
            sheet.label(0, middle - block(lines.len()) / 2, &lines, false);
            self.bar(sheet, (left, end), middle, row);
            sheet.text(WIDTH, middle, total, Role::Label, false, Hold::Right);
            y += height;
        }
        sheet.line((0, y + 4), (WIDTH, y + 4), Role::Axis, 1);
        key::draw(sheet, y + 12, &self.key())
    }

    fn bar(&self, sheet: &Sheet<'_>, (left, end): (i32, i32), middle: i32, row: &LevelBar) {
        let parts = self.parts(row);
        let all: u64 = parts.iter().map(|(_, count)| u64::from(*count)).sum();
        if all == 0 {
            sheet.text(left, middle, "None asked", Role::Label, false, Hold::Left);
            return;
        }
        let mut before = 0;
        for (part, count) in parts {
            let from = edge(left, end, before, all);
            before += u64::from(count);
            let to = edge(left, end, before, all);
            self.part(sheet, (from, to), middle, part, count);
        }
    }

    fn part(&self, sheet: &Sheet<'_>, (from, to): (i32, i32), middle: i32, part: Part, count: u32) {
        let (corner, size) = ((from, middle - SQUARE / 2), (to - from, SQUARE));
        let top = top(&self.levels);
        let role = match part {
            Part::Level(level) => {
                sheet.fill(corner, size, Role::level(level, top));
                Role::on_level(level, top)
            }
            Part::NotAnswered => {
                sheet.fill(corner, size, Role::Absent);
                Role::Halo
            }
            Part::NotApplicable => {
                sheet.outline((corner.0 + 2, corner.1), (size.0 - 2, size.1), Role::NotApplicable);
                Role::Label
            }
        };
        let words = number(count);
        if to - from >= LEAST_PRINTED.max(width(&words, true) + 6) {
            sheet.text(i32::midpoint(from, to), middle, &words, role, true, Hold::Middle);
        }
    }

    /// The parts of a bar that are not empty, in order.
    fn parts(&self, row: &LevelBar) -> Vec<(Part, u32)> {
        let levels = self.counts(row).into_iter().map(|(level, count)| (Part::Level(level), count));
        let others = [(Part::NotAnswered, row.not_answered), (Part::NotApplicable, row.not_applicable)];
        levels.chain(others).filter(|(_, count)| *count > 0).collect()
    }

    /// A count for every level of the scale.
    fn counts(&self, row: &LevelBar) -> Vec<(u8, u32)> {
        let levels = (0..=top(&self.levels)).take(self.levels.len());
        levels.map(|level| (level, row.counts.get(usize::from(level)).copied().unwrap_or(0))).collect()
    }

    fn answered(&self, row: &LevelBar) -> u64 {
        self.counts(row).iter().map(|(_, count)| u64::from(*count)).sum()
    }

    /// "3 of 4": with a level, of those asked and not set aside.
    fn answered_words(&self, row: &LevelBar) -> String {
        let answered = self.answered(row);
        of(answered, answered + u64::from(row.not_answered))
    }

    fn key(&self) -> Vec<(Mark, String)> {
        let top = top(&self.levels);
        let levels = self.levels.iter().zip(0..=top);
        let mut entries: Vec<(Mark, String)> = levels
            .map(|(name, level)| (Mark::Level(level, top), or(name, &format!("Level {level}"))))
            .collect();
        if self.rows.iter().any(|row| row.not_answered > 0) {
            entries.push((Mark::Absent, "Not answered".to_owned()));
        }
        if self.rows.iter().any(|row| row.not_applicable > 0) {
            entries.push((Mark::NotApplicable, "Not applicable".to_owned()));
        }
        entries
    }

    fn unit(&self) -> String {
        or(&self.unit, "answers")
    }

    fn description(&self) -> String {
        if self.rows.is_empty() {
            return "Nothing to show.".to_owned();
        }
        let sum = |count: &dyn Fn(&LevelBar) -> u64| self.rows.iter().map(count).sum::<u64>();
        let levels = self.levels.iter().zip(0_usize..).map(|(_, level)| {
            let count = sum(&|row| row.counts.get(level).copied().map_or(0, u64::from));
            format!(
                "{} at {}",
                number(count),
                level_words(&self.levels, u8::try_from(level).unwrap_or(u8::MAX))
            )
        });
        let mut parts: Vec<String> = levels.collect();
        parts.push(format!("{} not answered", number(sum(&|row| u64::from(row.not_answered)))));
        parts.push(format!("{} not applicable", number(sum(&|row| u64::from(row.not_applicable)))));
        format!("Counts of {} in {}: {}.", self.unit(), plural(self.rows.len(), "element"), parts.join(", "))
    }

    fn table(&self) -> Table {
        let mut columns = vec!["Element".to_owned()];
        columns.extend(
            (0..=top(&self.levels)).take(self.levels.len()).map(|level| level_words(&self.levels, level)),
        );
        columns.extend(["Not answered", "Not applicable", "Answered"].map(str::to_owned));
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![or(&row.label, "No name")];
            cells.extend(self.counts(row).iter().map(|(_, count)| number(*count)));
            cells.extend([number(row.not_answered), number(row.not_applicable), self.answered_words(row)]);
            cells
        });
        let title = or(&self.title, "Levels by element");
        let caption =
            format!("{title}. Number of {} at each level. {}", self.unit(), scale_words(&self.levels));
        Table { caption, columns, rows: rows.collect() }
    }
}

/// Where a part ends that leaves `before` of `all` to its left.
fn edge(left: i32, end: i32, before: u64, all: u64) -> i32 {
    let room = u64::from((end - left).unsigned_abs());
    left + i32::try_from((2 * before * room + all) / (2 * all)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::{LevelBar, LevelBars, edge};

    fn bars(counts: &[u32], not_answered: u32, not_applicable: u32) -> LevelBars {
        let row = LevelBar {
            label: "Primary care".to_owned(),
            counts: counts.to_vec(),
            not_answered,
            not_applicable,
        };
        LevelBars {
            id: "b".to_owned(),
            title: "Ash Court".to_owned(),
            faded: false,
            levels: ["Not yet", "Plans", "Done"].map(str::to_owned).to_vec(),
            unit: "sub-elements".to_owned(),
            rows: vec![row],
        }
    }

    #[test]
    fn the_table_holds_the_counts_that_are_drawn() {
        let chart = bars(&[3, 0, 4], 2, 1).draw();
        assert_eq!(chart.table.rows, [["Primary care", "3", "0", "4", "2", "1", "7 of 9"]]);
        // The parts in order, then the key's digits; level 1 is empty and has no part.
        assert_eq!(texts(&chart.svg, "b"), ["3", "4", "2", "1", "0", "1", "2"]);
        assert!(texts(&chart.svg, "").contains(&"7 of 9".to_owned()));
        let expected = "Counts of sub-elements in 1 element: 3 at 0 - Not yet, 0 at 1 - Plans, 4 at 2 - Done, \
                        2 not answered, 1 not applicable.";
        assert_eq!(chart.description, expected);
    }

    #[test]
    fn a_narrow_part_keeps_its_count_for_the_table() {
        let chart = bars(&[1, 0, 99], 0, 0).draw();
        assert_eq!(texts(&chart.svg, "b")[0], "99");
        assert_eq!(chart.table.rows[0][1], "1");
    }

    #[test]
    fn a_missing_count_is_none_and_one_beyond_the_scale_is_left_out() {
        assert_eq!(bars(&[5], 0, 0).draw().table.rows, [["Primary care", "5", "0", "0", "0", "0", "5 of 5"]]);
        assert_eq!(bars(&[0, 0, 1, 9], 0, 0).draw().table.rows[0][6], "1 of 1");
    }

    #[test]
    fn a_row_of_nothing_says_so() {
        assert!(texts(&bars(&[], 0, 0).draw().svg, "").contains(&"None asked".to_owned()));
    }

    #[test]
    fn parts_meet_and_fill_the_bar() {
        // 100 units in thirds: 33.3 and 66.7.
        let edges: Vec<i32> = (0..4).map(|before| edge(200, 300, before, 3)).collect();
        assert_eq!(edges, [200, 233, 267, 300]);
    }
}
