//! The parts of the page around the questions: where to start, who answers and when, the list of tasks, the end.

use super::Form;
use super::html::asked;
use crate::guard::escaped as esc;
use crate::organisation::Kind;
use crate::words;

/// The longest name in the main heading, which is 65 characters at most.
const NAME: usize = 45;

/// What the browser shows as the title, before scripts say more.
pub(super) fn title(form: &Form<'_>) -> String {
    let name = form.home.map(|home| format!("{} - ", esc(home.name))).unwrap_or_default();
    let heading = if form.home.is_none() { of_nobody(form) } else { "Self-assessment".to_owned() };
    format!("{} - {name}{}", esc(&heading), esc(form.site_title))
}

/// The heading of a page without a home.
fn of_nobody(form: &Form<'_>) -> String {
    let which = if form.is_other { format!(": {}", form.framework.title) } else { String::new() };
    words::cut(&format!("Self-assessment{which}"), words::HEADING)
}

pub(super) fn heading(form: &Form<'_>) -> String {
    // Where the heading has no room for it, it stands beneath.
    let is_said = form.home.is_none() && of_nobody(form).ends_with(&form.framework.title);
    let which = if form.is_other && !is_said {
        format!("<p>{}</p>\n", esc(&form.framework.title))
    } else {
        String::new()
    };
    format!("{}{which}", main_heading(form))
}

fn main_heading(form: &Form<'_>) -> String {
    let Some(home) = form.home else {
        return format!("<h1 id=\"top\">{}</h1>\n", esc(&of_nobody(form)));
    };
    if home.name.chars().count() > NAME {
        return format!("<h1 id=\"top\">Self-assessment</h1>\n<p>{}</p>\n", esc(home.name));
    }
    format!("<h1 id=\"top\">Self-assessment: {}</h1>\n", esc(home.name))
}

/// What a reader calls an organisation of this kind.
fn plain(kind: Kind) -> &'static str {
    if kind == Kind::CareHome { "home" } else { kind.noun() }
}

/// Where to start.
pub(super) fn start(form: &Form<'_>) -> String {
    let count = asked(form).count();
    let home = plain(form.kind);
    let last = form
        .last
        .map(|last| {
            format!(
                "<div class=\"scripted\"><h3>If nothing has changed</h3>\n<p>Your answers of {day} can stand for every \
                 question. Look at them before you save.</p>\n<p><button type=\"button\" data-do=\"all-same\">No change in \
                 any answer<span class=\"unseen\"> since {day}</span></button></p></div>\n",
                day = last.date.in_words()
            )
        })
        .unwrap_or_default();
    format!(
        "<section id=\"start\" aria-labelledby=\"h-start\">\n<h2 id=\"h-start\" tabindex=\"-1\">Before you start</h2>\n\
         <p>Say where your {home} stands on {count} parts of {framework}. You get your result and 3 ideas at once.</p>\n\
         <p>This is a self-assessment. It is not an inspection or a performance rating. Stop when you like and go on later.</p>\n\
         <ul>\n<li>Do answer in any order, and choose \u{201c}Do not know\u{201d} where you do not know</li>\n\
         <li>Do name roles and meetings</li>\n<li>Do not name residents or staff, or write anything that could tell who they \
         are</li>\n</ul>\n\
         <p class=\"plain\">To fill this in by hand, print this page. To fill it in on a computer, open it in a browser with \
         scripts allowed.</p>\n\
         <div class=\"scripted\">\n<p id=\"draft\" class=\"inset\" hidden></p>\n\
         <h3>If you have an answers file</h3>\n<div class=\"field\"><label for=\"open\">Open an answers file</label>\
         <p class=\"hint\" id=\"open.hint\">It ends in .toml. You see what would change before anything does.</p>\
         <input type=\"file\" id=\"open\" aria-describedby=\"open.hint\"></div>\n<div id=\"opened\"></div>\n\
         <h3>If you have none</h3>\n<p><button type=\"button\" class=\"main\" data-do=\"begin\">Start</button> \
         <button type=\"button\" data-do=\"paper\">Print all questions</button></p>\n</div>\n{last}</section>\n",
        framework = esc(&lower(&form.framework.title)),
    )
}

/// A title within a sentence: "The framework" is "the framework".
fn lower(title: &str) -> String {
    title.strip_prefix("The ").map_or_else(|| title.to_owned(), |rest| format!("the {rest}"))
}

/// Who answers, and when.
pub(super) fn about(form: &Form<'_>) -> String {
    let organisation = match form.home {
        Some(home) => format!(
            "<p>{}: <strong>{}</strong></p>\n",
            crate::words::capital(plain(form.kind)),
            esc(home.name)
        ),
        None => field(
            "organisation",
            "Short name of your home",
            "In small letters, digits and hyphens, such as rosewood-house. The team that collects the answers can tell you.",
            "",
        ),
    };
    format!(
        "<section id=\"about\" aria-labelledby=\"h-about\">\n<h2 id=\"h-about\" tabindex=\"-1\">About these answers</h2>\n\
         {organisation}{}{}<p class=\"scripted\"><button type=\"button\" class=\"main\" data-do=\"about\">Save and continue\
         </button></p>\n</section>\n",
        field(
            "date",
            "Date of these answers",
            "The day on which they are true. For example, 30 9 2026.",
            "short"
        ),
        field(
            "completed_by",
            "Completed by (optional)",
            "Your role, such as registered manager. Do not give your name.",
            ""
        ),
    )
}

fn field(name: &str, label: &str, hint: &str, class: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!(
        "<div class=\"field\"><label for=\"about:{name}\">{label}</label><p class=\"hint\" id=\"about:{name}.hint\">{hint}</p>\
         <input type=\"text\"{class} id=\"about:{name}\" aria-describedby=\"about:{name}.hint\"></div>\n"
    )
}

/// The list of tasks, which scripts fill.
pub(super) fn tasks() -> String {
    "<section id=\"tasks\" class=\"scripted\" aria-labelledby=\"h-tasks\">\n<h2 id=\"h-tasks\" tabindex=\"-1\">Questions</h2>\n\
     <p><strong id=\"count\"></strong></p>\n<div id=\"list\"></div>\n\
     <p><a class=\"button\" href=\"#check\">Check your answers</a> <a href=\"#about\">Change the date or your role</a></p>\n\
     </section>\n"
        .to_owned()
}

/// Checking the answers, and the result.
pub(super) fn check() -> String {
    "<section id=\"check\" class=\"scripted\" aria-labelledby=\"h-check\">\n\
     <h2 id=\"h-check\" tabindex=\"-1\">Check your answers</h2>\n<div id=\"answers\"></div>\n\
     <p><button type=\"button\" class=\"main\" data-do=\"result\">Show the result</button> <a href=\"#tasks\">Back to the \
     questions</a></p>\n</section>\n\
     <section id=\"result\" class=\"scripted\" aria-labelledby=\"h-result\">\n\
     <h2 id=\"h-result\" tabindex=\"-1\">Your result at a glance</h2>\n<div id=\"glance\"></div>\n\
     <div class=\"unprinted\"><h3>Save your answers file</h3>\n\
     <p>The file is the record. Save it, then send it to the team that collects the answers.</p>\n\
     <p><button type=\"button\" class=\"main\" data-do=\"save\">Save your answers file</button> \
     <button type=\"button\" data-do=\"print\">Print this result</button> <a href=\"#check\">Change an answer</a></p>\n\
     <div id=\"saved\"></div>\n\
     <details><summary>If no file is saved</summary>\n\
     <div class=\"field\"><label for=\"copy\">All of your answers file</label>\
     <p class=\"hint\" id=\"copy.hint\">Copy it into a message or into a plain text file.</p>\
     <textarea id=\"copy\" rows=\"8\" readonly aria-describedby=\"copy.hint\"></textarea></div>\n\
     <p><button type=\"button\" data-do=\"copy\">Copy all</button> <span id=\"copied\" role=\"status\"></span></p></details></div>\n\
     </section>\n"
        .to_owned()
}

/// What stands beneath: whether a draft is kept, and for what the page was made.
pub(super) fn foot(form: &Form<'_>) -> String {
    let framework = form.framework;
    format!(
        "<p class=\"scripted\"><span id=\"kept\" role=\"status\"></span> <button type=\"button\" data-do=\"remove\">Remove the \
         draft from this computer</button></p>\n\
         <p>{title}, version {version}. This page sends nothing: what you type stays on this computer.</p>\n",
        title = esc(&framework.title),
        version = esc(&framework.version),
    )
}
