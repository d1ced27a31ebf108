//! Tables that say what they are, drawings told in words, and figures with their numbers.

use super::{Faults, Page, ancestors, hold, text};
use scraper::ElementRef;

#[test]
fn tables_have_captions_and_headings_with_scope() {
    hold(|page, _| {
        let mut faults = Faults::new();
        for table in page.named("table") {
            let first = table.child_elements().next().filter(|one| one.value().name() == "caption");
            let caption = first.map(text).unwrap_or_default();
            if caption.is_empty() {
                faults.push("a table without a caption".to_owned());
            }
            let columns: Vec<String> = headings(table).map(text).collect();
            if !table.descendent_elements().any(|one| matches!(one.attr("scope"), Some("row" | "rowgroup"))) {
                faults.push(format!("{caption}: a table without a row"));
            }
            if columns.is_empty() || columns.iter().any(String::is_empty) {
                faults.push(format!("{caption}: a column without a heading"));
            }
            for cell in table.descendent_elements().filter(|one| one.value().name() == "th") {
                let head = ancestors(cell).any(|one| one.value().name() == "thead");
                let spans = cell.attr("colspan").is_some();
                let wanted = if head {
                    "col"
                } else if spans {
                    "rowgroup"
                } else {
                    "row"
                };
                if cell.attr("scope") != Some(wanted) {
                    faults.push(format!("{caption}: {} has scope {:?}", text(cell), cell.attr("scope")));
                }
            }
            faults.extend(cells(table, &columns).into_iter().map(|fault| format!("{caption}: {fault}")));
        }
        faults
    });
}

fn headings(table: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    let head = table.child_elements().filter(|one| one.value().name() == "thead");
    head.flat_map(|head| head.child_elements()).flat_map(|row| row.child_elements())
}

/// Each row fills every column, and each cell's label is its column's heading.
fn cells(table: ElementRef<'_>, columns: &[String]) -> Faults {
    let mut faults = Faults::new();
    let bodies = table.child_elements().filter(|one| one.value().name() == "tbody");
    for row in bodies.flat_map(|body| body.child_elements()) {
        let mut at = 0;
        for cell in row.child_elements() {
            if let Some(label) = cell.attr("data-label")
                && columns.get(at).map(String::as_str) != Some(label)
            {
                faults.push(format!("{} is labelled {label:?} under {:?}", text(cell), columns.get(at)));
            }
            if text(cell).is_empty() {
                faults.push(format!("an empty cell under {:?} in the row {:?}", columns.get(at), text(row)));
            }
            at += cell.attr("colspan").map_or(1, |span| span.parse::<usize>().unwrap());
        }
        if at != columns.len() {
            faults.push(format!("{at} of {} columns in the row {:?}", columns.len(), text(row)));
        }
    }
    faults
}

#[test]
fn drawings_are_told_in_words() {
    hold(|page, _| {
        let mut faults = Faults::new();
        for svg in page.named("svg") {
            if svg.attr("role") != Some("img") {
                faults.push(format!("an svg has the role {:?}", svg.attr("role")));
            }
            let named: Vec<&str> = ["aria-labelledby", "aria-describedby"]
                .iter()
                .filter_map(|name| svg.attr(name))
                .flat_map(str::split_whitespace)
                .collect();
            for part in ["title", "desc"] {
                let found = svg.child_elements().find(|one| one.value().name() == part);
                match found.map(|found| (found.value().id(), text(found))) {
                    None => faults.push(format!("an svg without a {part}")),
                    Some((_, words)) if words.is_empty() => faults.push(format!("an empty {part}")),
                    Some((id, _)) if !id.is_some_and(|id| named.contains(&id)) => {
                        faults.push(format!("an svg does not name its {part} {id:?}: {named:?}"));
                    }
                    Some(_) => {}
                }
            }
        }
        faults
    });
}

/// Whether the table whose caption has this id comes before a figure on its page.
fn stands_before(page: &Page, id: &str, figure: ElementRef<'_>) -> bool {
    let at = |test: &dyn Fn(ElementRef<'_>) -> bool| page.all().position(test);
    let table = at(&|one| one.value().name() == "caption" && one.value().id() == Some(id));
    table.zip(at(&|one| one == figure)).is_some_and(|(table, figure)| table < figure)
}

#[test]
fn a_figure_shows_its_numbers_as_a_table_or_says_where_they_are() {
    hold(|page, _| {
        let mut faults = Faults::new();
        for figure in page.named("figure") {
            let caption = figure.child_elements().find(|one| one.value().name() == "figcaption").map(text);
            let own = figure.descendent_elements().any(|one| one.value().name() == "table");
            let says = |wanted: &str| caption.as_deref().is_some_and(|words| words.contains(wanted));
            let before =
                figure.prev_siblings().filter_map(ElementRef::wrap).any(|one| one.value().name() == "table");
            let named = says("The same numbers stand in the table above") && before;
            let of_all =
                says("stand in the table of all sub-elements above") && stands_before(page, "all", figure);
            let lists =
                figure.next_siblings().filter_map(ElementRef::wrap).any(|one| one.value().name() == "ul");
            let in_lists = says("The same numbers stand in the lists below") && lists;
            if !(own || named || of_all || in_lists) {
                faults.push(format!(
                    "the figure {caption:?} has no table and names none that stands before it"
                ));
            }
            if !figure.descendent_elements().any(|one| one.value().name() == "svg") {
                faults.push(format!("the figure {caption:?} has no drawing"));
            }
        }
        faults
    });
}
