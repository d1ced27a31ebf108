//! The demonstration built in both editions, once for all tests, and what kind of page each of its pages is.

#![expect(clippy::disallowed_methods, reason = "tests read and write the folders they compare")]

use crate::support::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;
use walkdir::WalkDir;

/// A built site.
pub(crate) struct Site {
    pub edition: &'static str,
    /// Every file by its path from the site's root, with `/` between parts.
    pub files: BTreeMap<String, Vec<u8>>,
    project: Project,
}

/// The demonstration for those who work with it, and for everybody.
pub(crate) static INTERNAL: LazyLock<Site> = LazyLock::new(|| Site::of(demonstration(), "internal"));
pub(crate) static PUBLIC: LazyLock<Site> = LazyLock::new(|| Site::of(demonstration(), "public"));

/// Both editions.
pub(crate) fn both() -> [&'static Site; 2] {
    [&INTERNAL, &PUBLIC]
}

impl Site {
    /// Builds an edition of a workspace.
    pub(crate) fn of(project: Project, edition: &'static str) -> Site {
        let run = project.run(&["build", "--edition", edition]);
        assert_eq!(run.code, 0, "{}", run.messages);
        let files = read(&project.root().join("site"), "");
        Site { edition, files, project }
    }

    /// The page of this path, for people who open the site from a folder.
    pub(crate) fn on_disk(&self, path: &str) -> String {
        format!("file://{}", self.project.root().join("site").join(path).display())
    }

    /// The folder the site lies in.
    pub(crate) fn folder(&self) -> std::path::PathBuf {
        self.project.root().join("site")
    }

    /// Every page's path, but those of self-assessments: they are all script, and have tests of their own in form/.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &str> {
        self.files
            .keys()
            .map(String::as_str)
            .filter(|path| path.ends_with(".html") && !path.starts_with("assess"))
    }

    /// One page of each kind, the longest: what fits there fits on the others.
    pub(crate) fn one_of_each(&self) -> BTreeMap<&'static str, &str> {
        let mut found: BTreeMap<&str, &str> = BTreeMap::new();
        for page in self.pages() {
            let kept = found.entry(self.kind(page)).or_insert(page);
            if self.files[*kept].len() < self.files[page].len() {
                *kept = page;
            }
        }
        found
    }

    /// What kind of page this is.
    pub(crate) fn kind(&self, page: &str) -> &'static str {
        match page.split_once('/') {
            Some(("organisations", _)) if self.is_area(page) => "area",
            Some(("organisations", _)) => "home",
            Some(("elements", _)) => "element",
            Some(("briefs", _)) => "brief",
            Some(("returns", _)) => "returns",
            Some(("lists", _)) => "list",
            Some(("compare", _)) => "compare",
            Some(("over-time", _)) => "over-time",
            _ => match page {
                "index.html" => "index",
                page if page.starts_with("assess") => "assess",
                "innovations.html" => "innovations",
                "method.html" => "method",
                "about.html" => "about",
                "data.html" => "data",
                "accessibility.html" => "accessibility",
                "glossary.html" => "glossary",
                other => panic!("{other} is a page of no known kind; name it here"),
            },
        }
    }

    /// An organisation's page is an area's when the register gives it something beneath.
    fn is_area(&self, page: &str) -> bool {
        let register =
            std::fs::read_to_string(self.project.root().join("answers/organisations.csv")).unwrap();
        let homes: BTreeSet<&str> = register
            .lines()
            .filter(|line| line.contains(",care-home,"))
            .filter_map(|line| line.split(',').next())
            .collect();
        let name = page.rsplit_once('/').map_or(page, |(_, name)| name).trim_end_matches(".html");
        !homes.contains(name.split("--").next().unwrap())
    }
}

/// The demonstration's workspace, in a folder of its own.
fn demonstration() -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = Project::new([]);
    for folder in ["answers", "content"] {
        for (path, bytes) in read(root, folder) {
            project.write(&path, &bytes);
        }
    }
    project.write("homeround.toml", &std::fs::read(root.join("homeround.toml")).unwrap());
    project
}

/// Every file below a folder of a root, by its path from the root.
pub(crate) fn read(root: &Path, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(root.join(folder)).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|file| {
            let parts = file.path().strip_prefix(root).unwrap().components();
            let parts: Vec<&str> = parts.map(|part| part.as_os_str().to_str().unwrap()).collect();
            (parts.join("/"), std::fs::read(file.path()).unwrap())
        })
        .collect()
}
