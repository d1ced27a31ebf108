//! How a share of an area came about.

use crate::area::AreaSubElement;
use crate::framework::SubElement;
use crate::organisation::Kind;
use crate::words;

/// The share with what those not rated could make of it: "6 of 9 rated homes; between 50% and 75% of all 12, whatever
/// the other 3 would say". `None` where it could apply to none of them.
pub fn bounds(row: &AreaSubElement, kind: Kind) -> Option<String> {
    let nouns = kind.nouns();
    if row.could_apply == 0 {
        return None;
    }
    if row.rated == 0 {
        return Some(format!(
            "an unknown number of the {} {nouns}: none is rated",
            words::number(row.could_apply)
        ));
    }
    let not_rated = row.could_apply - row.rated;
    if not_rated == 0 {
        return Some(format!("{} {nouns}; all are rated", words::of(row.in_place, row.rated)));
    }
    let percent = |some: u32| words::percent(u64::from(some), u64::from(row.could_apply)).unwrap_or_default();
    Some(format!(
        "{} rated {nouns}; between {} and {} of all {}, whatever the other {} would say",
        words::of(row.in_place, row.rated),
        percent(row.in_place),
        percent(row.in_place + not_rated),
        words::number(row.could_apply),
        if not_rated == 1 { "one".to_owned() } else { words::number(not_rated) }
    ))
}

/// Why there is no such share: "not asked of care homes".
pub fn without_share(sub_element: &SubElement, kind: Kind) -> String {
    if sub_element.asked_of.contains(&kind) {
        format!("not applicable to any of the {}", kind.nouns())
    } else {
        format!("not asked of {}", kind.nouns())
    }
}

/// The 95% interval in words. None where all are rated: the share is then what it is, and [`bounds`] says so.
pub fn interval(row: &AreaSubElement) -> Option<String> {
    let (low, high) = row.interval.filter(|_| !row.all_rated())?;
    Some(format!("{} to {}", words::percent_of(low * 100.0), words::percent_of(high * 100.0)))
}
