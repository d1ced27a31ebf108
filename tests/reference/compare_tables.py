#!/usr/bin/env python3
"""Compares the tables about areas and progress (area_tables.py) with those that a binary writes.

    compare_tables.py BINARY WORKSPACE... --content DIR [--sample HOMES] [--site HOMES]

Each table of the program's `export --format csv`, whose files are those of a built internal site's data/, must have the
reference's rows and no others, in any order, with the same cells; numbers within 1e-9. A difference is told with its
workspace, table, row and both values. `compare.py` does the same for random workspaces.

--sample takes in a sample that the binary makes, --site one whose internal site is built and its pages of comparison held
against its data as well (check_pages.py). Both lie in a region of a nation here, with areas that nobody and few have answered from.
"""

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True

import area_tables
import check_pages
import reader
import score

TOLERANCE = 1e-9
TIME_LIMIT = 120
MOST_LINES = 20           # of one table: the first ones say enough


def run(binary, *arguments):
    """None, or what went wrong."""
    try:
        done = subprocess.run([str(binary), *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return f"{arguments[0]}: no answer within {TIME_LIMIT} seconds"
    if done.returncode != 0:
        return f"{arguments[0]}: exit code {done.returncode}\n{done.stderr.decode('utf-8', 'replace').rstrip()}"
    return None


def rows_of(path, key):
    """(columns, key -> row, keys that stand twice) of a CSV file."""
    rows, twice = {}, []
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        for line in lines:
            name = tuple(line[column] for column in key)
            if name in rows:
                twice.append(name)
            rows[name] = line
        return lines.fieldnames, rows, twice


def agrees(cell, value):
    """Whether a cell of CSV says the reference's value; an empty one is None."""
    if value is None or cell == "":
        return value is None and cell == ""
    if isinstance(value, bool):
        return cell == ("true" if value else "false")
    if isinstance(value, str):
        return cell == value
    try:
        found = float(cell)
    except ValueError:
        return False
    if isinstance(value, int):
        return found == value
    return abs(found - float(value)) <= TOLERANCE * max(1, abs(found))


def shown(value):
    return repr(float(value)) if isinstance(value, Fraction) else repr(value)


def table_differences(name, path, expected):
    key = area_tables.KEYS[name]
    if not path.exists():
        yield f"{name}: the binary has no such table"
        return
    columns, found, twice = rows_of(path, key)
    for row in twice:
        yield f"{name} {row}: stands twice in the binary's"
    for row in expected:
        if row not in found:
            yield f"{name} {row}: not in the binary's, reference {({k: shown(v) for k, v in expected[row].items()})}"
    for row, cells in found.items():
        if row not in expected:
            yield f"{name} {row}: only in the binary's, {dict(cells)}"
            continue
        # A table's columns serve every framework in use; one with fewer elements leaves its own empty.
        for column in columns:
            if column not in key and not agrees(cells[column], expected[row].get(column)):
                yield f"{name} {row} {column}: binary {cells[column]!r}, reference {shown(expected[row].get(column))}"
        for column in expected[row].keys() - set(columns):
            yield f"{name} {row} {column}: missing in the binary's, reference {shown(expected[row][column])}"


def compare(binary, workspace, read):
    """Lines, one for each difference, of one workspace and what the reader read of it."""
    assessments = score.score_assessments(read, score.as_at_of(read))
    out = Path(tempfile.mkdtemp(prefix="homeround-tables-"))
    try:
        problem = run(binary, "export", "--format", "csv", "--edition", "internal", "--root", workspace, "--out", out / "tables")
        if problem:
            yield problem
            return
        for name, expected in area_tables.tables_of(read, assessments).items():
            lines = list(table_differences(name, out / "tables" / f"{name}.csv", expected))
            yield from lines[:MOST_LINES]
            if len(lines) > MOST_LINES:
                yield f"{name}: {len(lines) - MOST_LINES} more differences"
    finally:
        shutil.rmtree(out)


def make_sample(binary, homes, folder):
    """A sample in which a nation and a region are over all, nobody of one network has answered, and few of two others."""
    problem = run(binary, "sample", folder, "--homes", homes, "--seed", homes)
    if problem:
        return problem
    register = folder / "answers" / "organisations.csv"
    with register.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    head, place = rows[0], rows[0].index("parent")
    for row in rows[1:]:
        row[place] = row[place] or "the-region"
    added = ({"id": "the-nation", "name": "The nation", "kind": "nation"},
             {"id": "the-region", "name": "The region", "kind": "region", "parent": "the-nation"})
    with register.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [*rows, *([row.get(column, "") for column in head] for row in added)])
    for network, kept in (("network-0001", 0), ("network-0002", 4), ("network-0003", 2)):
        homes_of = sorted(row[0] for row in rows if row[place] == network)
        for home in homes_of[kept:]:
            for path in (folder / "answers").rglob(f"{home}-*.toml"):
                path.unlink()
    return None


def compare_sample(binary, content, homes, with_site, seen):
    """Lines, one for each difference of a sample: of its tables, or of its tables and pages."""
    folder = Path(tempfile.mkdtemp(prefix=f"homeround-sample-{homes}-"))
    try:
        workspace, site = folder / "workspace", folder / "site"
        problem = make_sample(binary, homes, workspace)
        if problem is None and with_site:
            problem = run(binary, "build", "--edition", "internal", "--root", workspace, "--out", site)
        if problem:
            yield problem
            return
        yield from compare(binary, workspace, reader.read_workspace(workspace, content))
        if with_site:
            yield from check_pages.check_site(site, seen)
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description="Compare a homeround binary's tables with the reference.")
    parser.add_argument("binary", type=Path)
    parser.add_argument("workspaces", type=Path, nargs="*", metavar="WORKSPACE")
    parser.add_argument("--content", type=Path, required=True, metavar="DIR")
    parser.add_argument("--sample", type=int, action="append", default=[], metavar="HOMES")
    parser.add_argument("--site", type=int, action="append", default=[], metavar="HOMES")
    arguments = parser.parse_args()
    binary, seen, failed = arguments.binary.resolve(), Counter(), 0
    checks = [(str(workspace), compare(binary, workspace.resolve(), reader.read_workspace(workspace, arguments.content)))
              for workspace in arguments.workspaces]
    for homes, with_site in [(homes, False) for homes in arguments.sample] + [(homes, True) for homes in arguments.site]:
        name = f"sample of {homes} homes{', its site' if with_site else ''}"
        checks.append((name, compare_sample(binary, arguments.content, homes, with_site, seen)))
    for name, lines in checks:
        lines = list(lines)
        failed += bool(lines)
        for line in lines:
            print(f"{name}: {line}")
    if seen:
        print("on pages: " + ", ".join(f"{count} {what}" for what, count in sorted(seen.items())))
    print(f"tables: {len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
