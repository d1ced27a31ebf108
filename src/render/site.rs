//! A whole site -> a shelf: assets, data and pages, the pages in parallel, none held longer than it takes to put it.

use super::templates::{Frame, FrameLink, Inside, Renderer};
use super::theme::Theme;
use crate::diagnostic::Diagnostic;
use crate::export::{self, File, FileKind};
use crate::id::OrganisationId;
use crate::organisation::Kind;
use crate::page::{self, Page, PageKey, Site};
use crate::publish::{Fault, Shelf, SitePath};
use crate::returns;
use crate::threads;
use crate::words;
use crate::workspace::Edition;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Why a site could not be made.
#[derive(Debug)]
pub enum Stop {
    /// A template of the theme is at fault.
    Template(Box<Diagnostic>),
    /// A file could not be put where it belongs.
    Publish(Fault),
    /// Results could not be written as data.
    Data(String),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Publish(fault)
    }
}

impl From<export::Fault> for Stop {
    fn from(fault: export::Fault) -> Self {
        Stop::Data(fault.to_string())
    }
}

impl From<Diagnostic> for Stop {
    fn from(fault: Diagnostic) -> Self {
        Stop::Template(Box::new(fault))
    }
}

/// Makes every file of a site and puts it on the shelf. Gives the number of pages.
pub fn put(site: &Site<'_>, theme: &Theme, shelf: &dyn Shelf) -> Result<usize, Stop> {
    let frame = frame(site);
    put_assets(theme, &frame, shelf)?;
    let files = put_data(site, shelf)?;
    let renderer = Renderer::new(theme, frame)?;
    let keys = site.pages();
    let next = AtomicUsize::new(0);
    let stopped: Mutex<Option<Stop>> = Mutex::new(None);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            threads::begin(scope, || {
                while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(stop) = put_page(site, key, &files, &renderer, shelf) {
                        let mut first = stopped.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                        first.get_or_insert(stop);
                        next.store(keys.len(), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    match stopped.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        Some(stop) => Err(stop),
        None => Ok(keys.len()),
    }
}

fn put_page(
    site: &Site<'_>,
    key: &PageKey,
    files: &[File],
    renderer: &Renderer,
    shelf: &dyn Shelf,
) -> Result<(), Stop> {
    let page: Option<Page> = match key {
        PageKey::Data => Some(page::data(site, files)),
        key => page::build(site, key),
    };
    let Some(page) = page else { return Ok(()) };
    let html = renderer.page(&page)?;
    shelf.put(&SitePath::new(&page.address)?, html.as_bytes())?;
    Ok(())
}

fn put_assets(theme: &Theme, frame: &Frame, shelf: &dyn Shelf) -> Result<(), Stop> {
    for asset in theme.assets() {
        shelf.put(&SitePath::new(&asset.address)?, &asset.bytes)?;
    }
    shelf.put(&SitePath::new(EDITION_STYLE)?, edition_style(frame).as_bytes())?;
    Ok(())
}

/// What the margins of printed pages say; style sheets cannot read it from the page.
pub(super) fn edition_style(frame: &Frame) -> String {
    format!(
        ":root {{ --edition: {}; --site-title: {}; }}\n",
        css_string(&frame.edition),
        css_string(&frame.site_title)
    )
}

/// The style sheet that holds the words of printed margins.
const EDITION_STYLE: &str = "assets/edition.css";

/// A text as a CSS string: everything but plain letters, digits and spaces as an escape.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || letter == ' ' {
            out.push(letter);
        } else {
            out.push_str(&format!("\\{:x} ", u32::from(letter)));
        }
    }
    out.push('"');
    out
}

/// Puts every file of data, and says what was put.
fn put_data(site: &Site<'_>, shelf: &dyn Shelf) -> Result<Vec<File>, Stop> {
    let results = site.results;
    let mut put = Vec::new();
    let mut take = |file: File, bytes: &[u8]| -> Result<(), Stop> {
        shelf.put(&SitePath::new(&format!("data/{}", file.name))?, bytes)?;
        put.push(file);
        Ok(())
    };
    export::workbooks(results, site.may_show(), &mut take)?;
    export::csv_files(results, site.may_show(), &mut take)?;
    put_json(site, &mut take)?;
    put_returns(site, &mut take)?;
    Ok(put)
}

/// Results with their structure: everything but the assessments, and these in a file for each ICS.
fn put_json(site: &Site<'_>, take: export::Take<'_, Stop>) -> Result<(), Stop> {
    let results = site.results;
    let data = |fault: serde_json::Error| Stop::Data(fault.to_string());
    let mut put = |name: &str, about: String, bytes: Vec<u8>| {
        take(File { name: name.to_owned(), kind: FileKind::Json { about }, bytes: bytes.len() }, &bytes)
    };
    let scores = export::without_assessments(results).map_err(data)?;
    put("scores.json", "Areas, and the frameworks in use".to_owned(), scores)?;
    let mut files: BTreeMap<String, Vec<&crate::results::Scored<'_>>> = BTreeMap::new();
    files.insert("assessments.json".to_owned(), Vec::new());
    for area in results.areas.iter().filter(|area| area.area.kind == Kind::Ics) {
        files.entry(site.assessments_file(&area.area.id)).or_default();
    }
    for scored in &results.assessments {
        let organisation: &OrganisationId = &scored.assessment.organisation;
        files.entry(site.assessments_file(organisation)).or_default().push(scored);
    }
    for (name, which) in files {
        let about = words::count(which.len() as u64, "assessment", "assessments");
        let bytes = export::assessments(results, which.into_iter()).map_err(data)?;
        put(&name, about, bytes)?;
    }
    Ok(())
}

/// What there is to follow up, in a file for each area that has a page of it.
fn put_returns(site: &Site<'_>, take: export::Take<'_, Stop>) -> Result<(), Stop> {
    let results = site.results;
    for area in site.areas_with_returns() {
        let Some(rules) = results.rules.get(&area.framework) else { continue };
        let csv = export::returns(results, rules.framework, &returns::of(results, area));
        let csv = csv.map_err(|fault| Stop::Data(fault.to_string()))?;
        let name = site.returns_file(&area.area.id, &area.framework).replacen("data/", "", 1);
        let about = format!("What to follow up in {}", site.name(&area.area.id));
        take(File { name, kind: FileKind::List { about }, bytes: csv.len() }, &csv)?;
    }
    Ok(())
}

pub(super) fn frame(site: &Site<'_>) -> Frame {
    let settings = &site.results.workspace.settings;
    let link = |text: &str, href: &str| FrameLink { text: text.to_owned(), href: href.to_owned() };
    let mut small_print = Vec::new();
    let published = settings
        .publisher
        .as_ref()
        .map(|publisher| format!("Published by {publisher}. "))
        .unwrap_or_default();
    let as_at = results_as_at(site).map(|day| format!("Answers as at {day}.")).unwrap_or_default();
    let line = format!("{published}{as_at}");
    if !line.is_empty() {
        small_print.push(line.trim().to_owned());
    }
    small_print.push(
        "These are self-assessments unless a page says otherwise. They are not an inspection or a performance rating."
            .to_owned(),
    );
    let (edition, edition_note, hidden) = match site.edition {
        Edition::Public => ("Public edition", site.withheld_in_words(), false),
        Edition::Home => (
            "Home edition",
            "It holds this home's own answers in full and is for the home. Areas are shown only where a public site could show them.".to_owned(),
            true,
        ),
        Edition::Internal => (
            "Internal edition",
            "It holds everything that was answered. Do not share it outside the system it is for.".to_owned(),
            true,
        ),
    };
    Frame {
        site_title: settings.title.clone(),
        edition: edition.to_owned(),
        edition_note,
        hidden,
        menu: vec![
            link("Areas and homes", "index.html#areas"),
            link("Low-cost ideas", "innovations.html"),
            link("How it is worked out", "method.html"),
            link("The framework", "about.html"),
            link("Data", "data.html"),
        ],
        foot: vec![
            link("How results are worked out", "method.html"),
            link("Glossary", "glossary.html"),
            link("The framework", "about.html"),
            link("The results as data", "data.html"),
            link("Accessibility", "accessibility.html"),
        ],
        small_print,
        styles: Vec::new(),
        inside: None,
        script: Inside::default(),
    }
}

fn results_as_at(site: &Site<'_>) -> Option<String> {
    site.results.workspace.as_at.map(crate::day::Day::in_words)
}
