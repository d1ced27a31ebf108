//! How long what people write into an answers file may be: characters, without the spaces at either end.

/// A note.
pub const NOTE: usize = 600;
/// An action, an outcome, or why something does not apply.
pub const LINE: usize = 200;
/// An owner, who validated, what was counted, and what a piece of evidence is.
pub const PHRASE: usize = 80;
/// The role of who completed it.
pub const ROLE: usize = 80;
