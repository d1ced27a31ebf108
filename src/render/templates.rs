//! A page and the theme's templates -> HTML. The only file that knows the template library.

use super::theme::Theme;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::page::Page;
use crate::source::Text;
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
}

/// A style sheet inside a page, with the digest by which the page allows it and no other.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Inside {
    /// The style sheet.
    pub(super) css: String,
    /// Its SHA-256 in base 64.
    pub(super) hash: String,
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
    page: &'p Page,
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
        let mut tera = Tera::default();
        tera.autoescape_on([".html", ".svg", ".xml"].map(str::to_owned).to_vec());
        let templates = theme.templates.clone();
        tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.text.as_str())))
            .map_err(|fault| diagnostic(&fault, &templates))?;
        tera.global_context().insert("frame", &frame);
        Ok(Renderer { tera, templates, site_title: frame.site_title })
    }

    /// The HTML of a page.
    pub(super) fn page(&self, page: &Page) -> Result<String, Diagnostic> {
        let title = if page.heading == self.site_title {
            page.heading.clone()
        } else {
            format!("{} - {}", page.heading, self.site_title)
        };
        let context = Context::from_serialize(&Whole { title, page });
        let html = context.and_then(|context| self.tera.render("page.html", &context));
        html.map_err(|fault| diagnostic(&fault, &self.templates))
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
