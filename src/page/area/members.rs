//! The areas and the respondents directly in an area.

use super::AreaReport;
use crate::area::AreaResult;
use crate::explanation;
use crate::id::OrganisationId;
use crate::organisation::Row;
use crate::page::blocks::{Block, Column, Inline, Table};
use crate::page::report;
use crate::scoring::{GroupKey, Stage};
use crate::words;

impl AreaReport<'_> {
    pub(super) fn members(&self) -> Vec<Block> {
        let hierarchy = &self.site.results.hierarchy;
        let (mut areas, mut homes) = (Vec::new(), Vec::new());
        let members: Vec<(&OrganisationId, &Row)> = if self.area.area.is_group {
            self.area.area.respondents.iter().filter_map(|id| Some((id, hierarchy.row(id)?))).collect()
        } else {
            hierarchy.children(&self.area.area.id).collect()
        };
        for (id, row) in members {
            if row.kind == self.area.respondents {
                homes.push((self.site.name(id), self.home_row(id, row)));
            } else if let Some(area) = self.site.results.area(id, &self.framework.id) {
                areas.push((self.site.name(id), self.area_row(id, area)));
            }
        }
        let in_order = |mut rows: Vec<(String, Vec<Vec<Inline>>)>| {
            rows.sort_by_cached_key(|(name, _)| name.to_lowercase());
            rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>()
        };
        let mut blocks = Vec::new();
        if !areas.is_empty() {
            let columns = vec![
                Column::words("Area"),
                Column::number("Answered"),
                Column::number("Core in place in all"),
            ];
            blocks.push(Block::Table(Table::plain(
                "areas",
                "stack",
                "Areas, A to Z",
                columns,
                in_order(areas),
            )));
        }
        if !homes.is_empty() {
            let mut columns = vec![Column::words(words::capital(self.one)), Column::words("Type")];
            // Beds are no result, and a public edition does not hold them.
            columns.extend((!self.site.is_public()).then(|| Column::number("Beds")));
            columns.extend([
                Column::number("Core in place"),
                Column::number("Enhanced in place"),
                Column::words("Stage"),
                Column::words("Answered"),
            ]);
            let caption = format!("{} directly here, A to Z", words::capital(self.more));
            blocks.push(Block::Table(Table::plain("homes", "stack", caption, columns, in_order(homes))));
        }
        if self.site.is_public() {
            blocks.push(Block::small(self.site.withheld_in_words()));
        } else if blocks.is_empty() {
            blocks.push(Block::text("Nothing is registered directly here."));
        }
        blocks
    }

    fn area_row(&self, id: &OrganisationId, area: &AreaResult) -> Vec<Vec<Inline>> {
        let further: u32 = Stage::ALL
            .iter()
            .zip(area.stages)
            .filter(|(stage, _)| **stage >= Stage::CoreInPlace)
            .map(|(_, count)| count)
            .sum();
        vec![
            vec![self.named(id)],
            vec![Inline::text(format!("{} of {}", area.responded, area.registered))],
            vec![Inline::text(format!("{further} of {}", area.responded))],
        ]
    }

    fn home_row(&self, id: &OrganisationId, row: &Row) -> Vec<Vec<Inline>> {
        let home_type = row.home_type.map_or("Not stated", crate::organisation::HomeType::word);
        let beds = row.beds.map_or_else(|| "Not known".to_owned(), |beds| beds.to_string());
        let mut cells = vec![vec![self.named(id)], vec![Inline::text(words::capital(home_type))]];
        cells.extend((!self.site.is_public()).then(|| vec![Inline::text(beds)]));
        let Some(scored) = self.site.shown(id, &self.framework.id) else {
            cells.push(vec![Inline::text("Not answered yet")]);
            return cells;
        };
        let in_place = |key| {
            let group = scored.result.group(key).copied().unwrap_or_default();
            vec![Inline::text(format!("{} of {}", group.in_place, group.applicable))]
        };
        let old = report::over_a_year(self.site, scored).map(|_| ", over a year ago").unwrap_or_default();
        cells.extend([
            in_place(GroupKey::Core),
            in_place(GroupKey::Enhanced),
            vec![Inline::text(words::capital(&explanation::stage_in_words(self.framework, &scored.result)))],
            vec![Inline::text(format!("{}{old}", scored.assessment.date.in_words()))],
        ]);
        cells
    }
}
