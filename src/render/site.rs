//! A whole site -> a shelf: assets, data and pages, the pages in parallel, none held longer than it takes to put it.

use super::templates::{Frame, FrameLink, Inside, Renderer};
use super::theme::Theme;
use crate::diagnostic::Diagnostic;
use crate::export::{self, File, FileKind, Part};
use crate::id::OrganisationId;
use crate::organisation::Kind;
use crate::page::{self, Origins, PageKey, Site};
use crate::progress::{Stage, Watch};
use crate::publish::{Fault, Pieces, Shelf, SitePath};
use crate::returns;
use crate::threads;
use crate::words;
use crate::workspace::{Edition, Inputs};
use std::collections::BTreeMap;
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
///
/// The data are made beside the pages, so that no processor waits; the page of data, which lists them, comes last.
///
/// With `inputs`, pages that were made from the same things before are kept, as far as the shelf has them.
pub fn put(
    site: &Site<'_>,
    theme: &Theme,
    shelf: &dyn Shelf,
    inputs: Option<&Inputs>,
    watch: &dyn Watch,
) -> Result<usize, Stop> {
    let work = Work::begin(site, theme, shelf, inputs, watch)?;
    let (files, pages) = std::thread::scope(|scope| {
        let data = threads::begin(scope, || put_data(site, shelf).inspect_err(|_| work.stop()));
        let pages = work.put_all();
        (data.end(), pages)
    });
    let files = files?;
    pages?;
    put_page_of_data(site, &work.renderer, &files, shelf)?;
    Ok(work.keys.len())
}

/// The same without the data and the page that lists them. Gives the number of pages, that one among them.
pub fn put_pages(
    site: &Site<'_>,
    theme: &Theme,
    shelf: &dyn Shelf,
    inputs: Option<&Inputs>,
    watch: &dyn Watch,
) -> Result<usize, Stop> {
    let work = Work::begin(site, theme, shelf, inputs, watch)?;
    work.put_all()?;
    Ok(work.keys.len())
}

/// The data and the page that lists them alone.
pub fn put_data_alone(site: &Site<'_>, theme: &Theme, shelf: &dyn Shelf) -> Result<(), Stop> {
    let renderer = Renderer::new(theme, frame(site))?;
    put_page_of_data(site, &renderer, &put_data(site, shelf)?, shelf)
}

fn put_page_of_data(
    site: &Site<'_>,
    renderer: &Renderer,
    files: &[File],
    shelf: &dyn Shelf,
) -> Result<(), Stop> {
    let mut html = Vec::new();
    renderer.page(&page::data(site, files), &mut html)?;
    shelf.put(&SitePath::new(&site.address(&PageKey::Data))?, &html)?;
    Ok(())
}

/// The pages to be made, shared by the threads that make them.
struct Work<'w> {
    site: &'w Site<'w>,
    renderer: Renderer,
    origins: Option<Origins<'w>>,
    shelf: &'w dyn Shelf,
    watch: &'w dyn Watch,
    keys: Vec<PageKey>,
    next: AtomicUsize,
}

impl<'w> Work<'w> {
    /// Puts what all pages need, and finds out which pages there are.
    fn begin(
        site: &'w Site<'w>,
        theme: &Theme,
        shelf: &'w dyn Shelf,
        inputs: Option<&Inputs>,
        watch: &'w dyn Watch,
    ) -> Result<Work<'w>, Stop> {
        let frame = frame(site);
        put_assets(theme, &frame, shelf)?;
        let origins = inputs.and_then(|inputs| Origins::new(site, inputs, &frame.digest()));
        let renderer = Renderer::new(theme, frame)?;
        let keys = site.pages();
        watch.begin(Stage::Making, keys.len());
        Ok(Work { site, renderer, origins, shelf, watch, keys, next: AtomicUsize::new(0) })
    }

    /// Makes all pages, on as many threads as there are processors.
    fn put_all(&self) -> Result<(), Stop> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|_| threads::begin(scope, || self.put_pages())).collect();
            running.into_iter().try_for_each(threads::Running::end)
        })
    }

    /// Lets no thread begin another page.
    fn stop(&self) {
        self.next.store(self.keys.len(), Ordering::Relaxed);
    }

    /// Makes one page after the other until none is left.
    fn put_pages(&self) -> Result<(), Stop> {
        let mut html = Vec::new();
        while let Some(key) = self.keys.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            self.put_page(key, &mut html).inspect_err(|_| self.stop())?;
            self.watch.step();
        }
        Ok(())
    }

    /// Makes a page. `html` is room to write it in.
    fn put_page(&self, key: &PageKey, html: &mut Vec<u8>) -> Result<(), Stop> {
        if *key == PageKey::Data {
            return Ok(());
        }
        let from = self.origins.as_ref().and_then(|origins| origins.of(key));
        if let Some(from) = &from
            && self.shelf.keep(&SitePath::new(&self.site.address(key))?, from)?
        {
            return Ok(());
        }
        let Some(page) = page::build(self.site, key) else { return Ok(()) };
        self.renderer.page(&page, html)?;
        let path = SitePath::new(&page.address)?;
        self.shelf.put(&path, html)?;
        if let Some(from) = &from {
            self.shelf.come_from(&path, from);
        }
        Ok(())
    }
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

/// Puts every file of data, and says what was put: workbooks, tables, then the rest. The tables take as long as all
/// others together, so they are made beside them.
fn put_data(site: &Site<'_>, shelf: &dyn Shelf) -> Result<Vec<File>, Stop> {
    let others = || -> Result<_, Stop> {
        let workbooks = [put_workbook(site, shelf, true)?, put_workbook(site, shelf, false)?];
        Ok((workbooks, put_lists(site, shelf)?))
    };
    let (tables, others) = std::thread::scope(|scope| {
        let tables = threads::begin(scope, || put_csv(site, shelf));
        let others = others();
        (tables.end(), others)
    });
    let (workbooks, lists) = others?;
    Ok(workbooks.into_iter().chain(tables?).chain(lists).collect())
}

/// Puts a workbook, OpenDocument or Office Open XML.
fn put_workbook(site: &Site<'_>, shelf: &dyn Shelf, open_document: bool) -> Result<File, Stop> {
    let (file, bytes) = export::workbook(site.results, site.may_show(), open_document)?;
    shelf.put(&SitePath::new(&format!("data/{}", file.name))?, &bytes)?;
    Ok(file)
}

/// Puts what is neither a table nor a workbook.
fn put_lists(site: &Site<'_>, shelf: &dyn Shelf) -> Result<Vec<File>, Stop> {
    let mut put = Vec::new();
    let mut take = |file: File, bytes: &[u8]| -> Result<(), Stop> {
        shelf.put(&SitePath::new(&format!("data/{}", file.name))?, bytes)?;
        put.push(file);
        Ok(())
    };
    put_json(site, &mut take)?;
    put_returns(site, &mut take)?;
    Ok(put)
}

/// The tables, piece by piece.
fn put_csv(site: &Site<'_>, shelf: &dyn Shelf) -> Result<Vec<File>, Stop> {
    let mut put = Vec::new();
    let mut open: Option<Box<dyn Pieces + '_>> = None;
    export::csv_in_parts(site.results, site.may_show(), &mut |part| -> Result<(), Stop> {
        match part {
            Part::Bytes(name, bytes) => {
                let file = match &mut open {
                    Some(file) => file,
                    None => open.insert(shelf.open(&SitePath::new(&format!("data/{name}"))?)?),
                };
                file.add(bytes)?;
            }
            Part::Whole(file) => {
                if let Some(open) = open.take() {
                    open.close()?;
                }
                put.push(file);
            }
        }
        Ok(())
    })?;
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
