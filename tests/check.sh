#!/usr/bin/env bash
# Every check and test of homeround, in one run. Ends with the test runners' closing lines; fails when anything fails.
#
# What it needs beyond Rust it installs by name (Debian's packages), or it stops with the command that does.
set -euo pipefail
cd "$(dirname "$0")/.."

# need PROGRAM PACKAGE: the program, from Debian's package where it is missing.
need() {
  command -v "$1" >/dev/null && return
  echo "== $1 is missing; installing $2 =="
  if ! { [ "$(id -u)" = 0 ] && apt-get -qq update && apt-get -qq install -y "$2" >/dev/null; }; then
    echo "Cannot go on without $1. Install it with: sudo apt-get update && sudo apt-get install -y $2" >&2
    exit 1
  fi
}

step() { printf '\n== %s ==\n' "$1"; }

need cargo cargo
need python3 python3

step "The code is formatted"
cargo fmt --all -- --check

step "No lint complains"
cargo clippy --locked --all-targets -- -D warnings

step "The documentation builds without a warning"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --quiet

step "Tests"
cargo test --locked

step "The reference scorer agrees with its own hand-worked vectors"
python3 -B -m unittest discover -q -s tests/reference

step "The program agrees with the reference scorer on random workspaces"
cargo build --locked --quiet
python3 -B tests/reference/compare.py target/debug/homeround --content content --seeds "${SEEDS:-0..120}"
