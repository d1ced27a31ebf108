//! A fictitious workspace of any size: regions, systems, networks and homes that do not exist, with answers over several
//! rounds, so that a team can try a national view before it has data.
//!
//! The same numbers and the same seed give the same bytes. Nothing here writes.

mod chance;
mod home;
mod names;

use crate::assessment;
use crate::day::Day;
use crate::framework::Framework;
use crate::words;
use chance::Chance;
use home::Home;
use std::collections::BTreeSet;

/// The most homes that are made: over three times as many as England has.
pub const MOST: u32 = 60_000;
/// About how many homes are in a network, and in a system.
const NETWORK: u32 = 12;
const SYSTEM: u32 = 410;
/// About how many systems are in a region.
const REGION: u32 = 6;
/// The most tiles of the map in a row: more leave no room for their words.
const TILES: u32 = 8;
/// Purposes of chance that no home has: homes count from 0.
const OF_AREAS: u64 = 1 << 40;

/// A file: its name from the workspace's root, and what it says.
pub type File = (String, String);

/// What a sample is made of.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many homes, from 1 to [`MOST`].
    pub homes: u32,
    /// Which of the many such samples.
    pub seed: u64,
}

/// Every file of a sample.
pub fn files(plan: Plan, framework: &Framework) -> Vec<File> {
    let tree = Tree::of(plan);
    let mut files = vec![("homeround.toml".to_owned(), settings(plan))];
    let mut register = "id,name,kind,parent,beds,home_type\n".to_owned();
    tree.areas(&mut register);
    for number in 0..plan.homes {
        let home = Home::of(plan.seed, number, tree.network_of(number), tree.system_of(number));
        register.push_str(&home.row());
        for assessment in home.assessments(framework) {
            let suffix = if assessment.assessor.is_moderated() { "-peer" } else { "" };
            let name = format!("answers/{}/{}-{}{suffix}.toml", home.network(), home.id(), assessment.date);
            files.push((name, assessment::write(&assessment, framework)));
        }
    }
    for area in tree.own_ratings(framework) {
        let name = format!("answers/areas/{}-{}.toml", area.organisation, area.date);
        files.push((name, assessment::write(&area, framework)));
    }
    files.push(("answers/organisations.csv".to_owned(), register));
    files.extend(tree.map().map(|map| ("content/maps/sample.csv".to_owned(), map)));
    files.sort();
    files
}

fn settings(plan: Plan) -> String {
    format!(
        "# A sample that homeround made: nobody in it exists. To make it again:\n\
         # homeround sample DIR --homes {} --seed {}\n\n\
         [site]\ntitle = \"Sample of {} homes (fictitious)\"\npublisher = \"Nobody: this is a sample\"\n\
         as_at = 2026-10-12\n\n[programme]\nstarted = 2025-04-01\n\n\
         [accessibility]\ncontact = \"nobody@sample.example\"\ntested_on = 2026-10-12\n",
        plan.homes,
        plan.seed,
        words::number(plan.homes)
    )
}

/// How many areas there are of each kind, and which home lies where.
struct Tree {
    plan: Plan,
    networks: u32,
    systems: u32,
    regions: u32,
}

impl Tree {
    fn of(plan: Plan) -> Tree {
        let systems = plan.homes.div_ceil(SYSTEM).max(1);
        let networks = plan.homes.div_ceil(NETWORK).max(systems);
        let regions = if systems > 1 { systems.div_ceil(REGION) } else { 0 };
        Tree { plan, networks, systems, regions }
    }

    /// Homes are dealt out one after another, so that networks are of like sizes and every one has a home.
    fn network_of(&self, home: u32) -> u32 {
        home % self.networks
    }

    fn system_of(&self, home: u32) -> u32 {
        self.network_of(home) % self.systems
    }

    /// The rows of the register for areas.
    fn areas(&self, register: &mut String) {
        let mut row = |id: &str, name: &str, kind: &str, parent: &str| {
            register.push_str(&format!("{id},{name} (fictitious),{kind},{parent},,\n"));
        };
        if self.regions > 1 {
            row("sample-nation", "Sampleland", "nation", "");
        }
        let nation = if self.regions > 1 { "sample-nation" } else { "" };
        for region in 0..self.regions {
            row(&region_id(region), &names::region(region), "region", nation);
        }
        for system in 0..self.systems {
            let region = if self.regions > 0 { region_id(system % self.regions) } else { String::new() };
            row(&system_id(system), &names::system(system), "ics", &region);
        }
        for network in 0..self.networks {
            row(&network_id(network), &names::network(network), "pcn", &system_id(network % self.systems));
        }
    }

    /// A map of the nation, where there is one, about as wide as high: the systems of a region side by side, the first region
    /// in the north.
    fn map(&self) -> Option<String> {
        let mut map = "organisation,label,q,r\n".to_owned();
        let of_region = |region: u32| (0..self.systems).filter(move |system| system % self.regions == region);
        let wide = (1..TILES).find(|wide| wide * wide >= self.systems).unwrap_or(TILES);
        let rows = self.systems.div_ceil(wide);
        for (at, system) in (0..self.regions).flat_map(of_region).enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let (q, r) = (at % wide, rows - at / wide);
            map.push_str(&format!("{},{},{q},{r}\n", system_id(system), names::short(system)));
        }
        (self.regions > 1).then_some(map)
    }

    /// What some systems and networks say of themselves.
    fn own_ratings(&self, framework: &Framework) -> Vec<assessment::Assessment> {
        let systems = (0..self.systems).map(system_id);
        let networks = (0..self.networks).map(network_id);
        let rated = systems.map(|id| (id, crate::organisation::Kind::Ics, 800));
        let rated = rated.chain(networks.map(|id| (id, crate::organisation::Kind::Pcn, 300)));
        let mut done = BTreeSet::new();
        rated
            .enumerate()
            .filter_map(|(at, (id, kind, times))| {
                let mut chance = Chance::of(self.plan.seed, OF_AREAS + at as u64);
                let day = Day::from_numbers(2026, 9, 20)?;
                let rates = framework.asks(kind) && chance.happens(times) && done.insert(id.clone());
                rates.then(|| home::rating(&id, kind, day, framework, (190, 60), &mut chance)).flatten()
            })
            .collect()
    }
}

fn region_id(number: u32) -> String {
    format!("region-{:02}", number + 1)
}

fn system_id(number: u32) -> String {
    format!("system-{:03}", number + 1)
}

fn network_id(number: u32) -> String {
    format!("network-{:04}", number + 1)
}
