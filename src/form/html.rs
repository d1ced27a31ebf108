//! The whole page: its head with the one policy that lets its own script and style run, and its parts in order.

use super::{Form, SCRIPTS, STYLE, data, head, question};
use crate::digest::digest;
use crate::guard::escaped as esc;
use base64::Engine as _;

/// The page of a form.
pub(super) fn page(form: &Form<'_>) -> String {
    let data = data::json(form);
    let script = script(&data);
    let style = STYLE.trim();
    let title = head::title(form);
    let questions: String = asked(form).map(|(at, one)| question::section(form, at, one)).collect();
    let back = if form.in_site { "<p><a href=\"index.html\">Back to the site</a></p>\n" } else { "" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{style_hash}'; \
         script-src '{script_hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to main content</a>\n\
         <header><div class=\"width\"><p>{site}</p></div></header>\n\
         <main id=\"main\" class=\"width\">\n{heading}<div id=\"errors\"></div>\n\
         <form id=\"form\" autocomplete=\"off\" novalidate>\n{start}{about}{tasks}{questions}{check}</form>\n</main>\n{template}\n\
         <footer><div class=\"width\">\n{back}{foot}</div></footer>\n<script>{script}</script>\n</body>\n</html>\n",
        style_hash = hash(style),
        script_hash = hash(&script),
        site = esc(form.site_title),
        heading = head::heading(form),
        start = head::start(form),
        about = head::about(form),
        tasks = head::tasks(),
        check = head::check(),
        template = question::template(form),
        foot = head::foot(form),
    )
}

/// The questions that this kind of organisation is asked, with their positions in the framework.
pub(super) fn asked<'f>(
    form: &Form<'f>,
) -> impl Iterator<Item = (usize, &'f crate::framework::SubElement)> + use<'f> {
    let kind = form.kind;
    form.framework.sub_elements.iter().enumerate().filter(move |(_, one)| one.asked_of.contains(&kind))
}

/// One script of all: the data, then the scripts, in a scope of their own. Their comments stay in the sources.
fn script(data: &str) -> String {
    let mut out = format!("(() => {{\n\"use strict\";\nconst DATA = {data};\n");
    for line in SCRIPTS.iter().flat_map(|script| script.lines()) {
        let bare = line.trim_start();
        if !bare.is_empty() && !bare.starts_with("//") {
            out.push_str(bare);
            out.push('\n');
        }
    }
    out.push_str("})();");
    out
}

fn hash(text: &str) -> String {
    let digest = base64::engine::general_purpose::STANDARD.encode(digest(text.as_bytes()));
    format!("sha256-{digest}")
}
