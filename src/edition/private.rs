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
    search: Option<AhoCorasick>,
}

impl Private {
    /// The private values: every free text of every assessment, the names, ids and files of those that the public
    /// edition does not name. What the public edition says anyway, in names or content, is not private.
    pub fn of(workspace: &Workspace, public: &Workspace) -> Private {
        let mut values = BTreeSet::new();
        for one in &workspace.assessments {
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
        for id in workspace.register.ids().filter(|id| !public.register.contains(id)) {
            values.insert(id.to_string());
            values.extend(workspace.register.rows(id).iter().map(|row| row.name.clone()));
            let codes = |row: &crate::organisation::Row| [row.cqc_location_id.clone(), row.ods_code.clone()];
            values.extend(workspace.register.rows(id).iter().flat_map(codes).flatten());
        }
        let said = said_anyway(public);
        values.retain(|value| value.chars().count() >= SHORTEST && !said.contains(&value.to_lowercase()));
        let values: Vec<String> = values.into_iter().collect();
        let patterns: Vec<String> = values.iter().flat_map(|value| forms(value)).collect();
        let search = AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).ok();
        Private { values, search }
    }

    /// The first private value in some bytes, as a whole word.
    pub fn find(&self, bytes: &[u8]) -> Option<&str> {
        let search = self.search.as_ref()?;
        let word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        search
            .find_overlapping_iter(bytes)
            .find(|found| {
                let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
                !word(before) && !word(bytes.get(found.end()))
            })
            .and_then(|found| self.values.get(found.pattern().as_usize() / FORMS))
            .map(String::as_str)
    }
}

/// How many forms of a value are searched for.
const FORMS: usize = 3;

/// A value as it stands in plain text, in HTML and in JSON.
fn forms(value: &str) -> [String; FORMS] {
    let html = value
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;");
    let json = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    [value.to_owned(), html, json]
}

/// What a public edition says whatever was answered, in lower case: names it may give, and every word of content.
fn said_anyway(public: &Workspace) -> SaidAnyway {
    let mut text = String::new();
    let ids = public.register.ids();
    let names = ids.flat_map(|id: &OrganisationId| {
        let rows = public.register.rows(id).iter().map(|row| row.name.clone());
        rows.chain([id.to_string()]).collect::<Vec<_>>()
    });
    for name in names.chain([public.settings.title.clone()]).chain(public.settings.publisher.clone()) {
        text.push_str(&name.to_lowercase());
        text.push('\n');
    }
    for framework in public.frameworks.values() {
        for one in &framework.sub_elements {
            for part in
                [&one.name, &one.short, &one.guidance].into_iter().chain(&one.levels).chain(&one.example)
            {
                text.push_str(&part.to_lowercase());
                text.push('\n');
            }
        }
        text.push_str(&framework.title.to_lowercase());
    }
    for innovation in public.innovations.values() {
        let parts = [innovation.id.as_str(), &innovation.name, &innovation.practice, &innovation.first_step];
        for part in parts.into_iter().chain(innovation.with.iter().map(String::as_str)) {
            text.push_str(&part.to_lowercase());
            text.push('\n');
        }
    }
    for prose in public.pages.values() {
        text.push_str(&prose.body.to_lowercase());
        for term in &prose.terms {
            text.push_str(&term.term.to_lowercase());
            text.push('\n');
            text.push_str(&term.meaning.to_lowercase());
        }
    }
    SaidAnyway(text)
}

struct SaidAnyway(String);

impl SaidAnyway {
    fn contains(&self, value: &str) -> bool {
        self.0.contains(value)
    }
}
