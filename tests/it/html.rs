//! Every page of the demonstration, of the small project and of the contract alone, read as a browser reads it: what section 1 of the pages'
//! specification promises for all of them, and that hostile names stay text.
//!
//! Each rule looks at one page and gives a line for each thing that is wrong; a test names every page and every line.

mod tables;
mod words;

use crate::tree::{Built, CONTRACT, DEMONSTRATION, SMALL, Tree};
use scraper::{ElementRef, Html};
use std::collections::{BTreeMap, BTreeSet};

/// A page with its address and the site it stands in.
struct Page {
    path: String,
    html: Html,
    title: String,
    hostile: bool,
}

/// What a rule has to say about a page.
type Faults = Vec<String>;

impl Page {
    fn all(&self) -> impl Iterator<Item = ElementRef<'_>> {
        self.html.root_element().descendent_elements()
    }

    fn named(&self, name: &'static str) -> impl Iterator<Item = ElementRef<'_>> {
        self.all().filter(move |one| one.value().name() == name)
    }

    fn ids(&self) -> BTreeSet<&str> {
        self.all().filter_map(|one| one.value().id()).collect()
    }

    /// Whether it is the self-assessment, which has a script and a style of its own: see forming.rs.
    fn is_form(&self) -> bool {
        self.path.starts_with("assess")
    }

    /// What a reader can read or hear, the words of attributes that are read aloud among it.
    fn words(&self) -> String {
        let aloud = self.all().filter_map(|one| one.attr("aria-label").or(one.attr("title")));
        let unread = self.all().filter(|one| matches!(one.value().name(), "script" | "style"));
        let unread = unread.map(text).filter(|text| !text.is_empty());
        let words = unread.fold(text(self.html.root_element()), |words, unread| words.replace(&unread, " "));
        words + " " + &aloud.collect::<Vec<_>>().join(" ")
    }
}

fn pages(built: &Built, hostile: bool) -> Vec<Page> {
    let title = |text: &str| {
        let table: toml::Table = toml::from_str(text).unwrap();
        table["site"]["title"].as_str().unwrap().to_owned()
    };
    let title = title(std::str::from_utf8(&built.inputs["homeround.toml"]).unwrap());
    let html = built.site.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, bytes)| Page {
        path: path.clone(),
        html: Html::parse_document(std::str::from_utf8(bytes).unwrap()),
        title: title.clone(),
        hostile,
    })
    .collect()
}

/// Holds every page of the three sites to a rule.
fn hold(rule: impl Fn(&Page, &Built) -> Faults) {
    let mut told = Vec::new();
    let sites = [
        ("demonstration", &*DEMONSTRATION, false),
        ("small", &*SMALL, true),
        ("contract", &*CONTRACT, false),
    ];
    for (name, built, hostile) in sites {
        let pages = pages(built, hostile);
        assert!(pages.len() > 10, "{name}");
        for page in pages {
            told.extend(rule(&page, built).into_iter().map(|fault| format!("{name}/{}: {fault}", page.path)));
        }
    }
    assert!(told.is_empty(), "{} faults:\n{}", told.len(), told.join("\n"));
}

/// The text of an element, runs of white space as one space.
fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ancestors<'p>(element: ElementRef<'p>) -> impl Iterator<Item = ElementRef<'p>> {
    element.ancestors().filter_map(ElementRef::wrap)
}

#[test]
fn pages_are_well_formed() {
    hold(|page, _| {
        let mut faults: Faults = page.html.errors.iter().map(ToString::to_string).collect();
        let root = page.html.root_element();
        if root.attr("lang") != Some("en-GB") {
            faults.push(format!("lang is {:?}", root.attr("lang")));
        }
        let mut seen = BTreeMap::new();
        page.all().filter_map(|one| one.value().id()).for_each(|id| *seen.entry(id).or_insert(0) += 1);
        faults.extend(
            seen.iter()
                .filter(|(_, times)| **times > 1)
                .map(|(id, times)| format!("id {id} is there {times} times")),
        );
        faults
    });
}

#[test]
fn one_main_heading_and_no_level_skipped() {
    hold(|page, _| {
        let mut faults = Faults::new();
        let main: Vec<String> = page.named("h1").map(text).collect();
        match main.as_slice() {
            [one] if one.is_empty() => faults.push("the main heading is empty".to_owned()),
            [one] if one.chars().count() > 65 => {
                faults.push(format!("the main heading has {} characters: {one}", one.chars().count()));
            }
            [_] => {}
            more => faults.push(format!("{} main headings", more.len())),
        }
        let mut before = 0;
        for heading in page.all() {
            let Some(level) = level(heading) else { continue };
            if level > before + 1 {
                faults.push(format!("h{level} after h{before}: {}", text(heading)));
            }
            if text(heading).is_empty() {
                faults.push(format!("an h{level} is empty"));
            }
            before = level;
        }
        faults
    });
}

fn level(element: ElementRef<'_>) -> Option<u32> {
    let digit = element.value().name().strip_prefix('h')?;
    digit.parse().ok().filter(|level| (1..=6).contains(level))
}

#[test]
fn the_title_is_the_heading_and_the_site() {
    hold(|page, _| {
        let title = page.named("title").next().map(text).unwrap_or_default();
        let heading = page.named("h1").next().map(text).unwrap_or_default();
        let site = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
        // The first page bears the site's own name, once.
        let wanted = if heading == site { site } else { format!("{heading} - {site}") };
        if title == wanted { Vec::new() } else { vec![format!("the title is {title:?}, not {wanted:?}")] }
    });
}

#[test]
fn every_link_leads_to_something_in_the_site() {
    let mut ids: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for (built, hostile) in [(&*DEMONSTRATION, false), (&*SMALL, true), (&*CONTRACT, false)] {
        for page in pages(built, hostile) {
            let of_page = page.ids().into_iter().map(str::to_owned).collect();
            ids.insert((page.title.clone(), page.path.clone()), of_page);
        }
    }
    hold(|page, built| {
        let mut faults = Faults::new();
        for element in page.all() {
            for attribute in ["href", "src", "srcset", "action", "poster", "data", "cite", "xlink:href"] {
                let Some(address) = element.attr(attribute) else { continue };
                let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
                if attribute == "href" && outward(&built.inputs, address) {
                    continue;
                }
                if address.is_empty() || address.starts_with('/') || path.contains(':') || path.contains('\\')
                {
                    faults.push(format!("{attribute} is not relative: {address:?}"));
                    continue;
                }
                let target = resolve(&page.path, path);
                if !built.site.contains_key(&target) {
                    faults.push(format!("{address} leads to {target}, which is not there"));
                } else if !fragment.is_empty()
                    && !ids.get(&(page.title.clone(), target)).is_some_and(|ids| ids.contains(fragment))
                {
                    faults.push(format!("{address} leads to a place that is not there"));
                }
            }
        }
        faults
    });
}

/// Whether somebody who writes guidance offers this address elsewhere for a reader to follow.
fn outward(inputs: &Tree, address: &str) -> bool {
    let written = format!("]({address})");
    let content = inputs.iter().filter(|(path, _)| path.starts_with("content/"));
    let mut texts = content.map(|(_, bytes)| String::from_utf8_lossy(bytes));
    address.starts_with("https://") && texts.any(|text| text.contains(&written))
}

/// The file that a relative address leads to.
fn resolve(page: &str, address: &str) -> String {
    if address.is_empty() {
        return page.to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        if part == ".." {
            assert!(parts.pop().is_some(), "{address} on {page} leaves the site");
        } else if part != "." {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn names_by_which_parts_are_labelled_exist() {
    hold(|page, _| {
        let ids = page.ids();
        let named = ["aria-labelledby", "aria-describedby", "aria-controls", "headers", "for"];
        let all =
            page.all().flat_map(|one| named.iter().filter_map(move |name| Some((name, one.attr(name)?))));
        all.flat_map(|(name, list)| list.split_whitespace().map(move |id| (name, id)))
            .filter(|(_, id)| !ids.contains(id))
            .map(|(name, id)| format!("{name} names {id}, which is not there"))
            .collect()
    });
}

#[test]
fn nothing_on_a_page_can_run_or_style_itself() {
    hold(|page, _| {
        let mut faults = Faults::new();
        for element in page.all() {
            let name = element.value().name();
            for (attribute, value) in element.value().attrs() {
                if attribute == "style" || attribute.starts_with("on") {
                    faults.push(format!("{name} has {attribute}={value:?}"));
                }
            }
        }
        let forbidden = ["script", "style", "iframe", "object", "embed", "base", "form", "template"];
        let own = |one: &ElementRef<'_>| {
            one.text().collect::<String>() == include_str!("../../themes/default/assets/site.js").trim()
        };
        let forms = ["script", "style", "form", "template"];
        let own = |one: &ElementRef<'_>| own(one) || (page.is_form() && forms.contains(&one.value().name()));
        let found = page.all().filter(|one| forbidden.contains(&one.value().name()) && !own(one));
        faults.extend(found.map(|one| format!("a {}", one.value().name())));
        let policy = page.named("meta").find(|one| one.attr("http-equiv") == Some("Content-Security-Policy"));
        if !policy
            .and_then(|one| one.attr("content"))
            .is_some_and(|policy| policy.starts_with("default-src 'none'"))
        {
            faults.push("no policy that forbids what is not named".to_owned());
        }
        faults
    });
}

#[test]
fn style_sheets_ask_for_nothing_elsewhere() {
    for built in [&*DEMONSTRATION, &*SMALL] {
        for (path, bytes) in built.site.iter().filter(|(path, _)| path.ends_with(".css")) {
            let text = std::str::from_utf8(bytes).unwrap();
            for word in ["@import", "http:", "https:", "//", "url(", "javascript"] {
                assert!(!text.contains(word), "{path} holds {word}");
            }
        }
    }
}
