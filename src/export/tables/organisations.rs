//! The register: its rows in force on the as-at date.

use super::column::{Cell, Columns};
use super::row::NO_PARENT;
use super::{About, Shown, Table};
use crate::id::OrganisationId;
use crate::organisation::{HomeType, Kind, Row};
use crate::results::Results;

type InForce<'r> = (&'r OrganisationId, &'r Row);

pub(super) fn organisations<'r>(results: &'r Results<'r>, shown: &'r dyn Shown) -> Table<'r> {
    let about = About {
        name: "organisations",
        title: "Organisations",
        row: "An organisation of the register that is in force on the as-at date.",
        rounds: None,
        key: &["organisation"],
        public: true,
    };
    let mut columns: Columns<'r, InForce<'r>> = Columns::new();
    columns
        .text("organisation", "Organisation", "The organisation's id.", |(id, _)| Cell::text(id.as_str()))
        .public();
    columns.text("name", "Name", "Its name.", |(_, row)| Cell::text(row.name.as_str())).public();
    columns
        .text("kind", "Kind", "What it is.", |(_, row)| Cell::text(row.kind.word()))
        .one_of(Kind::WORDS.iter().map(|(word, _)| *word))
        .public();
    columns
        .text("parent", "Parent", "The id of the organisation it belongs to.", |(_, row)| {
            let parent = row.parent.as_ref().filter(|parent| shown.organisation(parent));
            Cell::words(parent.map(OrganisationId::as_str))
        })
        .void_when(NO_PARENT)
        .public();
    columns
        .whole("beds", "Beds", "Its beds.", |(_, row)| Cell::maybe_whole(row.beds))
        .unit("beds")
        .unknown_when("the register does not say, or it has none")
        .public();
    columns
        .text("home_type", "Type of home", "nursing (also for both) or residential.", |(_, row)| {
            Cell::words(row.home_type.map(HomeType::word))
        })
        .one_of([HomeType::Nursing.word(), HomeType::Residential.word()])
        .unknown_when("the register does not say, or it is no home")
        .public();
    about.table(shown, columns, move |_| {
        let register = &results.workspace.register;
        let in_force = move |id: &'r OrganisationId| Some((id, register.at(id, results.workspace.as_at)?));
        let may_stand = move |(id, _): &InForce<'r>| shown.organisation(id);
        Box::new(register.ids().filter_map(in_force).filter(may_stand))
    })
}
