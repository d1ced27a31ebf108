//! A page's own content security policy -> one that also allows our script, and it to hear of changes.

use crate::publish::digest;

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
    format!("'sha256-{}'", base64(&digest(script.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let number = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            // Six bits are below 64, so there is always a digit.
            let digit = DIGITS.get((number >> (18 - 6 * place) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if place <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best-known hash there is: of nothing.
    const OF_NOTHING: &str = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

    #[test]
    fn digits_agree_with_published_ones() {
        for (bytes, digits) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), digits);
        }
        assert_eq!(base64(&[0xFB, 0xFF]), "+/8=");
        assert_eq!(source(""), OF_NOTHING);
    }

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
