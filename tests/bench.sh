#!/usr/bin/env bash
# How long a sampled country takes on a memory disk, beside `cp -r` of the finished tree. Nothing here is a test: the
# figures are for people, and no check asks for them.
#
#   bash tests/bench.sh           builds the program, measures 1,000, 4,000 and 14,650 homes, and shows the last figures beside
#   bash tests/bench.sh --keep    the same, and keeps the figures in tests/bench.tsv
#
# BENCH_DISK names another folder than /dev/shm, BENCH_HOMES other sizes, BENCH_PROGRAM a program that is built already.
# Needs GNU time (Debian's `time`). Wall time is shared with whatever else runs; CPU (user + system) says more, and the
# ratio to `cp -r`, taken in turn with the builds, most.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -x /usr/bin/time ] || { echo "GNU time is missing: apt-get install time" >&2; exit 1; }
disk=$(mktemp -d "${BENCH_DISK:-/dev/shm}/homeround-bench-XXXXXX")
trap 'rm -rf "$disk"' EXIT
if [ -z "${BENCH_PROGRAM:-}" ]; then
    cargo build --release --quiet
    BENCH_PROGRAM=${CARGO_TARGET_DIR:-target}/release/homeround
fi

# Runs a command; appends "wall cpu peak-in-MB" to a file of figures.
timed() {
    local figures=$1
    shift
    /usr/bin/time -a -o "$figures" -f "%e %U %S %M" "$@"
}
# The median of a column of figures, of one, three or any odd number.
median() { awk -v "of=$2" '{ print (of == "wall") ? $1 : (of == "cpu") ? $2 + $3 : $4 / 1024 }' "$1" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
# log(b / a) / log(n / m): 1 is a straight line.
exponent() { awk -v a="$1" -v b="$2" -v m="$3" -v n="$4" 'BEGIN { printf "%.2f", log(b / a) / log(n / m) }'; }

now=$disk/now.tsv
echo "homes: wall s, CPU s, peak MB; cp -r wall s; ratio to cp -r; nothing changed, one answer changed: share of a whole build"
before=""
"$BENCH_PROGRAM" sample "$disk/served" --homes 500 --seed 1 > /dev/null
python3 tests/bench_serve.py "$BENCH_PROGRAM" "$disk/served"
for homes in ${BENCH_HOMES:-1000 4000 14650}; do
    work=$disk/work
    rm -rf "$work"
    "$BENCH_PROGRAM" sample "$work" --homes "$homes" --seed 1 > /dev/null
    for figures in build copy again edited; do rm -f "$disk/$figures"; done
    for _ in 1 2 3; do
        rm -rf "$disk/site" "$disk/copy-of-site"
        timed "$disk/build" "$BENCH_PROGRAM" build --root "$work" --out "$disk/site" > "$disk/said" 2>&1
        timed "$disk/copy" cp -r "$disk/site" "$disk/copy-of-site"
    done
    rm -rf "$disk/copy-of-site"
    # The tree stands: what does another build take when nothing changed, and when one home's note did?
    timed "$disk/again" "$BENCH_PROGRAM" build --quiet --root "$work" --out "$disk/site"
    file=$(find "$work/answers" -name '*.toml' | sort | sed -n 1p)
    printf '\n# One remark more.\n' >> "$file"
    sed -i '0,/^note = "/s//note = "Looked at again. /' "$file"
    timed "$disk/edited" "$BENCH_PROGRAM" build --quiet --root "$work" --out "$disk/site"

    wall=$(median "$disk/build" wall) cpu=$(median "$disk/build" cpu) peak=$(median "$disk/build" peak)
    copy=$(median "$disk/copy" wall)
    share() { awk -v a="$(median "$disk/$1" cpu)" -v b="$cpu" 'BEGIN { printf "%.2f", a / b }'; }
    ratio=$(awk -v a="$wall" -v b="$copy" 'BEGIN { printf "%.1f", a / b }')
    printf '%s\t%s\t%s\t%.0f\t%s\t%s\t%s\t%s\n' "$homes" "$wall" "$cpu" "$peak" "$copy" "$ratio" "$(share again)" "$(share edited)" >> "$now"
    echo
    echo "$homes homes: $wall s, $cpu s CPU, $(printf %.0f "$peak") MB; cp -r $copy s; ratio $ratio; $(share again), $(share edited)"
    grep -E '^(Published|Took)' "$disk/said" || true
    if [ -n "$before" ]; then
        read -r m cpu_m peak_m <<< "$before"
        echo "growth from $m homes: CPU ^$(exponent "$cpu_m" "$cpu" "$m" "$homes"), memory ^$(exponent "$peak_m" "$peak" "$m" "$homes")"
    fi
    before="$homes $cpu $peak"
done

echo
last=tests/bench.tsv
if [ -f "$last" ]; then
    echo "The last figures kept:"
    cat "$last"
fi
if [ "${1:-}" = --keep ]; then
    {
        echo "# $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sed -n 1p), $(nproc) processors; $(date +%F); commit $(git rev-parse --short HEAD)"
        printf '# homes\twall s\tCPU s\tpeak MB\tcp -r s\tratio\tnothing changed\tone answer changed\n'
        cat "$now"
    } > "$last"
    echo "Kept in $last."
fi
