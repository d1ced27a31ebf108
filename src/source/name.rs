//! What is wrong with an id or a name -> words, for every kind of file in the same way.

use crate::diagnostic::{Diagnostic, brief};
use crate::id::{self, NotAnId};

/// Says in a diagnostic why a text is no id, and what it may have been meant to be.
pub fn malformed(mut diagnostic: Diagnostic, text: &str, why: NotAnId) -> Diagnostic {
    diagnostic.message = match why {
        NotAnId::Shape if text.is_empty() => "the id is empty".to_owned(),
        NotAnId::Shape => format!("`{}` is not an id", brief(text)),
        NotAnId::Length => "this id is too long".to_owned(),
        NotAnId::Device => format!("`{text}` is a name that Windows keeps for a device"),
    };
    if let Some(letter) = text.chars().find(|letter| !letter.is_ascii()) {
        let number = u32::from(letter);
        diagnostic.found = Some(format!("`{letter}` (U+{number:04X}) is no English letter from a to z"));
    }
    let diagnostic = diagnostic
        .allowed("lower-case letters a to z and digits, in words joined by single hyphens, a letter first, at most 64 characters");
    let words: Vec<String> =
        text.split([' ', '_', '-']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let meant = words.join("-");
    match id::check(&meant) {
        Ok(()) => diagnostic.mend(format!("write {meant}")),
        Err(NotAnId::Device) => diagnostic.mend(format!("add a word, as in {}-house", text.to_lowercase())),
        Err(NotAnId::Length) => diagnostic.mend("shorten it"),
        Err(NotAnId::Shape) => diagnostic.mend("write it as in rosewood-house"),
    }
}

/// The first mark in a text that reverses or overrides the direction of writing.
pub fn turning_mark(text: &str) -> Option<char> {
    text.chars().find(|letter| ('\u{202A}'..='\u{202E}').contains(letter))
}

/// Says in a diagnostic that a name holds such a mark.
pub fn turned(mut diagnostic: Diagnostic, mark: char) -> Diagnostic {
    diagnostic.message = "a hidden mark here reverses the direction of writing".to_owned();
    diagnostic
        .found(format!("the hidden mark U+{:04X}", u32::from(mark)))
        .mend("delete the name and type it again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn what_was_meant_by_an_id_is_told_where_it_is_plain() {
        for (text, mend) in [
            ("Rosewood House", "write rosewood-house"),
            ("rosewood_house-", "write rosewood-house"),
            ("con", "add a word, as in con-house"),
            ("../../x", "write it as in rosewood-house"),
            ("", "write it as in rosewood-house"),
            (&"a".repeat(65), "shorten it"),
        ] {
            let told = malformed(Diagnostic::new(Code::IdMalformed, ""), text, id::check(text).unwrap_err());
            assert_eq!(told.mend.as_deref(), Some(mend), "{text}");
        }
    }
}
