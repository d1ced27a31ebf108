//! A site that is made again is the site that is made from nothing, whatever changed; and what did not change is not
//! made again.

use crate::support::Project;
use crate::tree::{self, Tree};
use std::collections::BTreeSet;

/// A nation, two regions, three systems, six networks with three homes each, a provider beside the tree, and a home that
/// moved from one system to another.
fn register() -> String {
    let mut rows = String::from("id,name,kind,parent,home_type,valid_from,valid_to,groups\n");
    let mut row = |line: String| {
        rows.push_str(&line);
        rows.push('\n');
    };
    row("all,Everywhere (fictitious),nation,,,,,".to_owned());
    for (region, systems) in [("north", &["ash", "birch"][..]), ("south", &["cedar"])] {
        row(format!("{region},The {region} (fictitious),region,all,,,,"));
        for system in systems {
            row(format!("{system},System of {system} (fictitious),ics,{region},,,,"));
            for network in 1..=2 {
                row(format!(
                    "{system}-{network},Network {network} of {system} (fictitious),pcn,{system},,,,"
                ));
                for home in 1..=3 {
                    let id = format!("{system}-{network}-{home}");
                    let group = if home == 2 { "oak" } else { "" };
                    let home_type = if home == 3 { "nursing" } else { "residential" };
                    let name = format!("Home {home} of {system} {network} (fictitious)");
                    if id == "ash-1-1" {
                        row(format!("{id},{name},care-home,birch-2,{home_type},,2026-01-01,{group}"));
                        row(format!("{id},{name},care-home,ash-1,{home_type},2026-01-01,,{group}"));
                    } else {
                        row(format!("{id},{name},care-home,{system}-{network},{home_type},,,{group}"));
                    }
                }
            }
        }
    }
    row("oak,Oak Homes (fictitious),provider,,,,,".to_owned());
    rows
}

/// Levels that are another for everybody and every round.
fn answers(organisation: &str, date: &str, assessor: &str) -> String {
    let weight: usize = organisation.bytes().chain(date.bytes()).map(usize::from).sum();
    let mut text = format!(
        "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"{organisation}\"\n\
         date = {date}\nassessor = \"{assessor}\"\n\n[answers]\n"
    );
    for (at, sub_element) in SUB_ELEMENTS.iter().enumerate() {
        match (weight + 3 * at) % 7 {
            6 => {}
            level => text.push_str(&format!("{sub_element} = {}\n", level.min(4))),
        }
    }
    text
}

/// Some that care homes are asked, and networks too.
const SUB_ELEMENTS: [&str; 6] =
    ["named-gp", "medicine-reviews", "hydration-nutrition", "urgent-care", "rehabilitation", "dementia"];

fn workspace() -> Project {
    let project = Project::new([(
        "homeround.toml",
        "[site]\ntitle = \"Made again (fictitious)\"\nas_at = 2026-10-01\n\n[programme]\nstarted = 2025-06-01\n",
    )]);
    let write = |organisation: &str, date: &str, assessor: &str| {
        let name = format!("answers/{organisation}-{date}-{assessor}.toml");
        project.write(&name, answers(organisation, date, assessor).as_bytes());
    };
    for system in ["ash", "birch", "cedar"] {
        for network in 1..=2 {
            for home in 1..=3 {
                for date in ["2025-09-30", "2026-03-31", "2026-09-30"] {
                    write(&format!("{system}-{network}-{home}"), date, "self");
                }
            }
        }
    }
    write("ash-2-2", "2026-09-20", "peer");
    write("birch-1", "2026-09-20", "self");
    project.write("answers/organisations.csv", register().as_bytes());
    project
}

fn inputs(project: &Project) -> Tree {
    let files = tree::read_all(project.root()).into_iter();
    files.filter(|(name, _)| !name.starts_with("site/")).collect()
}

fn site(project: &Project) -> Tree {
    tree::read_all(&project.root().join("site"))
}

fn build(project: &Project) -> String {
    let built = project.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.messages);
    built.out
}

/// The same inputs, built where nothing stood before.
fn from_nothing(project: &Project) -> Tree {
    let fresh = tree::project(&inputs(project));
    build(&fresh);
    site(&fresh)
}

/// The files of the published site, each with the number by which the disk knows it.
#[cfg(unix)]
fn nodes(project: &Project) -> std::collections::BTreeMap<String, u64> {
    use std::os::unix::fs::MetadataExt;
    let names = site(project).into_keys();
    names
        .map(|name| {
            let about = std::fs::metadata(project.root().join("site").join(&name)).unwrap();
            (name, about.ino())
        })
        .collect()
}

#[test]
fn whatever_changes_the_site_is_the_one_made_from_nothing() {
    let project = workspace();
    build(&project);
    let edit = |name: &str, from: &str, to: &str| {
        let before = String::from_utf8(inputs(&project)[name].clone()).unwrap();
        assert!(before.contains(from), "{name} does not say {from}");
        project.write(name, before.replacen(from, to, 1).as_bytes());
    };
    let home = "answers/ash-1-2-2026-09-30-self.toml";
    let contract = "answers/ash-1-2-2026-09-30-contract.toml";
    let steps: [(&str, &dyn Fn()); 17] = [
        ("a level", &|| edit(home, "named-gp = ", "named-gp = 3 # was ")),
        ("a remark that says nothing", &|| edit(home, "[answers]", "# A remark.\n[answers]")),
        ("an earlier round", &|| {
            edit("answers/ash-1-1-2025-09-30-self.toml", "urgent-care = ", "urgent-care = 4 # ");
        }),
        ("a day", &|| edit("answers/cedar-2-3-2026-09-30-self.toml", "2026-09-30", "2026-08-30")),
        ("what a peer says", &|| {
            edit("answers/ash-2-2-2026-09-20-peer.toml", "named-gp = ", "named-gp = 1 # ");
        }),
        ("what a network says of itself", &|| {
            edit("answers/birch-1-2026-09-20-self.toml", "urgent-care = ", "urgent-care = 2 # ");
        }),
        ("a round more", &|| {
            let answers = answers("cedar-1-1", "2026-06-30", "self");
            project.write("answers/cedar-1-1-2026-06-30-self.toml", answers.as_bytes());
        }),
        ("answers to another framework", &|| {
            let answers = "format = 1\nframework = \"ehch-contract-2020\"\nframework_version = \"1\"\n\
                organisation = \"ash-1-2\"\ndate = 2026-09-30\nassessor = \"self\"\n\n[answers]\nhome-round = 1\n";
            project.write(contract, answers.as_bytes());
        }),
        ("a level of the other framework", &|| edit(contract, "home-round = 1", "home-round = 0")),
        ("answers of a day to come", &|| {
            let answers = answers("cedar-2-1", "2026-11-30", "self");
            project.write("answers/cedar-2-1-later.toml", answers.as_bytes());
            remove(&project, "answers/cedar-2-1-2025-09-30-self.toml");
            remove(&project, "answers/cedar-2-1-2026-03-31-self.toml");
            remove(&project, "answers/cedar-2-1-2026-09-30-self.toml");
        }),
        ("another day to come", &|| edit("answers/cedar-2-1-later.toml", "2026-11-30", "2026-11-29")),
        ("a name", &|| edit("answers/organisations.csv", "Home 3 of birch 2", "Home three of birch 2")),
        ("where a home belongs", &|| {
            edit("answers/organisations.csv", "care-home,cedar-1,nursing", "care-home,ash-2,nursing");
        }),
        ("a title", &|| edit("homeround.toml", "Made again", "Made once more")),
        ("the day on which all is looked at", &|| edit("homeround.toml", "2026-10-01", "2026-09-30")),
        ("a target", &|| edit("homeround.toml", "[programme]", "[targets]\nnamed-gp = 3\n\n[programme]")),
        ("an idea of its own", &|| {
            let own = tree::read(&tree::repository(""), &["content/innovations"]);
            let own = String::from_utf8(own["content/innovations/red-bag.md"].clone()).unwrap();
            project.write(
                "content/innovations/red-bag.md",
                own.replace("hospital transfers", "every transfer").as_bytes(),
            );
        }),
    ];
    for (what, change) in steps {
        change();
        build(&project);
        tree::assert_same(&from_nothing(&project), &site(&project), what);
    }
}

#[cfg(unix)]
#[test]
fn what_does_not_rest_on_a_change_is_not_made_again() {
    let project = workspace();
    build(&project);
    let before = nodes(&project);
    let level = answers("ash-1-2", "2026-09-30", "self").replace("named-gp", "# named-gp");
    project.write("answers/ash-1-2-2026-09-30-self.toml", level.as_bytes());
    build(&project);
    let made: Vec<String> = nodes(&project)
        .into_iter()
        .filter(|(name, node)| name.starts_with("organisations/") && before.get(name) != Some(node))
        .map(|(name, _)| name.replace("organisations/", "").replace(".html", ""))
        .collect();
    // The home and those beside it, and the areas that it lies in.
    let areas = ["all", "ash", "ash-1", "north", "oak"];
    let homes = ["ash-1-1", "ash-1-2", "ash-1-3"];
    let wanted: BTreeSet<&str> = areas.into_iter().chain(homes).collect();
    assert_eq!(made.iter().map(String::as_str).collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn nothing_is_made_where_nothing_changed() {
    let project = workspace();
    let first = build(&project);
    assert!(first.starts_with("Published "), "{first}");
    let (before, nodes_before) = (site(&project), nodes(&project));
    let out = build(&project);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("Nothing has changed since the last build. "), "{out}");
    tree::assert_same(&before, &site(&project), "nothing changed");
    assert_eq!(nodes(&project), nodes_before);
}

#[test]
fn what_somebody_did_to_the_site_is_put_right() {
    let project = workspace();
    build(&project);
    let before = site(&project);
    let page = "site/organisations/ash-1-2.html";
    for (what, act, kept) in [
        ("edited", &(|| project.write(page, b"edited")) as &dyn Fn(), true),
        ("removed", &|| remove(&project, page), false),
        ("beside", &|| project.write("site/notes.txt", b"mine"), true),
    ] {
        act();
        let built = project.run(&["build"]);
        assert_eq!(built.code, 0, "{what}");
        assert_eq!(built.messages.contains("it was kept"), kept, "{what}: {}", built.messages);
        let mut found = site(&project);
        found.remove("notes.txt");
        tree::assert_same(&before, &found, what);
    }
}

#[expect(clippy::disallowed_methods, reason = "the test does what a person might do")]
fn remove(project: &Project, name: &str) {
    std::fs::remove_file(project.root().join(name)).unwrap();
}

#[test]
fn a_public_site_does_not_tell_what_it_was_made_from() {
    let project = workspace();
    project.write(
        "homeround.toml",
        b"[site]\ntitle = \"Public (fictitious)\"\nedition = \"public\"\n\n[accessibility]\ncontact = \"a@b.example\"\ntested_on = 2026-10-01\n",
    );
    for edition in ["public", "home"] {
        let built = project.run(&["build", "--edition", edition]);
        assert_eq!(built.code, 0, "{}", built.messages);
        let manifest = String::from_utf8(site(&project)["homeround-manifest.json"].clone()).unwrap();
        assert!(manifest.contains("sha256") && !manifest.contains("made_from"), "{edition}");
    }
}
