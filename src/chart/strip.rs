//! Turns one assessment's levels into a strip: a row of squares for each sub-element, with the
//! level reached, the target, and the area's median and middle half beneath.
//!
//! It does not compute medians or decide what is withheld: a spread that may not be shown is `None`.

use super::mark::{Mark, SQUARE};
use super::palette::Role;
use super::sheet::{Frame, Hold, Sheet, WIDTH, block, finish, words_only};
use super::text::{LINE, widest, wrap, wrap_label};
use super::words::{
    MOST_LEVELS, TOO_MANY_LEVELS, cell_words, level_words, on_scale, or, scale_words, some_of, top,
};
use super::{Cell, Chart, Table, key};

/// Width of the part that holds the squares.
const SQUARES: i32 = 200;

/// Own level, target and area of each sub-element, under the names of their elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// Unique on the page; prefixes every id inside the SVG.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// Coverage is under half.
    pub faded: bool,
    /// Names of the levels, from 0 upwards; 2 to 10 of them.
    pub levels: Vec<String>,
    /// Whose median is shown, such as "homes in Wakefield". Read only where a row has a spread.
    pub area: String,
    /// Elements in the framework's order.
    pub groups: Vec<StripGroup>,
}

/// One element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripGroup {
    /// The element's name; may be empty.
    pub name: String,
    /// Its sub-elements in the framework's order.
    pub rows: Vec<StripRow>,
}

/// One sub-element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripRow {
    /// Number and name, such as "1.1 Named GP and primary care".
    pub label: String,
    /// The tier's word, such as "Core".
    pub tier: String,
    /// The evidenced level, or why there is none.
    pub own: Cell,
    /// The level at which the sub-element counts as in place.
    pub target: Option<u8>,
    /// The area's levels; `None` where there are none or they are withheld.
    pub spread: Option<Spread>,
}

/// The levels of an area for one sub-element: p25 ≤ median ≤ p75, all on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Lower median.
    pub median: u8,
    /// 25th percentile.
    pub p25: u8,
    /// 75th percentile.
    pub p75: u8,
    /// How many organisations were rated.
    pub n: u32,
}

impl Strip {
    /// Draws the strip. Total: any value gives a chart.
    #[must_use]
    pub fn draw(&self) -> Chart {
        let description = self.description();
        let frame = Frame { id: &self.id, title: &self.title, description: &description, faded: self.faded };
        let svg = if self.rows().next().is_none() {
            words_only(&frame, "Nothing to show")
        } else if self.levels.len() > MOST_LEVELS {
            words_only(&frame, TOO_MANY_LEVELS)
        } else {
            finish(&frame, |sheet, top| self.paint(sheet, top))
        };
        Chart { svg, description, table: self.table() }
    }

    fn rows(&self) -> impl Iterator<Item = &StripRow> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// The spread, where every level of it is on the scale and in order.
    fn spread(&self, row: &StripRow) -> Option<Spread> {
        row.spread
            .filter(|s| s.p25 <= s.median && s.median <= s.p75 && usize::from(s.p75) < self.levels.len())
    }

    fn has_spread(&self) -> bool {
        self.rows().any(|row| self.spread(row).is_some())
    }

    fn paint(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let plan = Plan::of(self);
        let mut y = sheet.lines(0, top, &wrap(&scale_words(&self.levels), WIDTH, false)) + 6;
        for (at, group) in self.groups.iter().filter(|group| !group.rows.is_empty()).enumerate() {
            y = plan.heading(sheet, y, &group.name, at == 0);
            let mut ends: Vec<i32> = Vec::new();
            for row in &group.rows {
                y = self.row(sheet, &plan, y, row);
                ends.push(y);
            }
            ends.pop();
            for end in ends {
                sheet.line((0, end), (WIDTH, end), Role::Grid, 1);
            }
        }
        sheet.line((0, y + 4), (WIDTH, y + 4), Role::Axis, 1);
        key::draw(sheet, y + 12, &self.key())
    }

    fn row(&self, sheet: &Sheet<'_>, plan: &Plan, y: i32, row: &StripRow) -> i32 {
        let middle = y + 5 + SQUARE / 2;
        let label = wrap_label(&row.label, plan.label, false);
        let tier = wrap(&row.tier, plan.tier, false);
        sheet.label(0, middle - LINE / 2, &label, false);
        sheet.lines(plan.left - plan.tier - 16, middle - LINE / 2, &tier);
        match on_scale(&self.levels, row.own) {
            Some(level) => plan.level(sheet, middle, level, row.target),
            None => plan.absent(sheet, middle, &cell_words(&self.levels, row.own), row.target),
        }
        if let Some(spread) = self.spread(row) {
            plan.spread(sheet, middle + SQUARE / 2 + 11, spread);
        }
        let words = middle - LINE / 2 + block(label.len().max(tier.len()));
        words.max(middle + SQUARE / 2 + if plan.lane { 19 } else { 3 }) + 3
    }

    fn key(&self) -> Vec<(Mark, String)> {
        let mut entries = Vec::new();
        let own = self.rows().find_map(|row| on_scale(&self.levels, row.own));
        if let Some(level) = own {
            entries.push((Mark::Level(level, top(&self.levels)), "Own level".to_owned()));
        }
        if self.rows().any(|row| row.target.is_some_and(|target| usize::from(target) < self.levels.len())) {
            entries.push((Mark::Target, "Target level starts here".to_owned()));
        }
        if self.rows().any(|row| on_scale(&self.levels, row.own).is_none()) {
            entries.push((Mark::Absent, "No level, for the reason given".to_owned()));
        }
        if self.has_spread() {
            let area = self.area_words();
            entries.push((Mark::Median, format!("Median of {area} ({})", self.numbers())));
            entries.push((Mark::MiddleHalf, format!("Middle half of {area}: 25th to 75th percentile")));
        }
        entries
    }

    fn area_words(&self) -> String {
        or(&self.area, "the area")
    }

    /// How many were rated: no figure without its n.
    fn numbers(&self) -> String {
        let numbers = || self.rows().filter_map(|row| self.spread(row)).map(|spread| spread.n);
        match (numbers().min(), numbers().max()) {
            (Some(least), Some(most)) if least < most => format!("{least} to {most} rated"),
            (Some(least), _) => format!("{least} rated"),
            _ => "none rated".to_owned(),
        }
    }

    fn description(&self) -> String {
        let rated: Vec<(&StripRow, u8)> =
            self.rows().filter_map(|row| on_scale(&self.levels, row.own).map(|level| (row, level))).collect();
        let below: Vec<String> = rated
            .iter()
            .filter_map(|(row, level)| {
                row.target.filter(|target| level < target).map(|target| (row, level, target))
            })
            .map(|(row, level, target)| {
                format!("{} (level {level}, target {target})", or(&row.label, "no name"))
            })
            .collect();
        let all = self.rows().count();
        if all == 0 {
            return "Nothing to show.".to_owned();
        }
        let reached = rated.len() - below.len();
        let first = format!(
            "At or above target: {reached} of {} rated. Without a level: {} of {all}",
            rated.len(),
            all - rated.len()
        );
        if below.is_empty() {
            format!("{first}.")
        } else {
            format!("{first}. Below target: {}.", some_of(&below))
        }
    }

    fn table(&self) -> Table {
        let mut columns = ["Sub-element", "Element", "Tier", "Level", "Target"].map(str::to_owned).to_vec();
        if self.has_spread() {
            let area = self.area_words();
            columns.extend([
                format!("Median of {area}"),
                "Middle half".to_owned(),
                "Number rated".to_owned(),
            ]);
        }
        let rows =
            self.groups.iter().flat_map(|group| group.rows.iter().map(|row| self.table_row(group, row)));
        let caption = format!("{}. {}", or(&self.title, "Levels"), scale_words(&self.levels));
        Table { caption, columns, rows: rows.collect() }
    }

    fn table_row(&self, group: &StripGroup, row: &StripRow) -> Vec<String> {
        let target =
            row.target.map_or_else(|| "No target".to_owned(), |target| level_words(&self.levels, target));
        let mut cells = vec![
            or(&row.label, "No name"),
            or(&group.name, "No element"),
            or(&row.tier, "No tier"),
            cell_words(&self.levels, row.own),
            target,
        ];
        if self.has_spread() {
            match self.spread(row) {
                Some(s) => cells.extend([
                    level_words(&self.levels, s.median),
                    format!("{} to {}", s.p25, s.p75),
                    s.n.to_string(),
                ]),
                None => cells.extend(["Not shown", "Not shown", "Not shown"].map(str::to_owned)),
            }
        }
        cells
    }
}

/// Where the columns stand.
struct Plan {
    label: i32,
    tier: i32,
    /// Left edge of the first square.
    left: i32,
    /// From one square's left edge to the next one's.
    pitch: i32,
    square: i32,
    /// Some row has a lane for the area beneath its squares.
    lane: bool,
    top: u8,
    levels: usize,
}

impl Plan {
    fn of(strip: &Strip) -> Self {
        let levels = strip.levels.len();
        let pitch = SQUARES / i32::try_from(levels.max(5)).unwrap_or(SQUARES);
        let square = (pitch - 4).min(SQUARE + 6);
        let left = WIDTH - SQUARES;
        let tier = widest(strip.rows().map(|row| row.tier.as_str()), false, 110);
        Self {
            label: left - 16 - tier - 12,
            tier,
            left,
            pitch,
            square,
            lane: strip.has_spread(),
            top: top(&strip.levels),
            levels,
        }
    }

    fn x(&self, level: u8) -> i32 {
        self.left + self.pitch * i32::from(level)
    }

    /// An element's name; the first stands beside the digits of the levels, which each filled square repeats.
    fn heading(&self, sheet: &Sheet<'_>, y: i32, name: &str, first: bool) -> i32 {
        sheet.line((0, y + 4), (WIDTH, y + 4), Role::Axis, 1);
        let lines = wrap_label(name, self.left - 16, true);
        sheet.label(0, y + 9, &lines, true);
        for level in (0..=self.top).take(if first { self.levels } else { 0 }) {
            let middle = self.x(level) + self.square / 2;
            sheet.text(middle, y + 9 + LINE / 2, &level.to_string(), Role::Label, false, Hold::Middle);
        }
        y + 9 + block(lines.len().max(1))
    }

    fn level(&self, sheet: &Sheet<'_>, middle: i32, own: u8, target: Option<u8>) {
        let y = middle - SQUARE / 2;
        for level in (0..=self.top).filter(|level| *level != own) {
            sheet.outline((self.x(level), y), (self.square, SQUARE), Role::Grid);
        }
        sheet.fill((self.x(own), y), (self.square, SQUARE), Role::level(own, self.top));
        if let Some(x) = self.target(target) {
            sheet.line((x, y - 4), (x, y + SQUARE + 4), Role::Target, 3);
        }
        let digit = self.x(own) + self.square / 2;
        sheet.text(digit, middle, &own.to_string(), Role::on_level(own, self.top), true, Hold::Middle);
    }

    /// A box over all squares. The target shows as two notches, so that it crosses no word.
    fn absent(&self, sheet: &Sheet<'_>, middle: i32, words: &str, target: Option<u8>) {
        let (y, width) = (middle - SQUARE / 2, SQUARES - 6);
        sheet.fill((self.left, y), (width, SQUARE), Role::Absent);
        if let Some(x) = self.target(target) {
            sheet.line((x, y - 4), (x, y), Role::Target, 3);
            sheet.line((x, y + SQUARE), (x, y + SQUARE + 4), Role::Target, 3);
        }
        sheet.text(self.left + width / 2, middle, words, Role::Halo, false, Hold::Middle);
    }

    /// The gap before the target's square.
    fn target(&self, target: Option<u8>) -> Option<i32> {
        let target = target.filter(|target| usize::from(*target) < self.levels)?;
        Some(self.x(target) - (self.pitch - self.square) / 2)
    }

    fn spread(&self, sheet: &Sheet<'_>, y: i32, spread: Spread) {
        let middle = |level| self.x(level) + self.square / 2;
        if spread.p25 < spread.p75 {
            sheet.line((middle(spread.p25), y), (middle(spread.p75), y), Role::PeerLine, 4);
        }
        Mark::Median.draw(sheet, (middle(spread.median), y));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::{Cell, Spread, Strip, StripGroup, StripRow};

    fn row(label: &str, own: Cell, target: u8) -> StripRow {
        let spread = Some(Spread { median: 1, p25: 0, p75: 3, n: 12 });
        StripRow { label: label.to_owned(), tier: "Core".to_owned(), own, target: Some(target), spread }
    }

    fn strip(rows: Vec<StripRow>) -> Strip {
        Strip {
            id: "s".to_owned(),
            title: "Ash Court".to_owned(),
            faded: false,
            levels: ["Not yet", "Plans", "Established", "Mature"].map(str::to_owned).to_vec(),
            area: "homes in Wakefield".to_owned(),
            groups: vec![StripGroup { name: "1 Primary care".to_owned(), rows }],
        }
    }

    #[test]
    fn the_table_holds_the_levels_that_are_drawn() {
        let mut far = row("1.3 Hydration", Cell::Level(0), 2);
        far.spread = None;
        let chart =
            strip(vec![row("1.1 GP", Cell::Level(3), 2), row("1.2 Reviews", Cell::DoNotKnow, 1), far]).draw();
        let expected = [
            [
                "1.1 GP",
                "1 Primary care",
                "Core",
                "3 - Mature",
                "2 - Established",
                "1 - Plans",
                "0 to 3",
                "12",
            ],
            [
                "1.2 Reviews",
                "1 Primary care",
                "Core",
                "Do not know",
                "1 - Plans",
                "1 - Plans",
                "0 to 3",
                "12",
            ],
            [
                "1.3 Hydration",
                "1 Primary care",
                "Core",
                "0 - Not yet",
                "2 - Established",
                "Not shown",
                "Not shown",
                "Not shown",
            ],
        ];
        assert_eq!(chart.table.rows, expected);
        // Own levels in bold, the last one in the key; the words of the row without a level.
        assert_eq!(texts(&chart.svg, "b"), ["1 Primary care", "3", "0", "3"]);
        assert_eq!(texts(&chart.svg, "on3").len() + texts(&chart.svg, "on4").len(), 2);
        assert!(texts(&chart.svg, "").contains(&"Do not know".to_owned()));
        assert!(texts(&chart.svg, "").contains(&"Median of homes in Wakefield (12 rated)".to_owned()));
        // Squares of 34 every 40 from 440: the target line stands 3 before 2 · 40 or 1 · 40.
        assert!(chart.svg.contains("M517 "), "{}", chart.svg);
        assert!(chart.svg.contains("M477 "), "{}", chart.svg);
        // Median 1 at 440 + 40 + 17; the middle half from 0 to 3, 457 to 577.
        assert_eq!(chart.svg.matches("class=\"peer\"").count(), 3, "two rows and the key");
        assert_eq!(chart.svg.matches("H577\"").count(), 2);
    }

    #[test]
    fn the_description_names_what_is_below_target() {
        let rows = vec![
            row("1.1 GP", Cell::Level(3), 2),
            row("1.2 Reviews", Cell::Level(1), 2),
            row("1.3", Cell::NotAsked, 2),
        ];
        let expected = "At or above target: 1 of 2 rated. Without a level: 1 of 3. Below target: 1.2 Reviews (level 1, target 2).";
        assert_eq!(strip(rows).draw().description, expected);
    }

    #[test]
    fn a_spread_off_the_scale_or_out_of_order_is_not_shown() {
        for spread in [(5, 0, 5), (1, 2, 3), (3, 1, 2), (1, 1, 9)] {
            let mut odd = row("1.1 GP", Cell::Level(3), 2);
            odd.spread = Some(Spread { median: spread.0, p25: spread.1, p75: spread.2, n: 12 });
            let chart = strip(vec![odd]).draw();
            assert!(!chart.svg.contains("peer"), "{spread:?}");
            assert_eq!(chart.table.columns.len(), 5);
        }
    }
}
