//! Our own Markdown (guidance, ideas, prose) -> HTML. Raw HTML in it becomes text, and links lead only to https
//! addresses. Answers never come here: text from answers is text.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The one set of choices with which Markdown is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Markdown;

impl Markdown {
    /// Blocks of HTML. Headings are moved down one level, as the page has its own.
    pub fn html(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + text.len() / 4);
        html::push_html(&mut out, events(text));
        out.trim_end().to_owned()
    }

    /// A single paragraph without its `<p>`; more than one stay as they are.
    pub fn inline_html(self, text: &str) -> String {
        let html = self.html(text);
        let inner = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        match inner {
            Some(inner) if !inner.contains("<p>") => inner.to_owned(),
            _ => html,
        }
    }
}

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::empty()).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock | Tag::Image { .. }) | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => {
            None
        }
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: lower(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        Event::Start(Tag::Link { link_type, dest_url, title: _, id }) => Some(Event::Start(Tag::Link {
            link_type,
            dest_url: safe(dest_url),
            title: CowStr::Borrowed(""),
            id,
        })),
        other => Some(other),
    })
}

/// Under a section's heading of level 2, the text's own headings begin at level 3.
fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

fn safe(address: CowStr<'_>) -> CowStr<'_> {
    let allowed = address.starts_with("https://") || address.starts_with('#');
    if allowed { address } else { CowStr::Borrowed("#") }
}

#[cfg(test)]
mod tests {
    use super::Markdown;

    #[test]
    fn what_could_run_becomes_text() {
        for (text, html) in [
            ("a <script>x</script> b", "<p>a &lt;script&gt;x&lt;/script&gt; b</p>"),
            ("<div onclick=x>\n\nb", "&lt;div onclick=x&gt;\n<p>b</p>"),
            ("[a](javascript:x)", "<p><a href=\"#\">a</a></p>"),
            ("[a](//evil.example)", "<p><a href=\"#\">a</a></p>"),
            ("[a](https://example.org/)", "<p><a href=\"https://example.org/\">a</a></p>"),
            ("![a](https://example.org/x.png)", "<p>a</p>"),
            ("## Steps {#x .y}\n", "<h3>Steps {#x .y}</h3>"),
        ] {
            assert_eq!(Markdown.html(text), html, "{text}");
        }
    }

    #[test]
    fn one_paragraph_stands_in_a_line() {
        assert_eq!(Markdown.inline_html("a *b*"), "a <em>b</em>");
        assert_eq!(Markdown.inline_html("a\n\nb"), "<p>a</p>\n<p>b</p>");
        assert_eq!(Markdown.inline_html(""), "");
    }
}
