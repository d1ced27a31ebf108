//! Turns finished pages (a path and its bytes) into a published folder, all or nothing.
//!
//! The promises, and what keeps each of them:
//!
//! 1. *The site is wholly old or wholly new.* Pages are written to `<out>.staging`, synced, read back
//!    and only then swapped with `<out>` ([`Staging::finish`]).
//! 2. *Nothing that homeround did not write is deleted.* A file is removed only where a manifest names it
//!    and its bytes are those the manifest gives (or it is the very file of the new site), or where the
//!    folder still holds the mark of an unfinished build. All else is moved, never over another file.
//! 3. *A killed build can be put right.* What stands beside `<out>` says how far it came:
//!
//! | beside `<out>` | meaning | what the next [`begin`] does |
//! |---|---|---|
//! | `.staging` with the mark inside | pages were being written, no swap yet | removes it |
//! | `.journal` (the mark, moved out) | the staged site was whole, a swap may have begun | finishes the swap or takes it back |
//! | `.previous` | the last site, while two renames are under way | puts it back, or clears it |
//! | `.lock` | a build is running, or was killed | refuses, or takes it over |
//! | `.kept`, `.kept-2` ... | files of yours which had no place in the new site | nothing, ever |
//!
//! The mark is *moved* to become the journal, in one step, so that there is no moment with both or neither.
//!
//! What a page was made from may be told with it ([`Shelf::come_from`]); a later build then keeps the page unmade
//! ([`Shelf::keep`]), and keeps a site of which nothing changed as a whole ([`unchanged`]). Both read it first.
//!
//! The same door to the disk makes the files of a new workspace ([`new_files`]), which replace nothing.
//!
//! What it does not do: it does not make pages, check links or look for leaks; it reads no clock and no
//! environment; it does not guard against a program which changes the folders on purpose while it runs.

mod catalogue;
mod fault;
mod filesystem;
mod finish;
mod growing;
mod lock;
mod manifest;
mod new_files;
mod places;
mod refuse;
mod retire;
mod shelf;
mod single;
mod site_path;
mod staging;
mod swap;
#[cfg(test)]
mod tests;
mod unchanged;

pub use fault::Fault;
pub use filesystem::{Disk, FileSystem};
pub use finish::Published;
pub use manifest::MANIFEST;
pub use new_files::new_files;
pub use shelf::{Gathered, Memory, MemoryShelf, Pieces, Shelf};
pub use single::{NotWritten, amend_one, write_one};
pub use site_path::SitePath;
pub use staging::{Staging, begin};
pub use unchanged::unchanged;
