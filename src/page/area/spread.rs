//! The spread of levels over an area's respondents, the gaps they share, and who responded.

use super::AreaReport;
use crate::area::AreaSubElement;
use crate::explanation;
use crate::framework::SubElement;
use crate::page::blocks::{Block, Inline, LevelView};
use crate::page::figures;
use crate::page::table::{Column, RowGroup, Table};
use crate::scoring::Stage;
use crate::words;

impl AreaReport<'_> {
    /// How to read the table of levels, with its first row as the example.
    fn how_to_read(&self) -> String {
        let rows = self.framework.sub_elements.iter().zip(&self.area.sub_elements);
        let example = rows.filter(|(_, row)| row.rated > 0 && !row.all_rated()).find_map(|(one, row)| {
            let told = explanation::bounds(row, self.area.respondents)?;
            Some(format!(" For example {}: {told}.", one.label))
        });
        format!(
            "In place: at the target level or above, of the {} with a level. Of all: what the share of all would be if none, and if all, of those not rated had it in place.{}",
            self.more,
            example.unwrap_or_default()
        )
    }

    pub(super) fn spread(&self) -> Vec<Block> {
        if self.area.responded == 0 {
            return vec![Block::text(format!("None of the {} has answered yet.", self.more))];
        }
        vec![
            Block::Figure(figures::area_levels(self.site, self.framework, self.area)),
            Block::Table(self.levels()),
            Block::small(self.how_to_read()),
        ]
    }

    fn levels(&self) -> Table {
        let scale = &self.framework.scale;
        let mut columns = vec![Column::words("Sub-element")];
        columns.extend(scale.all().map(|level| Column::number(format!("Level {level}"))));
        columns.extend([
            Column::number("No level"),
            Column::number("Not applicable"),
            Column::number("In place"),
            Column::words("Of all"),
            Column::level("Median"),
        ]);
        let groups = self
            .framework
            .elements
            .iter()
            .enumerate()
            .map(|(at, element)| RowGroup {
                title: format!("{}. {}", element.number, element.short),
                rows: self
                    .framework
                    .sub_elements
                    .iter()
                    .zip(&self.area.sub_elements)
                    .enumerate()
                    .filter(|(_, (one, _))| one.element == at)
                    .map(|(position, (sub_element, row))| self.level_row(position, sub_element, row))
                    .collect(),
            })
            .filter(|group: &RowGroup| !group.rows.is_empty())
            .collect();
        Table {
            id: "by-level".to_owned(),
            caption: format!("{} at each level, by sub-element", words::capital(self.more)),
            style: "scroll",
            columns,
            groups,
            filter: false,
        }
    }

    fn level_row(&self, position: usize, sub_element: &SubElement, row: &AreaSubElement) -> Vec<Vec<Inline>> {
        let mut cells = vec![vec![self.element(position)]];
        if !sub_element.asked_of.contains(&self.area.respondents) {
            cells.push(vec![Inline::text(format!("Not asked of {}", self.more))]);
            return cells;
        }
        cells.extend(row.levels.iter().map(|count| vec![Inline::text(words::number(*count))]));
        cells.push(vec![Inline::text(words::number(row.dont_know + row.unanswered))]);
        cells.push(vec![Inline::text(words::number(row.not_applicable))]);
        cells.push(vec![Inline::text(words::of(row.in_place, row.rated).replace(' ', "\u{a0}"))]);
        let could = match (row.could_apply, row.all_rated()) {
            (0, _) => "None it could apply to".to_owned(),
            (_, true) => "All are rated".to_owned(),
            (of, false) => {
                let percent = |some: u32| words::percent(some.into(), of.into()).unwrap_or_default();
                format!(
                    "{}\u{a0}to\u{a0}{} of\u{a0}{}",
                    percent(row.in_place),
                    percent(row.in_place + of - row.rated),
                    words::number(of)
                )
            }
        };
        cells.push(vec![Inline::text(could)]);
        let scale = &self.framework.scale;
        let median = row.median.and_then(|level| scale.level(i64::from(level)));
        let view = median
            .map_or_else(|| LevelView::none("blank", "None rated"), |level| LevelView::level(scale, level));
        cells.push(vec![Inline::Level(view)]);
        cells
    }

    pub(super) fn shared(&self) -> Vec<Block> {
        let half = super::half(self.area);
        let rows: Vec<_> = self
            .area
            .gaps
            .iter()
            .filter(|gap| gap.gaps >= half)
            .filter_map(|gap| Some((gap, self.framework.sub_elements.get(gap.position)?)))
            .map(|(gap, sub_element)| {
                let bodies = sub_element.leaders();
                let of = |count: u32| vec![Inline::text(words::of(count, self.area.responded))];
                let tier = vec![Inline::text(words::capital(sub_element.tier.word()))];
                let mut cells = vec![vec![self.element(gap.position)]];
                cells.extend(self.framework.has_enhanced.then_some(tier));
                cells.extend(self.framework.has_windows().then(|| of(gap.overdue)));
                cells.push(of(gap.gaps));
                cells.push(vec![Inline::text(words::capital(&words::list(&bodies)))]);
                cells
            })
            .collect();
        if rows.is_empty() {
            return vec![Block::text(format!(
                "No sub-element is a gap for half or more of the {} that answered.",
                self.more
            ))];
        }
        let (has_tiers, has_windows) = (self.framework.has_enhanced, self.framework.has_windows());
        let mut columns = vec![Column::words("Sub-element")];
        columns.extend(has_tiers.then(|| Column::words("Tier")));
        columns.extend(has_windows.then(|| Column::number("Past its window when they answered")));
        columns.extend([Column::number("A gap for"), Column::words("Who leads")]);
        let first = if has_windows { "late ones first" } else { "those of most first" };
        let caption = format!("A gap for half or more of the {} that answered, {first}", self.more);
        vec![Block::Table(Table::plain("common", "stack", caption, columns, rows))]
    }

    pub(super) fn response(&self) -> Vec<Block> {
        let area = self.area;
        let row = |term: &str, some: String, all: String| {
            vec![vec![Inline::text(term)], vec![Inline::text(some)], vec![Inline::text(all)]]
        };
        let beds = |beds: Option<u64>| beds.map_or_else(|| "Not all known".to_owned(), words::thousands);
        let response = vec![
            row(&words::capital(self.more), words::number(area.responded), words::number(area.registered)),
            row("Beds", beds(area.responded_beds), beds(area.registered_beds)),
        ];
        let columns = vec![Column::words("What"), Column::number("Answered"), Column::number("Registered")];
        let stages = Stage::of_tiers(self.framework)
            .iter()
            .zip(area.stages)
            .map(|(stage, count)| {
                vec![
                    vec![Inline::text(words::capital(stage.in_words()))],
                    vec![Inline::text(words::number(count))],
                ]
            })
            .collect();
        let stage_columns = vec![
            Column::words("Stage"),
            Column::number(format!("{}, of {}", words::capital(self.more), words::number(area.responded))),
        ];
        let mut blocks = vec![
            Block::Table(Table::plain("answered", "narrow", "Response", columns, response)),
            Block::Table(Table::plain(
                "stages",
                "narrow",
                format!("{} at each stage", words::capital(self.more)),
                stage_columns,
                stages,
            )),
        ];
        blocks.extend(self.over_time().map(|link| Block::words(vec![Inline::Link(link)])));
        blocks
    }
}
