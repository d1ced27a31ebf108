//! The areas and the respondents directly in an area.

use super::AreaReport;
use crate::area::AreaResult;
use crate::id::OrganisationId;
use crate::page::blocks::{Block, Inline};
use crate::page::key::ListOf;
use crate::page::list;
use crate::page::table::{Column, Table};
use crate::scoring::Stage;

impl AreaReport<'_> {
    pub(super) fn members(&self) -> Vec<Block> {
        let hierarchy = &self.site.results.hierarchy;
        let mut areas = Vec::new();
        // Respondents stand in a list of their own; a group's members are respondents alone.
        for (id, _) in hierarchy.children(&self.area.area.id) {
            if let Some(area) = self.site.results.area(id, &self.framework.id) {
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
            blocks.push(Block::Table(
                Table::plain("areas", "stack", "Areas, A to Z", columns, in_order(areas)).filtered(),
            ));
        }
        blocks.extend(self.comparison().map(|link| Block::words(vec![Inline::Link(link)])));
        let of = ListOf::Members(self.area.area.id.clone(), self.framework.id.clone());
        blocks.extend(list::first(self.site, self.key, &of));
        if self.site.is_public() {
            blocks.push(Block::small(self.site.withheld_in_words()));
        } else if blocks.is_empty() {
            blocks.push(Block::text("Nothing is registered directly here."));
        }
        blocks
    }

    fn area_row(&self, id: &OrganisationId, area: &AreaResult) -> Vec<Vec<Inline>> {
        let further = area.at_least(Stage::CoreInPlace);
        vec![
            vec![self.named(id)],
            vec![Inline::text(crate::words::of(area.responded, area.registered))],
            vec![Inline::text(super::of_those(further, area))],
        ]
    }
}
