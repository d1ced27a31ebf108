//! Self-ratings beside others' ratings over the area's homes, and the differences to talk about (section 13).

use super::AreaReport;
use crate::framework::SubElement;
use crate::page::blocks::{Block, Inline, LevelView, Section};
use crate::page::table::{Column, Table};
use crate::page::views;
use crate::words;

/// How many levels apart two views are when they are listed.
const APART: u8 = 2;
/// How many such differences are listed at most; the areas beneath list theirs.
const LISTED: usize = 40;

impl AreaReport<'_> {
    /// Nothing where no home has two views.
    pub(super) fn views(&self) -> Option<Section> {
        let found = self.site.results.agreement(self.area)?;
        let rows = self.framework.sub_elements.iter().zip(&found.sub_elements).enumerate();
        let rows = rows
            .filter(|(_, (one, _))| one.asked_of.contains(&self.area.respondents))
            .map(|(position, (_, one))| {
                let mut cells = vec![vec![self.element(position)]];
                cells.extend(views::cells(one));
                cells
            })
            .collect();
        let mut columns = vec![Column::words("Sub-element")];
        columns.extend(views::columns());
        let mut blocks = vec![
            Block::text(format!(
                "{} {} rated by somebody else as well. {}",
                words::count(found.organisations, self.one, self.more),
                words::agree(found.organisations, "was", "were"),
                views::in_words(&found.all, self.more)
            )),
            Block::Details {
                summary: "Each sub-element: how far the views agree".to_owned(),
                blocks: vec![
                    Block::Table(Table::plain("agree", "stack", "How far the views agree", columns, rows)),
                    Block::small(views::reading(self.one)),
                ],
            },
        ];
        blocks.extend(self.to_talk_about());
        Some(Section::new("views", "Self-ratings beside others' ratings", blocks))
    }

    /// Homes and sub-elements where the two views are two levels or more apart.
    fn to_talk_about(&self) -> Vec<Block> {
        let scale = &self.framework.scale;
        let mut rows = Vec::new();
        for id in &self.area.area.respondents {
            let Some((own, other)) = self.site.results.views(id, &self.framework.id) else { continue };
            let both = own.result.sub_elements.iter().zip(&other.result.sub_elements);
            for (sub_element, (here, there)) in self.framework.sub_elements.iter().zip(both) {
                let Some((level, another)) = here.state.evidenced().zip(there.state.evidenced()) else {
                    continue;
                };
                if level.steps_to(another).max(another.steps_to(level)) >= APART {
                    rows.push((
                        self.site.name(id),
                        vec![
                            vec![self.named(id)],
                            vec![Inline::text(SubElement::heading(sub_element))],
                            vec![Inline::Level(LevelView::level(scale, level))],
                            vec![Inline::Level(LevelView::level(scale, another))],
                        ],
                    ));
                }
            }
        }
        if rows.is_empty() {
            return vec![Block::text("Nowhere are the two views of a home two levels or more apart.")];
        }
        rows.sort_by_cached_key(|(name, _)| name.to_lowercase());
        let all = rows.len();
        if all > LISTED {
            return vec![Block::text(format!(
                "In {} the two views of a home are two levels or more apart. The areas here list theirs.",
                words::count(all as u64, "place", "places")
            ))];
        }
        let one = words::capital(self.one);
        let columns = vec![
            Column::words(one),
            Column::words("Sub-element"),
            Column::level("Self"),
            Column::level("Other"),
        ];
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        vec![
            Block::text(
                "To talk about, not to settle from a distance: the two may have looked at different things.",
            ),
            Block::Table(Table::plain("talk", "stack", "Two levels or more apart", columns, rows)),
        ]
    }
}
