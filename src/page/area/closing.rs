//! The area's own rating beside its respondents', how its figures were worked out, and what can be downloaded.

use super::AreaReport;
use crate::page::blocks::{Block, Fact, Inline, LevelView, Link, Section};
use crate::page::key::PageKey;
use crate::page::report::{self, Report};
use crate::page::site::Site;
use crate::page::table::{Column, Table};
use crate::page::{gaps, matrix};
use crate::scoring::GroupKey;
use crate::words;

impl AreaReport<'_> {
    /// The area's own rating: its levels and its gaps.
    pub(super) fn own(&self) -> Option<Vec<Section>> {
        let scored = self.site.shown(&self.area.area.id, &self.framework.id)?;
        let report =
            Report { site: self.site, key: self.key, framework: self.framework, scored, before: None };
        let title = format!("How {} rates itself", self.site.name(&self.area.area.id));
        let mut rating = vec![Block::text(report::byline(scored).join(" "))];
        rating.extend(matrix::own_table(&report));
        Some(vec![
            Section::new("own", title, rating),
            Section::new("gaps", "Gaps in its own rating", gaps::blocks(&report)),
        ])
    }

    pub(super) fn worked(&self) -> Vec<Block> {
        let area = self.area;
        let mut facts = vec![Fact::new(
            "Who is counted",
            format!(
                "{} registered here on the as-at date, and {} of them {} an assessment that counts: the latest round's. Each counts once.",
                words::count(area.registered, &format!("{} is", self.one), &format!("{} are", self.more)),
                words::number(area.responded),
                words::agree(area.responded, "has", "have")
            ),
        )];
        for (key, name) in [(GroupKey::Core, "Core index"), (GroupKey::Enhanced, "Enhanced index")] {
            let spread = area.groups.iter().find(|(found, _)| *found == key).map(|(_, spread)| *spread);
            let told =
                spread.filter(|spread| spread.n > 1).and_then(|spread| Some((spread, spread.numbers?)));
            if let Some((spread, numbers)) = told {
                let middle = numbers.quartiles.map(|(low, high)| {
                    format!(
                        "; the middle half lies between {} and {}",
                        words::percent_of(low),
                        words::percent_of(high)
                    )
                });
                let told = format!(
                    "Half of the {} {} with an index have {} or more{}.",
                    words::number(spread.n),
                    self.more,
                    words::percent_of(numbers.p50),
                    middle.unwrap_or_default()
                );
                facts.push(Fact::new(name, told));
            }
        }
        facts.push(Fact::new(
            "Medians",
            format!("The middle level of the {} with a level; with an even number, the lower of the two in the middle.", self.more),
        ));
        facts.push(Fact::new(
            "Shares",
            "Counts come first. A share says how many of those rated have it in place, and what the share of all could be if the others answered.",
        ));
        let method = self.site.href(self.key, &PageKey::Method);
        vec![
            Block::Facts { style: "panel", facts },
            Block::words(vec![Inline::link("All the rules, with examples", method), Inline::text(".")]),
        ]
    }

    /// Where the areas in this one are compared, if there are any.
    pub(super) fn comparison(&self) -> Option<Link> {
        let key = PageKey::Compare(self.area.area.id.clone(), self.framework.id.clone());
        let text = "The areas here side by side".to_owned();
        self.site.has_parts(self.area).then(|| Link { text, href: self.site.href(self.key, &key) })
    }

    /// Where the area is followed over time, if more than one quarter is known.
    pub(super) fn over_time(&self) -> Option<Link> {
        let key = PageKey::OverTime(self.area.area.id.clone(), self.framework.id.clone());
        let text = "This area over time".to_owned();
        self.site.over_time(self.area).map(|_| Link { text, href: self.site.href(self.key, &key) })
    }

    pub(super) fn downloads(&self) -> Vec<Block> {
        let root = Site::root(self.key);
        let file = self.site.assessments_file(&self.area.area.id);
        let id = &self.area.area.id;
        let brief = PageKey::Brief(id.clone(), self.framework.id.clone());
        let mut links = vec![Link {
            text: "Brief for a board, one side of A4".to_owned(),
            href: self.site.href(self.key, &brief),
        }];
        links.extend(self.comparison());
        links.extend(self.over_time());
        if self
            .site
            .areas_with_returns()
            .any(|area| area.area.id == *id && area.framework == self.framework.id)
        {
            let returns = PageKey::Returns(id.clone(), self.framework.id.clone());
            let href = self.site.href(self.key, &returns);
            links.push(Link {
                text: "Returns: who has not answered, what is open, every action".to_owned(),
                href,
            });
        }
        links.extend([
            Link { text: "Results of all areas (JSON)".to_owned(), href: format!("{root}data/scores.json") },
            Link { text: "Assessments of this area (JSON)".to_owned(), href: format!("{root}data/{file}") },
        ]);
        vec![Block::Links { links }]
    }

    pub(super) fn differences(&self) -> Vec<Block> {
        if self.site.shown(&self.area.area.id, &self.framework.id).is_none() {
            return vec![Block::text(format!("{} So there is nothing to compare.", self.no_own_rating()))];
        }
        let scale = &self.framework.scale;
        let view = |number: u8| {
            scale.level(i64::from(number)).map(|level| Inline::Level(LevelView::level(scale, level)))
        };
        let rows: Vec<_> = self
            .area
            .differences
            .iter()
            .map(|difference| {
                let lower = difference.own.number() > difference.median;
                let highest = scale.highest().number();
                let side = match difference.median {
                    0 => "",
                    top if top == highest => "",
                    _ if lower => " or lower",
                    _ => " or higher",
                };
                vec![
                    vec![self.element(difference.position)],
                    vec![Inline::Level(LevelView::level(scale, difference.own))],
                    view(difference.median).into_iter().collect(),
                    vec![Inline::text(format!(
                        "Rated {} by the system; at least half of its rated {} say {}{side}",
                        difference.own, self.more, difference.median
                    ))],
                ]
            })
            .collect();
        if rows.is_empty() {
            return vec![Block::text(format!(
                "Nowhere do the system and the median of its {} differ by 2 levels or more.",
                self.more
            ))];
        }
        let columns = vec![
            Column::words("Sub-element"),
            Column::level("The system"),
            Column::level("Median"),
            Column::words("In words"),
        ];
        vec![Block::Table(Table::plain("two-sides", "stack", "Rated 2 levels or more apart", columns, rows))]
    }
}
