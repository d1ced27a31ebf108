//! The rules of the house, read off the sources: which file may name which library, which module may name which, where
//! the world outside may be asked, and how files are kept.
//!
//! A rule that gets in the way is changed here, in its table, with the reason; never by looking away.

mod known;
mod source;

use crate::tree;
use source::{Source, declared, parts, paths, sources};
use std::collections::{BTreeMap, BTreeSet};

/// Where each library may be named, from `src/`; a folder ends with a stroke.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["edition/private.rs"]),
    ("annotate_snippets", &["diagnostic/render.rs"]),
    ("anstream", &["main.rs"]),
    ("base64", &["form/html.rs", "render/templates.rs", "serve/policy.rs"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/completions.rs"]),
    ("clap_mangen", &["cli/manual.rs"]),
    ("csv", &["export/"]),
    ("httparse", &["serve/request.rs"]),
    ("jiff", &["day.rs"]),
    ("plotters", &["chart/"]),
    ("plotters_backend", &["chart/"]),
    ("pulldown_cmark", &["render/markdown.rs"]),
    ("quick_xml", &["intake/workbook/xml.rs"]),
    ("rust_xlsxwriter", &["export/xlsx.rs", "template/xlsx.rs"]),
    ("rustix", &["publish/"]),
    ("serde", &["export/", "form/data.rs", "page/", "publish/", "render/"]),
    ("serde_json", &["export/", "form/data.rs", "publish/", "render/site.rs", "schema.rs"]),
    ("sha2", &["digest.rs"]),
    ("strsim", &["diagnostic/suggest.rs"]),
    ("tera", &["render/templates.rs"]),
    ("toml", &["source/parse.rs", "source/repair.rs", "source/table.rs"]),
    ("walkdir", &["source/walk.rs"]),
    ("zip", &["export/ods.rs", "intake/directory/ods.rs", "intake/workbook/archive.rs"]),
];

/// Where files, the environment, the clock and other programs may be asked.
const EDGE: &[&str] = &["source/", "publish/", "cli/", "serve/", "main.rs"];
const OUTSIDE: &[&str] =
    &["std::fs", "std::env", "std::process", "std::net", "std::os", "SystemTime", "Instant", "File::open"];

/// What knows no library at all, and is not written out as it stands.
const PURE: &[&str] = &[
    "area/",
    "assessment/counting.rs",
    "assessment/model.rs",
    "framework/model.rs",
    "id.rs",
    "organisation/kind.rs",
    "organisation/register.rs",
    "results/",
    "scoring/",
    "statistics/",
    "words.rs",
];

/// Which modules each module may name, the lowest first: data flows one way.
const MAY_NAME: &[(&str, &str)] = &[
    ("day", ""),
    ("id", ""),
    ("statistics", ""),
    ("words", ""),
    ("guard", ""),
    ("digest", ""),
    ("threads", ""),
    ("diagnostic", ""),
    ("progress", ""),
    ("publish", "digest progress threads"),
    ("chart", "words"),
    ("source", "day diagnostic id"),
    ("organisation", "day diagnostic id source"),
    ("framework", "day diagnostic id organisation source"),
    ("assessment", "day diagnostic framework id organisation source"),
    ("scoring", "assessment day framework id organisation statistics"),
    ("area", "assessment day framework id organisation scoring statistics"),
    ("workspace", "assessment day diagnostic digest framework id organisation progress source threads"),
    ("intake", "assessment day diagnostic framework guard id organisation source words workspace"),
    ("migration", "assessment diagnostic framework id organisation words workspace"),
    ("results", "area assessment day framework id organisation scoring threads workspace"),
    ("returns", "area assessment day framework id organisation results scoring words"),
    ("edition", "area assessment day framework id organisation results scoring workspace"),
    ("explanation", "area assessment day framework id organisation scoring words"),
    (
        "export",
        "area assessment day explanation framework guard id organisation results returns scoring words workspace",
    ),
    (
        "page",
        "area assessment chart day digest explanation export framework id organisation results returns scoring words \
         workspace",
    ),
    ("template", "assessment day export framework guard id intake organisation words workspace"),
    (
        "form",
        "area assessment day digest explanation framework guard id organisation results scoring words workspace",
    ),
    (
        "render",
        "day diagnostic digest export guard id organisation page progress publish results returns source threads words \
         workspace",
    ),
    (
        "site",
        "diagnostic edition export form organisation page progress publish render results words workspace",
    ),
    ("serve", "diagnostic digest progress publish render site source workspace"),
    ("sample", "assessment day framework id organisation words"),
    ("schema", "assessment framework id words"),
    ("beginning", ""),
    (
        "cli",
        "area assessment beginning day diagnostic digest edition explanation export form framework id intake migration organisation page progress publish \
         render results sample schema scoring serve site source template words workspace",
    ),
];

/// Names that stand against the table, each with its reason.
const AGAINST: &[(&str, &str, &str)] = &[(
    "page/site.rs",
    "crate::render::Markdown",
    "a page asks for the HTML of our own prose while it is built",
)];

/// Files of 400 lines or more, with how long they are today: they may only become shorter.
const LONG: &[(&str, usize, &str)] = &[];
const LINES: usize = 400;

/// Words that name nothing.
const EMPTY_WORDS: &[&str] = &["util", "helper", "manager", "handler", "misc", "common", "process"];

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Every name that the sources of the program and its tests declare.
pub(crate) fn declared_in_sources() -> BTreeSet<String> {
    let all = ["src", "tests"].into_iter().flat_map(sources);
    all.flat_map(|source| declared(&source.code)).collect()
}

#[test]
fn each_library_is_named_in_its_own_place() {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for source in sources("src") {
        let paths = paths(source.program());
        for (library, places) in LIBRARIES {
            // A path that begins so. `export/csv.rs` is a module of our own, reached as `csv::` within export only.
            let named = paths.iter().any(|path| path.starts_with(&format!("{library}::")));
            if named && source.lies_in(places) {
                used.insert(*library);
            } else if named {
                faults.push(format!(
                    "src/{} names {library}, which belongs to {}",
                    source.path,
                    places.join(", ")
                ));
            }
        }
    }
    let unused = LIBRARIES.iter().map(|(library, _)| *library).filter(|library| !used.contains(library));
    faults.extend(unused.map(|library| format!("{library} is in the table and nowhere in src")));
    let table: BTreeSet<String> = LIBRARIES.iter().map(|(library, _)| (*library).to_owned()).collect();
    let listed = dependencies().into_iter().filter(|name| !table.contains(name));
    faults.extend(listed.map(|name| format!("{name} is in Cargo.toml and has no place in the table")));
    none(&faults);
}

/// The libraries of the program, as code names them.
fn dependencies() -> Vec<String> {
    let manifest: toml::Table = toml::from_str(&tree::manifest()).unwrap();
    let own = manifest["dependencies"].as_table().unwrap().keys();
    let targets =
        manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
    let of_targets =
        targets.filter_map(|target| target.get("dependencies")?.as_table()).flat_map(toml::Table::keys);
    own.chain(of_targets).map(|name| name.replace('-', "_")).collect()
}

#[test]
fn models_and_rules_know_no_library() {
    for source in sources("src").iter().filter(|source| source.lies_in(PURE)) {
        let overlap = LIBRARIES.iter().find(|(_, places)| source.lies_in(places));
        assert_eq!(overlap, None, "the table allows a library in {}", source.path);
        let paths = paths(source.program());
        for word in ["Serialize", "Deserialize", "serde::Serialize"] {
            assert!(!paths.contains(word), "src/{} names {word}", source.path);
        }
    }
    for pure in PURE {
        assert!(sources("src").iter().any(|source| source.lies_in(&[pure])), "{pure} is not there");
    }
}

#[test]
fn the_world_outside_is_asked_only_at_the_edge() {
    let mut faults = Vec::new();
    for source in sources("src").iter().filter(|source| !source.lies_in(EDGE)) {
        for path in paths(source.program()) {
            let asks = |word: &&str| {
                path == **word
                    || path.starts_with(&format!("{word}::"))
                    || path.ends_with(&format!("::{word}"))
            };
            if OUTSIDE.iter().any(asks) {
                faults.push(format!("src/{} names {path}", source.path));
            }
        }
    }
    none(&faults);
}

#[test]
fn modules_name_only_what_lies_below_them() {
    let table: BTreeMap<&str, &str> = MAY_NAME.iter().copied().collect();
    let mut faults = Vec::new();
    let mut against = BTreeSet::new();
    for source in sources("src").iter().filter(|source| !matches!(source.path.as_str(), "lib.rs" | "main.rs"))
    {
        let Some(may) = table.get(source.module()) else {
            faults.push(format!("src/{} lies in a module that is not in the table", source.path));
            continue;
        };
        for path in paths(source.program()) {
            if path.starts_with("super::super") {
                faults.push(format!("src/{} names {path}: say it from crate", source.path));
            }
            let Some(named) = path.strip_prefix("crate::").and_then(|rest| rest.split("::").next()) else {
                continue;
            };
            let excepted = AGAINST.iter().any(|(file, name, _)| *file == source.path && *name == path);
            if excepted {
                against.insert(source.path.clone());
            } else if named != source.module() && !may.split_whitespace().any(|may| may == named) {
                faults.push(format!("src/{} names {path}", source.path));
            }
        }
    }
    faults.extend(
        AGAINST.iter().filter(|(file, ..)| !against.contains(*file)).map(|(file, name, _)| {
            format!("src/{file} no longer names {name}: take the line out of AGAINST")
        }),
    );
    none(&faults);
}

#[test]
fn the_table_of_modules_has_no_way_back() {
    let mut below = BTreeSet::new();
    for (module, may) in MAY_NAME {
        for named in may.split_whitespace() {
            assert!(
                below.contains(named),
                "{module} may name {named}, which does not stand above it in the table"
            );
        }
        below.insert(*module);
    }
    for (module, may) in MAY_NAME.iter().take_while(|(module, _)| *module != "page") {
        let above = may.split_whitespace().find(|named| matches!(*named, "page" | "render" | "cli"));
        assert_eq!(above, None, "{module}");
    }
}

#[test]
fn the_map_shows_every_module_and_no_other() {
    let lib = sources("src").into_iter().find(|source| source.path == "lib.rs").unwrap();
    let modules: BTreeSet<String> = declared(&lib.code).into_iter().collect();
    let head: Vec<&str> = lib.text.lines().take_while(|line| line.starts_with("//!")).collect();
    let flow = head.iter().filter(|line| line.contains(" -> ")).filter_map(|line| {
        // The module stands behind what comes out, two spaces or more away.
        line.split(" -> ").nth(1)?.split("  ").map(str::trim).filter(|part| !part.is_empty()).nth(1)
    });
    let mut shown: BTreeSet<String> = flow.map(str::to_owned).collect();
    let beside = head.iter().skip_while(|line| !line.starts_with("//! Beside the flow"));
    let beside: Vec<&str> = beside.take_while(|line| !line.starts_with("//! #")).copied().collect();
    shown.extend(beside.join(" ").split('`').skip(1).step_by(2).map(str::to_owned));
    assert_eq!(shown, modules);
    let tabled: BTreeSet<String> = MAY_NAME.iter().map(|(module, _)| (*module).to_owned()).collect();
    assert_eq!(tabled, modules);
}

#[test]
fn the_thin_program_knows_the_command_line_and_nothing_else() {
    let main = sources("src").into_iter().find(|source| source.path == "main.rs").unwrap();
    let named = paths(&main.code).into_iter().filter(|path| path.starts_with("homeround::"));
    let others: Vec<String> = named.filter(|path| !path.starts_with("homeround::cli")).collect();
    none(&others);
    assert!(main.text.lines().count() < 25, "main.rs has {} lines", main.text.lines().count());
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let silent = |source: &&Source| !source.text.starts_with("//! ");
    let faults: Vec<String> = sources("src")
        .iter()
        .filter(silent)
        .map(|source| format!("src/{} has no head", source.path))
        .collect();
    none(&faults);
}

#[test]
fn files_are_short() {
    let mut faults = Vec::new();
    for source in sources("src") {
        let lines = source.text.lines().count();
        match LONG.iter().find(|(path, ..)| *path == source.path) {
            None if lines >= LINES => faults.push(format!("src/{} has {lines} lines: split it", source.path)),
            Some((_, today, _)) if lines > *today => {
                faults.push(format!("src/{} has grown from {today} lines to {lines}: split it", source.path));
            }
            Some(_) if lines < LINES => {
                faults.push(format!("src/{} has {lines} lines now: take it out of LONG", source.path));
            }
            _ => {}
        }
    }
    none(&faults);
}

#[test]
fn nothing_is_put_off() {
    let mut faults = Vec::new();
    for source in sources("src") {
        for (number, line) in source.text.lines().enumerate() {
            if ["TODO", "FIXME", "XXX", "HACK", "todo!", "unimplemented!"]
                .iter()
                .any(|word| line.contains(word))
            {
                faults.push(format!("src/{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    none(&faults);
}

#[test]
fn nothing_has_a_name_that_says_nothing() {
    let mut faults = Vec::new();
    for source in sources("src") {
        let places = source.path.trim_end_matches(".rs").split('/').map(str::to_owned);
        for name in places.chain(declared(&source.code)) {
            if parts(&name).iter().any(|part| EMPTY_WORDS.contains(&part.trim_end_matches('s'))) {
                faults.push(format!("src/{}: {name}", source.path));
            }
        }
    }
    none(&faults);
}

#[test]
fn a_lint_is_set_aside_only_with_a_reason_and_no_test_is_set_aside() {
    let mut faults = Vec::new();
    for folder in ["src", "tests"] {
        for source in sources(folder) {
            for (at, attribute) in source.code.match_indices("#[").chain(source.code.match_indices("#![")) {
                let rest = &source.code[at..];
                let whole = &rest[..rest.find(")]").or_else(|| rest.find(']')).unwrap_or(rest.len())];
                let inner = whole.trim_start_matches(attribute).trim_start();
                let line = source.code[..at].lines().count() + 1;
                let sets_aside = ["allow", "expect", "cfg_attr"].iter().any(|word| inner.starts_with(word));
                if sets_aside && !whole.contains("reason =") {
                    faults.push(format!(
                        "{folder}/{}, about line {line}: {inner} gives no reason",
                        source.path
                    ));
                }
                if inner.starts_with("ignore") {
                    faults.push(format!("{folder}/{}, about line {line}: a test is set aside", source.path));
                }
            }
        }
    }
    none(&faults);
}
