//! An area over time: stages and shares at each quarter's end, with the homes of now and, where somebody moved, of then.

use super::blocks::{Answer, AnswerLine, Block, Inline, Page, Section};
use super::key::PageKey;
use super::site::{Site, plain_nouns};
use super::table::{Column, Table};
use super::{figures, report};
use crate::area::{AreaResult, POINTS_FOR_RUN, Point, Run, Share, run};
use crate::framework::{Framework, SubElement};
use crate::id::{FrameworkId, OrganisationId};
use crate::results::AreaOverTime;
use crate::scoring::Stage;
use crate::words;

struct Sheet<'s> {
    site: &'s Site<'s>,
    key: &'s PageKey,
    framework: &'s Framework,
    area: &'s AreaResult,
    series: &'s AreaOverTime,
    one: &'static str,
    more: &'static str,
}

/// The page of an area over time; nothing where fewer than two quarters are known.
pub(super) fn page(site: &Site<'_>, organisation: &OrganisationId, framework: &FrameworkId) -> Option<Page> {
    let key = PageKey::OverTime(organisation.clone(), framework.clone());
    let area = site.results.area(organisation, framework)?;
    let series = site.over_time(area)?;
    let framework = site.results.rules.get(framework)?.framework;
    let (one, more) = plain_nouns(area.respondents);
    let sheet = Sheet { site, key: &key, framework, area, series, one, more };
    let mut page = site.blank(&key, format!("{} over time", site.name(organisation)));
    page.breadcrumbs.extend(site.way_to(&key, organisation, &framework.id));
    page.breadcrumbs.extend(site.organisation(&key, organisation, &framework.id));
    page.byline = vec![
        format!("{}. Each quarter's end, from the answers that counted then.", framework.title),
        "Self-assessments unless a page says otherwise, not an inspection or a performance rating."
            .to_owned(),
    ];
    page.answer = Some(sheet.answer());
    page.sections = sheet.sections();
    Some(page)
}

impl Sheet<'_> {
    fn sections(&self) -> Vec<Section> {
        let tiers =
            if self.framework.has_enhanced { "Core and enhanced over time" } else { "Core over time" };
        let mut sections = vec![
            Section::new("tiers", tiers, self.tiers()),
            Section::new("stages", "Stages over time", self.stages(&self.series.as_now, "stages-table")),
            Section::new("sub-elements", "Each sub-element over time", self.sub_elements()),
        ];
        if self.series.as_then != self.series.as_now {
            sections.push(Section::new(
                "then",
                format!("With the {} of each time", self.more),
                self.as_then(),
            ));
        }
        sections.push(Section::new("worked", "How this was worked out", self.worked()));
        sections.push(Section::new("glossary", "Glossary and contact", report::contact(self.site, self.key)));
        sections
    }

    fn answer(&self) -> Answer {
        let now = &self.series.as_now;
        let line = |strong: String, after: String| AnswerLine { before: String::new(), strong, after };
        let ends = now.first().zip(now.last());
        let mut lines = Vec::new();
        if let Some((first, last)) = ends {
            let core = |point: &Point| {
                let share = point.at_least(Stage::CoreInPlace);
                words::of(share.some, share.of)
            };
            let told = |point: &Point| {
                let nouns = words::agree(point.responded, self.one, self.more);
                format!(" {nouns} that had answered had all of core in place on {}.", point.end.in_words())
            };
            lines.push(line(
                words::of(last.responded, last.registered),
                format!(
                    " {} had answered in the 366 days before {}.",
                    words::agree(last.registered, self.one, self.more),
                    last.end.in_words()
                ),
            ));
            lines.push(line(core(last), told(last)));
            lines.push(line(core(first), told(first)));
        }
        Answer {
            lines,
            first_heading: "What may be said of it".to_owned(),
            first: None,
            why: vec![self.what_may_be_said()],
            links: Vec::new(),
        }
    }

    fn what_may_be_said(&self) -> String {
        let known = self.of_stage(Stage::CoreInPlace).known();
        match known {
            0 => format!("At no quarter's end had 5 {} answered, so no share is told.", self.more),
            1 => "One quarter has a share: a starting point.".to_owned(),
            2..POINTS_FOR_RUN => {
                format!("{known} quarters have a share: enough to see a change, not a trend.")
            }
            _ => format!(
                "{known} quarters have a share. Different {} may have answered at different times: read the numbers beside the shares.",
                self.more
            ),
        }
    }

    fn of_stage(&self, stage: Stage) -> Run {
        run(&self.series.as_now, |point| point.at_least(stage))
    }

    fn tiers(&self) -> Vec<Block> {
        let mut stages = vec![(Stage::CoreInPlace, "core-run", "all of core in place")];
        if self.framework.has_enhanced {
            stages.push((Stage::EnhancedInPlace, "enhanced-run", "all of core and enhanced in place"));
        }
        let figure = |(stage, id, what): (Stage, &str, &str)| {
            let run = self.of_stage(stage);
            (run.known() >= POINTS_FOR_RUN).then(|| {
                let what = format!("{} with {what}", words::capital(self.more));
                Block::Figure(figures::run(&run, id, &what, &self.site.name(&self.area.area.id)))
            })
        };
        let drawn: Vec<Block> = stages.into_iter().filter_map(figure).collect();
        if drawn.is_empty() {
            return vec![Block::text(format!(
                "Nothing is drawn of fewer than {POINTS_FOR_RUN} quarters with a share. The next table has the counts."
            ))];
        }
        drawn
    }

    fn stages(&self, series: &[Point], id: &str) -> Vec<Block> {
        let mut columns = vec![Column::words("Quarter's end"), Column::number("Answered")];
        let stages = Stage::of_tiers(self.framework);
        columns.extend(stages.iter().map(|stage| Column::number(words::capital(stage.in_words()))));
        let row = |point: &Point| {
            let mut cells = vec![
                vec![Inline::text(point.end.in_words())],
                vec![Inline::text(words::of(point.responded, point.registered))],
            ];
            let counts = point.stages.iter().take(stages.len());
            cells.extend(counts.map(|count| vec![Inline::text(words::number(*count))]));
            cells
        };
        let rows = series.iter().map(row).collect();
        let caption = format!("{} at each stage, by quarter", words::capital(self.more));
        vec![Block::Table(Table::plain(id, "stack", caption, columns, rows))]
    }

    /// Every sub-element at the first and the last quarter with a share, and between them the median and the limits.
    fn sub_elements(&self) -> Vec<Block> {
        let asked = self.framework.sub_elements.iter().enumerate();
        let asked = asked.filter(|(_, one)| one.asked_of.contains(&self.area.respondents));
        let runs: Vec<(usize, &SubElement, Run)> = asked
            .map(|(position, one)| {
                let share = |point: &Point| point.sub_elements.get(position).copied().unwrap_or_default();
                (position, one, run(&self.series.as_now, share))
            })
            .collect();
        if runs.iter().all(|(_, _, run)| run.known() == 0) {
            return vec![Block::text(format!(
                "At no quarter's end had 5 {} a level, so no share is told.",
                self.more
            ))];
        }
        let rows = runs.iter().map(|(position, _, run)| self.row(*position, run)).collect();
        let columns = vec![
            Column::words("Sub-element"),
            Column::number("First"),
            Column::number("Last"),
            Column::number("Quarters with a share"),
            Column::number("Median"),
            Column::number("Usual variation"),
        ];
        let caption =
            format!("{} with each sub-element in place, of those with a level", words::capital(self.more));
        let mut blocks = vec![Block::Table(Table::plain("shares-table", "stack", caption, columns, rows))];
        // A chart of each takes room that only the larger areas' readers ask for.
        if self.site.has_parts(self.area) {
            for (at, element) in self.framework.elements.iter().enumerate() {
                let drawn: Vec<Block> = runs
                    .iter()
                    .filter(|(_, one, run)| one.element == at && run.known() >= POINTS_FOR_RUN)
                    .map(|(position, one, run)| {
                        let id = format!("run-{position}");
                        let what = format!("{} with {} in place", words::capital(self.more), one.heading());
                        Block::Figure(figures::run(run, &id, &what, &self.site.name(&self.area.area.id)))
                    })
                    .collect();
                if !drawn.is_empty() {
                    let summary = format!("Charts: {}. {}", element.number, element.short);
                    blocks.push(Block::Details { summary, blocks: drawn });
                }
            }
        }
        blocks
    }

    fn row(&self, position: usize, run: &Run) -> Vec<Vec<Inline>> {
        let link = Inline::Link(self.site.element(self.key, self.framework, position));
        let known = || run.points.iter().filter(|(_, share)| share.percent().is_some());
        let (first, last) = (known().next(), known().next_back());
        let told = |point: Option<&(crate::day::Day, Share)>| {
            vec![Inline::text(point.map_or_else(
                || "None".to_owned(),
                |(end, share)| format!("{} ({})", words::of(share.some, share.of), end.month_in_words()),
            ))]
        };
        let percent = |number: Option<f64>| number.map(words::percent_of);
        let limits = run.usual().map(|limits| {
            format!("{} to {}", words::percent_of(limits.lower), words::percent_of(limits.upper))
        });
        vec![
            vec![link],
            told(first),
            told(last),
            vec![Inline::text(run.known().to_string())],
            vec![Inline::text(percent(run.median).unwrap_or_else(|| "From 6 quarters on".to_owned()))],
            vec![Inline::text(limits.unwrap_or_else(|| "From 12 quarters on".to_owned()))],
        ]
    }

    fn as_then(&self) -> Vec<Block> {
        let mut blocks = vec![Block::text(format!(
            "Some {} came, left or moved. Above stand the {} that belong here now, with what they said at each time. Here stand those that belonged here at each time. Both are counted from the {} themselves; no figure of an earlier area is taken over.",
            self.more, self.more, self.more
        ))];
        if self.series.as_then.is_empty() {
            blocks.push(Block::text("This area did not exist, or had nobody in it, at any of these times."));
        } else {
            blocks.extend(self.stages(&self.series.as_then, "then-table"));
        }
        blocks
    }

    fn worked(&self) -> Vec<Block> {
        let method = self.site.href(self.key, &PageKey::Method);
        vec![
            Block::text(format!(
                "At each quarter's end the latest answers of each of the {} count, unless they were more than 366 days old. No share is told of fewer than 5. The median is that of all quarters with a share. The usual variation is the mean of the first 12 and 2.66 times their mean moving range to either side; later quarters do not move it.",
                self.more
            )),
            Block::words(vec![Inline::link("All the rules, with examples", method), Inline::text(".")]),
        ]
    }
}
