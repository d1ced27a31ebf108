//! What areas say of themselves, and how far homes and others agree.

use super::Sheet;
use crate::area::{AreaAgreement, AreaResult, Coverage};
use crate::page::blocks::{Block, Inline};
use crate::page::site::plain_nouns;
use crate::page::table::{Column, Table};
use crate::page::views;
use crate::words;

impl Sheet<'_> {
    /// How many areas beneath have core and each element in place by their own rating (section 10); nothing where none
    /// has rated itself.
    pub(super) fn coverage(&self) -> Option<Vec<Block>> {
        let found = self.site.results.coverage(self.whole());
        if found.is_empty() {
            return None;
        }
        let mut blocks = vec![Block::text(
            "By their own ratings, that count now. An area has an element in place when every sub-element of it that applies to the area is.",
        )];
        for one in &found {
            blocks.extend(self.of_kind(one));
        }
        Some(blocks)
    }

    fn of_kind(&self, one: &Coverage) -> Vec<Block> {
        let nouns = one.kind.nouns();
        let cells = |term: String, count: u32| {
            vec![vec![Inline::text(term)], vec![Inline::text(words::of(count, one.rated))]]
        };
        let mut rows = vec![cells("All of core in place".to_owned(), one.core_in_place)];
        let last = one.elements.len();
        rows.extend(one.bands().into_iter().map(|(band, count)| {
            let name = match (*band.start(), *band.end()) {
                (0, 0) => "No element in place".to_owned(),
                (all, _) if all == last => format!("All {last} elements in place"),
                (1, 1) => "1 element in place".to_owned(),
                (from, to) if from == to => format!("{from} elements in place"),
                (from, to) => format!("{from} to {to} elements in place"),
            };
            cells(name, count)
        }));
        let elements = self.framework.elements.iter().zip(&one.elements);
        let element = |(element, count): (&crate::framework::Element, &u32)| {
            cells(format!("{}. {}", element.number, element.short), *count)
        };
        let by_element: Vec<_> = elements.map(element).collect();
        let table = |id: String, caption: String, rows| {
            let columns = vec![Column::words("What"), Column::number(words::capital(nouns))];
            Block::Table(Table::plain(&id, "narrow", caption, columns, rows))
        };
        let kind = one.kind.word();
        vec![
            Block::text(self.rests_on(one)),
            table(
                format!("coverage-{kind}"),
                format!("{} by what they have in place", words::capital(nouns)),
                rows,
            ),
            Block::Details {
                summary: format!("Each element: how many {nouns} have it in place"),
                blocks: vec![table(
                    format!("elements-{kind}"),
                    format!("{} with each element in place", words::capital(nouns)),
                    by_element,
                )],
            },
        ]
    }

    /// How many have rated themselves, and the share of homes and beds that lie in them.
    fn rests_on(&self, one: &Coverage) -> String {
        let (some, all) = one.respondents;
        let percent = words::percent(some.into(), all.into()).map(|percent| format!(" ({percent})"));
        let beds = match one.beds {
            (Some(some), Some(all)) if all > 0 => {
                format!(", with {} of its {} beds", words::number(some), words::number(all))
            }
            _ => String::new(),
        };
        let shown = if self.site.is_public() { "shown here" } else { "here" };
        let have = match (self.site.is_public(), one.rated) {
            (true, 1) => "has published a rating of its own",
            (true, _) => "have published a rating of their own",
            (false, 1) => "has rated itself",
            (false, _) => "have rated themselves",
        };
        format!(
            "{} of {} {} {shown} {have}. {} of the {} {} of {}{} lie in {}{beds}.",
            one.rated,
            one.areas,
            words::agree(one.areas, one.kind.noun(), one.kind.nouns()),
            words::thousands(some.into()),
            words::thousands(all.into()),
            self.more,
            self.whole_name(),
            percent.unwrap_or_default(),
            words::agree(one.rated, "it", "them"),
        )
    }

    /// Self-ratings beside others' ratings, for each area; nothing where no home has both.
    pub(super) fn agreement(&self) -> Option<Vec<Block>> {
        let results = self.site.results;
        let all = results.agreement(self.whole())?;
        let row = |name: Vec<Inline>, found: &AreaAgreement| {
            let mut cells = vec![name, vec![Inline::text(words::number(found.organisations))]];
            cells.extend(views::cells(&found.all));
            cells
        };
        let whole = vec![Inline::text(format!("All of {}", self.whole_name()))];
        let mut rows = vec![row(whole, &all)];
        rows.extend(self.parts().filter_map(|(_, part): (usize, &AreaResult)| {
            Some(row(self.named(part), &results.agreement(part)?))
        }));
        let mut columns = vec![
            Column::words("Area"),
            Column::number(format!("{} with two views", words::capital(self.more))),
        ];
        columns.extend(views::columns());
        Some(vec![
            Block::text(views::in_words(&all.all, self.more)),
            Block::Table(Table::plain(
                "views-table",
                "stack",
                "How far the views agree, areas A to Z",
                columns,
                rows,
            )),
            Block::small(views::reading(plain_nouns(self.whole().respondents).0)),
        ])
    }
}
