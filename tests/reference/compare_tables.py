#!/usr/bin/env python3
"""Compares the tables about areas and progress (area_tables.py) with those that a binary writes.

    compare_tables.py BINARY WORKSPACE... --content DIR

Each table of the program's `export --format csv`, whose files are those of a built internal site's data/, must have the
reference's rows and no others, in any order, with the same cells; numbers within 1e-9. A difference is told with its
workspace, table, row and both values. `compare.py` does the same for each random workspace.
"""

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True

import area_tables
import reader
import score

TOLERANCE = 1e-9
TIME_LIMIT = 120
MOST_LINES = 20           # of one table: the first ones say enough


def export(binary, workspace, out):
    """Writes the tables to `out`; None, or what went wrong."""
    command = [str(binary), "export", "--format", "csv", "--edition", "internal", "--root", str(workspace), "--out", str(out)]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT, cwd=workspace)
    except subprocess.TimeoutExpired:
        return f"export: no answer within {TIME_LIMIT} seconds"
    if done.returncode != 0:
        return f"export: exit code {done.returncode}\n{done.stderr.decode('utf-8', 'replace').rstrip()}"
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
        problem = export(binary, workspace, out / "tables")
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


def main():
    parser = argparse.ArgumentParser(description="Compare a homeround binary's tables with the reference.")
    parser.add_argument("binary", type=Path)
    parser.add_argument("workspaces", type=Path, nargs="+", metavar="WORKSPACE")
    parser.add_argument("--content", type=Path, required=True, metavar="DIR")
    arguments = parser.parse_args()
    failed = 0
    for workspace in arguments.workspaces:
        read = reader.read_workspace(workspace, arguments.content)
        lines = list(compare(arguments.binary.resolve(), workspace.resolve(), read))
        failed += bool(lines)
        for line in lines:
            print(f"{workspace}: {line}")
    print(f"tables: {len(arguments.workspaces) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
