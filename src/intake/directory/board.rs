//! The name of an integrated care board as the directory writes it -> the system of the register that it is.

use crate::day::Day;
use crate::id::OrganisationId;
use crate::intake::value::folded;
use crate::organisation::{Kind, Register};
use std::collections::BTreeMap;

/// Words that names have or lack without meaning another board.
const PASSED_OVER: [&str; 4] = ["nhs", "the", "and", "of"];
/// Where a name ends: what follows says what kind of body it is, and which part of it.
const ENDS: [&str; 3] = ["icb", "ics", "integrated"];

/// The integrated care systems of a register by the words of their names.
pub(super) struct Boards<'r> {
    register: &'r Register,
    day: Option<Day>,
    by_name: BTreeMap<String, Vec<&'r OrganisationId>>,
}

impl<'r> Boards<'r> {
    /// The systems as the directory knows them on its day; without a day, as the register has them last.
    pub(super) fn of(register: &'r Register, day: Option<Day>) -> Boards<'r> {
        let mut by_name: BTreeMap<String, Vec<&OrganisationId>> = BTreeMap::new();
        for id in register.ids() {
            for row in register.rows(id).iter().filter(|row| row.kind == Kind::Ics) {
                let ids = by_name.entry(words(&row.name)).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        Boards { register, day, by_name }
    }

    /// The one system in force that is called so. Of one that has ended, what came after it, where that is one: the
    /// homes of a board that was split can be anywhere.
    pub(super) fn named(&self, board: &str) -> Option<&'r OrganisationId> {
        let called = self.by_name.get(&words(board))?;
        let mut standing = called.iter().copied().filter(|id| self.stands(id));
        match (standing.next(), standing.next(), called.as_slice()) {
            (Some(one), None, _) => Some(one),
            (None, _, [ended]) => match self.register.rows(ended).last()?.successors.as_slice() {
                [next] if self.stands(next) => Some(next),
                _ => None,
            },
            _ => None,
        }
    }

    fn stands(&self, id: &OrganisationId) -> bool {
        let row = self.register.at(id, self.day);
        row.is_some_and(|row| self.day.is_some() || row.valid_to.is_none())
    }
}

/// "NHS Bath and North East Somerset, Swindon and Wiltshire ICB - 92G" -> "bath north east somerset swindon wiltshire".
fn words(name: &str) -> String {
    let name = folded(name);
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !PASSED_OVER.contains(word));
    words.take_while(|word| !ENDS.contains(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Boards;
    use crate::day::Day;
    use crate::diagnostic::Sink;
    use crate::id::OrganisationId;
    use crate::organisation;
    use crate::source::Text;

    #[test]
    fn a_board_is_found_by_its_name_on_the_day() {
        let register = "id,name,kind,parent,valid_from,valid_to,successor\n\
            moor,\"Moor, Fell and the Isle of Wend\",ics,,,,\n\
            ash,Ash Integrated Care System,ics,,,2026-04-01,elm\n\
            birch,Birch,ics,,,2026-04-01,elm;moor\n\
            elm,Elm,ics,,2026-04-01,,\n\
            elm-pcn,Elm,pcn,elm,,,\n";
        let register = organisation::read(&Text::from_str("r.csv", register), &mut Sink::default());
        for (day, board, wanted) in [
            ("2026-03-31", "NHS Moor, Fell & Isle of Wend ICB - 15N", Some("moor")),
            ("2026-03-31", "NHS Ash Integrated Care Board", Some("ash")),
            ("2026-04-01", "NHS Ash Integrated Care Board", Some("elm")),
            ("2026-04-01", "NHS Birch ICB - 1A", None),
            ("2026-03-31", "NHS Birch ICB - 1A", Some("birch")),
            ("2026-04-01", "NHS Elm ICB", Some("elm")),
            ("2026-03-31", "NHS Elm ICB", None),
            ("2026-04-01", "NHS Fell ICB", None),
            ("", "NHS Ash ICB", Some("elm")),
            ("", "NHS Elm ICB", Some("elm")),
            ("", "", None),
        ] {
            let boards = Boards::of(&register, Day::parse(day));
            assert_eq!(boards.named(board).map(OrganisationId::as_str), wanted, "{board} on {day}");
        }
    }
}
