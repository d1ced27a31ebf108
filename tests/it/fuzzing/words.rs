//! Words on their way to pages: Markdown and text to HTML, and names to the paths of pages.

use super::{Outcome, Target, WORKSPACE};
use homeround::diagnostic::Sink;
use homeround::guard;
use homeround::id;
use homeround::organisation::{self, Kind};
use homeround::page::Site;
use homeround::publish::SitePath;
use homeround::render::Markdown;
use homeround::results::Results;
use homeround::source::Text;
use homeround::workspace::{Edition, Workspace};
use scraper::{Html, Node};
use std::collections::BTreeSet;
use std::path::{Component, Path};

pub(super) const MARKDOWN: Target = Target {
    name: "markdown",
    words: &[
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "[a](javascript:x)",
        "[a](<javascript:x>)",
        "[a]( \tjavascript:x)",
        "[a](JaVaScRiPt:x)",
        "[a](java&#10;script:x)",
        "[a](data:text/html,x)",
        "[a](//evil.example)",
        "[a](https://example.org/ \"t\")",
        "![a](https://example.org/x.png)",
        "<https://example.org>",
        "<javascript:x>",
        "[a][b]\n\n[b]: javascript:x\n",
        "[b]: https://example.org\n",
        "`",
        "```",
        "~~~ \"onclick=x\n",
        "# ",
        "> ",
        "- ",
        "1. ",
        "7) ",
        "***",
        "**",
        "_",
        "\\",
        "&lt;",
        "&#60;",
        "&colon;",
        "| a |\n|--|\n",
        "\n\n",
        "    ",
        "\t",
        "{{7*7}}",
        "\" onmouseover=\"x",
        "<a href=\"javascript:x\">",
        "<details open ontoggle=x>",
    ],
    law: markdown,
};
pub(super) const TEXT: Target = Target {
    name: "text",
    words: &[
        "<script>",
        "</script>",
        "</title>",
        "</textarea>",
        "<!--",
        "]]>",
        "&#x3c;",
        "&amp;",
        "&lt",
        "\"><svg onload=x>",
        "' onmouseover=x",
        "`",
        "{{7*7}}",
        "{% include %}",
        "${x}",
        "javascript:",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "=",
        "\u{2028}",
        "&NotEqualTilde;",
    ],
    law: text,
};
pub(super) const PATHS: Target = Target {
    name: "paths",
    words: &[
        "\n",
        "-",
        "--",
        "/",
        "\\",
        "..",
        "../",
        "%2e%2e",
        "%2f",
        "con",
        "aux",
        "nul",
        "com1",
        "lpt9",
        ".html",
        ".",
        ":",
        "~",
        "C:\\x",
        "\\\\host\\share",
        "x:stream",
        "a",
        "A",
        "1",
        "--2",
        "index",
        "data",
        "rose-court",
        "ROSE-COURT",
        "ß",
        "ı",
        "\u{200D}",
    ],
    law: paths,
};

/// What Markdown may become.
const ELEMENTS: [&str; 16] = [
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "ul",
];
/// What the parser puts around every part of a page.
const AROUND: [&str; 2] = ["html", "body"];

fn markdown(bytes: &[u8]) -> Outcome {
    let source = String::from_utf8_lossy(bytes);
    let mut used = BTreeSet::new();
    for html in [Markdown.html(&source), Markdown.inline_html(&source)] {
        for node in Html::parse_fragment(&html).tree.values() {
            match node {
                Node::Element(element) => {
                    let name = element.name();
                    used.insert(name.to_owned());
                    if !ELEMENTS.contains(&name) && !AROUND.contains(&name) {
                        return Err(format!("<{name}> in {html}"));
                    }
                    for (attribute, value) in element.attrs() {
                        let harmless = match (name, attribute) {
                            ("a", "href") => {
                                value == "#" || value.starts_with('#') || value.starts_with("https://")
                            }
                            ("ol", "start") => value.parse::<u64>().is_ok(),
                            ("code", "class") => value.starts_with("language-"),
                            _ => false,
                        };
                        if !harmless {
                            return Err(format!("{attribute}={value:?} of <{name}> in {html}"));
                        }
                    }
                }
                Node::Comment(_) | Node::Doctype(_) | Node::ProcessingInstruction(_) => {
                    return Err(format!("{node:?} in {html}"));
                }
                Node::Text(_) | Node::Document | Node::Fragment => {}
            }
        }
    }
    Ok(format!("{used:?}"))
}

fn text(bytes: &[u8]) -> Outcome {
    // A browser takes no NUL and one kind of line end, whatever is escaped.
    let words = String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace(['\r', '\0'], "\n");
    let html =
        Html::parse_fragment(&format!("<b title=\"{0}\">{0}</b><i title='{0}'></i>", guard::escaped(&words)));
    let elements = html.root_element().descendent_elements().map(|element| element.value());
    let elements: Vec<_> = elements.filter(|element| !AROUND.contains(&element.name())).collect();
    let names: Vec<&str> = elements.iter().map(|element| element.name()).collect();
    if names != ["b", "i"] {
        return Err(format!("elements {names:?}"));
    }
    let found: String = html.tree.values().filter_map(Node::as_text).map(|text| &**text).collect();
    let attributes: Vec<(&str, &str)> = elements.iter().flat_map(|element| element.attrs()).collect();
    if found != words || attributes != [("title", words.as_str()), ("title", words.as_str())] {
        return Err(format!("{words:?} became {found:?} and {attributes:?}"));
    }
    // What a spreadsheet would run is kept from it, and comes back.
    let field = if guard::could_run(&words) { format!("'{words}") } else { words.clone() };
    if field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) || guard::meant(&field) != words {
        return Err(format!("{words:?} as a field of a table is {field:?}"));
    }
    Ok(format!("{} {}", guard::could_run(&words), words.len().min(40)))
}

/// Each line is a name that somebody would like a page to have.
fn paths(bytes: &[u8]) -> Outcome {
    let all = String::from_utf8_lossy(bytes);
    let mut register = "id,name,kind,parent\n".to_owned();
    let mut ids = BTreeSet::new();
    let mut why = BTreeSet::new();
    for line in all.split('\n').take(40) {
        if let Ok(path) = SitePath::new(line) {
            stays_inside(&path)?;
        }
        match id::check(line) {
            Ok(()) if ids.insert(line.to_owned()) => register.push_str(&format!("{line},A name,ics,\n")),
            Ok(()) => {}
            Err(reason) => drop(why.insert(format!("{reason:?}"))),
        }
    }
    let mut sink = Sink::default();
    let register = organisation::read(&Text::from_str("answers/organisations.csv", &register), &mut sink);
    if sink.errors() > 0 || register.ids().map(id::OrganisationId::as_str).ne(ids.iter().map(String::as_str))
    {
        return Err(format!("ids that are ids are not read: {:?}", sink.into_sorted()));
    }
    let one = &WORKSPACE.assessments[0];
    let assessments = register
        .ids()
        .map(|id| homeround::assessment::Assessment { organisation: id.clone(), ..one.clone() });
    let workspace =
        Workspace { assessments: assessments.collect(), register: register.clone(), ..WORKSPACE.clone() };
    let results = Results::new(&workspace, Kind::CareHome);
    let site = Site { results: &results, markdown: Markdown, edition: Edition::Internal };
    let mut addresses = BTreeSet::new();
    for key in site.pages() {
        let address = site.address(&key);
        let path = SitePath::new(&address).map_err(|fault| format!("a page without an address: {fault}"))?;
        stays_inside(&path)?;
        if !addresses.insert(address.to_lowercase()) {
            return Err(format!("two pages stand at {address}"));
        }
    }
    Ok(format!("{} ids, {why:?}", ids.len().min(9)))
}

/// Whether a path leads to a plain file below any folder, on every system.
fn stays_inside(path: &SitePath) -> Result<(), String> {
    let text = path.as_str();
    let plain = Path::new(text).components().all(|part| matches!(part, Component::Normal(_)));
    let stems = text.split('/').map(|part| part.split('.').next().unwrap_or_default());
    let device = stems.clone().any(|stem| {
        ["con", "prn", "aux", "nul"].contains(&stem)
            || (stem.len() == 4
                && (stem.starts_with("com") || stem.starts_with("lpt"))
                && !stem.ends_with('0')
                && stem.ends_with(|last: char| last.is_ascii_digit()))
    });
    let same_in_any_case = text.to_lowercase() == text && text.is_ascii();
    if plain && !device && same_in_any_case && !text.contains(['\\', ':', '%']) && text.len() <= 160 {
        Ok(())
    } else {
        Err(format!("{text:?} was taken for a path"))
    }
}
