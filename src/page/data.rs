//! The results as data: every file with its format and size, and every column of every table.

use super::blocks::{Block, Inline, Page, Section};
use super::key::PageKey;
use super::site::Site;
use super::table::{Column, RowGroup, Table};
use crate::export::tables::{self, Rounds};
use crate::export::{self, File, FileKind};
use crate::words;

/// The page of data, given the files that stand in the folder of data.
pub fn page(site: &Site<'_>, files: &[File]) -> Page {
    let key = PageKey::Data;
    let mut page = site.blank(&key, "The results as data");
    page.opening = vec![
        Block::Text {
            style: "lead",
            words: vec![Inline::text("Everything that this site shows, for spreadsheets and for programs.")],
        },
        Block::text(
            "These are self-assessments unless the column assessor says otherwise. They are not an inspection or a performance rating.",
        ),
    ];
    if !files.is_empty() {
        page.sections.push(Section::new("files", "Files", vec![Block::Table(list(files))]));
    }
    page.sections.push(Section::new("open", "How to open them", how_to_open()));
    for table in tables::all(site.results, site.may_show()) {
        let id = format!("table-{}", table.name.replace('_', "-"));
        page.sections.push(Section::new(&id, table.title, described(&table)));
    }
    page
}

fn list(files: &[File]) -> Table {
    let group = |title: &str, holds: fn(&FileKind) -> bool| RowGroup {
        title: title.to_owned(),
        rows: files.iter().filter(|file| holds(&file.kind)).map(row).collect(),
    };
    let groups = [
        group("Workbooks with every table", |kind| matches!(kind, FileKind::Workbook { .. })),
        group("Tables, one in each file", |kind| matches!(kind, FileKind::Csv { .. })),
        group("Results with their structure", |kind| matches!(kind, FileKind::Json { .. })),
        group("Lists for the team that collects answers", |kind| matches!(kind, FileKind::List { .. })),
        group("What the columns mean, for programs", |kind| {
            matches!(kind, FileKind::Metadata { .. } | FileKind::Package)
        }),
    ];
    Table {
        id: "all-files".to_owned(),
        caption: "Files to take, with their format and size".to_owned(),
        style: "stack",
        columns: vec![
            Column::words("File"),
            Column::words("What it holds"),
            Column::words("Format"),
            Column::number("Size"),
        ],
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
        filter: false,
    }
}

fn row(file: &File) -> Vec<Vec<Inline>> {
    let holds = match &file.kind {
        FileKind::Csv { title, rows, .. } => {
            format!("{title}: {}", words::count(*rows as u64, "row", "rows"))
        }
        FileKind::Metadata { table } => format!("The columns of {table}.csv"),
        FileKind::Package => "All tables and their columns".to_owned(),
        FileKind::Workbook { .. } => {
            "Every table on a sheet of its own, the assessments that count".to_owned()
        }
        FileKind::Json { about } | FileKind::List { about } => about.clone(),
    };
    vec![
        vec![Inline::link(&file.name, format!("data/{}", file.name))],
        vec![Inline::text(holds)],
        vec![Inline::text(file.kind.format())],
        vec![Inline::text(words::size(file.bytes))],
    ]
}

fn how_to_open() -> Vec<Block> {
    vec![
        Block::list(
            [
                "In Excel, open the XLSX workbook. In LibreOffice and others, open the ODS workbook. Do not open a CSV file in Excel by a double click: it may take letters such as é for others, and lose them when you save.",
                "In a program, read the CSV files: UTF-8, commas, one heading row. An empty field means that there is no value, and the column says why.",
                "In a workbook such a cell holds [x], not available, or [z], not applicable.",
                "The workbooks hold the assessments that count. The CSV files hold earlier rounds as well, with a column that says which count.",
            ]
            .map(str::to_owned),
        ),
        Block::text(export::APOSTROPHE),
    ]
}

fn described(table: &tables::Table<'_>) -> Vec<Block> {
    let rounds = match table.rounds {
        Some(Rounds::Every) => " It is about every round; workbooks have those that count.",
        Some(Rounds::Counting) => " It is about the assessments that count.",
        None => "",
    };
    let about = Block::words(vec![
        Inline::text(format!("{}.csv. Each row: {}{rounds} ", table.name, table.row)),
        Inline::text(format!("No two rows share {}.", words::list(table.key))),
    ]);
    let rows = table.columns.iter().map(|column| {
        let empty = column.empty.map_or_else(
            || "Never empty".to_owned(),
            |empty| format!("{} when {}", empty.shorthand.mark(), empty.when),
        );
        vec![
            vec![Inline::text(column.name.as_ref())],
            vec![Inline::text(column.title.as_ref())],
            vec![Inline::text(export::holds(column))],
            vec![Inline::text(words::capital(column.datatype.in_words()))],
            vec![Inline::text(empty)],
        ]
    });
    let columns = ["Column", "Heading in workbooks", "What it holds", "Kind", "If there is no value"];
    vec![
        about,
        Block::Table(Table::plain(
            &format!("columns-{}", table.name.replace('_', "-")),
            "stack",
            format!("Columns of {}.csv", table.name),
            columns.map(Column::words).into(),
            rows.collect(),
        )),
    ]
}
