//! Bytes -> SHA-256, by which what was written is known again.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The same as 64 small hexadecimal digits.
#[must_use]
pub fn hexadecimal_digest(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(64);
    for byte in digest(bytes) {
        for half in [byte >> 4, byte & 15] {
            // A half byte is below 16, so it always has a digit.
            digits.push(char::from_digit(u32::from(half), 16).unwrap_or('?'));
        }
    }
    digits
}
