//! A site in memory: its pages, and its data when somebody first asks for them.
//!
//! The data of a large area take longer than its pages, and hardly anybody who mends an answer looks at them.

use crate::publish::{Memory, MemoryShelf};
use crate::render::Theme;
use crate::site;
use crate::workspace::Workspace;
use std::sync::OnceLock;

/// A site that is shown.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Its pages, or all of it.
    pub(super) pages: Memory,
    later: Option<Later>,
}

/// What the data are made from, and they themselves as soon as they are made.
#[derive(Debug)]
struct Later {
    workspace: Workspace,
    theme: Theme,
    data: OnceLock<Memory>,
}

impl Shown {
    /// A site that is whole.
    pub(super) fn whole(pages: Memory) -> Shown {
        Shown { pages, later: None }
    }

    /// The pages of an internal site, and what its data are made from.
    pub(super) fn pages(pages: Memory, workspace: Workspace, theme: Theme) -> Shown {
        Shown { pages, later: Some(Later { workspace, theme, data: OnceLock::new() }) }
    }

    /// The file of this name.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        self.pages.get(name).or_else(|| self.later.as_ref().filter(|_| is_data(name))?.data().get(name))
    }
}

fn is_data(name: &str) -> bool {
    name == "data.html" || name.starts_with("data/")
}

impl Later {
    /// The data. Where they cannot be made there are none.
    fn data(&self) -> &Memory {
        self.data.get_or_init(|| {
            let shelf = MemoryShelf::default();
            let put = site::put_data(&self.workspace, &self.theme, &shelf);
            put.map_or_else(|_| Memory::default(), |()| shelf.into_memory())
        })
    }
}
