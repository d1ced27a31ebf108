//! `homeround form`: a page for one home, for all or for none, which names nobody else, allows no script but its own,
//! and is complete on paper.

use crate::support::Project;
use crate::tree::{self, DEMONSTRATION};
use base64::Engine as _;
use scraper::{ElementRef, Html, Selector};
use sha2::{Digest, Sha256};

/// The most that a page may weigh, in bytes.
const WEIGHT: usize = 200_000;

const REGISTER: &str = "id,name,kind,parent\nnorth,North <ICS>,ics,\npcn,Fell PCN,pcn,north\n\
    alder,\"Alder </script><b>\"\"Court\"\" & O'Brien's\",care-home,pcn\nbeech,Beech House,care-home,pcn\n";

fn answers(organisation: &str, date: &str, more: &str) -> String {
    format!(
        "format = 1\nframework = \"ehch-2016\"\nframework_version = \"1\"\norganisation = \"{organisation}\"\n\
         date = {date}\nassessor = \"self\"\n\n[answers]\nnamed-gp = 1\n{more}"
    )
}

fn project() -> Project {
    let note = "\n[answers.dementia]\nlevel = 2\nnote = \"Ours </script><script>alert(1)</script>\"\n";
    Project::new([
        ("answers/organisations.csv", REGISTER),
        ("answers/alder-1.toml", &answers("alder", "2025-09-30", "")),
        ("answers/alder-2.toml", &answers("alder", "2026-09-30", note)),
        (
            "answers/beech.toml",
            &answers("beech", "2026-09-30", "\n[answers.dementia]\nnote = \"Of Beech alone\"\n"),
        ),
    ])
}

/// The page that a run writes, and what it says.
#[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
fn written(project: &Project, arguments: &[&str]) -> (String, String) {
    let out = project.root().join("page.html");
    let shown = out.to_string_lossy().into_owned();
    let run = project.run(&[&["form"], arguments, &["--out", &shown, "--force"]].concat());
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    (std::fs::read_to_string(&out).unwrap(), run.out.replace(&shown, "PAGE"))
}

fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_is_complete_without_scripts() {
    let (page, said) = written(&project(), &["--blank"]);
    assert!(said.starts_with("Wrote PAGE, ") && said.ends_with(" KB. Open it in a browser.\n"), "{said}");
    let html = Html::parse_document(&page);
    assert!(html.errors.is_empty(), "{:?}", html.errors);
    let questions = all(&html, "section.question");
    assert_eq!(questions.len(), 16, "what care homes are asked");
    for question in questions {
        let words = text(question);
        let select = |selector: &str| question.select(&Selector::parse(selector).unwrap()).count();
        assert!(words.contains("Why we ask: "), "{words}");
        for level in [
            "0 - Not yet established",
            "1 - Plans in place",
            "2 - Established",
            "3 - Mature",
            "4 - Exemplary",
        ] {
            assert!(words.contains(level), "{words}");
        }
        assert_eq!(select("input[type=radio][value='dont-know']"), 1);
        assert!(
            (6..=7).contains(&select("input[type=radio]")),
            "five levels, do not know, perhaps not applicable"
        );
        assert_eq!(select("input[checked]"), 0, "none is chosen");
        for line in ["Note", "Other evidence", "when you will look again"] {
            assert!(words.contains(line), "{line} in {words}");
        }
    }
    assert_eq!(all(&html, "input[value='not-applicable']").len(), 3, "only where the framework allows it");
}

#[test]
fn a_page_allows_its_own_script_and_style_and_nothing_else() {
    for arguments in [["--blank"], ["alder"]] {
        let (page, _) = written(&project(), &arguments);
        let html = Html::parse_document(&page);
        let hash = |name: &str| {
            let [one] = all(&html, name).try_into().unwrap();
            let digest = Sha256::digest(one.text().collect::<String>().as_bytes());
            format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(digest))
        };
        let policy = format!(
            "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
            hash("style"),
            hash("script")
        );
        let [stated] = all(&html, "meta[http-equiv=Content-Security-Policy]").try_into().unwrap();
        assert_eq!(stated.attr("content"), Some(policy.as_str()));
        for element in html.root_element().descendent_elements() {
            for (name, value) in element.value().attrs() {
                assert!(name != "style" && name != "src" && !name.starts_with("on"), "{name}={value}");
                assert!(name != "href" || value.starts_with('#'), "{name}={value}");
            }
        }
        assert!(page.len() < WEIGHT, "{} bytes", page.len());
    }
}

#[test]
fn a_page_for_a_home_holds_its_own_latest_answers_and_nobody_elses() {
    let (page, _) = written(&project(), &["alder"]);
    let html = Html::parse_document(&page);
    let [heading] = all(&html, "h1").try_into().unwrap();
    assert_eq!(text(heading), "Self-assessment: Alder </script><b>\"Court\" & O'Brien's");
    let last: Vec<String> = all(&html, ".last strong").into_iter().map(text).collect();
    assert_eq!(last, ["1 - Plans in place", "2 - Established"]);
    assert!(page.contains("Last time, on 30 September 2026 (self-assessment)"));
    assert!(page.contains("Ours \\u003c/script>"), "what they wrote is in the data, and closes nothing");
    for other in ["Beech", "Fell PCN", "North", "2025-09-30"] {
        assert!(!page.contains(other), "{other}");
    }
}

#[test]
fn the_page_in_a_site_names_nobody_and_leads_back() {
    let page = std::str::from_utf8(&DEMONSTRATION.site["assess.html"]).unwrap();
    let register = std::str::from_utf8(&DEMONSTRATION.inputs["answers/organisations.csv"]).unwrap();
    let names: Vec<&str> = register.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert!(names.len() > 10);
    for name in names {
        assert!(!page.contains(name), "{name}");
    }
    assert!(page.contains("<a href=\"index.html\">Back to the site</a>"));
    let index = std::str::from_utf8(&DEMONSTRATION.site["index.html"]).unwrap();
    assert!(index.contains("<a href=\"assess.html\">Start the self-assessment</a>"));
}

#[test]
fn a_page_with_every_answer_at_its_longest_keeps_its_budget() {
    let words = |length: usize| {
        "what a manager wrote down ".chars().cycle().take(length - 1).chain(['.']).collect::<String>()
    };
    let page = written(&project(), &["--blank"]).0;
    let html = Html::parse_document(&page);
    let ids = all(&html, "section.question").into_iter().map(|one| one.attr("id").unwrap()[2..].to_owned());
    let answer = |id: String| {
        format!(
            "\n[answers.{id}]\nlevel = 4\nnote = \"{}\"\nmeasure = {{ numerator = 28, denominator = 30, date = 2026-08-31, \
             what = \"{}\" }}\noutcome = \"{}\"\nvalidation = {{ by = \"{}\", date = 2026-09-10 }}\nevidence = [{{ what = \
             \"{}\", date = 2026-06-01 }}]\naction = \"{}\"\nowner = \"{}\"\nreview = 2026-12-01\n",
            words(600),
            words(80),
            words(200),
            words(80),
            words(80),
            words(200),
            words(80)
        )
    };
    let head = answers("beech", "2026-10-01", "").replace("named-gp = 1\n", "");
    let project = project();
    project.write("answers/full.toml", (head + &ids.map(answer).collect::<String>()).as_bytes());
    let page = written(&project, &["beech"]).0;
    assert!((100_000..WEIGHT).contains(&page.len()), "{} bytes", page.len());
}

#[test]
fn each_open_home_gets_its_file() {
    let project = project();
    let out = project.root().join("forms").to_string_lossy().into_owned();
    let run = project.run(&["form", "--all"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert_eq!(run.out, format!("Wrote 2 forms to {out}. Send each to its home.\n"));
    let files = tree::read_all(&project.root().join("forms"));
    let names: Vec<&str> = files.keys().map(String::as_str).filter(|name| name.ends_with(".html")).collect();
    assert_eq!(names, ["form-alder.html", "form-beech.html"]);
    assert_eq!(project.run(&["form", "--all"]).code, 0, "a folder of forms is replaced");
}

#[test]
fn before_the_first_answers_a_form_is_made_without_a_warning() {
    let register = "id,name,kind,parent\nnorth,North,ics,\nalder,Alder,care-home,north\n";
    let project = Project::new([("answers/organisations.csv", register)]);
    let run = project.run(&["form", "--all"]);
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    assert!(run.out.starts_with("Wrote 1 form to "), "{}", run.out);
}

#[test]
fn what_cannot_be_made_is_told() {
    let project = project();
    project.write("mine.html", b"mine");
    project.write("mine/letter.txt", b"mine");
    let mine = project.root().join("mine.html").to_string_lossy().into_owned();
    let folder = project.root().join("mine").to_string_lossy().into_owned();
    let who =
        "error: say for whom the form is: an organisation's id, --all for every care home, or --blank\n";
    let exists = format!(
        "error: {mine} exists already and holds something else. Nothing was changed. Choose another name with --out, or say \
         --force to replace it.\n"
    );
    for (arguments, code, messages) in [
        (&["form"][..], 2, who),
        (&["form", "alder", "--blank"], 2, who),
        (
            &["form", "aldr"],
            2,
            "error: `aldr` is not in the register answers/organisations.csv. Did you mean alder?\n",
        ),
        (&["form", "A b\n"], 2, "error: `A b\\n` is not in the register answers/organisations.csv.\n"),
        (&["form", "alder", "--out", &mine], 4, &exists),
    ] {
        let run = project.run(arguments);
        assert_eq!((run.code, run.messages.as_str()), (code, messages), "{arguments:?}");
    }
    let run = project.run(&["form", "--all", "--out", &folder]);
    assert_eq!(
        run.code, 4,
        "a folder that holds something of somebody else's is left alone: {}",
        run.messages
    );
    let kept = tree::read_all(project.root());
    assert_eq!(kept["mine.html"], b"mine");
    assert_eq!(kept["mine/letter.txt"], b"mine");
    project.write("answers/bad.toml", b"format = 1\n");
    let run = project.run(&["form", "alder"]);
    assert_eq!(run.code, 1);
    assert!(
        run.messages.ends_with("Nothing was written. Mend the errors above and try again.\n"),
        "{}",
        run.messages
    );
}
