//! Bytes -> SHA-256, by which what was read and what was written are known again.

use sha2::{Digest as _, Sha256};

/// A SHA-256.
pub type Digest = [u8; 32];

/// The SHA-256 of some bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// The same of bytes that come piece by piece.
#[derive(Clone, Default)]
pub(crate) struct Digesting(Sha256);

impl Digesting {
    /// Takes what comes next.
    pub(crate) fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The SHA-256 of all of it.
    pub(crate) fn digest(self) -> Digest {
        self.0.finalize().into()
    }
}

/// The same as 64 small hexadecimal digits.
#[must_use]
pub fn hexadecimal_digest(bytes: &[u8]) -> String {
    hexadecimal(&digest(bytes))
}

/// A digest as 64 small hexadecimal digits.
pub(crate) fn hexadecimal(digest: &Digest) -> String {
    let mut digits = String::with_capacity(64);
    for byte in digest {
        for half in [byte >> 4, byte & 15] {
            // A half byte is below 16, so it always has a digit.
            digits.push(char::from_digit(u32::from(half), 16).unwrap_or('?'));
        }
    }
    digits
}

/// A digest from 64 small hexadecimal digits; nothing of anything else.
pub(crate) fn from_hexadecimal(digits: &str) -> Option<Digest> {
    let value = |digit: &u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let halves: Vec<u8> = digits.bytes().map(|digit| value(&digit)).collect::<Option<_>>()?;
    let bytes: Vec<u8> =
        halves.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, half| sum << 4 | half)).collect();
    if halves.len() == 64 { bytes.try_into().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{digest, from_hexadecimal, hexadecimal, hexadecimal_digest};

    // SHA-256 of "abc", from FIPS 180-2.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn digits_come_back_as_the_digest_they_were() {
        assert_eq!(hexadecimal_digest(b"abc"), ABC);
        assert_eq!(from_hexadecimal(ABC), Some(digest(b"abc")));
        assert_eq!(hexadecimal(&digest(b"abc")), ABC);
        for wrong in
            [String::new(), ABC.to_uppercase(), ABC[1..].to_owned(), format!("{ABC}0"), ABC.replace('b', "g")]
        {
            assert_eq!(from_hexadecimal(&wrong), None, "{wrong}");
        }
    }
}
