//! The files of a new workspace: a tiny area that does not exist, which builds as it is.
//!
//! They stand in `files/` as they are written. The framework, the ideas and the theme are not among them: those are
//! inside the program, and `homeround.toml` says how to put others in their place. Nothing here writes.

/// Every file: its name from the workspace's root, with `/` between its parts, and what it says.
pub const FILES: &[(&str, &str)] = &[
    ("homeround.toml", include_str!("files/homeround.toml")),
    (README, include_str!("files/answers/README.txt")),
    ("answers/organisations.csv", include_str!("files/answers/organisations.csv")),
    ("answers/example-house-2026-09-28.toml", include_str!("files/answers/example-house-2026-09-28.toml")),
    ("answers/example-court-2026-09-30.toml", include_str!("files/answers/example-court-2026-09-30.toml")),
];

/// The file that says what to do next.
pub const README: &str = "answers/README.txt";
