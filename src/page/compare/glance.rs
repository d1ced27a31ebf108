//! The heat map: the median level of each area for each sub-element, of all homes and of each type.

use super::Sheet;
use crate::area::{self, AreaResult};
use crate::organisation::{HomeType, Kind};
use crate::page::blocks::{Block, Inline, LevelView};
use crate::page::table::{Column, RowGroup, Table};

impl Sheet<'_> {
    pub(super) fn glance(&self) -> Vec<Block> {
        let parts = self.parts().map(|(_, part)| part).collect();
        let caption = format!("Median level of {} in each area, A to Z", self.more);
        vec![
            Block::text(format!(
                "The median level of each area: half or more of the {} with a level are at it or below, and half or more at it or above. Higher is better.",
                self.more
            )),
            self.key_to_levels(),
            self.heat("glance-table", caption, vec![(String::new(), parts)]),
        ]
    }

    /// The integrated care systems beneath, under the parts they lie in; nothing where the parts are systems, or smaller.
    pub(super) fn systems(&self) -> Option<Vec<Block>> {
        let results = self.site.results;
        let beneath = |part: &AreaResult| -> Vec<&AreaResult> {
            let all = area::beneath(part, &results.areas, &results.hierarchy);
            let mut found: Vec<&AreaResult> = all.filter(|area| area.area.kind == Kind::Ics).collect();
            found.sort_by_cached_key(|area| self.site.name(&area.area.id).to_lowercase());
            found
        };
        let groups: Vec<(String, Vec<&AreaResult>)> = self
            .parts()
            .map(|(_, part)| (self.site.name(&part.area.id), beneath(part)))
            .filter(|(_, systems)| !systems.is_empty())
            .collect();
        let caption = format!("Median level of {} in each integrated care system", self.more);
        (!groups.is_empty()).then(|| vec![self.key_to_levels(), self.heat("systems-table", caption, groups)])
    }

    /// A heat map for each type of home, behind its heading. Nothing where no type is stated.
    pub(super) fn types(&self) -> Option<Vec<Block>> {
        let by_type = &self.site.results.by_type;
        let stated = by_type.keys().any(Option::is_some);
        let tables = by_type.iter().filter_map(|(home_type, areas)| {
            let of_part = |(_, part): (usize, &AreaResult)| {
                areas.iter().find(|one| one.area.id == part.area.id && one.framework == part.framework)
            };
            let parts: Vec<&AreaResult> = self.parts().filter_map(of_part).collect();
            let (id, name) = match home_type {
                Some(HomeType::Nursing) => ("nursing-table", format!("{} with nursing", self.more)),
                Some(HomeType::Residential) => {
                    ("residential-table", format!("{} without nursing", self.more))
                }
                None => ("untyped-table", format!("{} whose type is not stated", self.more)),
            };
            let caption = format!("Median level of {name} in each area, A to Z");
            let responded: u32 = parts.iter().map(|part| part.responded).sum();
            (responded > 0).then(|| Block::Details {
                summary: format!(
                    "{}: {} answered",
                    crate::words::capital(&name),
                    crate::words::number(responded)
                ),
                blocks: vec![self.heat(id, caption, vec![(String::new(), parts)])],
            })
        });
        let tables: Vec<Block> = tables.collect();
        (stated && !tables.is_empty()).then(|| {
            let told = "The same map for each type by itself. Where homes of the types differ, areas may differ by how many they have of each.";
            let mut blocks = vec![Block::text(told)];
            if self.site.is_public() {
                blocks.push(Block::small("An area is split only where each type of home in it may be shown."));
            }
            blocks.extend(tables);
            blocks
        })
    }

    fn key_to_levels(&self) -> Block {
        let scale = &self.framework.scale;
        Block::Key { levels: scale.all().map(|level| LevelView::level(scale, level)).collect() }
    }

    /// Areas by sub-element, in groups: response beside the name, then the median of each.
    fn heat(&self, id: &str, caption: String, groups: Vec<(String, Vec<&AreaResult>)>) -> Block {
        let mut columns = vec![Column::words("Area"), Column::words("Answered")];
        columns.extend(self.asked().map(|(_, one)| Column::words(&one.label).about(&one.short)));
        let row = |part: &AreaResult| {
            let answered = crate::words::of(part.responded, part.registered).replace(' ', "\u{a0}");
            let mut cells = vec![self.named(part), vec![Inline::text(answered)]];
            cells.extend(self.asked().map(|(position, _)| vec![self.median(part, position)]));
            cells
        };
        let groups = groups
            .into_iter()
            .map(|(title, parts)| RowGroup { title, rows: parts.into_iter().map(row).collect() })
            .collect();
        Block::Table(Table { id: id.to_owned(), caption, style: "heat", columns, groups, filter: false })
    }

    fn median(&self, part: &AreaResult, position: usize) -> Inline {
        let median = part.sub_elements.get(position).and_then(|one| one.median);
        let level = median.and_then(|median| self.framework.scale.level(i64::from(median)));
        level.map_or_else(
            || Inline::text("None"),
            |level| Inline::Digit(LevelView::level(&self.framework.scale, level)),
        )
    }
}
