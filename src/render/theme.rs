//! A theme: templates and assets, the built-in ones with a workspace's laid over them file by file.

use crate::diagnostic::{Code, Diagnostic, Place, Sink};
use crate::source::walk::Standing;
use crate::source::{Text, walk};
use crate::workspace::{built_in_bytes, built_in_files};
use std::collections::BTreeMap;
use std::path::Path;

/// The theme that is inside the binary.
const BUILT_IN: &str = "themes/default/";
/// The asset that is put into pages with a list to filter.
const SCRIPT: &str = "site.js";
/// The largest file of a theme.
const FILE_LIMIT: u64 = 2 * 1024 * 1024;

/// A file that goes to the site as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it goes, from the site's root, as `assets/site.css`.
    pub address: String,
    /// What it says.
    pub bytes: Vec<u8>,
}

/// Templates and assets by name.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Templates by file name.
    pub(super) templates: BTreeMap<String, Text>,
    assets: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// The theme of this name: the built-in one, overridden by the files of `themes/NAME` in the workspace.
    pub fn read(root: &Path, name: &str, sink: &mut Sink) -> Theme {
        let mut theme = Theme { templates: BTreeMap::new(), assets: BTreeMap::new() };
        for (file, text) in built_in_files(BUILT_IN) {
            if let Some(template) =
                file.strip_prefix(BUILT_IN).and_then(|rest| rest.strip_prefix("templates/"))
            {
                theme.templates.insert(template.to_owned(), Text::from_str(file, text));
            }
        }
        for (file, bytes) in built_in_bytes(BUILT_IN) {
            if let Some(asset) = file.strip_prefix(BUILT_IN).and_then(|rest| rest.strip_prefix("assets/")) {
                theme.assets.insert(asset.to_owned(), bytes.to_vec());
            }
        }
        let folder = format!("themes/{name}");
        let standing = walk::standing(&root.join(&folder));
        if standing == Standing::Folder {
            theme.overlay(root, &folder, sink);
        } else if standing == Standing::Unseen {
            sink.push(walk::no_file(&folder, standing));
        } else if name != "default" {
            sink.push(
                Diagnostic::new(Code::ThemeMissing, format!("there is no theme `{name}`"))
                    .at(Place { file: folder.into(), spot: None })
                    .mend(
                        "make the folder, or take [theme] name out of homeround.toml for the built-in theme",
                    ),
            );
        }
        theme
    }

    /// Every asset that is a file of the site, by address. The script stands in the pages that need it.
    pub fn assets(&self) -> impl Iterator<Item = Asset> + '_ {
        self.assets
            .iter()
            .filter(|(name, _)| *name != SCRIPT)
            .map(|(name, bytes)| Asset { address: format!("assets/{name}"), bytes: bytes.clone() })
    }

    /// The script that filters lists. One that is not UTF-8 is none.
    pub(super) fn script(&self) -> &str {
        let bytes = self.assets.get(SCRIPT).map_or(&[][..], Vec::as_slice);
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Every style sheet in one, with the words of printed margins.
    pub(super) fn whole_style(&self, edition: &str) -> String {
        let sheet = |name: &str| {
            String::from_utf8_lossy(self.assets.get(name).map_or(&[][..], Vec::as_slice)).into_owned()
        };
        let own = self.assets.keys().filter(|name| name.ends_with(".css") && *name != "site.css");
        let own: String = own.map(|name| sheet(name)).collect();
        format!("{}\n{edition}{own}", sheet("site.css"))
    }

    /// The addresses of style sheets, the theme's own last.
    pub(super) fn styles(&self) -> Vec<String> {
        let own = |name: &&String| name.ends_with(".css") && *name != "site.css";
        let own = self.assets.keys().filter(own).map(|name| format!("assets/{name}"));
        ["assets/site.css".to_owned(), "assets/edition.css".to_owned()].into_iter().chain(own).collect()
    }

    fn overlay(&mut self, root: &Path, folder: &str, sink: &mut Sink) {
        for found in walk::files(root, folder, sink) {
            let Some(rest) = found.name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) else {
                continue;
            };
            let bytes = match walk::bytes(&found, FILE_LIMIT) {
                Ok(bytes) => bytes,
                Err(fault) => {
                    sink.push(fault);
                    continue;
                }
            };
            if let Some(name) = rest.strip_prefix("templates/") {
                match Text::decode(&found.name, bytes) {
                    Ok(text) => {
                        self.templates.insert(name.to_owned(), text);
                    }
                    Err(fault) => sink.push(fault),
                }
            } else if let Some(name) = rest.strip_prefix("assets/") {
                self.assets.insert(name.to_owned(), bytes);
            }
        }
    }
}
