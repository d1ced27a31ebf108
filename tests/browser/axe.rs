//! axe-core on every page: no violation; and what it cannot decide by itself is a list that only changes by hand.

#![expect(clippy::disallowed_methods, reason = "tests read the list they hold to")]

use crate::browser::Browser;
use crate::editions::{Site, both};
use crate::server::Server;
use crate::visit::OVERFLOW;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is held: WCAG 2.0 to 2.2, A and AA, and what axe's makers call best practice.
pub(crate) const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// `preload` would fetch style sheets a second time, by a script, which a page's policy forbids.
pub(crate) const RUN: &str = "
    const [{ tags, rules }, done] = arguments;
    const short = rules => rules.map(rule => [rule.id, rule.nodes.map(node => node.target.join(' ')
        + ' (' + node.any.concat(node.all, node.none).map(check => check.message).join('; ') + ')')]);
    axe.run(document, { runOnly: tags, rules, preload: false, resultTypes: ['violations', 'incomplete'] })
       .then(found => done({ violations: short(found.violations), incomplete: short(found.incomplete) }),
             fault => done({ fault: String(fault) }));
";

/// Parts of the self-assessment.
const FORM: [&str; 6] = ["start", "about", "tasks", "q", "check", "result"];

/// What axe says of pages.
#[derive(Default)]
struct Found {
    faults: Vec<String>,
    /// `rule: kind of page`, for what a person must decide.
    undecided: BTreeSet<String>,
    runs: u32,
}

impl Found {
    fn look(&mut self, browser: &Browser, site: &Site, page: &str, how: &str) {
        // Nobody points at paper, so how large a link is there is nobody's concern.
        let eased = if how == "print" { json!({ "target-size": { "enabled": false } }) } else { json!({}) };
        let answer = browser.wait_for(RUN, &json!({ "tags": TAGS, "rules": eased }));
        let place = format!("{}/{page} ({how})", site.edition);
        assert!(answer["violations"].is_array(), "{place}: {answer}");
        self.runs += 1;
        for (rule, nodes) in rules(&answer["violations"]) {
            let shown: Vec<String> = nodes.iter().take(3).map(ToString::to_string).collect();
            self.faults.push(format!(
                "{place}: {rule} at {} places, such as {}",
                nodes.len(),
                shown.join(" and ")
            ));
        }
        for (rule, nodes) in rules(&answer["incomplete"]) {
            if self.undecided.insert(format!("{rule}: {}", site.kind(page))) {
                let _ = writeln!(
                    std::io::stdout(),
                    "{place}: axe leaves {rule} to a person at {} places, such as {}",
                    nodes.len(),
                    nodes[0]
                );
            }
        }
    }
}

fn rules(found: &Value) -> impl Iterator<Item = (&str, &Vec<Value>)> {
    found.as_array().unwrap().iter().map(|rule| (rule[0].as_str().unwrap(), rule[1].as_array().unwrap()))
}

#[test]
fn no_page_breaks_a_rule_of_accessibility() {
    let browser = Browser::new();
    put_axe_into_every_page(&browser);
    let mut found = Found::default();
    for site in both() {
        let server = Server::of(site);
        browser.width(1280);
        for page in site.pages() {
            browser.open(&server.address(page));
            found.look(&browser, site, page, "1280 wide");
            browser.unfold();
            found.look(&browser, site, page, "1280 wide, unfolded");
        }
        for page in site.one_of_each().into_values() {
            browser.open(&server.address(page));
            browser.unfold();
            for width in [320, 768] {
                browser.width(width);
                found.look(&browser, site, page, &format!("{width} wide, unfolded"));
            }
            browser.medium("print");
            found.look(&browser, site, page, "print");
            browser.medium("");
        }
        // The self-assessment shows one part of itself at a time.
        for (width, part) in [320, 768, 1280].into_iter().flat_map(|width| FORM.map(|part| (width, part))) {
            browser.width(width);
            for (page, question) in
                [("assess.html", "q-medicine-reviews"), ("assess--ehch-contract-2020.html", "q-home-round")]
            {
                let part = if part == "q" { question } else { part };
                browser.open(&format!("{}#{part}", server.address(page)));
                browser.unfold();
                found.look(&browser, site, page, &format!("{part}, {width} wide"));
                let wide = browser.run(OVERFLOW);
                assert!(wide.is_null(), "{part} of {page} at {width}: {wide}");
            }
        }
    }
    assert!(found.runs > 200, "{} runs", found.runs);
    assert!(found.faults.is_empty(), "{} faults:\n{}", found.faults.len(), found.faults.join("\n"));
    held(&found.undecided);
}

/// Holds what axe could not decide to the list of what a person has looked at.
fn held(undecided: &BTreeSet<String>) {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/undecided.txt");
    let text = std::fs::read_to_string(list).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let known: BTreeSet<String> = lines.map(str::to_owned).collect();
    let shown = undecided.iter().cloned().collect::<Vec<_>>().join("\n");
    assert_eq!(
        *undecided, known,
        "what axe leaves to a person is not what tests/browser/undecided.txt holds; found:\n{shown}"
    );
}

/// axe-core stands in each page before the page itself: by the browser, past the page's policy.
pub(crate) fn put_axe_into_every_page(browser: &Browser) {
    let script = std::fs::read_to_string(npm("axe-core/axe.min.js"))
        .unwrap_or_else(|fault| panic!("axe-core is not there ({fault}). Install it with: {INSTALL}"));
    browser.command("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script }));
}

/// How the packages of npm come to where they are looked for.
pub(crate) const INSTALL: &str = "mkdir -p target/npm && cp tests/browser/package*.json target/npm && \
    npm --prefix target/npm ci --ignore-scripts";

/// A file of a package of npm.
pub(crate) fn npm(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/npm/node_modules").join(path)
}
