//! Bytes -> SHA-256, by which what was written is known again.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The same of bytes that come piece by piece.
#[derive(Clone, Default)]
pub(super) struct Digesting(Sha256);

impl Digesting {
    /// Takes what comes next.
    pub(super) fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The SHA-256 of all of it.
    pub(super) fn digest(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// The same as 64 small hexadecimal digits.
#[must_use]
pub fn hexadecimal_digest(bytes: &[u8]) -> String {
    hexadecimal(&digest(bytes))
}

/// A digest as 64 small hexadecimal digits.
pub(super) fn hexadecimal(digest: &[u8; 32]) -> String {
    let mut digits = String::with_capacity(64);
    for byte in digest {
        for half in [byte >> 4, byte & 15] {
            // A half byte is below 16, so it always has a digit.
            digits.push(char::from_digit(u32::from(half), 16).unwrap_or('?'));
        }
    }
    digits
}
