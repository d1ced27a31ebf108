//! A page's own content security policy -> one that also allows our script, and it to hear of changes.

use crate::digest::digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Where a page states its policy, up to the policy itself.
const STATED: &str = "http-equiv=\"Content-Security-Policy\" content=\"";

/// The page with its policy widened by this script; a page without a policy needs none.
pub(super) fn widened(page: &str, script: &str) -> String {
    let parts = page.split_once(STATED).and_then(|(before, rest)| Some((before, rest.split_once('"')?)));
    match parts {
        Some((before, (policy, after))) => {
            let policy = allowing(policy, "script-src", &source(script));
            let policy = allowing(&policy, "connect-src", "'self'");
            format!("{before}{STATED}{policy}\"{after}")
        }
        None => page.to_owned(),
    }
}

/// A policy that allows one more source of a kind; of two rules for one kind, browsers take the first alone.
fn allowing(policy: &str, kind: &str, source: &str) -> String {
    let mut found = false;
    let mut rules: Vec<String> = Vec::new();
    for rule in policy.split(';') {
        let mut words = rule.split_whitespace();
        if found || words.next() != Some(kind) {
            rules.push(rule.to_owned());
            continue;
        }
        found = true;
        let others: Vec<&str> = words.filter(|word| *word != "'none'").collect();
        // Beside a hash, browsers leave 'unsafe-inline' out of account, and the page's own scripts would stop.
        let enough =
            others.contains(&source) || (kind == "script-src" && others.contains(&"'unsafe-inline'"));
        let others = if enough { others } else { [others.as_slice(), &[source]].concat() };
        let indent = if rule.starts_with(' ') { " " } else { "" };
        rules.push(format!("{indent}{kind} {}", others.join(" ")));
    }
    if !found {
        rules.push(format!(" {kind} {source}"));
    }
    rules.join(";")
}

/// The source by which a policy allows exactly this inline script.
fn source(script: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(digest(script.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best-known hash there is: of nothing.
    const OF_NOTHING: &str = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

    #[test]
    fn one_source_is_added_and_nothing_else_is_allowed() {
        for (policy, widened) in [
            ("default-src 'none'; style-src 'self'", "default-src 'none'; style-src 'self'; script-src HASH"),
            ("script-src 'none'; style-src 'self'", "script-src HASH; style-src 'self'"),
            ("default-src 'none'; script-src 'sha256-x'", "default-src 'none'; script-src 'sha256-x' HASH"),
            ("script-src HASH", "script-src HASH"),
            ("script-src 'unsafe-inline'", "script-src 'unsafe-inline'"),
            ("script-src; script-src 'self'", "script-src HASH; script-src 'self'"),
        ] {
            assert_eq!(allowing(policy, "script-src", "HASH"), widened);
        }
    }

    #[test]
    fn only_the_policy_of_the_page_changes() {
        let page = |policy: &str| {
            format!(
                "<head><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><p>content=\"x\""
            )
        };
        let wide = format!("default-src 'none'; script-src {OF_NOTHING}; connect-src 'self'");
        assert_eq!(widened(&page("default-src 'none'"), ""), page(&wide));
        assert_eq!(widened("<p>no policy", ""), "<p>no policy");
    }
}
