//! The map of a nation: its integrated care systems as tiles of one size, where a map has a tile for each that is shown.

use super::blocks::{Block, Inline, Section};
use super::cards::Figure;
use super::figures;
use super::key::PageKey;
use super::site::{Site, plain_nouns};
use crate::area::{self, AreaResult};
use crate::chart::{Tile, Tiles};
use crate::organisation::{Kind, TileMap};
use crate::scoring::Stage;
use crate::words;

/// The map of an area that is a nation. Nothing of other areas, and nothing where no map has a tile for every integrated care
/// system beneath it that the edition shows.
pub(super) fn section(site: &Site<'_>, key: &PageKey, nation: &AreaResult) -> Option<Section> {
    if nation.area.kind != Kind::Nation {
        return None;
    }
    let beneath = area::beneath(nation, &site.results.areas, &site.results.hierarchy);
    let mut systems: Vec<&AreaResult> = beneath.filter(|area| area.area.kind == Kind::Ics).collect();
    systems.sort_by_cached_key(|area| site.name(&area.area.id).to_lowercase());
    let maps = &site.results.workspace.maps;
    let has_all = |map: &&TileMap| systems.iter().all(|area| map.tiles.contains_key(&area.area.id));
    let map = maps.iter().find(has_all).filter(|_| !systems.is_empty())?;
    Some(Section::new(
        "map",
        "Every integrated care system on a map",
        vec![
            Block::text(format!(
                "Each tile is one integrated care system, all of one size and about where it lies. The figure says how many of its {} that answered have all of core in place.",
                plain_nouns(nation.respondents).1
            )),
            Block::Figure(figure(site, key, nation, &systems, map)),
        ],
    ))
}

fn figure(
    site: &Site<'_>,
    key: &PageKey,
    nation: &AreaResult,
    systems: &[&AreaResult],
    map: &TileMap,
) -> Figure {
    let (_, nouns) = plain_nouns(nation.respondents);
    let core = |area: &AreaResult| area.at_least(Stage::CoreInPlace);
    let tile = |area: &&AreaResult| {
        let tile = map.tiles.get(&area.area.id)?;
        Some(Tile {
            name: site.name(&area.area.id),
            label: tile.label.clone(),
            place: (tile.q, tile.r),
            count: area.stage_share(Stage::CoreInPlace).map(|_| (core(area), area.responded)),
        })
    };
    let name = site.name(&nation.area.id);
    let place = format!("{name}, {}", site.as_at().unwrap_or_default());
    let drawn = Tiles {
        id: "map-chart".to_owned(),
        title: format!(
            "{} with all of core in place in each integrated care system, {place}",
            words::capital(nouns)
        ),
        faded: nation.responded * 2 < nation.registered,
        measure: format!("Share of the {nouns} that answered with all of core in place"),
        tiles: systems.iter().filter_map(tile).collect(),
    }
    .draw();
    let some = systems.iter().filter(|area| core(area) > 0).count() as u64;
    let headline = format!(
        "{some} of {} {} {nouns} with all of core in place",
        words::count(systems.len() as u64, "integrated care system", "integrated care systems"),
        words::agree(some, "has", "have"),
    );
    let subtitle = format!(
        "{} that answered with all of core in place, of those that answered, in each integrated care system. {place}.",
        words::capital(nouns)
    );
    let mut figure = figures::figure("map-chart", "stack", headline, subtitle, drawn);
    // The table leads to each system's own page.
    let rows = figure.table.iter_mut().flat_map(|table| &mut table.groups).flat_map(|group| &mut group.rows);
    for (row, area) in rows.zip(systems) {
        let link = site.organisation(key, &area.area.id, &area.framework).map(Inline::Link);
        if let Some((cell, link)) = row.first_mut().zip(link) {
            *cell = vec![link];
        }
    }
    figure
}
