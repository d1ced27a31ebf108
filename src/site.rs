//! A workspace -> every file of its site in one edition, on whatever shelf, on a disk or in memory.
//!
//! The public edition goes through a guard here, whoever asks for it: no file in which a private value stands.

use crate::edition::{self, Private, Public};
use crate::export;
use crate::form;
use crate::organisation::Kind;
use crate::page::Site;
use crate::progress::{Stage, Unwatched, Watch};
use crate::publish::{Fault, Gathered, MemoryShelf, Pieces, Shelf, SitePath};
use crate::render::{self, Markdown, Stop, Theme};
use crate::results::Results;
use crate::words;
use crate::workspace::{Edition, Inputs, Settings, Workspace};

/// Why this edition cannot be made, where it cannot: everything that a public site lacks, with lines to add.
pub fn refused(edition: Edition, settings: &Settings) -> Option<String> {
    if edition != Edition::Public {
        return None;
    }
    let wanted = [
        (settings.contact.is_some(), "whom to ask about accessibility", CONTACT),
        (settings.tested_on.is_some(), "when its accessibility was last tested", TESTED_ON),
    ];
    let lacking = || wanted.iter().filter(|(stated, ..)| !stated);
    let what: Vec<&str> = lacking().map(|(_, what, _)| *what).collect();
    let lines: Vec<&str> = lacking().map(|(.., line)| *line).collect();
    (!what.is_empty()).then(|| {
        format!(
            "a public site must say {}.\nAdd to homeround.toml, below a line [accessibility]:\n{}",
            words::list(&what),
            lines.join("\n")
        )
    })
}

const CONTACT: &str = "contact = \"accessibility@northmoor.example\"";
const TESTED_ON: &str = "tested_on = 2026-11-22";

/// Makes every file of the site and puts it on the shelf. Gives the number of pages.
///
/// With `inputs`, which are those of the workspace, pages of the internal edition that were made from the same things
/// before are kept. In the other editions what stands on a page also rests on what may be shown of everybody else, and
/// nothing in them may tell from what they were made.
///
/// # Errors
/// What [`render::put`] says; [`Fault::Refused`] when a file of the public edition would hold something private.
pub fn put(
    workspace: &Workspace,
    theme: &Theme,
    edition: Edition,
    shelf: &dyn Shelf,
    inputs: Option<&Inputs>,
    watch: &dyn Watch,
) -> Result<usize, Stop> {
    watch.begin(Stage::Scoring, 0);
    let results = Results::new(workspace, Kind::CareHome);
    let markdown = Markdown;
    match edition {
        Edition::Internal => {
            let site = Site { results: &results, markdown, edition };
            let forms = put_forms(&site, shelf)?;
            Ok(render::put(&site, theme, shelf, inputs, watch)? + forms)
        }
        Edition::Home => {
            let results = edition::for_homes(results);
            render::put_each_alone(&Site { results: &results, markdown, edition }, theme, shelf, watch)
        }
        Edition::Public => {
            watch.begin(Stage::Withholding, 0);
            let public = edition::of(&results);
            let private = private(workspace, &public, theme, edition)?;
            let results = public.results(Kind::CareHome);
            let site = Site { results: &results, markdown, edition };
            let shelf = Guarded { shelf, private: &private };
            let forms = put_forms(&site, &shelf)?;
            Ok(render::put(&site, theme, &shelf, None, watch)? + forms)
        }
    }
}

/// Makes the pages of an internal site alone. Gives their number, that of the data among them.
///
/// # Errors
/// What [`render::put`] says.
pub fn put_pages(
    workspace: &Workspace,
    theme: &Theme,
    shelf: &dyn Shelf,
    inputs: Option<&Inputs>,
) -> Result<usize, Stop> {
    let results = Results::new(workspace, Kind::CareHome);
    let site = Site { results: &results, markdown: Markdown, edition: Edition::Internal };
    let forms = put_forms(&site, shelf)?;
    Ok(render::put_pages(&site, theme, shelf, inputs, &Unwatched)? + forms)
}

/// Makes the data of an internal site alone, and the page that lists them.
///
/// # Errors
/// What [`render::put`] says.
pub fn put_data(workspace: &Workspace, theme: &Theme, shelf: &dyn Shelf) -> Result<(), Stop> {
    let results = Results::new(workspace, Kind::CareHome);
    render::put_data_alone(
        &Site { results: &results, markdown: Markdown, edition: Edition::Internal },
        theme,
        shelf,
    )
}

/// The self-assessment for any home: for the programme's framework, and for each other one that the site is about. It
/// names nobody and holds no answers. Gives how many there are.
fn put_forms(site: &Site<'_>, shelf: &dyn Shelf) -> Result<usize, Stop> {
    let workspace = site.results.workspace;
    let programme = workspace.settings.programme();
    let programme = workspace.frameworks.values().find(|framework| framework.id.as_str() == programme);
    let others = site.results.frameworks().filter(|one| programme.is_none_or(|main| main.id != one.id));
    let mut count = 0;
    for framework in programme.into_iter().chain(others) {
        let page = form::blank(workspace, framework, true);
        shelf.put(&SitePath::new(&site.form(&framework.id))?, page.as_bytes())?;
        count += 1;
    }
    Ok(count)
}

/// What must not stand in a public edition. What the site says whatever was answered is no secret: it is found by making
/// the same site of nobody's answers.
///
/// # Errors
/// What [`render::put`] says, and a refusal where it cannot be made sure.
pub fn private(
    workspace: &Workspace,
    public: &Public,
    theme: &Theme,
    edition: Edition,
) -> Result<Private, Stop> {
    let nothing = public.nothing(Kind::CareHome);
    let shelf = MemoryShelf::default();
    let site = Site { results: &nothing, markdown: Markdown, edition };
    render::put(&site, theme, &shelf, None, &Unwatched)?;
    put_forms(&site, &shelf)?;
    let files = shelf.into_files();
    let packed = files.values().flat_map(|bytes| export::unpacked(bytes)).flatten();
    let said: Vec<u8> = files.values().flatten().copied().chain(packed).collect();
    let private = Private::of(workspace, &public.workspace, &said);
    private.map_err(|why| {
        Stop::Publish(Fault::Refused(format!(
            "it could not be made sure that nothing private would be public: {why}. Nothing was published."
        )))
    })
}

/// The first private value in a file, in what is packed in it, or in its name.
pub fn private_in<'p>(private: &'p Private, name: &str, bytes: &[u8]) -> Option<&'p str> {
    let packed = || export::unpacked(bytes).iter().find_map(|part| private.find(part));
    private.find(bytes).or_else(|| private.find(name.as_bytes())).or_else(packed)
}

/// A shelf that takes nothing in which a private value stands.
struct Guarded<'g> {
    shelf: &'g dyn Shelf,
    private: &'g Private,
}

impl Shelf for Guarded<'_> {
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Fault> {
        match private_in(self.private, path.as_str(), bytes) {
            None => self.shelf.put(path, bytes),
            Some(value) => Err(Fault::Refused(format!(
                "{path} would hold something that is not public: {value:?}.\n\
                 Nothing was published. If these are everyday words, say the same in others where they were answered; \
                 if they are a name or a note, tell the developers."
            ))),
        }
    }

    fn open<'s>(&'s self, path: &SitePath) -> Result<Box<dyn Pieces + 's>, Fault> {
        // A private value may stand where two pieces meet.
        Ok(Box::new(Gathered::new(self, path)))
    }
}
