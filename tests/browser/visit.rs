//! Every page opened as readers open it: from a folder and from a web host's sub-path, on a narrow screen, with large
//! text, and without scripts.

use crate::browser::Browser;
use crate::editions::{Site, both};
use crate::server::Server;
use serde_json::{Value, json};

/// Style sheets that a page names and did not get.
const UNSTYLED: &str = "
    const links = [...document.querySelectorAll('link[rel=stylesheet]')];
    const missing = links.filter(link => !link.sheet).map(link => link.href);
    const font = getComputedStyle(document.body).fontFamily;
    return links.length && font.startsWith('Arial') ? missing : ['the font is ' + font];
";

/// How far a page reaches past the window's right edge, and what reaches there.
pub(crate) const OVERFLOW: &str = "
    const width = document.documentElement.scrollWidth;
    if (width <= innerWidth) return null;
    const past = [...document.body.querySelectorAll('*')].filter(one =>
        !one.closest('.scroll') && one.getBoundingClientRect().right > innerWidth + 1);
    return width + ' of ' + innerWidth + ': ' + past.slice(0, 4).map(one =>
        one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 40)).join(' | ');
";

#[test]
fn nothing_but_files_of_the_site_is_asked_for() {
    let mut faults = Vec::new();
    for site in both() {
        let server = Server::of(site);
        let from_server = |page: &str| server.address(page);
        let from_folder = |page: &str| site.on_disk(page);
        let ways: [&dyn Fn(&str) -> String; 2] = [&from_server, &from_folder];
        for address in ways {
            // A browser of its own has nothing in its cache.
            let browser = Browser::new();
            // What the browser's own first window asked for is put by.
            browser.open("about:blank");
            browser.log("performance");
            for page in site.pages() {
                browser.open(&address(page));
                for fault in browser.run(UNSTYLED).as_array().unwrap() {
                    faults.push(format!("{}/{page}: {fault} did not load", site.edition));
                }
            }
            browser.open(&address("assess.html"));
            let base = address("");
            let asked = requests(&browser.log("performance"));
            assert!(asked.len() > site.pages().count(), "{} requests were seen", asked.len());
            let ours =
                |url: &String| url.strip_prefix(&base).is_some_and(|path| site.files.contains_key(path));
            faults.extend(asked.iter().filter(|url| !ours(url)).map(|url| format!("asked for {url}")));
            faults.extend(browser.log("browser").iter().map(|line| format!("the browser says {line}")));
        }
        assert!(server.count() > site.pages().count());
        faults.extend(server.strays(site).iter().map(|path| format!("asked the server for {path}")));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The addresses that pages asked for, whatever came of it.
pub(crate) fn requests(log: &[Value]) -> Vec<String> {
    let messages = log.iter().map(|line| -> Value {
        let mut event: Value = serde_json::from_str(line["message"].as_str().unwrap()).unwrap();
        event["message"].take()
    });
    let sent = messages.filter(|event| {
        let method = event["method"].as_str().unwrap();
        ["Network.requestWillBeSent", "Network.webSocketCreated", "Network.webTransportCreated"]
            .contains(&method)
    });
    let address = |event: Value| {
        let params = &event["params"];
        params["request"]["url"].as_str().or(params["url"].as_str()).unwrap().to_owned()
    };
    sent.map(address).collect()
}

#[test]
fn no_page_scrolls_sideways_on_a_narrow_screen() {
    let browser = Browser::new();
    browser.width(320);
    let pages = |site: &'static Site| site.pages().collect();
    none_overflows(&browser, pages);
}

#[test]
fn text_of_twice_the_size_fits() {
    let browser = Browser::with(&["--blink-settings=defaultFontSize=32"]);
    browser.width(1280);
    let size = browser.run("return getComputedStyle(document.documentElement).fontSize");
    assert_eq!(size, "32px");
    none_overflows(&browser, |site| site.one_of_each().into_values().collect());
}

/// Holds that no page is wider than the window, folded or not.
fn none_overflows(browser: &Browser, pages: impl Fn(&'static Site) -> Vec<&'static str>) {
    let mut faults = Vec::new();
    for site in both() {
        for page in pages(site) {
            browser.open(&site.on_disk(page));
            let folded = browser.run(OVERFLOW);
            browser.unfold();
            let unfolded = browser.run(OVERFLOW);
            let found = [("folded", folded), ("unfolded", unfolded)];
            let wide = found.iter().filter(|(_, found)| !found.is_null());
            faults.extend(wide.map(|(how, found)| format!("{}/{page} ({how}): {found}", site.edition)));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// A page without the fields that filter its lists: these are shown only where scripts run.
fn without_filters(html: &str) -> String {
    let mut parts = html.split("<p class=\"filter\"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("</p>").unwrap().1)
}

#[test]
fn pages_say_the_same_without_scripts() {
    let browser = Browser::new();
    for site in both() {
        for page in site.one_of_each().into_values() {
            let read = |disabled: bool| {
                browser.command("Emulation.setScriptExecutionDisabled", &json!({ "value": disabled }));
                browser.open(&site.on_disk(page));
                let root = browser.command("DOM.getDocument", &json!({ "depth": 0 }));
                let node = json!({ "nodeId": root["root"]["nodeId"] });
                browser.command("DOM.getOuterHTML", &node)["outerHTML"].as_str().unwrap().to_owned()
            };
            let (without, with) = (without_filters(&read(true)), without_filters(&read(false)));
            assert!(with.contains("<h1>"));
            assert_eq!(with, without, "{}/{page}", site.edition);
        }
    }
}
