//! Text -> the ids by which files, pages and programs know a thing. Made only here, so an id is always a safe file name.

use std::fmt;
use std::sync::Arc;

/// Why a text is no id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotAnId {
    /// Something other than lower-case letters, digits and single hyphens, or it does not begin with a letter.
    Shape,
    /// Longer than 64 characters.
    Length,
    /// A name that Windows keeps for a device, such as `con`.
    Device,
}

/// Checks the one rule for ids: `[a-z][a-z0-9]*(-[a-z0-9]+)*`, at most 64 characters, no Windows device name.
pub fn check(text: &str) -> Result<(), NotAnId> {
    if text.chars().count() > 64 {
        return Err(NotAnId::Length);
    }
    let begins = text.chars().next().is_some_and(|first| first.is_ascii_lowercase());
    let parts = text.split('-').all(|part| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    });
    if !begins || !parts {
        return Err(NotAnId::Shape);
    }
    let device = matches!(text, "con" | "prn" | "aux" | "nul")
        || (text.len() == 4
            && (text.starts_with("com") || text.starts_with("lpt"))
            && text.ends_with(|last: char| ('1'..='9').contains(&last)));
    if device { Err(NotAnId::Device) } else { Ok(()) }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Reads an id, or says why the text is none.
            pub fn parse(text: &str) -> Result<Self, NotAnId> {
                check(text).map(|()| Self(text.into()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id!(
    /// A framework, as `ehch-2016`.
    FrameworkId
);
id!(
    /// An element of a framework, as `primary-care`.
    ElementId
);
id!(
    /// A sub-element of a framework, as `named-gp`.
    SubElementId
);
id!(
    /// An organisation in the register, as `rosewood-house`.
    OrganisationId
);
id!(
    /// A frugal innovation, as `red-bag`.
    InnovationId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_lower_case_words_with_single_hyphens() {
        for good in ["a", "rosewood-house", "ehch-2016", "x1-2-3", "com", "com10", "console", &"a".repeat(64)]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for (bad, why) in [
            ("", NotAnId::Shape),
            ("-a", NotAnId::Shape),
            ("a-", NotAnId::Shape),
            ("a--b", NotAnId::Shape),
            ("1a", NotAnId::Shape),
            ("Rose", NotAnId::Shape),
            ("rose house", NotAnId::Shape),
            ("../x", NotAnId::Shape),
            ("x.y", NotAnId::Shape),
            ("ros\u{435}", NotAnId::Shape),
            ("con", NotAnId::Device),
            ("lpt9", NotAnId::Device),
            (&"a".repeat(65), NotAnId::Length),
        ] {
            assert_eq!(check(bad), Err(why), "{bad}");
        }
    }
}
