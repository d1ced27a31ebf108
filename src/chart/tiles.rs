//! Turns areas with their places into a map of tiles of one size, each with its label and its figure.
//!
//! It does not choose who is on the map or where: those are the caller's. Tiles are laid like bricks, which touch the same
//! six neighbours as hexagons do and have room for words.

use super::key;
use super::mark::Mark;
use super::palette::Role;
use super::sheet::{Frame, Hold, Sheet, WIDTH, block, chart};
use super::text::{LINE, clean, width};
use super::words::{NOTHING, or, plural, some_of};
use super::{Chart, Table};
use crate::words::{of, percent};
use std::borrow::Cow;

/// The room of a tile with the gap after it, in units: never more, so that a map of few is no larger than one of many.
const WIDEST: i32 = 76;
/// Between two tiles.
const GAP: i32 = 2;
/// Between a tile's edge and its words: beside them, and above and below.
const BESIDE: i32 = 1;
const ABOVE: i32 = 4;
/// A share is in one of so many parts of equal width.
const PARTS: u8 = 5;

/// Areas as tiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    /// Unique on the page; prefixes every id inside the SVG.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// Coverage is under half.
    pub faded: bool,
    /// What is shown of each area, such as "Share of the homes that answered with all of core in place".
    pub measure: String,
    /// One each, in the order of the table.
    pub tiles: Vec<Tile>,
}

/// One area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// The area's name.
    pub name: String,
    /// What stands on its tile: a few characters.
    pub label: String,
    /// Its place in the row, growing to the right, and its row, growing upwards; odd rows lie half a tile further right.
    pub place: (i32, i32),
    /// How many of how many; nothing where nobody has answered, which is drawn hatched. Some of none is drawn so too.
    pub count: Option<(u32, u32)>,
}

impl Tiles {
    /// Draws the map. Total: any value gives a chart.
    #[must_use]
    pub fn draw(&self) -> Chart {
        let description = self.description();
        let frame = Frame { id: &self.id, title: &self.title, description: &description, faded: self.faded };
        let plan = Plan::of(&self.tiles);
        let reason = if self.tiles.is_empty() {
            Some(NOTHING.to_owned())
        } else {
            let words = "This map is too wide to draw. The table has every figure.";
            plan.is_none().then(|| words.to_owned())
        };
        let paint = |sheet: &Sheet<'_>, top| plan.as_ref().map_or(top, |plan| self.paint(sheet, top, plan));
        chart(&frame, self.table(), reason, paint)
    }

    fn paint(&self, sheet: &Sheet<'_>, top: i32, plan: &Plan) -> i32 {
        for tile in &self.tiles {
            let (x, y) = plan.corner(tile.place);
            plan.tile(sheet, (x, top + y), tile);
        }
        key::draw(sheet, top + plan.end() + 8, &self.key())
    }

    /// Which of the fills are on the map, from the lowest share up, then nobody.
    fn fills(&self) -> Vec<Option<u8>> {
        let all = (0..PARTS).map(Some).chain([None]);
        all.filter(|fill| self.tiles.iter().any(|tile| tile.fifth() == *fill)).collect()
    }

    fn key(&self) -> Vec<(Mark, String)> {
        let mark = |fill: Option<u8>| fill.map_or(Mark::Absent, |fifth| Mark::Fill(fifth, PARTS - 1));
        self.fills().into_iter().map(|fill| (mark(fill), fill_words(fill))).collect()
    }

    fn description(&self) -> String {
        if self.tiles.is_empty() {
            return format!("{NOTHING}.");
        }
        let told = self.fills().into_iter().map(|fill| {
            let tiles = self.tiles.iter().filter(|tile| tile.fifth() == fill);
            let names: Vec<String> = tiles.map(|tile| or(&tile.name, "No name")).collect();
            format!(" {}: {}.", fill_words(fill), some_of(&names))
        });
        let told: String = told.collect();
        format!("{}. {}.{told}", or(&self.measure, "Share"), plural(self.tiles.len(), "area"))
    }

    fn table(&self) -> Table {
        let cells = |tile: &Tile| {
            let (figure, share) = match tile.counted() {
                Some((some, of)) => (tile.figure(), percent(some.into(), of.into())),
                None => ("Nobody has answered".to_owned(), None),
            };
            let share = share.unwrap_or_else(|| "No figure".to_owned());
            vec![or(&tile.name, "No name"), or(&tile.label, "None"), figure, share]
        };
        Table {
            caption: format!("{}. {}", or(&self.title, "Areas"), or(&self.measure, "Share")),
            columns: ["Area", "On the map", "Numbers", "Share"].map(str::to_owned).to_vec(),
            rows: self.tiles.iter().map(cells).collect(),
        }
    }
}

impl Tile {
    /// The count, where it is some of any; never more than all.
    fn counted(&self) -> Option<(u32, u32)> {
        self.count.filter(|(_, of)| *of > 0).map(|(some, of)| (some.min(of), of))
    }

    /// Which fifth the share lies in, from 0 to 4: one on the border of two in the upper.
    fn fifth(&self) -> Option<u8> {
        let (some, of) = self.counted()?;
        let fifth = u64::from(some) * u64::from(PARTS) / u64::from(of);
        Some(u8::try_from(fifth).unwrap_or(PARTS).min(PARTS - 1))
    }

    /// "3 of 12".
    fn figure(&self) -> String {
        self.counted().map_or_else(|| "No answer".to_owned(), |(some, all)| of(some, all))
    }

    /// The lines on the tile: the label, and the figure on one line or on two.
    fn lines(&self, room: i32) -> Vec<Cow<'_, str>> {
        let figure = self.figure();
        let mut lines = vec![clean(&self.label)];
        match figure.split_once(' ') {
            Some((first, rest)) if width(&figure, false) > room => {
                lines.extend([first, rest].map(|part| Cow::Owned(part.to_owned())));
            }
            _ => lines.push(Cow::Owned(figure)),
        }
        lines
    }
}

/// The words for a fill.
fn fill_words(fill: Option<u8>) -> String {
    let edge = |fifth: u8| u32::from(fifth) * 100 / u32::from(PARTS);
    match fill {
        None => "Nobody has answered".to_owned(),
        Some(0) => format!("Under {}%", edge(1)),
        Some(fifth) if fifth + 1 < PARTS => format!("{}% to under {}%", edge(fifth), edge(fifth + 1)),
        Some(fifth) => format!("{}% or more", edge(fifth)),
    }
}

/// How large tiles are and where the map begins.
struct Plan {
    /// From one tile to the next.
    across: i32,
    down: i32,
    /// The westernmost place and the northernmost row, and how many rows there are.
    west: i32,
    north: i32,
    rows: i32,
}

impl Plan {
    /// Nothing where there are no tiles, or more beside each other than have room for their words.
    fn of(tiles: &[Tile]) -> Option<Plan> {
        let (west, east) =
            (tiles.iter().map(|one| one.place.0).min()?, tiles.iter().map(|one| one.place.0).max()?);
        let (south, north) =
            (tiles.iter().map(|one| one.place.1).min()?, tiles.iter().map(|one| one.place.1).max()?);
        // An odd row reaches half a tile further.
        let halves = east.checked_sub(west)?.checked_mul(2)?.checked_add(3)?;
        let across = (2 * WIDTH / halves).min(WIDEST);
        let room = across - GAP - 2 * BESIDE;
        let lines: Vec<Vec<Cow<'_, str>>> = tiles.iter().map(|tile| tile.lines(room)).collect();
        let is_label = |at: usize| at == 0;
        let fit = |lines: &Vec<Cow<'_, str>>| {
            lines.iter().enumerate().all(|(at, line)| width(line, is_label(at)) <= room)
        };
        let most = lines.iter().map(Vec::len).max()?;
        let rows = north.checked_sub(south)?.checked_add(1).filter(|rows| *rows <= 1000)?;
        let down = block(most) + 2 * ABOVE + GAP;
        lines.iter().all(fit).then_some(Plan { across, down, west, north, rows })
    }

    /// The upper left corner of a tile.
    fn corner(&self, (q, r): (i32, i32)) -> (i32, i32) {
        let shift = if r.rem_euclid(2) == 1 { self.across / 2 } else { 0 };
        ((q - self.west) * self.across + shift, (self.north - r) * self.down)
    }

    /// Where the lowest row ends.
    fn end(&self) -> i32 {
        self.rows * self.down
    }

    fn tile(&self, sheet: &Sheet<'_>, (x, y): (i32, i32), tile: &Tile) {
        let (wide, high) = (self.across - GAP, self.down - GAP);
        let (fill, text) = match tile.fifth() {
            Some(fifth) => (Role::level(fifth, PARTS - 1), Role::on_level(fifth, PARTS - 1)),
            None => (Role::Absent, Role::Label),
        };
        sheet.fill((x + GAP / 2, y + GAP / 2), (wide, high), fill);
        let lines = tile.lines(wide - 2 * BESIDE);
        let mut middle = y + GAP / 2 + (high - block(lines.len())) / 2 + LINE / 2;
        for (at, line) in lines.iter().enumerate() {
            sheet.text(x + GAP / 2 + wide / 2, middle, line, text, at == 0, Hold::Middle);
            middle += LINE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::{Tile, Tiles};

    fn tile(name: &str, place: (i32, i32), count: Option<(u32, u32)>) -> Tile {
        let label = name.chars().take(3).collect::<String>().to_uppercase();
        Tile { name: name.to_owned(), label, place, count }
    }

    fn map(tiles: Vec<Tile>) -> Tiles {
        Tiles {
            id: "map".to_owned(),
            title: "Northland".to_owned(),
            faded: false,
            measure: "Share of homes".to_owned(),
            tiles,
        }
    }

    #[test]
    fn the_sentence_and_the_table_hold_what_is_drawn() {
        // 1 of 5 is 20%, on the border of the first and the second fifth: it is in the second.
        let chart = map(vec![
            tile("Ash", (1, 1), Some((3, 12))),
            tile("Beck", (2, 1), Some((1, 5))),
            tile("Carr", (1, 2), None),
            tile("Dale", (2, 2), Some((0, 7))),
            tile("Elm", (3, 2), Some((345, 345))),
        ])
        .draw();
        assert_eq!(
            chart.description,
            "Share of homes. 5 areas. Under 20%: Dale. 20% to under 40%: Ash, Beck. 80% or more: Elm. Nobody has answered: Carr."
        );
        assert_eq!(
            chart.table.rows,
            [
                ["Ash", "ASH", "3 of 12", "25%"],
                ["Beck", "BEC", "1 of 5", "20%"],
                ["Carr", "CAR", "Nobody has answered", "No figure"],
                ["Dale", "DAL", "0 of 7", "0%"],
                ["Elm", "ELM", "345 of 345", "100%"],
            ]
        );
        let drawn = texts(&chart.svg, "");
        for words in ["ASH", "3 of 12", "No", "answer", "345", "of 345", "20% to under 40%"] {
            assert!(drawn.contains(&words.to_owned()), "{words}: {drawn:?}");
        }
        assert!(!drawn.contains(&"40% to under 60%".to_owned()), "the key lists only what is drawn");
    }

    #[test]
    fn northern_rows_lie_above_and_odd_rows_half_a_tile_to_the_right() {
        let chart =
            map(vec![tile("North", (0, 2), Some((1, 1))), tile("South", (0, 1), Some((1, 1)))]).draw();
        let place = |words: &str| {
            let document = roxmltree::Document::parse(&chart.svg).unwrap();
            let node = document.descendants().find(|node| node.text() == Some(words)).unwrap();
            ["x", "y"].map(|name| node.attribute(name).unwrap().parse::<i32>().unwrap())
        };
        let ([x, y], [below_x, below_y]) = (place("NOR"), place("SOU"));
        assert_eq!(below_x - x, 38, "half of 76");
        assert!(below_y > y);
    }

    #[test]
    fn a_map_that_is_too_wide_is_words() {
        let far = map(vec![tile("Ash", (i32::MIN, 0), None), tile("Beck", (i32::MAX, 0), None)]).draw();
        let wide = map(vec![tile("Ash", (0, 0), None), tile("Beck", (20, 0), None)]).draw();
        for chart in [far, wide] {
            assert!(chart.svg.contains("too wide to draw"), "{}", chart.svg);
            assert_eq!(chart.table.rows.len(), 2);
        }
    }

    #[test]
    fn each_share_is_in_its_fifth() {
        for (some, of, fifth) in [
            (0, 3, Some(0)),
            (19, 100, Some(0)),
            (1, 5, Some(1)),
            (2, 5, Some(2)),
            (59, 100, Some(2)),
            (3, 5, Some(3)),
            (4, 5, Some(4)),
            (7, 7, Some(4)),
            (9, 7, Some(4)),
            (0, 0, None),
        ] {
            assert_eq!(tile("Ash", (0, 0), Some((some, of))).fifth(), fifth, "{some} of {of}");
        }
    }
}
