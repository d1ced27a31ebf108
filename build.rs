//! Puts the framework, the innovations, the site's prose and the default theme into the binary, so that a workspace
//! needs nothing but its answers; and a number by which a site knows whether this same program made it.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads the folders it embeds and writes what it made"
)]

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for folder in ["content", "themes/default"] {
        println!("cargo::rerun-if-changed={folder}");
        collect(&root.join(folder), &mut files)?;
    }
    files.sort();
    let mut table = String::from("pub(crate) static FILES: &[(&str, &[u8])] = &[\n");
    for file in files {
        let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        table.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", file.to_string_lossy()));
    }
    table.push_str("];\n");
    println!("cargo::rustc-env=HOMEROUND_SOURCES={:016x}", sources(&root)?);
    fs::write(Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("built_in.rs"), table)
}

/// A number that is another for every other program: of all that it is made from, names and bytes (FNV-1a, 64 bits).
fn sources(root: &Path) -> io::Result<u64> {
    let mut files = vec![root.join("Cargo.lock")];
    for folder in ["src", "content", "themes/default"] {
        println!("cargo::rerun-if-changed={folder}");
        collect(&root.join(folder), &mut files)?;
    }
    files.sort();
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        for byte in name.bytes().chain([0]).chain(fs::read(&file)?) {
            number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(number)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.ends_with("content/guide") {
            // The guide is read in the repository; the program needs nothing of it.
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
