#!/usr/bin/env bash
# The long check, about an hour: faults, kills and full disks for the real program, inputs of chance for every reader,
# laws on many more random cases. Ends with 1 when anything was lost or is wrong, and says what it did.
#
#     bash tests/long.sh [SECONDS [SEED]]
#
# SECONDS is the time for each of the parts that can go on for ever; 600 without it. The seed is another each time and
# is printed, so that a run can be had again. Needs strace (Debian) beside what tests/check.sh needs; full disks and
# other users need root and Linux, and what could not be done is said.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-600}
seed=${2:-$(date +%s)}
wrong=()

step() { printf '\n== %s ==\n' "$1"; }
# part NAME COMMAND...: goes on after a failure, which is told again at the end.
part() {
  step "$1"
  if ! "${@:2}"; then wrong+=("$1"); fi
}

if ! command -v strace >/dev/null && ! { [ "$(id -u)" = 0 ] && apt-get -qq update && apt-get -qq install -y strace >/dev/null; }; then
  echo "Cannot go on without strace. Install it with: sudo apt-get update && sudo apt-get install -y strace" >&2
  exit 1
fi

echo "Seed $seed, $seconds seconds a part: bash tests/long.sh $seconds $seed"
step "The program and its tests are built"
cargo build --locked --release --quiet
cargo test --locked --no-run --quiet --test it

part "Faults, kills and full disks" \
  python3 -B tests/long/faults.py target/release/homeround --project tests/golden/small/project --seconds "$seconds" --seed "$seed"

part "Inputs of chance for every reader and writer" \
  env FUZZ_SECONDS="$((seconds / 4 + 1))" FUZZ_SEED="$seed" cargo test --locked --test it fuzzing:: -- --nocapture

part "Laws of scoring and of what is withheld on random cases" \
  env PROPTEST_CASES="$((seconds * 20))" PROPTEST_RNG_SEED="$seed" cargo test --locked --test it -- \
  laws::an laws::adding laws::counts laws::every laws::gaps laws::low laws::raising laws::recommendations laws::numbers withholding

part "What chance makes of workspaces, files, imports and workbooks" \
  env PROPTEST_CASES="$((seconds * 2))" PROPTEST_RNG_SEED="$seed" cargo test --locked --test it -- \
  laws::workspaces reading::whole importing::laws workbooks::any workbooks::a_workbook_that workbooks::no_bytes

part "The reference scorer agrees on random workspaces" \
  python3 -B tests/reference/compare.py target/release/homeround --content content --seeds "$((seed % 1000000))..$((seed % 1000000 + seconds))"

part "The reference agrees on a sample's tables, and the pages of its site on its data" \
  python3 -B tests/reference/compare_tables.py target/release/homeround --content content --site 700

# twice: the release of this commit, made in two folders that nothing else is in.
twice() {
  local work made
  work=$(mktemp -d)
  for made in one another/and/deeper; do
    git clone --quiet . "$work/$made"
    (cd "$work/$made" && bash .ci/release && python3 -B .ci/check_release.py --archive target/dist)
    # Two copies of what a release is built of are large.
    mv "$work/$made/target/dist" "$work/dist-${made%%/*}" && rm -rf "${work:?}/$made"
  done
  diff -r "$work/dist-one" "$work/dist-another" && rm -rf "$work"
}
part "A release has its parts, and the same bytes from two folders" twice

if [ "${#wrong[@]}" -gt 0 ]; then
  printf '\nWRONG:\n'
  printf '  %s\n' "${wrong[@]}"
  exit 1
fi
printf '\nThe long check found nothing wrong.\n'
