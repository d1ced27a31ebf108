//! A carried assessment -> its answers file: what is kept as answers, and as remarks where it comes from and what was said
//! before of all that must be asked again.

use super::carry::{Asked, Carried, Way, Why};
use crate::assessment::{Assessment, lines_of, write};
use crate::diagnostic::render::clean;
use crate::framework::{Framework, Version};
use std::fmt::Write as _;

/// The text of the new answers file, the same bytes each time.
pub(super) fn text(before: &Assessment, carried: &Carried, way: Way<'_>) -> String {
    let (old, new) = (Version::of(way.old), Version::of(way.new));
    let mut out = format!(
        "# Carried over from {} by `homeround migrate`: from {} to {}.\n\
         # That file stays as it is. Here is what means the same in both, with the date on which it was said.\n",
        clean(&before.file),
        clean(&old.in_words()),
        clean(&new.in_words())
    );
    if !carried.asked.is_empty() {
        out.push_str(
            "# What must be asked again has no level here; what was said before stands at the end.\n",
        );
    }
    if before.publish {
        out.push_str("# Whether it may be shown in a public edition must be asked again, too.\n");
    }
    out.push('\n');
    out.push_str(&write(&carried.assessment, way.new));
    for kept in carried.kept.iter().filter(|kept| !kept.without.is_empty()) {
        let _ =
            write!(out, "\n# {}: kept without {}.\n", id(way.new, kept.new), clean(&kept.without.join(", ")));
    }
    for asked in &carried.asked {
        let _ = write!(out, "\n# To be asked again: {}, {}.\n", id(way.new, asked.new), in_short(asked.why));
        before_it(&mut out, asked, before, way);
    }
    out
}

/// What was said of all that it comes from, as it was said.
fn before_it(out: &mut String, asked: &Asked, before: &Assessment, way: Way<'_>) {
    for old in &asked.old {
        let lines = before.answers.get(*old).map(lines_of).unwrap_or_default();
        if !lines.is_empty() {
            let _ = writeln!(out, "# Before, {}:", id(way.old, *old));
        }
        for (key, value) in lines {
            let _ = writeln!(out, "#   {key} = {value}");
        }
    }
}

fn id(framework: &Framework, position: usize) -> &str {
    framework.sub_elements.get(position).map_or("", |one| one.id.as_str())
}

/// Why something must be asked again.
pub(super) fn in_short(why: Why) -> &'static str {
    match why {
        Why::New => "it is new",
        Why::NotAnswered => "it was not answered",
        Why::Changed => "its meaning has changed",
        Why::Split => "one question became several",
        Why::Merged => "several questions became one",
        Why::Scale => "its levels have changed",
        Why::Applies => "it applies to everybody now",
    }
}
