#!/usr/bin/env bash
# Every check and test of homeround, in one run. Ends with the test runners' closing lines; fails when anything fails.
#
# What it needs beyond Rust it installs by name (Debian's packages, and the two of npm in tests/browser/package.json), or
# it stops with the command that does.
set -euo pipefail
cd "$(dirname "$0")/.."

# install PACKAGE: from Debian, or stop with the command that does.
install() {
  echo "== $1 is missing; installing it =="
  if ! { [ "$(id -u)" = 0 ] && apt-get -qq update && apt-get -qq install -y "$1" >/dev/null; }; then
    echo "Cannot go on without $1. Install it with: sudo apt-get update && sudo apt-get install -y $1" >&2
    exit 1
  fi
}

# need PROGRAM PACKAGE: the program, from Debian's package where it is missing.
need() { command -v "$1" >/dev/null || install "$2"; }

step() { printf '\n== %s ==\n' "$1"; }

if ! command -v cargo >/dev/null; then
  # Debian's own is too old.
  echo "Cannot go on without Rust. Install it from https://www.rust-lang.org/tools/install" >&2
  exit 1
fi
need python3 python3
need chromium chromium
need chromedriver chromium-driver
need pdfinfo poppler-utils
need soffice libreoffice-calc
# LibreOffice is talked to from Debian's own Python.
/usr/bin/python3 -c 'import uno' 2>/dev/null || install python3-uno
# The validator of schemas and the reader of YAML likewise.
/usr/bin/python3 -c 'import jsonschema' 2>/dev/null || install python3-jsonschema
/usr/bin/python3 -c 'import yaml' 2>/dev/null || install python3-yaml
need java default-jre-headless
need node nodejs
need npm npm
need firefox-esr firefox-esr

step "The code is formatted"
cargo fmt --all -- --check

step "No lint complains"
cargo clippy --locked --all-targets -- -D warnings

step "The documentation builds without a warning"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --quiet

step "What the browser checks take from npm is there"
# Exact versions with their sums; no script of a package runs, and no browser is fetched.
if ! cmp -s tests/browser/package-lock.json target/npm/package-lock.json || [ ! -d target/npm/node_modules/vnu-jar ]; then
  mkdir -p target/npm
  cp tests/browser/package.json tests/browser/package-lock.json target/npm/
  if ! npm --prefix target/npm ci --ignore-scripts --no-audit --no-fund; then
    # Without the lock, the next run does not take what is there for whole.
    rm -f target/npm/package-lock.json
    echo "Cannot go on without axe-core and vnu-jar. Install them with: cp tests/browser/package*.json target/npm/ && npm --prefix target/npm ci --ignore-scripts" >&2
    exit 1
  fi
fi

step "Tests, in Chromium too"
cargo test --locked

step "The reference scorer agrees with its own hand-worked vectors"
python3 -B -m unittest discover -q -s tests/reference

step "The program agrees with the reference scorer on random workspaces"
cargo build --locked --quiet
python3 -B tests/reference/compare.py target/debug/homeround . --content content --seeds "${SEEDS:-0..120}"
for of in ehch-contract-2020 ehch-2016,ehch-contract-2020; do
  python3 -B tests/reference/compare.py target/debug/homeround --content content --seeds 0..40 --of "$of"
done
python3 -B tests/reference/compare_tables.py target/debug/homeround . --content content --sample 700 --site 120

step "The workflow runs what is there, and the parts list of a release is whole"
/usr/bin/python3 -B .ci/check_release.py

step "The schemas for editors say what the program says of answers files"
/usr/bin/python3 -B tests/reference/check_schema.py target/debug/homeround .

step "LibreOffice opens the workbooks of results and finds no formula"
bash tests/check-workbooks.sh
