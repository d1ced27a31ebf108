//! Pages of the site with what belongs to serving them, and the pages that stand in for one.

use super::policy;
use super::showing::Showing;
use super::shown::Shown;

/// Loads a page anew when something else is shown.
const SCRIPT: &str = include_str!("reload.js");
/// The folder of style sheets and the like, which are shown even while something is wrong.
pub(super) const ASSETS: &str = "assets/";
/// The style sheet that every theme has.
const STYLE: &str = "assets/site.css";

/// A page that follows what is shown: with our script, and a policy that allows it.
pub(super) fn live(page: &str, version: &str) -> String {
    let script = format!("<script data-shown=\"{version}\">{SCRIPT}</script>\n");
    let page = policy::widened(page, SCRIPT);
    match page.rfind("</body>") {
        Some(end) => {
            let (before, after) = page.split_at(end);
            format!("{before}{script}{after}")
        }
        None => format!("{page}{script}"),
    }
}

/// A page of the last good site, with a line at its top that says so.
pub(super) fn outdated(page: &str) -> String {
    const LINE: &str = "<div class=\"edition\"><p class=\"width\"><strong>Not up to date.</strong> This page is older \
        than your last changes. <a href=\"?\">See what needs mending</a></p></div>";
    match page.split_once("<body>") {
        Some((before, after)) => format!("{before}<body>\n{LINE}{after}"),
        None => page.to_owned(),
    }
}

/// What is wrong, in place of any page. `last` is the address at which the last good site shows it, if it does.
pub(super) fn problems(problems: &str, last: Option<&str>, showing: &Showing) -> String {
    let last = last
        .map(|href| {
            format!(
                "<p><a href=\"{}\">See the last good site</a>, without the latest changes.</p>\n",
                escape(href)
            )
        })
        .unwrap_or_default();
    let body = format!(
        "<p class=\"lead\">The site cannot be made while something is wrong in your files.</p>\n\
         <p>Mend it and save the file. The page then comes back by itself.</p>\n{last}\
         <div class=\"panel scroll\" role=\"region\" aria-label=\"What is wrong\" tabindex=\"0\">\n\
         <pre>{}</pre>\n</div>",
        escape(problems)
    );
    plain("Something needs mending", &body, showing.site.as_deref())
}

/// What is said where there is no page.
pub(super) fn missing(showing: &Showing) -> String {
    let body = "<p>The site has no page at this address, or has none any more.</p>\n\
                <p><a href=\"/\">Go to the start of the site</a></p>";
    plain("There is no such page", body, showing.site.as_deref())
}

fn plain(heading: &str, body: &str, site: Option<&Shown>) -> String {
    let own = |path: &&str| path.starts_with(ASSETS) && path.ends_with(".css") && *path != STYLE;
    let own = site.into_iter().flat_map(|site| site.pages.iter()).map(|(path, _)| path.as_str()).filter(own);
    let styles: String = std::iter::once(STYLE)
        .chain(own)
        .map(|path| format!("<link rel=\"stylesheet\" href=\"/{}\">\n", escape(path)))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; base-uri 'none'; \
         form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading}</title>\n\
         {styles}</head>\n<body>\n<main id=\"main\" class=\"width\">\n<h1>{heading}</h1>\n{body}\n</main>\n</body>\n\
         </html>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_last_and_cannot_end_early() {
        assert_eq!(live("<body>x</body>", "v").find("<script data-shown=\"v\">"), Some(7));
        assert!(live("<body>x</body>", "v").ends_with("</script>\n</body>"));
        assert!(live("no body", "v").ends_with("</script>\n"));
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }

    #[test]
    fn text_is_text_on_the_page_of_problems() {
        let page = problems("<script>&\"", Some("/\"><x>?last"), &Showing::default());
        assert!(page.contains("<pre>&lt;script&gt;&amp;&quot;</pre>"), "{page}");
        assert!(page.contains("href=\"/&quot;&gt;&lt;x&gt;?last\""), "{page}");
    }

    #[test]
    fn an_older_page_says_so_and_leads_back() {
        let page = outdated("<html><body>\n<p>x</p>");
        assert!(page.starts_with("<html><body>\n<div class=\"edition\">"), "{page}");
        assert!(page.ends_with("</div>\n<p>x</p>") && page.contains("<a href=\"?\">"), "{page}");
    }
}
