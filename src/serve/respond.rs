//! What is asked for and what is shown -> the answer. Pure: whatever the path, it is only looked up in a map.

use super::page::{self, ASSETS};
use super::request::Request;
use super::showing::Showing;
use crate::workspace::built_in_bytes;
use std::borrow::Cow;

/// An answer, but for the lines that are the same in every one.
#[derive(Debug)]
pub(super) struct Response<'s> {
    /// The status with its words, as `200 OK`.
    pub(super) status: &'static str,
    /// What the body is.
    pub(super) kind: &'static str,
    /// What is sent.
    pub(super) body: Cow<'s, [u8]>,
}

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

impl<'s> Response<'s> {
    /// A sentence, for those who ask in a way no browser does.
    pub(super) fn sentence(status: &'static str, words: &'static str) -> Response<'s> {
        Response { status, kind: TEXT, body: Cow::Borrowed(words.as_bytes()) }
    }

    fn page(status: &'static str, page: &str, showing: &Showing) -> Response<'s> {
        let page = page::live(page, &showing.version);
        Response { status, kind: HTML, body: Cow::Owned(page.into_bytes()) }
    }
}

/// Answers a request.
pub(super) fn respond<'s>(request: &Request, showing: &'s Showing) -> Response<'s> {
    let name = match request.path.strip_prefix('/') {
        None | Some("") => "index.html",
        Some(name) => name,
    };
    let site = showing.site.as_deref();
    let file = site.and_then(|site| site.get(name));
    if let Some(words) = &showing.problems
        && !name.starts_with(ASSETS)
        && !(request.last && site.is_some())
    {
        let last = match (site, file) {
            (None, _) => None,
            (Some(_), Some(_)) => Some(format!("/{name}?last")),
            (Some(_), None) => Some("/?last".to_owned()),
        };
        let page = page::problems(words, last.as_deref(), showing);
        return Response::page("503 Service Unavailable", &page, showing);
    }
    match file.or_else(|| built_in(name).filter(|_| site.is_none())) {
        Some(bytes) => found(name, bytes, showing),
        None => Response::page("404 Not Found", &page::missing(showing), showing),
    }
}

fn found<'s>(name: &str, bytes: &'s [u8], showing: &Showing) -> Response<'s> {
    let kind = kind(name);
    match std::str::from_utf8(bytes).ok().filter(|_| kind == HTML) {
        Some(page) if showing.problems.is_some() => Response::page("200 OK", &page::outdated(page), showing),
        Some(page) => Response::page("200 OK", page, showing),
        None => Response { status: "200 OK", kind, body: Cow::Borrowed(bytes) },
    }
}

/// A file of the built-in theme, for the page of problems when there never was a good site.
fn built_in(name: &str) -> Option<&'static [u8]> {
    const FOLDER: &str = "themes/default/";
    built_in_bytes(FOLDER)
        .find(|(file, _)| name.starts_with(ASSETS) && file.strip_prefix(FOLDER) == Some(name))
        .map(|(_, bytes)| bytes)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "gif" => "image/gif",
        "ico" => "image/vnd.microsoft.icon",
        "jpg" | "jpeg" => "image/jpeg",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "toml" | "txt" => TEXT,
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::shown::Shown;
    use std::sync::Arc;

    fn showing(site: bool, problems: Option<&str>) -> Showing {
        let files = [
            ("index.html", "<body>start</body>"),
            ("elements/a.html", "<body>element</body>"),
            ("assets/site.css", "own"),
            ("assets/extra.css", "extra"),
            ("data/scores.json", "{}"),
        ];
        let files = files.map(|(name, text)| (name, text.as_bytes()));
        Showing {
            version: "v".into(),
            site: site.then(|| Arc::new(Shown::whole(files.into_iter().collect()))),
            problems: problems.map(str::to_owned),
            ..Showing::default()
        }
    }

    fn ask(path: &str, showing: &Showing) -> (String, String) {
        let (path, last) = path.strip_suffix("?last").map_or((path, false), |path| (path, true));
        let request = Request { path: path.to_owned(), last, head: false };
        let response = respond(&request, showing);
        let status = response.status.split(' ').next().unwrap().to_owned();
        (status, String::from_utf8(response.body.into_owned()).unwrap())
    }

    #[test]
    fn only_names_in_the_map_are_found() {
        let showing = showing(true, None);
        for (path, status, says) in [
            ("/", "200", "start"),
            ("/index.html", "200", "start"),
            ("/index.html?last", "200", "start"),
            ("/elements/a.html", "200", "element"),
            ("/assets/site.css", "200", "own"),
            ("/data/scores.json", "200", "{}"),
            ("//", "404", "no such page"),
            ("//index.html", "404", "no such page"),
            ("/elements/", "404", "no such page"),
            ("/INDEX.HTML", "404", "no such page"),
            ("/index.html/", "404", "no such page"),
            ("/elements/../index.html", "404", "no such page"),
            ("/../../etc/passwd", "404", "no such page"),
            ("/%2e%2e/etc/passwd", "404", "no such page"),
            ("/%69ndex.html", "404", "no such page"),
            ("/elements\\a.html", "404", "no such page"),
            ("/assets/print.css", "404", "no such page"),
        ] {
            let (found, body) = ask(path, &showing);
            assert!(found == status && body.contains(says), "{path}: {found} {body}");
        }
    }

    #[test]
    fn while_something_is_wrong_every_page_says_so() {
        let showing = showing(true, Some("error: <it>"));
        for (path, status, says) in [
            ("/", "503", "href=\"/index.html?last\""),
            ("/elements/a.html", "503", "href=\"/elements/a.html?last\""),
            ("/elements/b.html", "503", "href=\"/?last\""),
            ("/data/scores.json", "503", "error: &lt;it&gt;"),
            ("/?last", "200", "start"),
            ("/elements/a.html?last", "200", "Not up to date"),
            ("/elements/b.html?last", "404", "no such page"),
            ("/assets/site.css", "200", "own"),
            ("/", "503", "href=\"/assets/site.css\">\n<link rel=\"stylesheet\" href=\"/assets/extra.css\">"),
        ] {
            let (found, body) = ask(path, &showing);
            assert!(found == status && body.contains(says), "{path}: {found} {body}");
        }
    }

    #[test]
    fn without_any_good_site_the_built_in_style_stands_and_no_link() {
        let showing = showing(false, Some("error: it"));
        let (status, body) = ask("/index.html?last", &showing);
        assert!(status == "503" && !body.contains("?last") && body.contains("error: it"), "{body}");
        let (status, body) = ask("/assets/site.css", &showing);
        assert!(status == "200" && body.starts_with("/* homeround"), "{body}");
        assert_eq!(ask("/templates/page.html", &showing).0, "503");
    }
}
