//! Turns one assessment's levels into a strip: a row of squares for each sub-element, with the
//! level reached, the target, and the area's median and middle half beneath.
//!
//! It does not compute medians or decide what is withheld: a spread that may not be shown is `None`.

use super::mark::{Mark, SQUARE};
use super::palette::Role;
use super::sheet::{Frame, Hold, Sheet, WIDTH, block, drawing};
use super::text::{LINE, widest, wrap, wrap_label};
use super::words::{cell_words, level_words, on_scale, or, scale_words, some_of, top, undrawable};
use super::{Cell, Chart, Table, key};
use crate::words::number;

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
        Chart { svg: self.svg(), description: self.description(), table: self.table() }
    }

    /// The drawing alone, for where its data stand beside it already.
    #[must_use]
    pub fn svg(&self) -> String {
        let description = self.description();
        let frame = Frame { id: &self.id, title: &self.title, description: &description, faded: self.faded };
        drawing(&frame, undrawable(self.rows().next().is_none(), &self.levels), |sheet, top| {
            self.paint(sheet, top)
        })
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

    /// Words row by row, then the marks of one sort after another: neighbours of one sort share a path, which halves the
    /// drawing.
    fn paint(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let plan = Plan::of(self);
        let mut y = sheet.lines(0, top, &wrap(&scale_words(&self.levels), WIDTH, false)) + 6;
        let (mut placed, mut tops, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for (at, group) in self.groups.iter().filter(|group| !group.rows.is_empty()).enumerate() {
            tops.push(y + 4);
            y = plan.heading(sheet, y, &group.name, at == 0);
            for row in &group.rows {
                placed.push((y + 5 + SQUARE / 2, row));
                y = self.row(sheet, &plan, y, row);
                ends.push(y);
            }
            ends.pop();
        }
        tops.push(y + 4);
        let level = |row: &StripRow| on_scale(&self.levels, row.own);
        for own in 0..=plan.top {
            let reached = || placed.iter().filter(|(_, row)| level(row) == Some(own));
            reached().for_each(|(middle, _)| plan.square(sheet, *middle, own));
            reached().for_each(|(middle, _)| plan.digit(sheet, *middle, own));
        }
        for (middle, own) in placed.iter().filter_map(|(middle, row)| Some((*middle, level(row)?))) {
            plan.outlines(sheet, middle, own);
        }
        for end in ends {
            sheet.line((0, end), (WIDTH, end), Role::Grid, 1);
        }
        for top in tops {
            sheet.line((0, top), (WIDTH, top), Role::Axis, 1);
        }
        for (middle, row) in &placed {
            plan.target_mark(sheet, *middle, row.target, level(row).is_some());
        }
        let spreads =
            || placed.iter().filter_map(|(middle, row)| Some((middle + SQUARE / 2 + 11, self.spread(row)?)));
        for (y, spread) in spreads() {
            plan.middle_half(sheet, y, spread);
        }
        for (y, spread) in spreads() {
            Mark::Median.draw(sheet, (plan.x(spread.median) + plan.square / 2, y));
        }
        key::draw(sheet, y + 12, &self.key())
    }

    fn row(&self, sheet: &Sheet<'_>, plan: &Plan, y: i32, row: &StripRow) -> i32 {
        let middle = y + 5 + SQUARE / 2;
        let label = wrap_label(&row.label, plan.label, false);
        let tier = wrap(&row.tier, plan.tier, false);
        sheet.label(0, middle - LINE / 2, &label, false);
        sheet.lines(plan.left - plan.tier - 16, middle - LINE / 2, &tier);
        if on_scale(&self.levels, row.own).is_none() {
            plan.absent(sheet, middle, &cell_words(&self.levels, row.own));
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
            (Some(least), Some(most)) if least < most => {
                format!("{} to {} rated", number(least), number(most))
            }
            (Some(least), _) => format!("{} rated", number(least)),
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
                    number(s.n),
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
        let lines = wrap_label(name, self.left - 16, true);
        sheet.label(0, y + 9, &lines, true);
        for level in (0..=self.top).take(if first { self.levels } else { 0 }) {
            let middle = self.x(level) + self.square / 2;
            sheet.text(middle, y + 9 + LINE / 2, &level.to_string(), Role::Label, false, Hold::Middle);
        }
        y + 9 + block(lines.len().max(1))
    }

    /// The filled square of a level.
    fn square(&self, sheet: &Sheet<'_>, middle: i32, own: u8) {
        sheet.fill((self.x(own), middle - SQUARE / 2), (self.square, SQUARE), Role::level(own, self.top));
    }

    /// The digit in the square of a level.
    fn digit(&self, sheet: &Sheet<'_>, middle: i32, own: u8) {
        let digit = self.x(own) + self.square / 2;
        sheet.text(digit, middle, &own.to_string(), Role::on_level(own, self.top), true, Hold::Middle);
    }

    /// The squares of the other levels.
    fn outlines(&self, sheet: &Sheet<'_>, middle: i32, own: u8) {
        for level in (0..=self.top).filter(|level| *level != own) {
            sheet.outline((self.x(level), middle - SQUARE / 2), (self.square, SQUARE), Role::Grid);
        }
    }

    /// A box over all squares with the words for no level.
    fn absent(&self, sheet: &Sheet<'_>, middle: i32, words: &str) {
        let width = SQUARES - 6;
        sheet.fill((self.left, middle - SQUARE / 2), (width, SQUARE), Role::Absent);
        sheet.text(self.left + width / 2, middle, words, Role::Halo, false, Hold::Middle);
    }

    /// The target as a line before its square; over a box of words as two notches, so that it crosses no word.
    fn target_mark(&self, sheet: &Sheet<'_>, middle: i32, target: Option<u8>, has_level: bool) {
        let Some(x) = self.target(target) else { return };
        let y = middle - SQUARE / 2;
        if has_level {
            sheet.line((x, y - 4), (x, y + SQUARE + 4), Role::Target, 3);
        } else {
            sheet.line((x, y - 4), (x, y), Role::Target, 3);
            sheet.line((x, y + SQUARE), (x, y + SQUARE + 4), Role::Target, 3);
        }
    }

    /// The gap before the target's square.
    fn target(&self, target: Option<u8>) -> Option<i32> {
        let target = target.filter(|target| usize::from(*target) < self.levels)?;
        Some(self.x(target) - (self.pitch - self.square) / 2)
    }

    /// The levels between which the middle half lies.
    fn middle_half(&self, sheet: &Sheet<'_>, y: i32, spread: Spread) {
        let middle = |level| self.x(level) + self.square / 2;
        if spread.p25 < spread.p75 {
            sheet.line((middle(spread.p25), y), (middle(spread.p75), y), Role::PeerLine, 4);
        }
    }
}

#[cfg(test)]
mod tests;
