//! The rules about areas: how they are counted, compared and followed, and how far two views agree.

use super::Method;
use crate::explanation;
use crate::page::blocks::Block;
use crate::page::views;
use crate::scoring::Stage;
use crate::words;

impl Method<'_> {
    pub(super) fn areas(&self) -> Vec<Block> {
        let mut blocks = vec![
            Block::text(
                "An area's figures count its homes on the as-at date, each once, by the assessment that counts. A body that homes name as a group, such as a provider, stands beside the tree and adds to nothing above it.",
            ),
            Block::text(
                "A share stands with its counts, and with what it would be if none, and if all, of those not rated had it in place. The 95% interval is Wilson's; where all are rated the share is no sample and needs none. Medians are lower medians: a level that somebody has.",
            ),
            Block::text(
                "An area is compared with the area above it only with 5 or more rated and 30% or more answered. Of 100 such comparisons about 5 stand out by chance.",
            ),
        ];
        let areas = self.site.results.areas.iter().filter(|area| area.framework == self.framework.id);
        blocks.extend(areas.filter(|area| area.responded > 0).find_map(|area| {
            let position = area.sub_elements.iter().position(|row| row.rated > 0)?;
            let name = self.framework.sub_elements.get(position)?.heading();
            let told = explanation::bounds(area.sub_elements.get(position)?, area.respondents)?;
            Some(Block::inset(format!(
                "For example, {}: {name} is in place in {told}.",
                self.site.name(&area.area.id)
            )))
        }));
        blocks
    }

    pub(super) fn over_time(&self) -> Vec<Block> {
        let mut blocks = vec![
            Block::text(
                "An area has a point for each quarter's end: the latest answers of each home then, unless they were more than 366 days old. No share is told of fewer than 5. Two points are a change and never a trend. From 6 shares on they are drawn with their median; from 12 on with the limits of their usual variation, the mean of the first 12 and 2.66 times their mean moving range to either side.",
            ),
            Block::text(
                "Areas merge, split and pass homes on. The homes of now are followed back through what they said then; where homes have moved, the homes of each time stand beside them. Both are counted from homes, and no figure of an area that is no more goes to its successor.",
            ),
            Block::text(
                "Progress since the baseline is the levels gained, less those lost, as a share of the levels that were missing to today's targets in the first round of the same sort. Levels above a target count as the target.",
            ),
        ];
        let areas = self.site.results.areas.iter().filter(|area| area.framework == self.framework.id);
        blocks.extend(areas.filter_map(|area| Some((area, self.site.over_time(area)?.as_now.last()?))).next().map(
            |(area, point)| {
                Block::inset(format!(
                    "For example, {}: on {}, {} homes had answers at most 366 days old, and {} of these had all of core in place.",
                    self.site.name(&area.area.id),
                    point.end.in_words(),
                    words::of(point.responded, point.registered),
                    words::number(point.at_least(Stage::CoreInPlace).some)
                ))
            },
        ));
        if self.site.is_public() {
            blocks.push(Block::text(
                "Figures of earlier days stand in the internal edition alone: the difference between two quarters could tell of one home.",
            ));
        }
        blocks
    }

    pub(super) fn views(&self) -> Vec<Block> {
        let mut blocks = vec![Block::text(views::reading("organisation"))];
        let areas = self.site.results.areas.iter().filter(|area| area.framework == self.framework.id);
        blocks.extend(areas.filter_map(|area| Some((area, self.site.results.agreement(area)?))).next().map(
            |(area, found)| {
                let (_, nouns) = crate::page::site::plain_nouns(area.respondents);
                Block::inset(format!(
                    "For example, {}: {}",
                    self.site.name(&area.area.id),
                    views::in_words(&found.all, nouns)
                ))
            },
        ));
        blocks
    }

    pub(super) fn coverage(&self) -> Vec<Block> {
        let mut blocks = vec![Block::text(
            "Areas that rate themselves are counted by what they have in place: an area has an element when every sub-element of it that applies to the area is in place, and one at least applies. The pages say in how many areas that rests, and what share of all homes and beds lies in them.",
        )];
        let areas = self.site.results.areas.iter().filter(|area| area.framework == self.framework.id);
        blocks.extend(
            areas
                .flat_map(|area| self.site.results.coverage(area).into_iter().map(move |one| (area, one)))
                .next()
                .map(|(area, one)| {
                    Block::inset(format!(
                        "For example, {}: {} of {} {} that rated {} {} all of core in place.",
                        self.site.name(&area.area.id),
                        one.core_in_place,
                        one.rated,
                        words::agree(one.rated, one.kind.noun(), one.kind.nouns()),
                        words::agree(one.rated, "itself", "themselves"),
                        if one.rated == 1 { "has" } else { words::agree(one.core_in_place, "has", "have") }
                    ))
                }),
        );
        blocks
    }
}
