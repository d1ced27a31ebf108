//! How much a reader's connection has to carry.

use crate::editions::both;

/// A style sheet's most, in bytes.
const STYLES: usize = 20_000;
/// The most of scripts on a page, in bytes.
const SCRIPTS: usize = 10_000;
/// A home's report, in bytes of HTML before compression.
const REPORT: usize = 60_000;

#[test]
fn pages_keep_their_budgets() {
    for site in both() {
        let styles: usize =
            site.files.iter().filter(|(path, _)| path.ends_with(".css")).map(|(_, bytes)| bytes.len()).sum();
        assert!((1..=STYLES).contains(&styles), "{}: {styles} bytes of style sheets", site.edition);
        let scripts = |page: &str| -> usize {
            let html = std::str::from_utf8(&site.files[page]).unwrap();
            html.split("<script").skip(1).map(|rest| rest.split("</script>").next().unwrap().len()).sum()
        };
        let most = site.pages().map(scripts).max().unwrap();
        assert!((1..=SCRIPTS).contains(&most), "{}: {most} bytes of scripts on a page", site.edition);
        let files = site.files.keys().filter(|path| path.ends_with("js") || path.ends_with(".wasm"));
        assert_eq!(files.count(), 0, "{}: scripts in files of their own", site.edition);
        let homes = site.pages().filter(|page| site.kind(page) == "home");
        let sizes: Vec<(usize, &str)> = homes.map(|page| (site.files[page].len(), page)).collect();
        assert!(sizes.len() > 3);
        for (size, page) in sizes {
            assert!(size <= REPORT, "{}/{page}: {size} bytes of HTML", site.edition);
        }
    }
}
