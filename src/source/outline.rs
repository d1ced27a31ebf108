//! TOML text -> its statements: headings, and lines that begin with a name, each with where it stands, how deeply it
//! nests and which bracket it leaves open.
//!
//! No value is read here. An outline exists so that one faulty line need not hide the rest of its file, and so that
//! nothing is handed on that nests without end.

use std::ops::Range;

/// The deepest nesting of lists, braces, headings and dotted names.
pub(super) const DEPTH: usize = 16;
/// The most names in a file, with the values of its lists counted as well.
pub(super) const NAMES: usize = 5000;

/// A heading, or a name with its value, over as many whole lines as it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// Its lines, in bytes of the text.
    pub(super) range: Range<usize>,
    /// Whether it is a heading in square brackets.
    pub(super) heading: bool,
    /// The bracket, or the first of three quotation marks, that nothing closes.
    pub(super) left_open: Option<usize>,
    /// Where it nests deeper than is allowed.
    pub(super) too_deep: Option<usize>,
}

/// The statements of a text, or where the name stands that is one too many.
pub(super) fn outline(text: &str) -> Result<Vec<Statement>, usize> {
    let mut statements = Vec::new();
    let mut names = 0;
    let mut heading_depth = 0;
    let mut at = 0;
    while let Some(line) = text.get(at..).and_then(|rest| rest.split_inclusive('\n').next()) {
        let words = line.trim_start();
        if words.is_empty() || words.starts_with('#') {
            at += line.len();
            continue;
        }
        let scan = if words.starts_with('[') {
            let scan = Scan::heading(text, at, at + line.len());
            // What stands below a heading that is refused is refused with it.
            heading_depth = if scan.statement.too_deep.is_some() { 0 } else { scan.depth };
            scan
        } else {
            Scan::entry(text, at, heading_depth)
        };
        names += scan.names.max(1);
        if names > NAMES {
            return Err(at);
        }
        at = scan.end;
        statements.push(scan.statement);
    }
    Ok(statements)
}

/// A statement with where it ends, how deep it ends, and how many names it gives.
struct Scan {
    statement: Statement,
    end: usize,
    depth: usize,
    names: usize,
}

impl Scan {
    fn heading(text: &str, start: usize, end: usize) -> Scan {
        let bytes = text.as_bytes();
        let (mut at, mut depth, mut too_deep) = (start, 1, None);
        while let Some(byte) = bytes.get(at).filter(|byte| at < end && **byte != b'#') {
            match byte {
                b'"' | b'\'' => at = string(bytes, at).0.saturating_sub(1),
                b'.' => depth += 1,
                _ => {}
            }
            if depth > DEPTH && too_deep.is_none() {
                too_deep = Some(at);
            }
            at += 1;
        }
        let statement = Statement { range: start..end, heading: true, left_open: None, too_deep };
        Scan { statement, end, depth, names: 1 }
    }

    /// Reads a name with its value from `start` on; `around` is how deep its heading lies.
    fn entry(text: &str, start: usize, around: usize) -> Scan {
        let mut walk = Walk {
            text,
            at: start,
            open: Vec::new(),
            depth: around,
            dots: 0,
            in_value: false,
            last: b'\n',
            names: 0,
            left_open: None,
        };
        let mut too_deep = None;
        while let Some(byte) = text.as_bytes().get(walk.at).copied() {
            let here = walk.at;
            walk.at += 1;
            if walk.step(here, byte) {
                break;
            }
            if walk.depth + walk.dots > DEPTH && too_deep.is_none() {
                too_deep = Some(here);
            }
        }
        let left_open = walk.left_open.or(walk.open.last().map(|top| top.at));
        let statement = Statement { range: start..walk.at, heading: false, left_open, too_deep };
        Scan { statement, end: walk.at, depth: walk.depth, names: walk.names }
    }
}

/// A bracket that is open.
struct Open {
    at: usize,
    list: bool,
    /// How much deeper its contents lie than what is around it.
    deeper: usize,
}

/// A walk through a name and its value.
struct Walk<'t> {
    text: &'t str,
    /// The next byte.
    at: usize,
    open: Vec<Open>,
    depth: usize,
    /// The dots so far of the name that is being read: dots nest in a name, not in a number.
    dots: usize,
    in_value: bool,
    /// The last byte that was no space.
    last: u8,
    names: usize,
    left_open: Option<usize>,
}

impl Walk<'_> {
    /// Takes one byte; whether it is the statement's last.
    fn step(&mut self, here: usize, byte: u8) -> bool {
        match byte {
            b'\n' => return self.line_end(),
            b'#' => {
                let rest = self.rest().bytes();
                self.at += rest.take_while(|byte| *byte != b'\n').count();
                return false;
            }
            b'"' | b'\'' => match string(self.text.as_bytes(), here) {
                (end, true) => self.at = end,
                (_, false) => {
                    self.left_open = Some(here);
                    self.at = next_statement(self.text, here);
                    return true;
                }
            },
            b'.' if !self.in_value => self.dots += 1,
            b'=' => {
                self.in_value = true;
                self.names += 1;
            }
            b'[' | b'{' => {
                let list = byte == b'[';
                self.open.push(Open { at: here, list, deeper: self.dots + 1 });
                self.depth += self.dots + 1;
                (self.dots, self.in_value) = (0, list);
            }
            b']' | b'}' => {
                self.depth -= self.open.pop().map_or(0, |closed| closed.deeper);
                (self.dots, self.in_value) = (0, true);
            }
            b',' => {
                (self.dots, self.in_value) = (0, self.open.last().is_some_and(|top| top.list));
                self.names += usize::from(self.in_value);
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
        false
    }

    /// A statement ends with its line, unless a bracket is open and the next line can be within it.
    fn line_end(&mut self) -> bool {
        let Some(top) = self.open.last() else { return true };
        if breaks_off(self.rest(), top.list, self.last) {
            self.left_open = Some(top.at);
        }
        self.left_open.is_some()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

/// Where a text in quotation marks ends that begins at `at`, and whether anything closes it. One on a single line ends
/// with its line at the latest; that it is not closed is for the reader of lines to say.
fn string(bytes: &[u8], at: usize) -> (usize, bool) {
    let mark = bytes.get(at).copied().unwrap_or(b'"');
    let many = bytes.get(at..at + 3).is_some_and(|three| three.iter().all(|one| *one == mark));
    let width = if many { 3 } else { 1 };
    let mut at = at + width;
    while let Some(byte) = bytes.get(at).copied() {
        if byte == b'\\' && mark == b'"' && bytes.get(at + 1) != Some(&b'\n') {
            at += 2;
        } else if byte == mark
            && (!many || bytes.get(at..at + 3).is_some_and(|three| three.iter().all(|one| *one == mark)))
        {
            let end = at + width;
            let more = bytes
                .get(end..end + 2)
                .unwrap_or_default()
                .iter()
                .take_while(|one| many && **one == mark)
                .count();
            return (end + more, true);
        } else if byte == b'\n' && !many {
            return (at, true);
        } else {
            at += 1;
        }
    }
    (bytes.len(), !many)
}

/// Whether the next line shows that the bracket around it was left open: it is a heading, or it begins with a name
/// where none can stand, or where nothing tells that it still belongs in braces.
fn breaks_off(rest: &str, list: bool, last: u8) -> bool {
    /// Braces over more lines than this are not looked for.
    const LINES: usize = 50;
    let line = rest.lines().next().unwrap_or_default();
    if is_heading(line) || !is_entry(line) {
        return is_heading(line);
    }
    let closes = |line: &str| line.matches('}').count() > line.matches('{').count();
    let within = || rest.lines().take(LINES).take_while(|line| !is_heading(line)).any(closes);
    list || !matches!(last, b',' | b'{') || !(line.starts_with([' ', '\t']) || within())
}

/// Whether a line looks like a heading.
pub(super) fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let name = line.trim_start_matches('[');
    let Some((name, after)) = name.split_once(']').filter(|_| line.starts_with('[')) else { return false };
    let name = name.trim();
    let after = after.trim_start_matches(']').trim_start();
    let value = matches!(name, "true" | "false" | "inf" | "nan");
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && !value
        && name.chars().all(|letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | ' ' | '"' | '\'')
        })
        && (after.is_empty() || after.starts_with('#'))
}

/// Whether a line looks like a name with a value.
pub(super) fn is_entry(line: &str) -> bool {
    let Some((name, _)) = line.split_once('=') else { return false };
    let name = name.trim();
    let letters = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(letters)
}

/// Where the next line after `at` begins that looks like a statement, or the end.
fn next_statement(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let mut start = at;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        if number > 0 && (is_heading(line) || is_entry(line)) {
            return start;
        }
        start += line.len();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The statements as their texts, with the character that is left open and the one that is too deep.
    fn told(text: &str) -> Vec<(&str, Option<char>, Option<usize>)> {
        let letter = |at: usize| text[at..].chars().next().unwrap();
        let read = outline(text).unwrap();
        read.iter().map(|one| (&text[one.range.clone()], one.left_open.map(letter), one.too_deep)).collect()
    }

    #[test]
    fn statements_are_whole_lines_however_long_their_values() {
        for (text, wanted) in [
            ("# x = 1\n\n a = 1 # b = [\n", vec![" a = 1 # b = [\n"]),
            ("[a]\nb = 1", vec!["[a]\n", "b = 1"]),
            ("a = [\n 1, # ]\n \"]\",\n]\nb = 1\n", vec!["a = [\n 1, # ]\n \"]\",\n]\n", "b = 1\n"]),
            ("a = { x = 1,\n y = 2 }\nb = 1\n", vec!["a = { x = 1,\n y = 2 }\n", "b = 1\n"]),
            ("a = {\nx = 1,\ny = 2,\n}\nb = 1\n", vec!["a = {\nx = 1,\ny = 2,\n}\n", "b = 1\n"]),
            (
                "a = \"\"\"\nb = 1\n\\\"\"\"\"\"\nc = 1\n",
                vec!["a = \"\"\"\nb = 1\n\\\"\"\"\"\"\n", "c = 1\n"],
            ),
            ("a = '''\nb = 1'''\nc = 1\n", vec!["a = '''\nb = 1'''\n", "c = 1\n"]),
            ("a = [\n[1],\n[true],\n]\nc = 1\n", vec!["a = [\n[1],\n[true],\n]\n", "c = 1\n"]),
            ("a = \"[\nb = 1\n", vec!["a = \"[\n", "b = 1\n"]),
        ] {
            let told = told(text);
            assert!(told.iter().all(|(_, open, deep)| open.is_none() && deep.is_none()), "{text}");
            assert_eq!(told.into_iter().map(|(text, ..)| text).collect::<Vec<_>>(), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_left_open_ends_before_the_next_statement() {
        for (text, statement, open) in [
            ("a = [\"x\"\nb = 1\n", "a = [\"x\"\n", '['),
            ("a = [\n  \"x\",\n[answers]\nb = 1\n", "a = [\n  \"x\",\n", '['),
            ("a = { x = 1\nb = 1\n", "a = { x = 1\n", '{'),
            ("a = { x = 1,\n[answers.b]\n", "a = { x = 1,\n", '{'),
            ("a = { x = 1,\nb = { y = 1 }\n", "a = { x = 1,\n", '{'),
            ("a = [{ x = 1 }\nb = 1\n", "a = [{ x = 1 }\n", '['),
            ("a = \"\"\"x\ny\nb = 1\n", "a = \"\"\"x\ny\n", '"'),
            ("a = [1", "a = [1", '['),
        ] {
            assert_eq!(told(text)[0], (statement, Some(open), None), "{text}");
        }
    }

    #[test]
    fn nesting_is_counted_in_lists_braces_headings_and_dotted_names() {
        let many = |part: &str, count: usize| part.repeat(count);
        for (text, deep) in [
            (format!("a = {}{}", many("[", 16), many("]", 16)), None),
            (format!("a = {}{}", many("[", 17), many("]", 17)), Some(20)),
            (format!("a = {}1{}", many("{b=", 16), many("}", 16)), None),
            (format!("a = {}1{}", many("{b=", 17), many("}", 17)), Some(52)),
            (format!("{}a = 1.2", many("a.", 16)), None),
            (format!("{}a = 1", many("a.", 17)), Some(33)),
            (format!("a = {{ {}a = 1 }}", many("a.", 16)), Some(37)),
            (format!("[{}a]", many("a.", 15)), None),
            (format!("[{}a]", many("a.", 16)), Some(32)),
            (format!("a = [{}]", many("1.5, [2.5], ", 100)), None),
        ] {
            assert_eq!(told(&text)[0].2, deep, "{text}");
        }
        let text = format!("[{}a]\nb.c = 1\n", many("a.", 15));
        assert_eq!(told(&text)[1].2, Some(text.find(".c").unwrap()), "a name nests within its heading");
    }

    #[test]
    fn too_many_names_are_refused_before_they_are_read() {
        let lines = |count: usize| "a = 1\n".repeat(count);
        assert!(outline(&lines(NAMES)).is_ok());
        assert_eq!(outline(&lines(NAMES + 1)), Err(6 * NAMES));
        assert!(outline(&format!("a = {{{}}}", "b = 1, ".repeat(NAMES))).is_err());
        assert!(outline(&"a\n".repeat(NAMES + 1)).is_err());
    }
}
