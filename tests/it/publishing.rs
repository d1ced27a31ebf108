//! What a build may do to the disk, through the command line: publish the whole site or nothing, into its own folder
//! only, and without touching what it reads.

use crate::support::{Project, Run};
use crate::tree::{self, Tree, assert_same, is_there};
use homeround::publish::MANIFEST;
use std::path::Path;

const BAD: &str = "answers/wend/birch-end-2026-09-01.toml";
/// A level that the scale does not have.
const BAD_TEXT: &str = "format = 1\nframework = \"small\"\nframework_version = \"1\"\norganisation = \"birch-end\"\n\
    date = 2026-09-01\nassessor = \"self\"\n\n[answers]\nhandover = 7\n";

fn small() -> Project {
    tree::project(&tree::small())
}

fn site(project: &Project) -> Tree {
    tree::read_all(&project.root().join("site"))
}

/// A workspace with its site published, and that site.
fn published() -> (Project, Tree) {
    let project = small();
    let run = project.run(&["build"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    let site = site(&project);
    (project, site)
}

fn build_into(project: &Project, out: &Path) -> Run {
    project.run(&["build", "--out", out.to_str().unwrap()])
}

#[test]
fn a_build_says_how_much_it_published_and_where() {
    let project = small();
    let run = project.run(&["build"]);
    let site = site(&project);
    let files: Vec<_> = site.iter().filter(|(path, _)| *path != MANIFEST).collect();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html")).count();
    let size = format!("{pages} pages: {} files in all, {} KB", files.len(), bytes.div_ceil(1000));
    let open = format!("Open {} in a browser.\n", project.root().join("site/index.html").display());
    let first = format!("Published {size}, of which none unchanged since the last build.\n{open}");
    assert_eq!((run.code, run.out, run.messages), (0, first, String::new()));
    // A second build finds everything as it left it.
    let again = project.run(&["build"]);
    let second =
        format!("Nothing has changed since the last build. {size}, all as they were published.\n{open}");
    assert_eq!((again.code, again.out, again.messages), (0, second, String::new()));
    // A note stands on the home's own page, in the table of notes and the two workbooks, and their sizes on the page
    // and in the package that list them.
    let answers = tree::small()["answers/wend/alder-house-2026-09-10.toml"].clone();
    let changed = String::from_utf8(answers).unwrap().replace("lies in the", "lies under the");
    project.write("answers/wend/alder-house-2026-09-10.toml", changed.as_bytes());
    let third = project.run(&["build"]);
    assert_eq!(third.code, 0, "{}", third.messages);
    assert!(third.out.contains(&format!("of which {} unchanged", files.len() - 6)), "{}", third.out);
}

#[test]
fn a_data_error_publishes_nothing_and_leaves_the_last_site() {
    let (project, before) = published();
    project.write(BAD, BAD_TEXT.as_bytes());
    let all_before = tree::read_all(project.root());
    let run = project.run(&["build"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.messages.contains("error[level-not-allowed]"), "{}", run.messages);
    assert!(
        run.messages.ends_with("1 error.\nNothing was published. Mend the errors above and build again.\n"),
        "{}",
        run.messages
    );
    assert_same(&before, &site(&project), "the site");
    assert_same(&all_before, &tree::read_all(project.root()), "the folder around it");
}

#[test]
fn a_data_error_in_the_first_build_makes_no_folder() {
    let project = small();
    project.write(BAD, BAD_TEXT.as_bytes());
    let before = tree::read_all(project.root());
    assert_eq!(project.run(&["build"]).code, 1);
    assert_same(&before, &tree::read_all(project.root()), "the workspace");
    assert!(!is_there(&project, "site"));
}

#[test]
fn a_site_never_goes_where_something_is_read() {
    let project = small();
    let before = tree::read_all(project.root());
    for (out, how, input) in [
        ("answers", "is the same folder as", "answers"),
        ("content", "is the same folder as", "content"),
        ("themes", "is the same folder as", "themes"),
        ("answers/wend/site", "lies inside", "answers"),
        ("content/frameworks", "lies inside", "content"),
        ("themes/default/site", "lies inside", "themes"),
        ("answers/../content/site", "lies inside", "content"),
        ("", "contains", "answers"),
    ] {
        let out = project.root().join(out);
        let run = build_into(&project, &out);
        let given: std::path::PathBuf = out.components().collect();
        let message = format!(
            "error: The output folder {} {how} the input {}. homeround never writes where it reads. Nothing was changed. \
             Choose another folder with --out.\n",
            given.display(),
            project.root().join(input).display()
        );
        assert_eq!((run.code, run.out.as_str(), run.messages), (4, "", message));
    }
    assert_same(&before, &tree::read_all(project.root()), "the workspace");
}

#[test]
fn a_folder_that_is_not_a_site_is_never_replaced() {
    let project = small();
    project.write("papers/diary.txt", b"Dear diary");
    let papers = project.root().join("papers");
    let before = tree::read_all(project.root());
    let run = build_into(&project, &papers);
    let message = format!(
        "error: The output folder {} was not made by homeround: it holds diary.txt but no homeround-manifest.json. \
         Nothing was changed. Choose an empty folder or another folder with --out.\n",
        papers.display()
    );
    assert_eq!((run.code, run.out.as_str(), run.messages), (4, "", message));
    assert_same(&before, &tree::read_all(project.root()), "the workspace");
}

#[test]
fn what_was_put_among_the_pages_survives_and_is_named() {
    let (project, before) = published();
    project.write("site/minutes/2026.txt", b"Minutes");
    project.write("site/about.html", b"My own words");
    let run = project.run(&["build"]);
    let root = project.root().display();
    let messages = format!(
        "note: {root}/site.kept/about.html is not part of the site; it was kept\n\
         note: {root}/site/minutes is not part of the site; it was kept\n"
    );
    let mut told: Vec<&str> = run.messages.lines().collect();
    told.sort_unstable();
    assert_eq!((run.code, told.join("\n") + "\n"), (0, messages));
    let mut expected = before.clone();
    expected.insert("minutes/2026.txt".to_owned(), b"Minutes".to_vec());
    assert_same(&expected, &site(&project), "the site");
    let kept = tree::read_all(&project.root().join("site.kept"));
    assert_eq!(kept, Tree::from([("about.html".to_owned(), b"My own words".to_vec())]));
}

#[test]
fn a_page_that_is_no_longer_made_goes_and_others_stay() {
    let (_first, before) = published();
    let mut files = tree::small();
    files.retain(|name, _| !name.starts_with("answers/wend/st-marys"));
    let next = tree::project(&files);
    // The site of the first workspace is taken over by one with a home fewer.
    tree::replace(&next.root().join("site"), &before);
    assert_eq!(next.run(&["build"]).code, 0);
    let after = site(&next);
    let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert_eq!(gone, ["organisations/st-marys.html"]);
}

#[test]
fn skipping_bad_files_publishes_the_rest_and_the_site_says_so() {
    let project = small();
    project.write(BAD, BAD_TEXT.as_bytes());
    let run = project.run(&["build", "--skip-bad"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    assert!(
        run.messages.ends_with("warning: 1 answers file was left out because of errors; the site says so\n"),
        "{}",
        run.messages
    );
    let site = site(&project);
    let index = String::from_utf8(site["index.html"].clone()).unwrap();
    assert!(index.contains("1 answers file could not be read and is left out."), "{index}");
    assert!(site.contains_key("organisations/alder-house.html"));
    assert!(!site.contains_key("organisations/birch-end.html"));
    // With nothing bad the index says nothing.
    assert_eq!(small().run(&["build", "--skip-bad"]).messages, "");
}

#[test]
fn of_two_files_with_one_rating_none_is_published() {
    let project = small();
    let other = tree::small()["answers/wend/st-marys-2026-08-20.toml"].clone();
    project.write("answers/second.toml", &other);
    let run = project.run(&["build", "--skip-bad"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    assert!(run.messages.contains("2 answers files were left out because of errors"), "{}", run.messages);
    assert!(!site(&project).contains_key("organisations/st-marys.html"));
}

#[test]
fn an_area_with_a_gap_that_no_idea_serves_is_told_of_the_gap() {
    let mut files = tree::small();
    assert!(files.remove("content/innovations/tea-trolley-telephone.md").is_some());
    // Ideas of the program's own help a sub-element of this name.
    let renamed: tree::Tree = files
        .iter()
        .map(|(name, bytes)| {
            let rename = |text: &str| text.replace("shared-contracts", "joint-contracts");
            (rename(name), rename(std::str::from_utf8(bytes).unwrap()).into_bytes())
        })
        .collect();
    let project = tree::project(&renamed);
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.messages);
    let wend = String::from_utf8(site(&project)["organisations/wend.html"].clone()).unwrap();
    for said in [
        "Talk about 2.1 Handover",
        "It is the gap to look at first: 1 of 2 do not have it in place, and for 1 it was past the indicative window",
        "No low-cost idea serves it yet.",
    ] {
        assert!(wend.contains(said), "{said}");
    }
}

#[test]
fn skipping_is_for_answers_files_only() {
    for (file, text) in [
        ("answers/organisations.csv", "id,name,kind,parent\nalder-house,Alder House,care-house,\n"),
        ("homeround.toml", "[site]\ntitel = \"x\"\n"),
        ("content/frameworks/small/tea-round.md", "+++\nid = \"tea-round\"\n+++\n"),
    ] {
        let project = small();
        project.write(file, text.as_bytes());
        let run = project.run(&["build", "--skip-bad"]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{file}: {}", run.messages);
        assert!(!is_there(&project, "site"), "{file}");
    }
}

#[test]
fn no_command_changes_what_it_reads() {
    let (project, _) = published();
    let mut before = tree::read_all(project.root());
    before.retain(|path, _| !path.starts_with("site/"));
    for arguments in [
        &["check"][..],
        &["build"],
        &["build", "--skip-bad"],
        &["score"],
        &["score", "--format", "json"],
        &["explain", "alder-house"],
    ] {
        assert_eq!(project.run(arguments).code, 0, "{arguments:?}");
        let mut after = tree::read_all(project.root());
        after.retain(|path, _| !path.starts_with("site/"));
        assert_same(&before, &after, &format!("{arguments:?}"));
    }
    assert_eq!(before, tree::small());
}

#[test]
fn a_public_site_must_say_whom_to_ask_about_accessibility() {
    let project = small();
    project.write("homeround.toml", b"[site]\ntitle = \"Small\"\n");
    let run = project.run(&["build", "--edition", "public"]);
    assert_eq!((run.code, run.out.as_str()), (4, ""), "{}", run.messages);
    assert_eq!(
        run.messages,
        "error: a public site must say whom to ask about accessibility and when its accessibility was last tested.\n\
         Add to homeround.toml, below a line [accessibility]:\n\
         contact = \"accessibility@northmoor.example\"\n\
         tested_on = 2026-11-22\n\
         Nothing was published.\n"
    );
    assert!(!is_there(&project, "site"));
}

#[test]
fn a_public_site_asks_only_for_what_is_not_stated() {
    let project = small();
    for (stated, lacking, line) in [
        ("contact = \"a@example.org\"", "when its accessibility was last tested", "tested_on = 2026-11-22"),
        (
            "tested_on = 2026-10-01",
            "whom to ask about accessibility",
            "contact = \"accessibility@northmoor.example\"",
        ),
    ] {
        project.write("homeround.toml", format!("[accessibility]\n{stated}\n").as_bytes());
        let run = project.run(&["build", "--edition", "public"]);
        let message = format!(
            "error: a public site must say {lacking}.\n\
             Add to homeround.toml, below a line [accessibility]:\n\
             {line}\n\
             Nothing was published.\n"
        );
        assert_eq!((run.code, run.out.as_str(), run.messages), (4, "", message));
    }
}

#[test]
fn one_build_tells_everything_that_stands_against_it() {
    let project = small();
    project.write("homeround.toml", b"[site]\nedition = \"public\"\n[theme]\nname = \"marsh\"\n");
    project.write(BAD, BAD_TEXT.as_bytes());
    let run = project.run(&["build"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.messages);
    for wanted in
        ["error[level-not-allowed]", "error[theme-missing]", "2 errors.\n", "contact =", "tested_on ="]
    {
        assert!(run.messages.contains(wanted), "{wanted}: {}", run.messages);
    }
    let end = "Nothing was published. Mend the errors above and build again.\n";
    assert!(run.messages.ends_with(end), "{}", run.messages);
    assert!(!is_there(&project, "site"));
}
