//! What must not be found in a public edition, and the search for it.

use crate::assessment::Response;
use crate::id::OrganisationId;
use crate::workspace::Workspace;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeSet;

/// Texts shorter than this say too little to be searched for.
const SHORTEST: usize = 4;

/// Every private value of a workspace, ready to be searched for.
#[derive(Clone, Debug)]
pub struct Private {
    values: Vec<String>,
    search: AhoCorasick,
}

impl Private {
    /// The private values: every free text of every assessment, the names, ids and files of those that the public
    /// edition does not name. What the site says whatever was answered, in `said`, is not private, nor are the names
    /// that the public edition gives.
    ///
    /// # Errors
    /// When there is too much to search for; the edition is then not published.
    pub fn of(workspace: &Workspace, public: &Workspace, said: &[u8]) -> Result<Private, String> {
        let mut values = texts(workspace);
        values.extend(names(workspace, |id| !public.register.contains(id)));
        values.retain(|value| value.chars().count() >= SHORTEST);
        let candidates = Private::new(values.into_iter().collect(), true)?;
        let mut told: Vec<u8> = said.to_vec();
        for name in
            names(public, |_| true).iter().chain([&public.settings.title]).chain(&public.settings.publisher)
        {
            told.push(b'\n');
            told.extend(name.as_bytes());
        }
        let anyway: BTreeSet<&str> = candidates.all(&told).collect();
        let values =
            candidates.values.iter().filter(|value| !anyway.contains(value.as_str())).cloned().collect();
        Private::new(values, false)
    }

    fn new(values: Vec<String>, any_case: bool) -> Result<Private, String> {
        let patterns: Vec<String> = values.iter().flat_map(|value| forms(value)).collect();
        let mut builder = AhoCorasick::builder();
        let search = builder.match_kind(MatchKind::Standard).ascii_case_insensitive(any_case).build(patterns);
        Ok(Private { values, search: search.map_err(|fault| fault.to_string())? })
    }

    /// The first private value in some bytes, as a whole word.
    pub fn find(&self, bytes: &[u8]) -> Option<&str> {
        self.all(bytes).next()
    }

    /// Every value in some bytes, as whole words.
    fn all<'p, 'b>(&'p self, bytes: &'b [u8]) -> impl Iterator<Item = &'p str> + use<'p, 'b> {
        let word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        self.search
            .find_overlapping_iter(bytes)
            .filter(move |found| {
                let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
                let escaped = bytes.get(..found.start()).is_some_and(|before| {
                    [&b"\\n"[..], b"\\r", b"\\t"].iter().any(|escape| before.ends_with(escape))
                });
                (escaped || !word(before)) && !word(bytes.get(found.end()))
            })
            .filter_map(|found| self.values.get(found.pattern().as_usize() / FORMS))
            .map(String::as_str)
    }
}

/// Every free text of every assessment, and the files they came from.
fn texts(workspace: &Workspace) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    let others = workspace.versions.assessments.iter().map(|one| &one.assessment);
    for one in workspace.assessments.iter().chain(others) {
        values.extend(one.completed_by.clone());
        for answer in &one.answers {
            let texts = [&answer.note, &answer.outcome, &answer.action, &answer.owner];
            values.extend(texts.into_iter().flatten().cloned());
            values.extend(answer.validation.as_ref().map(|given| given.by.clone()));
            values.extend(answer.measure.as_ref().and_then(|measure| measure.what.clone()));
            values.extend(answer.evidence.iter().map(|evidence| evidence.what.clone()));
            if let Response::NotApplicable(reason) = &answer.response {
                values.insert(reason.clone());
            }
        }
        values.insert(one.file.to_string());
    }
    values
}

/// The ids, names and codes of organisations.
fn names(workspace: &Workspace, which: impl Fn(&OrganisationId) -> bool) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    for id in workspace.register.ids().filter(|id| which(id)) {
        values.insert(id.to_string());
        for row in workspace.register.rows(id) {
            values.insert(row.name.clone());
            values.extend([row.cqc_location_id.clone(), row.ods_code.clone()].into_iter().flatten());
        }
    }
    values
}

/// How many forms of a value are searched for.
const FORMS: usize = 5;

/// A value as it stands in plain text, in HTML with and without its apostrophes, in JSON and in CSV.
fn forms(value: &str) -> [String; FORMS] {
    let xml = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let html = xml.replace('\'', "&#39;");
    let csv = value.replace('"', "\"\"");
    let json = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    [value.to_owned(), html, xml, json, csv]
}

#[cfg(test)]
mod tests {
    use super::Private;

    #[test]
    fn a_value_is_found_in_whatever_way_a_file_writes_it() {
        let value = "Mrs \"B\" & son's <room>";
        let private = Private::new(vec![value.to_owned()], false).unwrap();
        for text in [
            "a Mrs \"B\" & son's <room> b",
            "<p>Mrs &quot;B&quot; &amp; son&#39;s &lt;room&gt;</p>",
            "<text>Mrs &quot;B&quot; &amp; son's &lt;room&gt;</text>",
            r#"{"note": "Mrs \"B\" & son's <room>"}"#,
            r#"{"note": "First\nMrs \"B\" & son's <room>"}"#,
            "1,\"Mrs \"\"B\"\" & son's <room>\",2",
        ] {
            assert_eq!(private.find(text.as_bytes()), Some(value), "{text}");
        }
        assert_eq!(private.find(b"Mrs B and her son"), None);
        assert_eq!(private.find(b"Comrs \"B\" & son's <room>"), None);
    }
}
