//! What people type stays what they typed: texts that mean something to HTML, attributes, templates, Markdown and
//! writing direction, in every name and text field of a workspace, read back from the pages they end up on.

use crate::browser::Browser;
use crate::editions::{Site, read};
use crate::server::Server;
use crate::support::Project;
use std::fmt::Write;
use std::path::Path;

/// Each stands in every field of a home of its own. None breaks a line: fields that are one line refuse that.
const TEXTS: [&str; 20] = [
    // Tags and references.
    "<script>window.__hit=1</script>",
    "<img src=x onerror=window.__hit=1>",
    "</title><script>window.__hit=2</script>",
    "</textarea></style></svg><script>window.__hit=3</script>",
    "<!-- --!> <script>window.__hit=4</script>",
    "]]><![CDATA[<script>window.__hit=5</script>",
    "&#x3c;script&#x3e;window.__hit=6&#x3c;/script&#x3e; &amp;amp;",
    // Ways out of an attribute.
    "\"><svg onload=window.__hit=7>",
    "' onmouseover='window.__hit=8' autofocus onfocus='window.__hit=8",
    "` onmouseover=window.__hit=9 \\\" \\' \\u0022",
    "javascript:window.__hit=10",
    // Templates.
    "{{ 7*7 }} {{ site.title }}",
    "{% include \"header.html\" %}{% raw %}",
    "{# gone #} {{ <level level={one} /> }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    // Markdown and raw HTML in it.
    "**bold** _slant_ [link](javascript:window.__hit=11) ![](x) `code` # h",
    "<b>bold</b> <a href=\"javascript:window.__hit=12\">l</a> <https://a.example>",
    "a <![CDATA[ a <![CDATA[ a <![CDATA[ a <![CDATA[ a <![CDATA[ a <![CDATA[",
    // Right to left, bare and in isolates.
    "بيت الورد",
    "\u{2067}בית הוורדים\u{2069} House (1)",
];

/// What would run, or be fetched, if any of it were taken for HTML.
const RAN: &str = "
    const live = 'body script:not(body > script:last-child), head script, iframe, object, embed, img, form, base, style, textarea, [autofocus], [href^=javascript]';
    const found = [...document.querySelectorAll(live)].map(one => one.outerHTML);
    for (const one of document.querySelectorAll('*'))
        for (const attribute of one.attributes)
            if (/^on|^style$/.test(attribute.name)) found.push(one.outerHTML);
    if (window.__hit !== undefined) found.push('a script ran: ' + window.__hit);
    return found;
";

/// The page's own words: its heading, and each run of text with white space as one space.
const WORDS: &str = "
    const plain = text => text.replace(/[ \\n\\t\\r]+/g, ' ').trim();
    return [document.querySelector('h1').textContent, document.title,
        document.querySelector('.site-title').textContent, plain(document.body.textContent)];
";

#[test]
fn what_people_type_is_shown_and_never_run() {
    let browser = Browser::new();
    for edition in ["internal", "public"] {
        let site: &'static Site = Box::leak(Box::new(Site::of(workspace(), edition)));
        let server = Server::of(site);
        let mut faults = Vec::new();
        for page in site.pages() {
            browser.open(&server.address(page));
            browser.unfold();
            let ran = browser.run(RAN);
            faults.extend(ran.as_array().unwrap().iter().map(|one| format!("{page}: {one}")));
            let words = browser.run(WORDS);
            let said = |at: usize| words[at].as_str().unwrap();
            let name = site_title();
            if said(2) != name || !said(1).ends_with(&name) {
                faults.push(format!("{page}: the site's title is shown as {} and {}", said(2), said(1)));
            }
            let id = page.strip_prefix("organisations/home-").and_then(|rest| rest.strip_suffix(".html"));
            if let Some(typed) = id.and_then(|id| TEXTS.get(id.parse::<usize>().unwrap())) {
                faults.extend(missing(page, typed, said(0), said(3), edition));
            }
        }
        assert!(site.pages().filter(|page| page.starts_with("organisations/home-")).count() == TEXTS.len());
        faults.extend(browser.log("browser").iter().map(|line| format!("the browser says {line}")));
        faults.extend(server.strays(site).iter().map(|path| format!("asked for {path}")));
        assert!(faults.is_empty(), "{edition}: {} faults:\n{}", faults.len(), faults.join("\n"));
    }
}

/// What stands in a home's fields and not on its page.
fn missing(page: &str, typed: &str, heading: &str, words: &str, edition: &str) -> Vec<String> {
    let mut faults = Vec::new();
    // A long heading ends in an ellipsis; the whole of it stands beneath.
    let begun = heading.strip_suffix('…').is_some_and(|begun| typed.starts_with(begun.trim_end()));
    if heading != typed && !(begun && words.contains(typed)) {
        faults.push(format!("{page}: the heading is {heading:?} and not {typed:?}"));
    }
    let private = ["by", "note", "action", "owner", "reason", "what"];
    for field in private.iter().filter(|_| edition == "internal") {
        let wanted = format!("{field} {typed}");
        if !words.contains(&wanted) {
            faults.push(format!("{page}: {wanted:?} is not on the page"));
        }
    }
    faults
}

fn site_title() -> String {
    format!("Title {}{}{}", TEXTS[2], TEXTS[7], TEXTS[11])
}

/// One home for each text, in an area that bears them too, on the small framework of the other tests.
fn workspace() -> Project {
    let project = Project::new([]);
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/small/project");
    for (path, bytes) in read(&small, "content") {
        project.write(&path, &bytes);
    }
    let issues: Vec<String> = TEXTS.iter().map(|text| quoted(text)).collect();
    let settings = format!(
        "[site]\ntitle = {}\npublisher = {}\nas_at = 2026-10-12\n[programme]\nframework = \"small\"\n\
         started = 2025-10-01\n[accessibility]\ncontact = {}\ntested_on = 2026-10-01\nknown_issues = [{}]\n",
        quoted(&site_title()),
        quoted(&format!("Publisher {}", TEXTS[3..5].concat())),
        quoted(TEXTS[7]),
        issues.join(", ")
    );
    project.write("homeround.toml", settings.as_bytes());
    let mut register = "id,name,kind,parent\n".to_owned();
    writeln!(register, "area,{},ics,", cell(&TEXTS[..3].concat())).unwrap();
    for (at, text) in TEXTS.iter().enumerate() {
        writeln!(register, "home-{at},{},care-home,area", cell(text)).unwrap();
        project.write(&format!("answers/home-{at}.toml"), answers(at, text).as_bytes());
    }
    project.write("answers/organisations.csv", register.as_bytes());
    project
}

fn answers(at: usize, text: &str) -> String {
    let field = |name: &str| quoted(&format!("{name} {text}"));
    format!(
        "format = 1\nframework = \"small\"\nframework_version = \"1\"\norganisation = \"home-{at}\"\n\
         date = 2026-09-30\nassessor = \"self\"\ncompleted_by = {}\npublish = true\n\
         [answers.tea-round]\nlevel = 3\nmeasure = {{ numerator = 5, denominator = 10, date = 2026-09-01, what = {} }}\n\
         [answers.falls-review]\nlevel = 0\nnote = {}\naction = {}\nowner = {}\n\
         [answers.handover]\nnot_applicable = {}\n",
        field("by"),
        field("what"),
        field("note"),
        field("action"),
        field("owner"),
        field("reason"),
    )
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text as a cell of CSV.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
