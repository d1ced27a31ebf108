//! A page and the theme's templates -> HTML. The only file that knows the template library.

use super::theme::Theme;
use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::digest::{Digest, digest};
use crate::page::Page;
use crate::source::Text;
use base64::Engine as _;
use serde::Serialize;
use std::collections::BTreeMap;
use std::error::Error as _;
use tera::{Context, ErrorKind, Tera};

/// What is the same on every page of a site.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Frame {
    /// The site's title.
    pub(super) site_title: String,
    /// The edition in words.
    pub(super) edition: String,
    /// What to know about the edition.
    pub(super) edition_note: String,
    /// Whether search engines should pass it by.
    pub(super) hidden: bool,
    /// Links of the menu: words and address from the site's root.
    pub(super) menu: Vec<FrameLink>,
    /// Links of the foot.
    pub(super) foot: Vec<FrameLink>,
    /// Lines at the foot.
    pub(super) small_print: Vec<String>,
    /// Addresses of style sheets; filled in from the theme.
    pub(super) styles: Vec<String>,
    /// The style sheet itself, for a page that stands alone.
    pub(super) inside: Option<Inside>,
    /// The script that filters lists; filled in from the theme.
    pub(super) script: Inside,
}

impl Frame {
    /// A digest of all of it.
    pub(super) fn digest(&self) -> Digest {
        digest(format!("{self:?}").as_bytes())
    }
}

/// A style sheet or a script inside a page, with the digest by which the page allows it and no other.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Inside {
    /// The text.
    pub(super) text: String,
    /// Its SHA-256 in base 64.
    pub(super) hash: String,
}

impl Inside {
    /// A text that would close its own element would end early: none does, and a theme's may not. White space around it
    /// is left out, as not every reader of policies counts it.
    pub(super) fn new(text: &str) -> Inside {
        let text = text.trim().replace("</", "<\\/");
        let hash = base64::engine::general_purpose::STANDARD.encode(digest(text.as_bytes()));
        Inside { text, hash }
    }
}

/// A link that every page has.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FrameLink {
    /// Its words.
    pub(super) text: String,
    /// Its address from the site's root.
    pub(super) href: String,
}

#[derive(Serialize)]
struct Whole<'p> {
    title: String,
    page: PageView<'p>,
    /// Whether something on the page can be filtered, for which it needs the script.
    scripted: bool,
}

/// Templates made ready, with what is the same on every page.
pub(super) struct Renderer {
    tera: Tera,
    templates: BTreeMap<String, Text>,
    site_title: String,
}

impl Renderer {
    /// Makes the templates of a theme ready, or says what is wrong with one.
    pub(super) fn new(theme: &Theme, mut frame: Frame) -> Result<Renderer, Diagnostic> {
        frame.styles = theme.styles();
        frame.script = Inside::new(theme.script());
        let mut tera = Tera::default();
        tera.autoescape_on([".html", ".svg", ".xml"].map(str::to_owned).to_vec());
        let templates = theme.templates.clone();
        tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.text.as_str())))
            .map_err(|fault| diagnostic(&fault, &templates))?;
        tera.global_context().insert("frame", &frame);
        Ok(Renderer { tera, templates, site_title: frame.site_title })
    }

    /// Writes the HTML of a page in the place of what stood in `html`.
    pub(super) fn page(&self, page: &Page, html: &mut Vec<u8>) -> Result<(), Diagnostic> {
        let title = if page.heading == self.site_title {
            page.heading.clone()
        } else {
            format!("{} - {}", page.heading, self.site_title)
        };
        html.clear();
        let whole = Whole { title, page: PageView::of(page), scripted: page.has_filter() };
        let context = Context::from_serialize(&whole);
        let done = context.and_then(|context| self.tera.render_to("page.html", &context, html));
        done.map_err(|fault| diagnostic(&fault, &self.templates))
    }
}

fn diagnostic(fault: &tera::Error, templates: &BTreeMap<String, Text>) -> Diagnostic {
    let (message, place) = match fault.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = templates.get(report.filename()).map(|text| text.place(report.span().range.clone()));
            let elsewhere = || Place { file: report.filename().into(), spot: None };
            (report.message().to_owned(), Some(place.unwrap_or_else(elsewhere)))
        }
        _ => {
            let source = fault.source().map(|source| format!(": {source}")).unwrap_or_default();
            (format!("{fault}{source}"), None)
        }
    };
    let message = message.lines().next().unwrap_or_default().to_owned();
    let diagnostic =
        Diagnostic::new(Code::TemplateFault, format!("a template of the theme is at fault: {message}"))
            .mend("correct the template, or take it away for the built-in one to stand");
    match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}
