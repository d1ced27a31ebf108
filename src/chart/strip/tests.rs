//! What a strip says, by hand.

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
        ["1.1 GP", "1 Primary care", "Core", "3 - Mature", "2 - Established", "1 - Plans", "0 to 3", "12"],
        ["1.2 Reviews", "1 Primary care", "Core", "Do not know", "1 - Plans", "1 - Plans", "0 to 3", "12"],
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
    // Own levels in bold, the lowest first, the last one in the key; the words of the row without a level.
    assert_eq!(texts(&chart.svg, "b"), ["1 Primary care", "0", "3", "3"]);
    assert_eq!(texts(&chart.svg, "on3").len() + texts(&chart.svg, "on4").len(), 2);
    assert!(texts(&chart.svg, "").contains(&"Do not know".to_owned()));
    assert!(texts(&chart.svg, "").contains(&"Median of homes in Wakefield (12 rated)".to_owned()));
    // Squares of 34 every 40 from 440: the target line stands 3 before 2 · 40 or 1 · 40.
    assert!(chart.svg.contains("M517 "), "{}", chart.svg);
    assert!(chart.svg.contains("M477 "), "{}", chart.svg);
    // Median 1 at 440 + 40 + 17; the middle half from 0 to 3, 457 to 577.
    // Marks of one sort share a path, so it is their parts that are counted: two rows each.
    assert_eq!(chart.svg.matches("M497 ").count(), 2);
    assert_eq!(chart.svg.matches("M457 ").count(), 2);
    assert_eq!(chart.svg.matches("H577").count(), 2);
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
