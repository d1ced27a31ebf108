//! The files of a new workspace: a tiny area that does not exist, or the regions and boards of England without a home.
//! Either builds as it is.
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

/// What stands in the example's settings and not in those of England.
const OTHERWISE: [(&str, &str); 2] = [
    ("Example area (not a real one)", "Enhanced health in care homes in England"),
    ("publisher = \"Example Integrated Care System\"", "# publisher = \"Your organisation\""),
];

/// Every file of a workspace that begins with the regions and integrated care boards of England, as in [`FILES`].
pub fn england() -> Vec<(&'static str, String)> {
    let settings = include_str!("files/homeround.toml").to_owned();
    let settings = OTHERWISE.iter().fold(settings, |text, (from, to)| text.replace(from, to));
    vec![
        ("homeround.toml", settings),
        (README, include_str!("files/england/answers/README.txt").to_owned()),
        ("answers/organisations.csv", include_str!("../../content/registers/england.csv").to_owned()),
    ]
}
