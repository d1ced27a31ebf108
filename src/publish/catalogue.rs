//! Says whether one more path fits among those already put: the rule both shelves share.

use std::collections::BTreeMap;

use super::manifest::any_below;
use super::{Fault, MANIFEST, SitePath};

/// Adds a path, unless it is there already, is a folder of one that is, lies below one that is, or is the
/// name of the manifest. Paths have no capital letters, so equal after lower-casing is simply equal.
pub(super) fn admit<V>(paths: &mut BTreeMap<SitePath, V>, path: &SitePath, value: V) -> Result<(), Fault> {
    if path.as_str() == MANIFEST {
        return Err(Fault::BadPath {
            path: path.to_string(),
            why: "homeround writes its own list of files there",
        });
    }
    let clash = if paths.contains_key(path) {
        Some(path.to_string())
    } else if let Some(file) = path.folders().find(|folder| paths.contains_key(*folder)) {
        Some(file.to_owned())
    } else if any_below(paths, path.as_str()) {
        Some(format!("{path}/..."))
    } else {
        None
    };
    if let Some(first) = clash {
        return Err(Fault::SamePath { first, second: path.to_string() });
    }
    paths.insert(path.clone(), value);
    Ok(())
}
