//! A workspace's own theme: single files laid over the built-in one, and faults in them told by file, line and column
//! with nothing published.

use crate::support::Project;
use crate::tree::{self, SMALL, Tree};

const FOOTER: &str = "<footer>\n<p>Ring 01632 960001 & ask for {{ frame.site_title }}.</p>\n</footer>\n";

/// The small project with a theme of its own.
fn themed(name: &str, files: &[(&str, &str)]) -> Project {
    let project = tree::project(&tree::small());
    for (file, text) in files {
        project.write(&format!("themes/{name}/{file}"), text.as_bytes());
    }
    if name != "default" {
        let settings = String::from_utf8(tree::small()["homeround.toml"].clone()).unwrap();
        project.write("homeround.toml", format!("{settings}\n[theme]\nname = \"{name}\"\n").as_bytes());
    }
    project
}

#[test]
fn one_template_and_one_style_sheet_are_laid_over_the_built_in_theme() {
    for name in ["default", "marsh"] {
        let own = [("templates/footer.html", FOOTER), ("assets/own.css", "footer { color: #212b32; }\n")];
        let project = themed(name, &own);
        let run = project.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.messages);
        let site = tree::read_all(&project.root().join("site"));
        assert_eq!(site["assets/own.css"], own[1].1.as_bytes());
        assert_eq!(site["assets/site.css"], SMALL.site["assets/site.css"]);
        let html = |tree: &Tree, path: &str| String::from_utf8(tree[path].clone()).unwrap();
        for path in SMALL.site.keys().filter(|path| path.ends_with(".html") && *path != "assess.html") {
            let root = if path.contains('/') { "../" } else { "" };
            let (plain, page) = (html(&SMALL.site, path), html(&site, path));
            let footer = "<footer>\n<p>Ring 01632 960001 & ask for Small &lt;b&gt;&quot;tea &amp; toast&quot;&lt;/b&gt; site.</p>\n</footer>\n";
            let link = format!("<link rel=\"stylesheet\" href=\"{root}assets/own.css\">\n");
            // The own style sheet stands last, so that it has the last word.
            let expected = with_footer(&plain, footer).replace("</head>\n", &format!("{link}</head>\n"));
            assert_eq!(page, expected, "{name}: {path}");
        }
    }
}

/// A page with another footer.
fn with_footer(page: &str, footer: &str) -> String {
    let start = page.find("<footer").unwrap();
    let end = page.find("</footer>\n").unwrap() + "</footer>\n".len();
    format!("{}{footer}{}", &page[..start], &page[end..])
}

#[test]
fn an_own_file_may_take_the_place_of_a_built_in_asset() {
    let project = themed("default", &[("assets/site.css", "body { margin: 0; }\n")]);
    assert_eq!(project.run(&["build"]).code, 0);
    let site = tree::read_all(&project.root().join("site"));
    assert_eq!(site["assets/site.css"], b"body { margin: 0; }\n");
}

#[test]
fn a_template_that_asks_for_what_is_not_there_is_shown_where() {
    for (template, message) in [
        (
            "<footer>\n<p>Ring {{ telephone }} now</p>\n</footer>\n",
            "error[template-fault]: a template of the theme is at fault: Variable `telephone` is not defined. Available \
             variables: page, scripted, title\n \
             --> themes/marsh/templates/footer.html:2:12\n  \
             |\n\
             2 | <p>Ring {{ telephone }} now</p>\n  \
             |            ^^^^^^^^^\n  \
             |\n  \
             = to mend: correct the template, or take it away for the built-in one to stand\n\
             \n\
             Nothing was published.\n",
        ),
        (
            "<footer>\n<p>Ring {{ page.hedding }} now</p>\n</footer>\n",
            "error[template-fault]: a template of the theme is at fault: Field `hedding` is not defined. Available fields: \
             address, answer, breadcrumbs, byline, heading, opening, root, sections, tags\n \
             --> themes/marsh/templates/footer.html:2:17\n  \
             |\n\
             2 | <p>Ring {{ page.hedding }} now</p>\n  \
             |                 ^^^^^^^\n  \
             |\n  \
             = to mend: correct the template, or take it away for the built-in one to stand\n\
             \n\
             Nothing was published.\n",
        ),
    ] {
        let project = themed("marsh", &[("templates/footer.html", template)]);
        let run = project.run(&["build"]);
        assert_eq!((run.code, run.out.as_str(), run.messages.as_str()), (1, "", message));
        assert!(!tree::is_there(&project, "site"));
    }
}

#[test]
fn no_fault_of_a_theme_touches_the_last_site() {
    for (file, text) in [
        ("templates/footer.html", "{{ page.hedding }}"),
        ("templates/footer.html", "{{ frame.site_title | loud }}"),
        ("templates/footer.html", "{% for link in frame.foot %}"),
        ("templates/footer.html", "{{ <nothing level={1} /> }}"),
        ("templates/page.html", "{% include \"gone.html\" %}"),
        ("templates/components.html", ""),
    ] {
        let project = tree::project(&tree::small());
        assert_eq!(project.run(&["build"]).code, 0);
        project.write(&format!("themes/default/{file}"), text.as_bytes());
        let before = tree::read_all(project.root());
        let run = project.run(&["build"]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{file} {text}: {}", run.messages);
        assert!(run.messages.starts_with("error[template-fault]: "), "{file} {text}: {}", run.messages);
        assert!(run.messages.ends_with("\nNothing was published.\n"), "{file} {text}: {}", run.messages);
        tree::assert_same(&before, &tree::read_all(project.root()), text);
    }
}

#[test]
fn a_theme_that_is_not_there_is_named() {
    let project = themed("marsh", &[]);
    let run = project.run(&["build"]);
    let message = "error[theme-missing]: there is no theme `marsh`\n \
        --> themes/marsh\n  \
        = to mend: make the folder, or take [theme] name out of homeround.toml for the built-in theme\n\
        \n\
        1 error.\n\
        Nothing was published. Mend the errors above and build again.\n";
    assert_eq!((run.code, run.out.as_str(), run.messages.as_str()), (1, "", message));
    assert!(!tree::is_there(&project, "site"));
}
