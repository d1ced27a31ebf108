//! How the areas stand to the whole: dots with intervals, what stands out, who answered, and how it was worked out.

use super::Sheet;
use crate::area::{AgainstParent, AreaResult, NotCompared};
use crate::explanation;
use crate::page::blocks::{Block, Inline, Link};
use crate::page::figures;
use crate::page::key::PageKey;
use crate::page::site::Site;
use crate::page::table::{Column, Table};
use crate::scoring::Stage;
use crate::words;

impl Sheet<'_> {
    pub(super) fn tiers(&self) -> Vec<Block> {
        if self.whole().responded == 0 {
            return vec![Block::text(format!("None of the {} has answered yet.", self.more))];
        }
        let mut stages = vec![(Stage::CoreInPlace, "core-dots", "all of core")];
        if self.framework.has_enhanced {
            stages.push((Stage::EnhancedInPlace, "enhanced-dots", "all of core and enhanced"));
        }
        let parts: Vec<&AreaResult> = self.parts().map(|(_, part)| part).collect();
        stages
            .into_iter()
            .map(|(stage, id, what)| {
                Block::Figure(figures::dots(self.site, self.whole(), &parts, stage, id, what))
            })
            .collect()
    }

    pub(super) fn stand_out(&self) -> Vec<Block> {
        let rows: Vec<_> = self
            .asked()
            .filter_map(|(position, sub_element)| {
                let one = self.comparison.sub_elements.get(position)?;
                let whole = self.whole().sub_elements.get(position)?;
                let names = |those: &[usize]| {
                    let names = self.names(those);
                    vec![Inline::text(if names.is_empty() { "None".to_owned() } else { names.join("; ") })]
                };
                let tier = vec![Inline::text(words::capital(sub_element.tier.word()))];
                let mut cells =
                    vec![vec![Inline::Link(self.site.element(self.key, self.framework, position))]];
                cells.extend(self.framework.has_enhanced.then_some(tier));
                cells.extend([
                    vec![Inline::text(match whole.rated {
                        0 => "None rated".to_owned(),
                        rated => words::of(whole.in_place, rated),
                    })],
                    names(&one.higher),
                    names(&one.lower),
                    vec![Inline::text(words::number(one.compared))],
                ]);
                Some(cells)
            })
            .collect();
        let mut columns = vec![Column::words("Sub-element")];
        columns.extend(self.framework.has_enhanced.then(|| Column::words("Tier")));
        columns.extend([
            Column::number("In place in all"),
            Column::words("Higher share"),
            Column::words("Lower share"),
            Column::number("Areas compared"),
        ]);
        vec![
            Block::text(format!(
                "An area stands out where its share of {} with a sub-element in place differs from the share in {} by more than its 95% interval. It is a place to ask why, not a verdict: homes may have answered differently, or different homes may have answered.",
                self.more,
                self.whole_name()
            )),
            Block::Table(Table::plain(
                "stand-out-table",
                "stack",
                "Areas with a higher or a lower share",
                columns,
                rows,
            )),
        ]
    }

    pub(super) fn one_at_a_time(&self) -> Vec<Block> {
        let links = self.asked().map(|(position, _)| self.site.element(self.key, self.framework, position));
        vec![
            Block::text("Each sub-element has a page with every area in a list, for small screens too."),
            Block::Links { links: links.collect() },
        ]
    }

    pub(super) fn response(&self) -> Vec<Block> {
        let beds = |some: Option<u64>, all: Option<u64>| match (some, all) {
            (Some(some), Some(all)) => words::of(some, all),
            (Some(some), None) => format!("{} of an unknown number", words::number(some)),
            (None, _) => "Not all known".to_owned(),
        };
        let rows = self
            .parts()
            .map(|(_, part)| {
                let why = match part.not_compared() {
                    None => "Compared, where 5 or more have a level",
                    Some(NotCompared::Nobody) => "Not compared: nobody has answered",
                    Some(NotCompared::Few) => "Not compared: fewer than 5 have answered",
                    Some(NotCompared::LowResponse) => "Not compared: fewer than 3 in 10 have answered",
                };
                let mut cells =
                    vec![self.named(part), vec![Inline::text(words::of(part.responded, part.registered))]];
                if !self.site.is_public() {
                    cells.push(vec![Inline::text(beds(part.responded_beds, part.registered_beds))]);
                }
                let (floor, ceiling) = part.at_least_of_all(Stage::CoreInPlace);
                cells.push(vec![Inline::text(if floor == ceiling {
                    words::of(floor, part.registered)
                } else {
                    format!("{} to {}", words::number(floor), words::of(ceiling, part.registered))
                })]);
                cells.push(vec![Inline::text(why)]);
                cells
            })
            .collect();
        let mut columns = vec![Column::words("Area"), Column::number("Answered")];
        if !self.site.is_public() {
            columns.push(Column::number("Beds"));
        }
        columns.push(Column::number("All of core in place, of all"));
        columns.push(Column::words("Compared or not"));
        let mut blocks = vec![
            Block::text(format!(
                "All of core in place, of all: the number now, and up to how many it could be, whatever the {} that have not answered would say.",
                self.more
            )),
            Block::Table(Table::plain("response-table", "stack", "Response of each area", columns, rows)),
        ];
        if self.site.is_public() {
            blocks.push(Block::small(self.site.withheld_in_words()));
        }
        blocks
    }

    pub(super) fn worked(&self) -> Vec<Block> {
        let method = self.site.href(self.key, &PageKey::Method);
        let example = self.example().map(|told| format!(" For example {told}")).unwrap_or_default();
        vec![
            Block::text(format!(
                "The share of an area is the number of its {} with a sub-element in place, of those with a level. It is held against the share in {} where 5 or more have a level and 3 in 10 or more have answered.{example}",
                self.more,
                self.whole_name()
            )),
            Block::text(format!(
                "{} comparisons were made here. With a 95% interval, 5 in 100 stand out by chance: about {} of these. What is named at the top stands out at 99.8% too, where chance makes 2 in 1,000.",
                words::thousands(self.comparison.compared.into()),
                self.comparison.by_chance
            )),
            Block::words(vec![Inline::link("All the rules, with examples", method), Inline::text(".")]),
        ]
    }

    /// A share that is compared, told with its numbers.
    fn example(&self) -> Option<String> {
        self.parts().find_map(|(_, part)| {
            let (position, row) = part
                .sub_elements
                .iter()
                .enumerate()
                .find(|(_, row)| row.against_parent != AgainstParent::NotCompared)?;
            let sub_element = self.framework.sub_elements.get(position)?;
            let told = explanation::bounds(row, part.respondents)?;
            Some(format!("{} in {}: {told}.", sub_element.heading(), self.site.name(&part.area.id)))
        })
    }

    pub(super) fn downloads(&self) -> Vec<Block> {
        let root = Site::root(self.key);
        let data = |text: &str, file: &str| Link { text: text.to_owned(), href: format!("{root}{file}") };
        vec![Block::Links {
            links: vec![
                data("Results of all areas (JSON)", "data/scores.json"),
                data("All tables, and what their columns mean", "data.html"),
            ],
        }]
    }
}
