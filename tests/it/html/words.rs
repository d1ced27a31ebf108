//! What pages say: what a result is not, nothing that is not said of people, and hostile words as they were written.

use super::{Faults, hold, pages, text};
use crate::tree::{DEMONSTRATION, SMALL, Tree};
use scraper::Node;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_page_with_a_result_says_what_it_is_not() {
    hold(|page, _| {
        let mut faults = Faults::new();
        let words = page.words();
        for said in ["self-assessment", "not an inspection or a performance rating"] {
            if !words.contains(said) {
                faults.push(format!("it does not say {said:?}"));
            }
        }
        if page.path.starts_with("organisations/") {
            let lines: Vec<String> =
                page.named("p").filter(|one| one.attr("class") == Some("byline")).map(text).collect();
            let heard = lines.join(" ");
            let sort = ["self-assessment", "Self-assessment", "It is a view of how far things have come"];
            if !sort.iter().any(|sort| heard.contains(sort)) || !heard.contains("not an inspection") {
                faults.push(format!("under its heading it says only {heard:?}"));
            }
        }
        faults
    });
}

/// Words that no page may say of anybody, whatever their endings.
const BANNED: [&str; 4] = ["fail", "poor", "worst", "rank"];

#[test]
fn no_page_says_what_is_not_said_of_people() {
    let told: Vec<Vec<String>> =
        [&*DEMONSTRATION, &*SMALL].iter().map(|built| answered(&built.inputs)).collect();
    assert!(
        told[1].iter().any(|words| !banned(words).is_empty()),
        "the small project shows that answers may say it"
    );
    hold(|page, _| {
        // What somebody answered is theirs to word.
        let answered = &told[usize::from(page.hostile)];
        let words = answered.iter().fold(page.words(), |words, answer| words.replace(answer, " "));
        banned(&words).into_iter().map(|word| format!("it says {word:?}")).collect()
    });
}

fn banned(words: &str) -> Vec<String> {
    let words = words.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| BANNED.iter().any(|banned| word.starts_with(banned))).collect()
}

/// Every text in the answers files, the longest first, so that none cuts up another.
fn answered(inputs: &Tree) -> Vec<String> {
    let files = inputs.iter().filter(|(path, _)| path.starts_with("answers/") && path.ends_with(".toml"));
    let mut texts = BTreeSet::new();
    for (_, bytes) in files {
        let table: toml::Table = toml::from_str(std::str::from_utf8(bytes).unwrap()).unwrap();
        collect(&toml::Value::Table(table), &mut texts);
    }
    let mut texts: Vec<String> = texts.into_iter().filter(|text| text.contains(' ')).collect();
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    texts
}

fn collect(value: &toml::Value, texts: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) => {
            texts.insert(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        toml::Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        toml::Value::Table(table) => table.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}

/// The elements that pages are made of. What a name or a note holds is never among them.
const ELEMENTS: &str = "a abbr article body caption circle code dd defs desc details div dl dt em figcaption figure footer g h1 h2 \
    h3 h4 head header html input label li line link main meta nav ol p path pattern polygon polyline rect script section span strong summary svg \
    table tbody td text th thead title tr tspan ul";

/// Those that only the self-assessment has.
const OF_FORMS: [&str; 9] =
    ["button", "fieldset", "form", "legend", "option", "select", "style", "template", "textarea"];

#[test]
fn pages_are_made_of_known_elements_only() {
    let known: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    hold(|page, _| {
        let names: BTreeSet<&str> = page.all().map(|one| one.value().name()).collect();
        let comments = page.html.tree.nodes().filter(|node| matches!(node.value(), Node::Comment(_))).count();
        let unknown = names.difference(&known).filter(|name| !(page.is_form() && OF_FORMS.contains(name)));
        let unknown = unknown.map(|name| format!("an element {name}"));
        unknown.chain((comments > 0).then(|| format!("{comments} comments"))).collect()
    });
}

#[test]
fn hostile_words_reach_the_reader_as_they_were_written() {
    let pages = pages(&SMALL, true);
    let words: BTreeMap<&str, String> = pages.iter().map(|page| (page.path.as_str(), page.words())).collect();
    for (path, wanted) in [
        ("index.html", "Small <b>\"tea & toast\"</b> site"),
        ("index.html", "Published by Marsh & Fell <publisher>."),
        ("index.html", "St Mary's <script>alert(1)</script> & \"Co\""),
        ("index.html", "Marsh & Fell <i>ICS</i>"),
        ("organisations/st-marys.html", "St Mary's <script>alert(1)</script> & \"Co\""),
        ("organisations/st-marys.html", "completed by: Deputy <manager> & \"cook\""),
        ("organisations/st-marys.html", "<script>alert(\"note\")</script> & <img src=x onerror=alert(1)>"),
        ("organisations/st-marys.html", "Ask <whom> & \"when\". Owner: <Owner> & \"co\"."),
        ("organisations/st-marys.html", "We are <b>one</b> shift & \"never\" hand over"),
        ("organisations/st-marys.html", "rounds <held> & \"heard\""),
        ("organisations/wend.html", "St Mary's <script>alert(1)</script> & \"Co\""),
        ("elements/tea-round.html", "A tea round where staff listen & write down what <they> hear"),
        ("elements/tea-round.html", "Bring <b>two</b> cups & sit down"),
        ("elements/tea-round.html", "<script>alert(\"guidance\")</script>"),
        ("elements/tea-round.html", "Tea & <sympathy>, Robert Anderson, 1953"),
        ("innovations.html", "A telephone on the tea trolley <\"ring\" & pour>"),
        ("innovations.html", "with the cook & \"the night shift\""),
        ("about.html", "<script>alert(\"page\")</script> in its text & no meaning."),
        ("about.html", "A drink & <a> chat."),
    ] {
        assert!(words[path].contains(wanted), "{path} does not say {wanted}:\n{}", words[path]);
    }
    let css = std::str::from_utf8(&SMALL.site["assets/edition.css"]).unwrap();
    assert!(!css.contains(['<', '&', '\'']) && css.matches('"').count() == 4, "{css}");
}
