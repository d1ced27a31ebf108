//! What browsers are shown at one moment, and the place where it is held and replaced.

use super::Made;
use super::shown::Shown;
use crate::diagnostic::render;
use crate::digest::{hexadecimal, hexadecimal_digest};
use crate::publish::SitePath;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// What is shown: the site, or what is wrong, with the last good site kept beside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Showing {
    /// The same whenever the same is shown, even by another run of the program.
    pub(super) version: String,
    /// The same of the site alone.
    pub(super) of_site: String,
    /// The site; where something is wrong, the last good one, if there was one.
    pub(super) site: Option<Arc<Shown>>,
    /// What is wrong, as on a terminal.
    pub(super) problems: Option<String>,
}

impl Showing {
    /// What is to be shown when this was made after that was shown.
    pub(super) fn after(before: &Showing, made: &Made) -> Showing {
        let problems = (!made.is_whole()).then(|| problems(made));
        let site = made.site.clone().or_else(|| before.site.clone());
        let told = site.as_deref().map(|site| match (&made.site, &made.made_from) {
            (Some(_), Some(made_from)) => hexadecimal(made_from),
            (Some(_), None) => told(site),
            (None, _) => before.of_site.clone(),
        });
        let of_site = told.unwrap_or_default();
        Showing { version: version(&of_site, problems.as_deref()), of_site, site, problems }
    }
}

fn problems(made: &Made) -> String {
    let errors: Vec<_> = made.diagnostics.iter().filter(|one| one.is_error()).cloned().collect();
    let mut words = render::all(&errors, false);
    let fault = made.fault.iter().map(|fault| format!("error: {fault}")).collect::<String>();
    for line in fault.lines() {
        words.push_str(&render::clean(line));
        words.push('\n');
    }
    words.trim_end().to_owned()
}

/// What a site is known by whose files alone are known.
fn told(site: &Shown) -> String {
    let line = |(path, bytes): (&SitePath, &[u8])| format!("{path} {}\n", hexadecimal_digest(bytes));
    hexadecimal_digest(site.pages.iter().map(line).collect::<String>().as_bytes())
}

fn version(of_site: &str, problems: Option<&str>) -> String {
    let both = format!("{of_site}\n{}", problems.unwrap_or_default());
    hexadecimal_digest(both.as_bytes()).chars().take(16).collect()
}

/// Where all connections find what is shown now.
#[derive(Debug, Default)]
pub(super) struct Board {
    now: Mutex<Arc<Showing>>,
    changed: Condvar,
}

impl Board {
    /// What is shown now.
    pub(super) fn now(&self) -> Arc<Showing> {
        Arc::clone(&self.now.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows something from now on, and wakes all who wait.
    pub(super) fn show(&self, showing: Showing) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(showing);
        self.changed.notify_all();
    }

    /// Waits until something else than this version is shown, but no longer than `most`; gives what is shown then.
    pub(super) fn other_than(&self, version: &str, most: Duration) -> Arc<Showing> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(now, most, |now| now.version == version);
        let (now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: Option<&str>) -> Made {
        let site =
            text.map(|text| Arc::new(Shown::whole([("index.html", text.as_bytes())].into_iter().collect())));
        let fault = text.is_none().then(|| "It is \u{1b}wrong.".to_owned());
        Made { site, fault, ..Made::default() }
    }

    #[test]
    fn the_last_good_site_is_kept_and_the_version_tells_what_is_shown() {
        let nothing = Showing::default();
        let first = Showing::after(&nothing, &made(Some("one")));
        let wrong = Showing::after(&first, &made(None));
        let second = Showing::after(&wrong, &made(Some("two")));
        let again = Showing::after(&second, &made(Some("one")));
        assert!(Arc::ptr_eq(wrong.site.as_ref().unwrap(), first.site.as_ref().unwrap()));
        assert_eq!(wrong.problems.as_deref(), Some("error: It is \\u{1b}wrong."));
        assert_eq!((&again.problems, &again.version), (&None, &first.version));
        let mut versions = [&first.version, &wrong.version, &second.version, &nothing.version];
        versions.sort();
        assert!(versions.windows(2).all(|pair| pair[0] != pair[1]), "{versions:?}");
        assert!(first.version.len() == 16 && first.version.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(Showing::after(&nothing, &made(None)).site.is_none());
    }

    #[test]
    fn who_waits_is_woken_by_another_version_only() {
        let board = Board::default();
        board.show(Showing { version: "a".into(), ..Showing::default() });
        assert_eq!(board.other_than("a", Duration::from_millis(1)).version, "a");
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| board.other_than("a", Duration::from_mins(1)).version.clone());
            board.show(Showing { version: "b".into(), ..Showing::default() });
            assert_eq!(waiting.join().unwrap(), "b");
        });
    }
}
