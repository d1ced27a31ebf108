//! One question as HTML: why we ask, each level with what it looks like, and what can be said beside it.

use super::{Form, data};
use crate::framework::{EvidenceKind, Level, SubElement, Tier};
use crate::guard::escaped as esc;

/// For how many pieces of evidence the page has room for; its scripts add more.
const ROWS: usize = 1;

/// A field: its name below the question's, what it is called, and a hint.
struct Field<'q> {
    name: &'q str,
    label: &'q str,
    hint: &'q str,
    kind: FieldKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FieldKind {
    /// A line of words.
    Line,
    /// A date or a number.
    Short,
    /// A paragraph.
    Area,
}

/// The section of one question.
pub(super) fn section(form: &Form<'_>, position: usize, one: &SubElement) -> String {
    let id = one.id.as_str();
    let key = &format!("a{position}");
    let element = form.framework.element_of(one).map(|element| element.name.as_str()).unwrap_or_default();
    // Of one tier there is nothing to tell apart.
    let tier = match one.tier {
        _ if !form.framework.has_enhanced => String::new(),
        Tier::Core => "<p class=\"tag\">Core: act on it now</p>\n".to_owned(),
        Tier::Enhanced => "<p class=\"tag\">Enhanced: as soon as practicable after core</p>\n".to_owned(),
    };
    let why = one.why.as_deref().map(|why| format!("<p>Why we ask: {}</p>\n", esc(why))).unwrap_or_default();
    let example = one
        .example
        .as_deref()
        .map(|words| format!("<p class=\"hint\">For example: {}</p>\n", esc(words)))
        .unwrap_or_default();
    format!(
        "<section class=\"question\" id=\"q-{id}\" aria-labelledby=\"h-{id}\">\n\
         <p class=\"caption\">{element}</p>\n<h2 id=\"h-{id}\" tabindex=\"-1\">{heading}</h2>\n{tier}\
         {why}{example}{last}<fieldset>\n<legend>{question}</legend>\n{levels}{others}</fieldset>\n\
         <p class=\"inset\" id=\"{key}.bite\" role=\"status\"></p>\n<div data-more=\"{key}\"></div>\n{PAPER}\
         <p class=\"scripted\"><button type=\"button\" class=\"main\" data-do=\"next\" data-key=\"{key}\">Save and continue</button> \
         <a href=\"#tasks\">Come back to this later</a></p>\n</section>\n",
        element = esc(element),
        heading = esc(&one.heading()),
        last = last(form, position, key),
        question = esc(one.question.as_deref().unwrap_or(&one.name)),
        levels = levels(form, one, key),
        others = others(one, key),
    )
}

/// What can be said beside the level, where there is a pen and no script.
const PAPER: &str = "<ul class=\"plain paper\"><li>How many have it, out of how many, what was counted, and when:</li>\
    <li>What became better:</li><li>Who outside your team agreed the level (their role), and when:</li>\
    <li>Other evidence, and its date:</li><li>Note (no names):</li><li>What you will do, who will do it (a role), and when \
    you will look again:</li></ul>\n";

/// The same as fields, once for all questions: scripts put it into each, with the question's own key in place of `KEY`.
pub(super) fn template(form: &Form<'_>) -> String {
    format!("<template id=\"more\">\n{}{}</template>\n", evidence(form, "KEY"), plan("KEY"))
}

/// What was answered last time.
fn last(form: &Form<'_>, position: usize, key: &str) -> String {
    let Some(last) = form.last else { return String::new() };
    let words = last.answers.get(position).map(|answer| data::in_words(answer, form.framework));
    let Some(Some(words)) = words else { return String::new() };
    format!(
        "<div class=\"inset last\"><p>Last time, on {day} ({by}): <strong>{words}</strong></p>\n\
         <p class=\"scripted\"><button type=\"button\" data-do=\"same\" data-key=\"{key}\">No change<span class=\"unseen\"> \
         since {day}</span></button></p></div>\n",
        day = last.date.in_words(),
        by = last.assessor.in_words(),
        words = esc(&words),
    )
}

fn levels(form: &Form<'_>, one: &SubElement, key: &str) -> String {
    let scale = &form.framework.scale;
    let level = |level: Level| {
        let needs = scale.meaning(level).map(|meaning| needs(&meaning.requires)).unwrap_or_default();
        let hint = format!("{}{needs}", esc(one.descriptor(level)));
        radio(key, &level.to_string(), &esc(&scale.in_words(level)), &hint)
    };
    scale.all().map(level).collect()
}

/// What has to be shown for a level to count.
fn needs(kinds: &[EvidenceKind]) -> String {
    if kinds.is_empty() {
        return String::new();
    }
    let kinds: Vec<String> = kinds.iter().map(EvidenceKind::in_words).collect();
    format!(" <span class=\"needs\">Needs {}.</span>", esc(&crate::words::list(&kinds)))
}

fn radio(key: &str, value: &str, label: &str, hint: &str) -> String {
    let (described, hint) = if hint.is_empty() {
        (String::new(), String::new())
    } else {
        (
            format!(" aria-describedby=\"{key}.{value}.hint\""),
            format!("<p class=\"hint\" id=\"{key}.{value}.hint\">{hint}</p>"),
        )
    };
    format!(
        "<div class=\"radio\"><input type=\"radio\" name=\"{key}.choice\" id=\"{key}.{value}\" value=\"{value}\"{described}>\
         <label for=\"{key}.{value}\">{label}</label>{hint}</div>\n"
    )
}

fn others(one: &SubElement, key: &str) -> String {
    let mut out = String::from("<p class=\"or\">or</p>\n");
    out.push_str(&radio(key, "dont-know", "Do not know", ""));
    if one.not_applicable_allowed {
        let hint = "It leaves every count. Say why below.";
        out.push_str(&radio(key, "not-applicable", "Not applicable", hint));
        let reason = Field {
            name: "reason",
            label: "Why it does not apply",
            hint: "200 characters or fewer. Do not name people.",
            kind: FieldKind::Line,
        };
        out.push_str(&format!("<div class=\"within\" id=\"{key}.reason.part\">{}</div>\n", reason.html(key)));
    }
    out
}

impl Field<'_> {
    fn html(&self, key: &str) -> String {
        let Field { name, label, hint, kind } = self;
        let hint =
            if hint.is_empty() { String::new() } else { format!(" <span class=\"hint\">{hint}</span>") };
        let same = format!("id=\"{key}.{name}\"");
        let control = match kind {
            FieldKind::Line => format!("<input type=\"text\" {same}>"),
            FieldKind::Short => format!("<input type=\"text\" class=\"short\" {same}>"),
            FieldKind::Area => format!("<textarea rows=\"4\" {same}></textarea>"),
        };
        format!("<div class=\"field\"><label for=\"{key}.{name}\">{label}{hint}</label>{control}</div>\n")
    }
}

/// A date's hint.
const DATE: &str = "For example, 31 8 2026.";

fn evidence(form: &Form<'_>, key: &str) -> String {
    let line = |name, label, hint| Field { name, label, hint, kind: FieldKind::Line }.html(key);
    let short = |name, label, hint| Field { name, label, hint, kind: FieldKind::Short }.html(key);
    let rows: String = (0..ROWS).map(|at| row(form, key, at)).collect();
    format!(
        "<details open data-part=\"evidence\"><summary>Evidence</summary>\n\
         <fieldset><legend>A measure: how many of how many</legend>\n<div class=\"beside\">{}{}{}</div>{}</fieldset>\n{}\
         <fieldset><legend>Who outside your team agreed the level</legend>\n{}{}</fieldset>\n\
         <fieldset id=\"{key}.rows\"><legend>Other evidence</legend>\n{rows}</fieldset>\n\
         <p class=\"scripted\"><button type=\"button\" data-do=\"row\" data-key=\"{key}\">Add another piece of evidence</button></p>\n\
         </details>\n",
        short("numerator", "How many have it", "For example, 28."),
        short("denominator", "Out of how many", "For example, 30."),
        short("measured", "When it was counted", DATE),
        line("counted", "What was counted", "For example, residents reviewed in 12 months."),
        line("outcome", "What became better", "For example, 11 medicines stopped. Do not name people."),
        line("by", "Their role", "For example, ICS pharmacist. Do not name people."),
        short("agreed", "When they agreed it", DATE),
    )
}

/// Room for one piece of evidence.
fn row(form: &Form<'_>, key: &str, at: usize) -> String {
    let (what, date, kind) = (format!("what{at}"), format!("date{at}"), format!("kind{at}"));
    let number = at + 1;
    let label = format!("Evidence {number}: what it is");
    let dated = format!("Evidence {number}: its date");
    let what =
        Field { name: &what, label: &label, hint: "For example, home round rota.", kind: FieldKind::Line };
    let date = Field { name: &date, label: &dated, hint: "", kind: FieldKind::Short };
    let kinds = &form.framework.evidence_kinds;
    let kind = if kinds.is_empty() {
        String::new()
    } else {
        let options: String =
            kinds.iter().map(|kind| format!("<option value=\"{0}\">{0}</option>", esc(kind))).collect();
        format!(
            "<div class=\"field\"><label for=\"{key}.{kind}\">Evidence {number}: its kind</label>\
             <select id=\"{key}.{kind}\"><option value=\"\">None of these</option>{options}</select></div>\n"
        )
    };
    format!("<div class=\"beside row\">{}{}{kind}</div>\n", what.html(key), date.html(key))
}

fn plan(key: &str) -> String {
    let fields = [
        ("note", "Note", "600 characters or fewer. Do not name residents or staff.", FieldKind::Area),
        ("action", "What you will do", "200 characters or fewer. Do not name people.", FieldKind::Line),
        ("owner", "Who will do it", "A role, such as deputy manager. Do not name people.", FieldKind::Line),
        ("review", "When you will look again", "For example, 1 12 2026.", FieldKind::Short),
    ];
    let fields: String =
        fields.iter().map(|&(name, label, hint, kind)| Field { name, label, hint, kind }.html(key)).collect();
    format!(
        "<details open data-part=\"plan\"><summary>Note, action and review (optional)</summary>\n{fields}</details>\n"
    )
}
