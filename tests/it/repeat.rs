//! Same input, same bytes: whatever folder a workspace lies in, in whatever order its files were made, and whatever
//! the environment says, the site is the same, and it tells nothing about the machine it was built on.

use crate::support::Project;
use crate::tree::{self, Tree};
use std::path::Path;
use std::process::{Command, Output};

/// What an environment might slip into a page, in words that are in no input.
const ONE: [(&str, &str); 6] = [
    ("TZ", "Pacific/Kiritimati"),
    ("LANG", "tr_TR.UTF-8"),
    ("LC_ALL", "tr_TR.UTF-8"),
    ("USER", "quillfeather"),
    ("HOSTNAME", "quillfeather-host"),
    ("HOME", "/quillfeather-home"),
];
const OTHER: [(&str, &str); 6] = [
    ("TZ", "America/St_Johns"),
    ("LANG", "C"),
    ("LC_ALL", "C"),
    ("USER", "wagtail"),
    ("HOSTNAME", "wagtail-host"),
    ("HOME", "/wagtail-home"),
];

#[test]
fn the_small_project_builds_the_same_site_anywhere() {
    same_anywhere(&tree::small());
}

#[test]
fn the_demonstration_builds_the_same_site_anywhere() {
    same_anywhere(&tree::demonstration());
}

#[test]
fn the_results_are_the_same_bytes_anywhere() {
    let files = tree::small();
    let (one, other) = (tree::project(&files), tree::project(files.iter().rev()));
    for arguments in [&["score", "--format", "json"][..], &["score", "--format", "csv"], &["explain", "wend"]]
    {
        let (first, second) = (child(&one, &ONE, arguments), child(&other, &OTHER, arguments));
        assert!(!first.stdout.is_empty(), "{arguments:?}");
        assert_eq!(first.stdout, second.stdout, "{arguments:?}");
    }
}

#[test]
fn workbooks_are_the_same_bytes_anywhere() {
    let files = tree::small();
    let (one, other) = (tree::project(&files), tree::project(files.iter().rev()));
    for (name, arguments) in [
        ("results.xlsx", &["export", "--format", "xlsx"][..]),
        ("results.ods", &["export", "--format", "ods"]),
        ("alder.xlsx", &["template", "--format", "xlsx", "alder-house"]),
        ("alder.ods", &["template", "--format", "ods", "alder-house"]),
    ] {
        let arguments = [arguments, &["--out", name]].concat();
        let made = |project: &Project, environment| {
            child(project, environment, &arguments);
            tree::read_all(project.root())[name].clone()
        };
        let first = made(&one, &ONE);
        assert!(first.starts_with(b"PK"), "{name}");
        assert!(first == made(&other, &OTHER), "{name}");
    }
}

/// Whoever builds without a home, a language or a terminal, or keeps files to themselves.
#[cfg(unix)]
#[test]
fn an_empty_environment_and_another_mask_change_no_byte() {
    let usual = tree::project(&tree::small());
    let expected = site(&usual, &ONE);
    for mask in ["077", "000"] {
        let project = tree::project(&tree::small());
        let output = Command::new("/bin/sh")
            .args(["-c", &format!("umask {mask}; exec \"$0\" build --root workspace --out elsewhere/site")])
            .arg(env!("CARGO_BIN_EXE_homeround"))
            .current_dir(above(&project))
            .env_clear()
            .env("SOURCE_DATE_EPOCH", "last Tuesday")
            .env("LANG", "C")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        tree::assert_same(&expected, &tree::read_all(&project.root().join("above/elsewhere/site")), mask);
    }
}

/// As many threads run as there are processors.
#[cfg(target_os = "linux")]
#[test]
fn one_processor_makes_the_same_site_as_all() {
    let (one, all) = (tree::project(&tree::small()), tree::project(&tree::small()));
    let output = Command::new("taskset")
        .args(["--cpu-list", "0", env!("CARGO_BIN_EXE_homeround"), "build", "--root"])
        .arg(one.root())
        .output()
        .expect("taskset is missing; install it with: sudo apt-get install -y util-linux");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found = tree::read_all(&one.root().join("site"));
    tree::assert_same(&site(&all, &ONE), &found, "one processor");
}

/// A folder from which the workspace is reached by another name.
#[cfg(unix)]
fn above(project: &Project) -> std::path::PathBuf {
    project.folder("above/elsewhere");
    for (name, bytes) in tree::small() {
        project.write(&format!("above/workspace/{name}"), &bytes);
    }
    project.root().join("above")
}

fn same_anywhere(files: &Tree) {
    let (one, other) = (tree::project(files), tree::project(files.iter().rev()));
    let first = site(&one, &ONE);
    let second = site(&other, &OTHER);
    tree::assert_same(&first, &second, "built elsewhere");
    // A name that the inputs hold themselves, as a user called "care" would be, proves nothing.
    let mut said = tree::read(&tree::repository(""), &["answers", "content", "themes"]);
    said.extend(files.clone());
    let said: String = said.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    let mut of_machine = machine(&[one.root(), other.root()]);
    of_machine.retain(|name| !tells(&said, name));
    assert!(of_machine.iter().any(|name| name == "quillfeather"));
    let telling: Vec<String> = first
        .iter()
        .flat_map(|(path, bytes)| {
            // What is packed in a workbook is looked at, not the packing, which spells any two letters by chance.
            let packed = homeround::export::unpacked(bytes);
            let bytes = if packed.is_empty() { bytes.clone() } else { packed.concat() };
            let text = String::from_utf8_lossy(&bytes);
            let told = of_machine.iter().filter(|name| tells(&text, name));
            told.map(|name| format!("{path} holds `{name}`")).collect::<Vec<_>>()
        })
        .collect();
    assert!(telling.is_empty(), "{}", telling.join("\n"));
}

/// The site that the program itself, run on its own, builds in this environment.
fn site(project: &Project, environment: &[(&str, &str)]) -> Tree {
    child(project, environment, &["build"]);
    tree::read_all(&project.root().join("site"))
}

fn child(project: &Project, environment: &[(&str, &str)], arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_homeround"))
        .args(arguments)
        .current_dir(project.root())
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Names that no page may hold: folders, the machine's name, whoever is signed in, and what the children were told.
#[expect(clippy::disallowed_methods, reason = "the names to look for are in the environment and on the disk")]
fn machine(folders: &[&Path]) -> Vec<String> {
    let mut names: Vec<String> = folders.iter().map(|folder| folder.to_str().unwrap().to_owned()).collect();
    names.push(std::env::temp_dir().to_str().unwrap().to_owned());
    names.push(env!("CARGO_MANIFEST_DIR").to_owned());
    names.push(env!("CARGO_BIN_EXE_homeround").to_owned());
    names.extend(
        ["USER", "LOGNAME", "USERNAME", "HOSTNAME", "HOME"]
            .iter()
            .filter_map(|name| std::env::var(name).ok()),
    );
    names.extend(
        ["/proc/sys/kernel/hostname", "/etc/hostname"]
            .iter()
            .filter_map(|file| std::fs::read_to_string(file).ok()),
    );
    names.extend(["quillfeather", "wagtail"].map(str::to_owned));
    names.iter().map(|name| name.trim().to_owned()).filter(|name| name.len() > 1).collect()
}

/// Whether a text holds a name as a word of its own; `:root` of a style sheet is not somebody called root.
fn tells(text: &str, name: &str) -> bool {
    let joins = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        before != Some(':') && !joins(before) && !joins(after)
    })
}

#[test]
fn a_name_is_told_only_as_a_word_of_its_own() {
    for (text, name, told) in [
        ("by root", "root", true),
        (":root { }", "root", false),
        ("rooted uproot", "root", false),
        ("/tmp/x/site", "/tmp/x", true),
        ("quillfeather-home", "quillfeather", true),
        ("", "root", false),
    ] {
        assert_eq!(tells(text, name), told, "{name} in {text}");
    }
}
