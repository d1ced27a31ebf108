//! One chart of each kind from a label, the last level and a number of rows.

use crate::chart::{
    Cell, Change, Chart, Dot, Dots, Dumbbell, LevelBar, LevelBars, Limits, PaceRow, PaceStatus, PaceTimeline,
    Reference, RunChart, RunPoint, Spread, Strip, StripGroup, StripRow, Tile, Tiles, Window,
};

const CELLS: [Cell; 6] =
    [Cell::Level(1), Cell::NotAnswered, Cell::Level(0), Cell::DoNotKnow, Cell::NotApplicable, Cell::NotAsked];
const STATUSES: [PaceStatus; 5] =
    [PaceStatus::InPlace, PaceStatus::Overdue, PaceStatus::Due, PaceStatus::Unknown, PaceStatus::NoClock];

fn names(top: u8) -> Vec<String> {
    (0..=top).map(|level| format!("Level name {level}")).collect()
}

pub(super) fn strip(label: &str, top: u8, rows: usize) -> Strip {
    let row = |place: usize| StripRow {
        label: label.to_owned(),
        tier: "Enhanced".to_owned(),
        own: CELLS[place % 6],
        target: Some(top.min(2)),
        spread: (place % 4 != 3).then_some(Spread { median: top / 2, p25: 0, p75: top, n: 9 }),
    };
    Strip {
        id: "strip".to_owned(),
        title: format!("Levels, {label}"),
        faded: false,
        levels: names(top),
        area: label.to_owned(),
        groups: vec![StripGroup { name: label.to_owned(), rows: (0..rows).map(row).collect() }],
    }
}

pub(super) fn bars(label: &str, top: u8, rows: usize) -> LevelBars {
    let row = |place: usize| LevelBar {
        label: label.to_owned(),
        counts: (0..=top).map(|level| u32::from(level) * 7 + 1).collect(),
        not_answered: u32::try_from(place % 3).unwrap(),
        not_applicable: u32::try_from(place % 2).unwrap(),
    };
    LevelBars {
        id: "bars".to_owned(),
        title: format!("Levels, {label}"),
        faded: true,
        levels: names(top),
        unit: "homes".to_owned(),
        rows: (0..rows).map(row).collect(),
    }
}

pub(super) fn pace(label: &str, months: Option<u32>, rows: usize) -> PaceTimeline {
    let row = |place: usize| PaceRow {
        label: label.to_owned(),
        window: (place % 4 != 3).then_some(Window { earliest: 12, latest: 36 }),
        status: STATUSES[place % 5],
    };
    PaceTimeline {
        id: "pace".to_owned(),
        title: format!("Pace, {label}"),
        faded: false,
        months,
        rows: (0..rows).map(row).collect(),
    }
}

pub(super) fn dots(label: &str, rows: usize) -> Dots {
    let row = |place: usize| Dot {
        label: label.to_owned(),
        value: (place % 4 != 3).then_some(100.0 / (1.0 + f64::from(u8::try_from(place).unwrap()))),
        interval: (place % 3 != 2).then_some((5.0, 100.0)),
        n: "6 of 9 homes".to_owned(),
    };
    Dots {
        id: "dots".to_owned(),
        title: format!("Shares, {label}"),
        faded: false,
        measure: label.to_owned(),
        reference: Some(Reference { label: label.to_owned(), value: 99.0 }),
        rows: (0..rows).map(row).collect(),
    }
}

pub(super) fn dumbbell(label: &str, top: u8, rows: usize) -> Dumbbell {
    let row = |place: usize| Change {
        label: label.to_owned(),
        then: if place.is_multiple_of(3) { Cell::Level(top) } else { CELLS[(place + 2) % 6] },
        now: CELLS[place % 6],
    };
    Dumbbell {
        id: "dumbbell".to_owned(),
        title: format!("Change, {label}"),
        faded: false,
        levels: names(top),
        then_name: "November 2025".to_owned(),
        now_name: label.to_owned(),
        rows: (0..rows).map(row).collect(),
    }
}

pub(super) fn run(label: &str, points: u32) -> RunChart {
    let point = |place: u32| RunPoint {
        label: label.to_owned(),
        value: (place % 5 != 4).then_some(f64::from(place * 41 % 101)),
    };
    RunChart {
        id: "run".to_owned(),
        title: format!("Rounds, {label}"),
        faded: false,
        measure: label.to_owned(),
        points: (0..points).map(point).collect(),
        median: Some(50.0),
        limits: Some(Limits { lower: 48.0, upper: 100.0 }),
    }
}

pub(super) fn tiles(label: &str, rows: usize) -> Tiles {
    let tile = |place: usize| {
        let at = i32::try_from(place).unwrap();
        let count = u32::try_from(place).unwrap();
        Tile {
            name: label.to_owned(),
            label: label.chars().take(5).collect(),
            place: (at % 8, at / 8),
            count: (place % 4 != 3).then_some((count, count * 2 + 1)),
        }
    };
    Tiles {
        id: "tiles".to_owned(),
        title: format!("Map, {label}"),
        faded: false,
        measure: label.to_owned(),
        tiles: (0..rows).map(tile).collect(),
    }
}

pub(super) fn every_kind(label: &str, top: u8, rows: usize) -> Vec<Chart> {
    let months = u32::from(top) * 11;
    vec![
        strip(label, top, rows).draw(),
        bars(label, top, rows).draw(),
        pace(label, Some(months), rows).draw(),
        pace(label, None, rows).draw(),
        dots(label, rows).draw(),
        dumbbell(label, top, rows).draw(),
        run(label, u32::try_from(rows).unwrap()).draw(),
        tiles(label, rows).draw(),
    ]
}
