//! What somebody typed stays words wherever it is put: marks of HTML and XML are escaped, and what a spreadsheet would run
//! as a formula is kept from it and given back as it was.

/// Words as HTML or XML, in an element or in a quoted attribute.
pub fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        push_escaped(&mut out, letter);
    }
    out
}

/// Puts a letter down as HTML or XML.
pub fn push_escaped(out: &mut String, letter: char) {
    match letter {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        letter => out.push(letter),
    }
}

/// Whether a spreadsheet could take these words for a formula: they begin with one of its signs (wide ones are taken
/// for narrow ones in some languages) after any spaces. Words that begin so after an apostrophe count as well, so that
/// taking one apostrophe away always gives back what was meant.
pub fn could_run(words: &str) -> bool {
    const SIGNS: [char; 11] =
        ['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
    let is_sign = |letter: char| SIGNS.contains(&letter);
    words
        .trim_start_matches(|letter: char| letter == '\'' || (letter.is_whitespace() && !is_sign(letter)))
        .starts_with(is_sign)
}

/// The words that were meant by a text field: without the apostrophe that keeps them from being run.
pub fn meant(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| could_run(rest)).unwrap_or(field)
}
