//! Pages -> HTML, through templates that a workspace can override file by file.

mod alone;
mod fragment;
mod markdown;
mod site;
mod templates;
mod theme;
mod view;

pub use alone::put_each_alone;
pub use markdown::Markdown;
pub use site::{Stop, put, put_data_alone, put_pages};
pub use theme::Theme;
