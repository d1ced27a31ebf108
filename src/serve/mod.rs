//! A workspace -> its site in memory, shown to browsers on this computer, and shown anew when a file changes.
//!
//! `make` builds the site, of which `shown` makes the data when they are asked for; `watch` sees that files changed,
//! `showing` holds what is shown now and wakes those who wait for something else; `listen`, `connection` and `request` speak HTTP; `respond`, `page` and `policy` turn a
//! request into an answer. `reload.js` is the one script, and only pages shown here have it.
//!
//! Two choices of what to build upon:
//!
//! - *A server of our own on `std::net`, a thread for each connection.* It answers GET and HEAD from a map, to one
//!   person. `axum` and `tokio` would be 50 crates for that, and `tiny_http` has had no release since 2022. What is
//!   easy to get wrong, taking a request apart, is left to `httparse`, which has no dependencies.
//! - *Looking at sizes and times instead of being notified by the system.* It takes no crate where
//!   `notify-debouncer-full` takes ten, and it works on network shares, from which notices of what others change do
//!   not come.
//!
//! What it does not do: it writes nothing, no path reaches the disk, other computers cannot connect, and there are no
//! ranges, no compression and no connections kept open but for the stream of changes.

mod connection;
mod listen;
mod make;
mod page;
mod policy;
mod request;
mod respond;
mod showing;
mod shown;
mod watch;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use make::Made;
use showing::{Board, Showing};
use watch::Watch;

/// A workspace being shown.
#[derive(Debug)]
pub struct Preview {
    root: PathBuf,
    listener: TcpListener,
    watch: Watch,
    board: Arc<Board>,
}

impl Preview {
    /// Takes a port for the workspace at `root`: the one asked for, or else the first free one from 4000. `inputs`
    /// are the names of the files and folders, from the root, whose changes count.
    ///
    /// # Errors
    /// What the system says; `AddrInUse` when the port, or every port tried, is taken.
    pub fn open(root: &Path, inputs: &[&str], port: Option<u16>) -> io::Result<Preview> {
        Ok(Preview {
            root: root.to_owned(),
            listener: listen::bind(port)?,
            watch: Watch::new(root, inputs),
            board: Arc::default(),
        })
    }

    /// Where browsers find it.
    ///
    /// # Errors
    /// What the system says.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Builds the site and shows it, or shows what is wrong.
    pub fn make(&mut self) -> Made {
        let before = self.board.now();
        let made = make::make(&self.root, before.site.as_deref());
        self.board.show(Showing::after(&before, &made));
        made
    }

    /// Begins to answer, in threads of its own, for as long as the program runs.
    ///
    /// # Errors
    /// What the system says when no thread can be had.
    pub fn listen(&self) -> io::Result<()> {
        listen::begin(self.listener.try_clone()?, Arc::clone(&self.board))
    }

    /// Waits until files have changed and nothing changes any more.
    pub fn wait_for_change(&mut self) {
        self.watch.wait();
    }
}
