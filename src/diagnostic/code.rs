//! Every kind of problem the program can report: its name, how grave it is, and what it means in full.

use std::fmt;

/// How grave a problem is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Nothing is scored or published until it is mended.
    Error,
    /// Said once; the rest goes on.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word shown before a message.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $cause:literal $cure:literal;)*) => {
        /// A kind of problem. Its name is stable: other programs may rely on it.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Code {
            $(#[doc = $cause] $variant,)*
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code's name, as in `error[level-not-allowed]`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// Whether it stops a build.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What it means and how to mend it, in full.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => concat!($cause, " ", $cure),)* }
            }
        }
    };
}

// Each with its cause and, on the line below, its cure.
codes! {
    // Files
    FileUnreadable "file-unreadable" Error "The file or folder could not be opened."
        "Check that it exists, that it is not open in another program and that you may read it.";
    FileTooLarge "file-too-large" Error "The file is larger than anything of its kind should be, or holds more names, so it was not read. An answers file is a few kilobytes."
        "Check that it is the file you meant, and take out what does not belong there.";
    FileNotUtf8 "file-not-utf8" Error "The file was saved in another character set, or is no plain text at all."
        "Save it again as UTF-8: in Notepad, Save as, Encoding, UTF-8.";
    FileEmpty "file-empty" Error "The file holds nothing to read."
        "Fill it in or take it away.";
    FileNotRead "file-not-read" Warning "The folder holds something that is not read there, such as a workbook, or a folder that lies too deep. It was left alone."
        "Take in workbooks and tables with `homeround import`, and move out what does not belong there.";
    LinkNotFollowed "link-not-followed" Warning "Links to other places are not followed, so that nothing outside the workspace is read by accident."
        "Copy the file itself into the folder.";
    ControlCharacter "control-character" Error "The text holds a character that cannot be seen and does not belong in text, or its lines end in a way that programs no longer use."
        "Type the passage again, or save the file again.";
    TomlSyntax "toml-syntax" Error "A line is not written as it should be."
        "Write each line as a name, = and a value, or as a heading in square brackets. Put text in straight quotation marks, write a date as 2026-09-30, and give each name once.";
    FrontMatter "front-matter" Error "A content file begins with a line of three plus signs, its settings, and a second line of three plus signs; the text follows. This one does not."
        "Put the two lines of plus signs around its settings.";
    // Keys and values
    KeyUnknown "key-unknown" Error "A name was used that this file does not know. It is often a slip of the pen; the nearest known name is shown."
        "Write the known name, or take the line away.";
    KeyMissing "key-missing" Error "The file must say this and does not."
        "Add the line that the message shows, with a value of your own.";
    ValueType "value-type" Error "The value is of another sort than this name needs, such as text where a number should stand."
        "Write it as the message shows: text in straight quotation marks, numbers and dates without.";
    ValueNotAllowed "value-not-allowed" Error "The value is none of those allowed here."
        "Write what the message says is allowed.";
    ValueRange "value-range" Error "The number is outside the range allowed here."
        "Write a number within the range that the message gives.";
    TextTooLong "text-too-long" Error "The text is longer than its place allows. It is never cut off by the program."
        "Shorten it yourself; the message says by how much.";
    TextBlank "text-blank" Error "The text is empty."
        "Write it, or take the whole line away.";
    TextDirection "text-direction" Error "A name holds a hidden mark that reverses the direction of writing, so it would read otherwise than it is stored."
        "Delete the name and type it again.";
    IdMalformed "id-malformed" Error "An id is lower-case letters and digits in words joined by single hyphens, begins with a letter, has at most 64 characters and is no name that Windows keeps for devices. This one is not."
        "Write it so, as in rosewood-house, and the same wherever it is named.";
    IdDiffersFromFile "id-differs-from-file" Error "A content file is named after the id inside it, so that each can be found from the other. These two differ."
        "Rename the file, or correct the id in it.";
    DateNotReal "date-not-real" Error "The date is not in the calendar, or not written year-month-day."
        "Write it as 2026-09-30, without quotation marks in an answers file.";
    // Settings
    TargetUnknown "target-unknown" Error "A target is set for something the framework does not have."
        "Write the id of one of its sub-elements, put the line below a line such as [targets.my-framework], or take it away.";
    ProgrammeStartLate "programme-start-late" Warning "The workspace's programme start lies after this assessment, so the assessment has no months on the clock and no pace. This is as it should be for a baseline taken before the programme."
        "If it is no baseline, correct `started` in homeround.toml, or give the assessment a `started` of its own.";
    // Frameworks
    FrameworkUnknown "framework-unknown" Error "No framework with this id is built in or in content/frameworks."
        "Write the id of one that the message lists, or put the framework into content/frameworks.";
    FrameworkVersion "framework-version" Error "The answers or the settings name a version of the framework that is not here. Levels of one version do not mean the same in another."
        "Correct the version, keep the earlier one in content/frameworks/ID/versions, or ask for the answers again on this version.";
    VersionNotShown "version-not-shown" Warning "The answers were made for another version of the framework than the one that is shown. They were read and count nowhere."
        "Carry them over with `homeround migrate`, or show the other version: framework_version below [programme] in homeround.toml.";
    CrosswalkFrom "crosswalk-from" Error "A crosswalk leads from one version of a framework to the one in whose folder it stands. The version it leads from is not at hand."
        "Put it into content/frameworks/ID, or into a folder of content/frameworks/ID/versions.";
    CrosswalkEntry "crosswalk-entry" Error "The crosswalk says something that belongs under another heading: what is renamed has two ids, what is split becomes two or more, and what is merged was two or more."
        "Move it below the heading that the message names.";
    CrosswalkTwice "crosswalk-twice" Error "The crosswalk says twice what became of one sub-element, or twice where one comes from, so it is not clear which holds."
        "Keep one of the two lines.";
    CrosswalkIncomplete "crosswalk-incomplete" Error "A crosswalk names every sub-element of both versions once, so that none is forgotten. This one leaves some out."
        "Say of each old one that it is the same, renamed, changed, split, merged or dropped, and of each new one where it comes from or that it is new.";
    FrameworkEmpty "framework-empty" Error "The framework lacks something without which nothing can be rated: levels, elements or sub-elements."
        "Add it, as the message says.";
    LevelTexts "level-texts" Error "Each sub-element describes every level of the scale, the lowest first, each in its own words. This one has too few, too many or two that are equal."
        "Write one text in `levels` for each level of framework.toml.";
    LevelRequires "level-requires" Error "A level asks for a kind of evidence that answers cannot give. The kinds are measure, outcome, validation and those in the framework's evidence_kinds; level 0 asks for none."
        "Correct `requires` of that level, or add the kind to evidence_kinds.";
    EvidenceKindReserved "evidence-kind-reserved" Error "The names measure, outcome and validation are taken: answers have places of their own for them."
        "Take the name out of evidence_kinds, or call the kind something else.";
    ElementUnknown "element-unknown" Error "The sub-element names an element that the framework does not list."
        "Write the id of an element in framework.toml, or add the element there.";
    GroupNameTaken "group-name-taken" Error "core, enhanced, overall, clinical and enabler are names of groups in every result, so no element may be called so."
        "Give the element another id, in framework.toml and in its sub-elements.";
    LabelMalformed "label-malformed" Error "A label is whole numbers with dots between them, so that sub-elements can be put in order. This one is not."
        "Write it as 1.2, in quotation marks.";
    NamedTwice "named-twice" Error "Two things of one kind bear the same id, number or label."
        "Give one of them another; the message shows both places.";
    TierUnused "tier-unused" Error "The framework says it has only the core tier, and a sub-element says it is enhanced."
        "Write tier = \"core\" in the sub-element, or take `tiers` out of framework.toml.";
    WindowBackwards "window-backwards" Error "A pace window is two whole months, the earlier first. This one is not."
        "Write it as [12, 24], or take the line away for no window.";
    InnovationReplaced "innovation-replaced" Note "The workspace has an innovation with the id of a built-in one; the workspace's stands."
        "If both should stand, rename the file and the id in it; otherwise nothing need be done.";
    BodyUnfamiliar "body-unfamiliar" Warning "The name in led_by is close to a known kind of body and may be a slip of the pen. It is shown as written."
        "Write the known name if that was meant; otherwise nothing need be done.";
    // The register
    RegisterMissing "register-missing" Error "Organisations are registered in answers/organisations.csv, one row each. Without it nothing that answers can be placed."
        "Make the file with a heading line id,name,kind,parent and a row for each organisation, or import the care directory.";
    RegisterColumn "register-column" Error "The register must have the columns id, name, kind and parent, each once and with commas between them. It has not."
        "Correct its first line; a spreadsheet that put semicolons there can save as CSV UTF-8 with commas.";
    RegisterColumnUnknown "register-column-unknown" Warning "The register has a column that is not known. It is kept out of everything."
        "Give it the known name if it is a slip of the pen; otherwise nothing need be done.";
    RegisterRow "register-row" Error "The row has more or fewer fields than the heading, or a quotation mark without its partner."
        "Give each row as many commas as the heading, and put a name with a comma into quotation marks.";
    ParentUnknown "parent-unknown" Error "A row names a parent, group or successor that is not in the register."
        "Write the id as it stands in the register, or add a row for it.";
    ParentIsHome "parent-is-home" Error "A care home is nobody's parent."
        "Name the organisation that the homes belong to. Homes run by one provider share that provider in groups.";
    ParentCycle "parent-cycle" Error "Following parents leads back to where it began, so no area could be worked out."
        "Correct the parent of one of those that the message names, or leave it empty at the top.";
    RowsOverlap "rows-overlap" Error "Two rows of one organisation hold at the same time."
        "Give each row its valid_from and valid_to; the end of one may be the start of the next.";
    PeriodBackwards "period-backwards" Error "valid_to is the first day on which the row no longer holds, so it comes after valid_from. Here it does not."
        "Correct one of the two dates, or leave one empty.";
    ParentNotInForce "parent-not-in-force" Warning "The organisation's parent is not in force at the as-at date, so the organisation counts towards no area."
        "Add a row with its new parent.";
    // Maps
    MapColumn "map-column" Error "A map must have the columns organisation, label, q and r, each once and with commas between them. This one has not."
        "Correct its first line.";
    MapColumnUnknown "map-column-unknown" Warning "A map has a column that is not known. It is kept out of everything."
        "Give it the known name if it is a slip of the pen; otherwise nothing need be done.";
    MapRow "map-row" Error "The row of a map has more or fewer fields than the heading, or a quotation mark without its partner."
        "Give each row as many commas as the heading.";
    TileShared "tile-shared" Error "Two organisations that are in force on one day have the same tile or the same label on a map, so a reader could not tell them apart."
        "Give one of them another tile or another label.";
    TileUnknown "tile-unknown" Warning "A map has a tile for an organisation that is not in the register, neither by its id nor by its ODS code. The tile is left out."
        "Correct the id or the code, or take the row away.";
    // Answers
    AnswersMissing "answers-missing" Error "The workspace has no folder named answers, or nothing in it."
        "Make one with `homeround init`, or name the folder of the workspace with --root.";
    AnswersNone "answers-none" Warning "The register is there but no organisation has answered yet."
        "Send each home its form (`homeround form --all`), and take in what comes back with `homeround import`.";
    FormatUnknown "format-unknown" Error "The file was made for another version of the answers file than this program reads."
        "Write format = 1, or use a newer homeround where the number is higher.";
    OrganisationUnknown "organisation-unknown" Error "An organisation that answers must be in the register, so that its kind and its parent are known. This one is not."
        "Correct its id, or add a row for it to answers/organisations.csv.";
    OrganisationNotAsked "organisation-not-asked" Error "The framework asks this kind of organisation nothing. Regions and the nation assess others; they are not asked."
        "Assess the organisations within it; it can be their assessor.";
    OrganisationNotOpen "organisation-not-open" Warning "The register has no row for this organisation on the date of its assessment."
        "Correct the date of the assessment, or valid_from and valid_to in the register.";
    SubElementUnknown "sub-element-unknown" Error "The framework has no sub-element with this id."
        "Write the id that the message shows if that was meant, or take the line away.";
    SubElementNotAsked "sub-element-not-asked" Warning "The framework does not ask this kind of organisation about this sub-element. The answer is kept in a list and counts nowhere."
        "Nothing need be done; or take the line away.";
    LooksPersonal "looks-personal" Warning "The text looks as if it could tell who a person is. Notes name roles, never people."
        "Write the role instead. If it tells of nobody, nothing need be done: nobody changes your words.";
    LevelNotAllowed "level-not-allowed" Error "A level is a whole number on the framework's scale, or \"dont-know\"."
        "Write one of these, without words or decimals.";
    AnswerTwoWays "answer-two-ways" Error "An answer is either a level or not applicable. One that says both cannot be counted."
        "Take one of the two away.";
    NotApplicable "not-applicable" Error "The framework asks everybody about this sub-element, so nobody can say that it does not apply."
        "Write the level that describes you; if you cannot say, write \"dont-know\".";
    MeasureImpossible "measure-impossible" Error "A measure counts some of a whole: the numerator is at most the denominator, and the denominator at least 1. This one does not."
        "Correct the two numbers, or take the measure away.";
    DateAfterAssessment "date-after-assessment" Error "Evidence supports an assessment only if it was there when the assessment was made. This is dated later."
        "Correct one of the two dates, or keep the evidence for the next assessment.";
    StartAfterAssessment "start-after-assessment" Error "The file says the programme started after the assessment was made."
        "Correct one of the two dates.";
    ReviewBeforeAssessment "review-before-assessment" Error "A review date is for the time to come, and this one lies before the assessment."
        "Write when this will be looked at again, or take the line away.";
    EvidenceKindUnknown "evidence-kind-unknown" Error "The framework knows no such kind of evidence."
        "Write one of the kinds that the message lists, or take `kind` away.";
    InnovationUnknown "innovation-unknown" Error "There is no frugal innovation with this id."
        "Write an id from the page of ideas, or add the idea to content/innovations.";
    AssessmentsCollide "assessments-collide" Error "Two files hold the same organisation, framework, date and assessor, so it is not clear which counts."
        "Keep one of the two, or correct a date; `homeround merge` puts two part-filled files together.";
    AssessmentAfterAsAt "assessment-after-as-at" Warning "The assessment is dated after the workspace's as-at date, so it is left out of everything."
        "Set a later as_at in homeround.toml if it should count, or correct the date of the assessment.";
    AsAtFar "as-at-far" Warning "homeround.toml states no as_at, so everything is looked at as on the day of the latest assessment. That day lies over a year after most of the others, which all count as old then."
        "Correct the date if it is a slip. If it is right, nothing need be done; as_at in homeround.toml sets the day for everybody.";
    // Workbooks
    WorkbookUnreadable "workbook-unreadable" Error "The file is not a workbook that can be read: it is of another kind, has a password, or was cut short."
        "Save it as an Excel workbook (.xlsx) or an OpenDocument spreadsheet (.ods), without a password.";
    AnswersTableMissing "answers-table-missing" Error "No sheet has a table of answers: a heading row within the first 20 rows, with the headings of the workbook that `homeround template` makes."
        "Give the columns those headings again. They may stand in any order.";
    AnswersTableTwice "answers-table-twice" Error "More than one sheet has a table of answers, so it is not clear which counts."
        "Keep one of them.";
    CellFormula "cell-formula" Error "An answer is worked out by a formula. What a formula gives can change or be out of date."
        "Copy the cell and paste it as values.";
    CellFault "cell-fault" Error "The cell shows an error of the spreadsheet program, such as #N/A, instead of an answer."
        "Type the answer, or empty the cell.";
    CellsMerged "cells-merged" Error "Cells were merged where answers stand. Only the first of them keeps its answer, so it is not clear to what the others belong."
        "Unmerge them, and type each answer into its own row.";
    CellChanged "cell-changed" Error "The spreadsheet program changed what was typed into a date or a number, as it does to 1-2 or 1.10."
        "Type what was meant again; an apostrophe before it keeps it as it is.";
    CellOutside "cell-outside" Warning "A cell lies far outside any table of answers, beyond row 5,000 or column IV. It was not read."
        "Move it into the table if it is an answer; otherwise delete it.";
    SheetHidden "sheet-hidden" Error "The workbook has a hidden sheet, so it may hold something that nobody meant to send."
        "Show it, look at it, and delete it if it is not needed.";
    RowsHidden "rows-hidden" Warning "Rows of the table of answers are hidden. They were read all the same."
        "Show them and look at them; delete those that should not count.";
    DateFromNumber "date-from-number" Warning "A date stands as a bare number, as spreadsheet programs store dates. It was taken for the day that such a program would show."
        "Look whether that is right; if not, type the date as 2026-09-30.";
    MacrosIgnored "macros-ignored" Warning "The workbook holds macros, which are little programs. They were not run and not looked at; only the cells were read."
        "Nothing need be done. To be rid of this message, save the workbook as .xlsx.";
    // Returns that are imported
    TableMalformed "table-malformed" Error "A table of returns cannot be told apart into rows and columns, or lacks a column it must have."
        "Open it in a spreadsheet, correct it, and save it as CSV UTF-8.";
    CharactersLost "characters-lost" Warning "A spreadsheet that saves plain CSV puts question marks where it has no letter."
        "Fetch the file again and save it as CSV UTF-8.";
    ColumnUnclear "column-unclear" Error "What a column of a form's export holds is not plain from its heading, and nothing is guessed."
        "Say it in intake.toml, once; it is remembered.";
    AnswerTwice "answer-twice" Error "Two rows of one return answer the same sub-element. Only rows that add evidence may name one again."
        "Keep one of the two rows.";
    // The site
    TemplateFault "template-fault" Error "A template of the theme asks for something that is not there or is not written as a template should be."
        "Correct the place that the message shows, or take your own file away so that the built-in one stands.";
    ThemeMissing "theme-missing" Error "There is no theme with this name, built in or in themes."
        "Make the folder themes/NAME, or take [theme] name out of homeround.toml for the built-in theme.";
}

impl Code {
    /// The code with this name.
    pub fn by_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
