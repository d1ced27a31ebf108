#!/usr/bin/env python3
"""Compares a homeround binary with the reference on random workspaces.

    compare.py BINARY [WORKSPACE...] --content DIR --seeds A..B [--size small|medium] [--of FRAMEWORK[,FRAMEWORK]]
                                                                           (A and B included)

For each seed: a workspace is made in a temporary folder, BINARY score --format json runs in it, and its object is
compared with the reference's: the same keys, the same order in arrays, numbers within 1e-9, everything else equal.
Every third seed is compared with another kind of respondent as well, and as many in their tables about areas and
progress (compare_tables.py). The workspace of the first failing seed is kept.

--of assesses against these built-in frameworks and no others. A WORKSPACE that stands is compared as it is, in its tables
and its pages of comparison (check_pages.py) too.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True

import check_pages
import compare_tables
import generate
import reader
import rules
import score

TOLERANCE = 1e-9
TIME_LIMIT = 120


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def step(path, place):
    """The JSON path one key further."""
    return f"{path}.{place}" if re.fullmatch(r"[A-Za-z_]\w*", str(place)) else f"{path}[{json.dumps(place)}]"


def name_of(row):
    """What tells one row of a list from another, for the reader of a difference."""
    if not isinstance(row, dict):
        return ""
    return " ".join(str(row[key]) for key in ("organisation", "framework", "date", "assessor", "id") if key in row)


def differences(found, expected, path="$"):
    """Lines, one for each difference: the path, what the binary has and what the reference has."""
    if is_number(found) and is_number(expected):
        if abs(found - expected) > TOLERANCE * max(1, abs(found), abs(expected)):
            yield f"{path}: binary {found!r}, reference {expected!r}"
    elif isinstance(found, dict) and isinstance(expected, dict):
        for key in expected:
            if key not in found:
                yield f"{step(path, key)}: missing in the binary's, reference {short(expected[key])}"
        for key in found:
            if key not in expected:
                yield f"{step(path, key)}: only in the binary's, {short(found[key])}"
            else:
                yield from differences(found[key], expected[key], step(path, key))
    elif isinstance(found, list) and isinstance(expected, list):
        if len(found) != len(expected):
            yield f"{path}: binary has {len(found)} entries, reference {len(expected)}: {short(found)} / {short(expected)}"
        for place, (one, other) in enumerate(zip(found, expected)):
            name = name_of(other)
            yield from differences(one, other, f"{path}[{place}{': ' + name if name else ''}]")
    elif type(found) is not type(expected) or found != expected:
        yield f"{path}: binary {short(found)}, reference {short(expected)}"


def short(value, limit=200):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= limit else text[:limit] + "..."


def strict_object(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(f"a key stands twice among {[key for key, _ in pairs]}")
    return found


def refuse_constant(name):
    raise ValueError(f"{name} is no JSON")


def run_binary(binary, workspace, respondents):
    """(object, None) or (None, what went wrong)."""
    command = [str(binary), "score", "--format", "json", "--root", str(workspace)]
    if respondents != "care-home":
        command += ["--respondents", respondents]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT, cwd=workspace)
    except subprocess.TimeoutExpired:
        return None, f"no answer within {TIME_LIMIT} seconds"
    if done.returncode != 0:
        return None, f"exit code {done.returncode}\n{done.stderr.decode('utf-8', 'replace').rstrip()}"
    try:
        return json.loads(done.stdout.decode("utf-8"), object_pairs_hook=strict_object, parse_constant=refuse_constant), None
    except ValueError as problem:
        return None, f"its output is not the JSON expected: {problem}"


def kinds_for(seed):
    """The kinds of respondent to compare for a seed."""
    if seed % 3 == 1:
        return ["care-home"]
    return ["care-home", random.Random(seed).choice([kind for kind in rules.KINDS if kind != "care-home"])]


def compare_seed(binary, content, seed, size, of, workspace):
    """Lines, one for each difference."""
    generate.generate(workspace, seed, size, content, of)
    read = reader.read_workspace(workspace, content)
    yield from compare_scores(binary, workspace, read, kinds_for(seed))
    if seed % 3 == 1:
        yield from compare_tables.compare(binary, workspace, read)


def compare_standing(binary, content, workspace):
    """Lines, one for each difference, of a workspace that is there already."""
    read = reader.read_workspace(workspace, content)
    yield from compare_scores(binary, workspace, read, ["care-home", "pcn"])
    yield from compare_tables.compare(binary, workspace, read)
    site = Path(tempfile.mkdtemp(prefix="homeround-site-")) / "site"
    problem = compare_tables.run(binary, "build", "--edition", "internal", "--quiet", "--root", workspace, "--out", site)
    if problem:
        yield problem
    else:
        yield from check_pages.check_site(site, Counter())
    shutil.rmtree(site.parent)


def compare_scores(binary, workspace, read, kinds):
    """Lines, one for each difference of the results, with these kinds of respondent."""
    for respondents in kinds:
        expected = score.plain(score.exact_result(read, respondents))
        found, problem = run_binary(binary, workspace, respondents)
        start = "$" if respondents == "care-home" else f"--respondents {respondents} $"
        if problem:
            yield f"{start}: {problem}"
        else:
            yield from differences(found, expected, start)


def seed_range(text):
    match = re.fullmatch(r"(\d+)\.\.(\d+)", text)
    if not match or int(match[1]) > int(match[2]):
        raise argparse.ArgumentTypeError("seeds are written A..B, A not above B")
    return range(int(match[1]), int(match[2]) + 1)


def main():
    parser = argparse.ArgumentParser(description="Compare a homeround binary with the reference.")
    parser.add_argument("binary", type=Path)
    parser.add_argument("--content", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seeds", type=seed_range, required=True, metavar="A..B")
    parser.add_argument("--size", choices=("small", "medium"), default="small")
    parser.add_argument("--of", type=lambda names: tuple(names.split(",")), default=(), metavar="FRAMEWORK[,FRAMEWORK]")
    parser.add_argument("workspaces", type=Path, nargs="*", metavar="WORKSPACE")
    arguments = parser.parse_args()
    binary = arguments.binary.resolve()
    if not os.access(binary, os.X_OK) or binary.is_dir():
        parser.error(f"{binary} is no program")
    passed, failed, kept = 0, 0, None
    for workspace in arguments.workspaces:
        lines = list(compare_standing(binary, arguments.content, workspace.resolve()))
        for line in lines:
            print(f"{workspace}: {line}")
        failed += bool(lines)
        passed += not lines
    for seed in arguments.seeds:
        folder = Path(tempfile.mkdtemp(prefix=f"homeround-{seed}-"))
        lines = list(compare_seed(binary, arguments.content, seed, arguments.size, arguments.of, folder / "workspace"))
        for line in lines:
            print(f"seed {seed}: {line}")
        if lines:
            failed += 1
        else:
            passed += 1
        if lines and kept is None:
            kept = folder / "workspace"
            print(f"seed {seed}: its workspace is kept in {kept}")
        else:
            shutil.rmtree(folder)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
