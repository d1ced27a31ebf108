//! The small parts of which a page has hundreds (words, levels, rows, facts) -> finished HTML.
//!
//! Templates get them finished: handed over piece by piece they were half of the time that a site took. What a page, a
//! block or a card looks like is for the templates, and every text comes through [`text`].

use crate::page::{Column, Fact, Inline, LevelView, Link, Table, Tag};

/// Words as they stand in HTML, in an element or between quotation marks.
pub(super) fn text(out: &mut String, words: &str) {
    let mut rest = words;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, marked) = rest.split_at(at);
        out.push_str(plain);
        let mut letters = marked.chars();
        if let Some(letter) = letters.next() {
            crate::guard::push_escaped(out, letter);
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
}

/// What something puts down, as a text of its own.
pub(super) fn finished<T: ?Sized>(put: impl Fn(&mut String, &T), of: &T) -> String {
    // Room for most, so that the text is moved seldom while it grows.
    let mut out = String::with_capacity(256);
    put(&mut out, of);
    out
}

/// A line of a text or of a cell.
pub(super) fn words(out: &mut String, words: &[Inline]) {
    for one in words {
        match one {
            Inline::Text { text: words } => text(out, words),
            Inline::Strong { text: words } => element(out, "<strong>", words, "</strong>"),
            Inline::Link(found) => link(out, found),
            Inline::Level(found) => level(out, found),
            Inline::Digit(found) => {
                element(out, "<span class=\"", &found.class, "\">");
                element(out, "", &found.digit, "</span>");
            }
            Inline::Sign { text } => element(out, "<span aria-hidden=\"true\"> ", text, "</span>"),
        }
    }
}

/// A link; without an address it is words only.
pub(super) fn link(out: &mut String, link: &Link) {
    if link.href.is_empty() {
        return text(out, &link.text);
    }
    element(out, "<a href=\"", &link.href, "\">");
    element(out, "", &link.text, "</a>");
}

/// A level as its digit and word, with the claimed one where it differs.
pub(super) fn level(out: &mut String, level: &LevelView) {
    element(out, "<span class=\"", &level.class, "\">");
    element(out, "", &level.digit, if level.digit.is_empty() { "</span> " } else { "</span> - " });
    text(out, &level.words);
    if let Some(claimed) = &level.claimed {
        element(out, " <span class=\"was\">Claimed ", claimed, "</span>");
    }
}

/// Short words beside a heading.
pub(super) fn tags(out: &mut String, tags: &[Tag]) {
    for tag in tags {
        let (before, after) = if tag.strong { ("<strong>", "</strong> ") } else { ("<span>", "</span> ") };
        element(out, before, &tag.text, after);
    }
}

/// The pairs of a panel of facts, each on a line.
pub(super) fn facts(out: &mut String, facts: &[Fact]) {
    for fact in facts {
        element(out, "\n<div><dt>", &fact.term, "</dt><dd>");
        words(out, &fact.words);
        out.push_str("</dd></div>");
    }
}

/// The pairs of a card, each on a line; HTML ends each where the next begins.
pub(super) fn terms(out: &mut String, facts: &[Fact]) {
    for fact in facts {
        element(out, "\n<dt>", &fact.term, "<dd>");
        words(out, &fact.words);
    }
}

/// The points of a list, with what ends each.
pub(super) fn items(out: &mut String, items: &[Vec<Inline>], end: &str) {
    for item in items {
        out.push_str("<li>");
        words(out, item);
        out.push_str(end);
    }
}

/// The headings of a table's columns.
pub(super) fn headings(out: &mut String, columns: &[Column]) {
    for column in columns {
        out.push_str(if column.number { "<th scope=\"col\" class=\"num\">" } else { "<th scope=\"col\">" });
        if column.about.is_empty() {
            text(out, &column.text);
        } else {
            element(out, "<abbr title=\"", &column.about, "\">");
            element(out, "", &column.text, "</abbr>");
        }
        out.push_str("</th>");
    }
}

/// The rows of a table in their groups, each on a line.
pub(super) fn groups(out: &mut String, table: &Table) {
    let columns = table.columns.len();
    for group in &table.groups {
        out.push_str("\n<tbody>");
        if !group.title.is_empty() {
            out.push_str(&format!("\n<tr class=\"group\"><th colspan=\"{columns}\" scope=\"rowgroup\">"));
            text(out, &group.title);
        }
        for cells in &group.rows {
            out.push_str("\n<tr>");
            row(out, table, cells);
        }
    }
}

/// A row with fewer cells than columns ends in one that spans the rest. Tables that fold on small screens label their
/// cells. HTML ends a cell and a row where the next begins.
fn row(out: &mut String, table: &Table, cells: &[Vec<Inline>]) {
    let missing = table.columns.len().saturating_sub(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let column = table.columns.get(at);
        let is_level = column.is_some_and(|column| column.level);
        if at == 0 {
            out.push_str(if is_level {
                "<th scope=\"row\" class=\"level-cell\">"
            } else {
                "<th scope=\"row\">"
            });
        } else if missing > 0 && at + 1 == cells.len() {
            out.push_str(&format!("<td colspan=\"{}\">", missing + 1));
        } else {
            out.push_str("<td");
            if is_level {
                out.push_str(" class=\"level-cell\"");
            } else if column.is_some_and(|column| column.number) {
                out.push_str(" class=\"num\"");
            }
            let folds = table.style == "stack" || (table.style == "dense" && !is_level);
            if let Some(column) = column.filter(|column| folds && !column.label.is_empty()) {
                element(out, " data-label=\"", &column.label, "\"");
            }
            out.push('>');
        }
        words(out, cell);
    }
}

/// Words between two pieces of HTML.
fn element(out: &mut String, before: &str, words: &str, after: &str) {
    out.push_str(before);
    text(out, words);
    out.push_str(after);
}

#[cfg(test)]
mod tests {
    use super::{finished, groups, text, words};
    use crate::page::{Column, Inline, LevelView, Link, RowGroup, Table};

    #[test]
    fn no_text_becomes_html() {
        for (typed, html) in [
            ("", ""),
            ("plain \u{e9}", "plain \u{e9}"),
            ("a<b>&\"c\"'", "a&lt;b&gt;&amp;&quot;c&quot;&#39;"),
            ("\u{1F3E1}<", "\u{1F3E1}&lt;"),
        ] {
            assert_eq!(finished(text, typed), html);
        }
    }

    #[test]
    fn each_sort_of_word_has_its_form() {
        let level = |digit: &str, claimed: Option<&str>| LevelView {
            class: "lv2".to_owned(),
            digit: digit.to_owned(),
            words: "A & B".to_owned(),
            claimed: claimed.map(str::to_owned),
        };
        let link = |href: &str| Inline::Link(Link { text: "a<b".to_owned(), href: href.to_owned() });
        for (inline, html) in [
            (Inline::Text { text: "a<b".to_owned() }, "a&lt;b"),
            (Inline::Strong { text: "a<b".to_owned() }, "<strong>a&lt;b</strong>"),
            (link("x.html?\""), "<a href=\"x.html?&quot;\">a&lt;b</a>"),
            (link(""), "a&lt;b"),
            (Inline::Level(level("2", None)), "<span class=\"lv2\">2</span> - A &amp; B"),
            (Inline::Level(level("", None)), "<span class=\"lv2\"></span> A &amp; B"),
            (
                Inline::Level(level("2", Some("3"))),
                "<span class=\"lv2\">2</span> - A &amp; B <span class=\"was\">Claimed 3</span>",
            ),
            (Inline::Digit(level("2", None)), "<span class=\"lv2\">2</span>"),
            (Inline::Sign { text: "+" }, "<span aria-hidden=\"true\"> +</span>"),
        ] {
            assert_eq!(finished(words, &[inline][..]), html);
        }
    }

    #[test]
    fn a_short_row_ends_in_a_cell_that_spans_the_rest() {
        let column = |label: &str, number: bool, level: bool| Column {
            text: "T".to_owned(),
            label: label.to_owned(),
            about: String::new(),
            number,
            level,
        };
        let cell = |words: &str| vec![Inline::Text { text: words.to_owned() }];
        let rows = vec![vec![cell("a"), cell("1"), cell("2"), cell("x")], vec![cell("b"), cell("none")]];
        let table = |style| Table {
            style,
            columns: vec![
                column("N", false, false),
                column("C", true, false),
                column("L", false, true),
                column("", false, false),
            ],
            groups: vec![RowGroup { title: "G & H".to_owned(), rows: rows.clone() }],
            ..Table::default()
        };
        let head = "\n<tbody>\n<tr class=\"group\"><th colspan=\"4\" scope=\"rowgroup\">G &amp; H";
        for (style, first) in [
            ("", "<td class=\"num\">1<td class=\"level-cell\">2<td>x"),
            ("stack", "<td class=\"num\" data-label=\"C\">1<td class=\"level-cell\" data-label=\"L\">2<td>x"),
            ("dense", "<td class=\"num\" data-label=\"C\">1<td class=\"level-cell\">2<td>x"),
        ] {
            let rows = format!(
                "{head}\n<tr><th scope=\"row\">a{first}\n<tr><th scope=\"row\">b<td colspan=\"3\">none"
            );
            assert_eq!(finished(groups, &table(style)), rows);
        }
    }
}
