//! Pages -> HTML, through templates that a workspace can override file by file.

mod markdown;
mod site;
mod templates;
mod theme;

pub use markdown::Markdown;
pub use site::{Stop, put};
pub use theme::Theme;
