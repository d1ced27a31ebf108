//! The content and the theme that are inside the binary.

include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// The built-in files whose names begin so, in the order of names, as text; what is not UTF-8 is left out.
pub fn files(prefix: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<'_> {
    FILES
        .iter()
        .filter(move |(name, _)| name.starts_with(prefix))
        .filter_map(|(name, bytes)| Some((*name, std::str::from_utf8(bytes).ok()?)))
}

/// The built-in files whose names begin so, as bytes.
pub fn bytes(prefix: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> + use<'_> {
    FILES.iter().filter(move |(name, _)| name.starts_with(prefix)).copied()
}
