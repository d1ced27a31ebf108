#!/usr/bin/env python3
"""Holds the JSON Schemas that a homeround binary prints to what its `check` says of answers files.

    check_schema.py BINARY REPOSITORY [--seeds A..B]     (A and B included)

An independent validator (Debian's python3-jsonschema) reads the schemas. Every answers file of a workspace without errors
fits the schema of its framework: in the demonstration, in the golden project, in a sample, in random workspaces, and in
files at the edge of what is allowed. Of a full file with one thing changed that makes its shape wrong, `check` reports the
code that is named here, and the schema refuses it. The cases of tests/diagnostics are held to both as well.

TOML's dates are handed to the validator as text, as editors do, so a date in quotation marks is nothing it can see.
"""

import argparse
import copy
import datetime
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

sys.dont_write_bytecode = True

import jsonschema

import generate
import reader
from gen_text import table, value

TIME_LIMIT = 120
# Keywords with one meaning in all drafts from 4 to 7.
KEYWORDS = {"$schema", "$ref", "title", "description", "type", "enum", "properties", "additionalProperties", "required", "items",
            "definitions", "anyOf", "allOf", "not", "pattern", "format", "minimum", "maximum", "maxLength"}
# What is wrong with the shape of a file, whatever else there is.
SHAPE = {"answer-two-ways", "evidence-kind-unknown", "format-unknown", "framework-unknown", "framework-version", "id-malformed",
         "innovation-unknown", "key-missing", "key-unknown", "level-not-allowed", "not-applicable", "sub-element-unknown",
         "text-blank", "text-too-long", "value-not-allowed", "value-range", "value-type"}
DAY = datetime.date(2026, 9, 30)


def run(binary, *arguments):
    done = subprocess.run([str(binary), *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIME_LIMIT)
    return done.returncode, done.stdout, done.stderr


def keywords(schema):
    """Every keyword of a schema, with those of the schemas in it."""
    for key, inner in schema.items():
        yield key
        if key in ("properties", "definitions"):
            for one in inner.values():
                yield from keywords(one)
        elif key in ("items", "not"):
            yield from keywords(inner)
        elif key in ("anyOf", "allOf"):
            for one in inner:
                yield from keywords(one)


class Schemas:
    """The schemas of a workspace, each asked for once."""

    def __init__(self, binary, root):
        self.binary, self.root, self.known = binary, root, {}

    def of(self, framework):
        if framework not in self.known:
            code, text, messages = run(self.binary, "schema", framework, "--root", self.root)
            if code != 0:
                raise SystemExit(f"schema {framework} in {self.root} ended with {code}: {messages}")
            schema = json.loads(text)
            jsonschema.Draft7Validator.check_schema(schema)
            other = set(keywords(schema)) - KEYWORDS
            if other:
                raise SystemExit(f"the schema of {framework} has keywords that not every draft from 4 to 7 knows: {other}")
            self.known[framework] = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
        return self.known[framework]

    def faults(self, framework, document):
        """Why a file does not fit: one line for each reason."""
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in self.of(framework).iter_errors(plain(document))]


def plain(item):
    """TOML as an editor hands it to a validator: dates and times as text."""
    if isinstance(item, dict):
        return {key: plain(one) for key, one in item.items()}
    if isinstance(item, list):
        return [plain(one) for one in item]
    return item.isoformat() if isinstance(item, (datetime.date, datetime.time)) else item


def answers_files(root):
    return sorted((Path(root) / "answers").rglob("*.toml"))


def load(path):
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None


def told(messages):
    """The codes of errors by file, as `check` tells them."""
    codes = {}
    for code, file in re.findall(r"^error\[([a-z0-9-]+)\].*\n *--> ([^\n]*?\.toml)(?::\d+)?(?::\d+)?$", messages, re.M):
        codes.setdefault(file, set()).add(code)
    return codes


def hold_workspace(binary, root, faults):
    """Every file of a workspace without errors fits; returns how many there are."""
    code, _, messages = run(binary, "check", "--root", root)
    if code != 0:
        faults.append(f"{root}: check ended with {code}: {messages[:500]}")
        return 0
    schemas, files = Schemas(binary, root), answers_files(root)
    for path in files:
        document = load(path)
        for fault in schemas.faults(document["framework"], document):
            faults.append(f"{path}: check accepts it, and the schema does not: {fault}")
    return len(files)


def full(framework, ideas, organisation):
    """A file that says everything there is to say."""
    answers = {}
    for place, one in enumerate(framework.sub_elements):
        answer = {"level": min(place % 6, framework.top), "note": "Looked at each week.", "action": "Go on", "owner": "Deputy",
                  "measure": {"numerator": 4, "denominator": 5, "date": DAY, "what": "residents"}, "outcome": "Fewer falls",
                  "validation": {"by": "Pharmacist", "date": DAY}, "review": DAY,
                  "evidence": [{"what": "Rota", "date": DAY}, *({"what": "Talk", "kind": kind} for kind in framework.evidence_kinds)]}
        if one.not_applicable_allowed and place % 2:
            answer = {"not_applicable": "Nobody here needs it", "note": "Asked in May"}
        elif place % 3 == 0:
            answer = ["dont-know", 0, framework.top][place % 9 // 3]
        answers[one.id] = answer
    return {"format": 1, "framework": framework.id, "framework_version": framework.version, "organisation": organisation, "date": DAY,
            "assessor": "peer", "started": DAY, "completed_by": "Manager", "publish": True, "adopted": ideas[:2], "answers": answers}


def text_of(document):
    """The file: short answers first, as TOML wants it."""
    head = {key: one for key, one in document.items() if key != "answers"}
    answers = document.get("answers", {})
    if not isinstance(answers, dict):
        return table(head | {"answers": answers})
    text = table(head) + "\n" + table({key: one for key, one in answers.items() if not isinstance(one, dict)}, "[answers]")
    for key, one in answers.items():
        if isinstance(one, dict):
            text += "\n" + table(one, f"[answers.{value(key)}]")
    return text


def changed(document, path, new):
    """The same with one thing another; without it where `new` is None."""
    document = copy.deepcopy(document)
    at = document
    for step in path[:-1]:
        at = at[step]
    if new is None:
        del at[path[-1]]
    else:
        at[path[-1]] = new
    return document


def mutations(document, framework):
    """(what is changed, the file, the code of what is wrong then or None where nothing is)"""
    longs = [key for key, one in document["answers"].items() if isinstance(one, dict) and "level" in one]
    shorts = [key for key, one in document["answers"].items() if not isinstance(one, dict)]
    never = {one.id for one in framework.sub_elements if not one.not_applicable_allowed}
    reasons = [key for key, one in document["answers"].items() if isinstance(one, dict) and "not_applicable" in one]
    if not (longs and shorts):
        # Too few sub-elements for one of each.
        return
    long, short = ("answers", longs[0]), ("answers", shorts[0])
    head = [(key, None, "key-missing") for key in ("format", "framework_version", "organisation", "date", "assessor", "framework")]
    head += [("format", 2, "format-unknown"), ("format", "1", "value-type"), ("framework", "no-such-thing", "framework-unknown"),
             ("framework", 2016, "value-type"), ("framework_version", "0.0", "framework-version"), ("framework_version", 1, "value-type"),
             ("organisation", "The Elms", "id-malformed"), ("organisation", "con", "id-malformed"), ("organisation", 7, "value-type"),
             ("date", 2026, "value-type"), ("date", datetime.datetime(2026, 9, 30, 10, 0), "date-not-real"), ("assessor", "me", "value-not-allowed"),
             ("assessor", True, "value-type"), ("started", "soon", "value-type"), ("completed_by", " ", "text-blank"), ("completed_by", "x" * 81, "text-too-long"),
             ("completed_by", 1, "value-type"), ("publish", "yes", "value-type"), ("publish", 1, "value-type"), ("adopted", "red-bag", "value-type"),
             ("adopted", ["no-such-idea"], "innovation-unknown"), ("adopted", [1], "value-type"), ("surprise", 1, "key-unknown"), ("answers", [1], "value-type")]
    for key, new, code in head:
        yield f"{key} = {new!r}", changed(document, (key,), new), code
    for place in (short, (*long, "level")):
        for new in (-1, framework.top + 1, 2.5, True, "3", "dont know", "", [], DAY):
            yield f"{place[-1]} = {new!r}", changed(document, place, new), "level-not-allowed"
        yield f"{place[-1]} with spaces", changed(document, place, " dont-know\t"), None
    inner = [("level", {}, "level-not-allowed"), ("nothing", 1, "key-unknown"), ("note", "x" * 601, "text-too-long"), ("note", 5, "value-type"),
             ("outcome", "", "text-blank"), ("outcome", "x" * 201, "text-too-long"), ("action", "x" * 201, "text-too-long"), ("action", False, "value-type"),
             ("owner", "x" * 81, "text-too-long"), ("review", "later", "value-type"), ("review", 1, "value-type"), ("measure", 0.8, "value-type"),
             ("measure", [1], "value-type"), ("validation", "yes", "value-type"), ("evidence", "Rota", "value-type"), ("evidence", ["Rota"], "value-type"),
             ("evidence", [{"date": DAY}], "key-missing"), ("evidence", [{"what": ""}], "text-blank"), ("evidence", [{"what": "x", "how": 1}], "key-unknown"),
             ("evidence", [{"what": "x", "kind": "rumour"}], "evidence-kind-unknown"),
             ("evidence", [{"what": "x", "kind": 1}], "value-type"), ("evidence", [{"what": "x" * 81}], "text-too-long"),
             ("level", None, None), ("note", "", None), ("note", "  " + "é" * 600 + "\n ", None), ("action", " \t", None), ("owner", None, None),
             ("outcome", "x" * 200, None), ("evidence", [], None), ("measure", None, None), ("note", "One line.\nAnother.", None)]
    measure = document["answers"][longs[0]]["measure"]
    inner += [("measure", {key: one for key, one in measure.items() if key != gone}, None if gone == "what" else "key-missing") for gone in measure]
    inner += [("measure", measure | new, code) for new, code in (
        ({"numerator": -1}, "value-range"), ({"denominator": 0}, "value-range"), ({"numerator": "4"}, "value-type"), ({"denominator": 2**32}, "value-range"),
        ({"numerator": 0.5}, "value-type"), ({"date": 1}, "value-type"), ({"what": "x" * 81}, "text-too-long"), ({"per": 1}, "key-unknown"),
        ({"what": ""}, None), ({"numerator": 0}, None))]
    inner += [("validation", {"by": "Pharmacist"}, "key-missing"), ("validation", {"date": DAY}, "key-missing"),
              ("validation", {"by": "", "date": DAY}, "text-blank"), ("validation", {"by": "x", "date": DAY, "at": 1}, "key-unknown")]
    for key, new, code in inner:
        yield f"{key} = {str(new)[:40]!r}", changed(document, (*long, key), new), code
    yield "an answer to nothing", changed(document, ("answers", "no-such-thing"), 1), "sub-element-unknown"
    yield "no answers", changed(document, ("answers",), None), None
    yield "an answer less", changed(document, short, None), None
    for key in sorted(never)[:1]:
        yield f"{key} does not apply", changed(document, ("answers", key), {"not_applicable": "No"}), "not-applicable"
    for key in reasons[:1]:
        yield f"{key} in two ways", changed(document, ("answers", key, "level"), 1), "answer-two-ways"
        yield f"{key} for no reason", changed(document, ("answers", key, "not_applicable"), ""), "text-blank"
        yield f"{key} for a number", changed(document, ("answers", key, "not_applicable"), 1), "value-type"
        yield f"{key} for long", changed(document, ("answers", key, "not_applicable"), "x" * 201), "text-too-long"


def hold_mutations(binary, framework, ideas, content, faults):
    """One workspace with a file for each change; returns how many there are."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "answers").mkdir()
        if content is not None:
            shutil.copytree(content, root / "content")
        cases = [("nothing", full(framework, ideas, "home-0"), None)]
        cases += [*mutations(full(framework, ideas, "home-0"), framework)]
        asked = set().union(*(one.asked_of for one in framework.sub_elements))
        kind = "care-home" if "care-home" in asked else min(asked)
        rows = ["id,name,kind,parent"]
        for number, (what, document, code) in enumerate(cases):
            if document.get("organisation") == "home-0":
                document["organisation"] = f"home-{number}"
            rows.append(f"home-{number},Home {number},{kind},")
            (root / "answers" / f"case-{number}.toml").write_text(text_of(document), encoding="utf-8")
        (root / "answers" / "organisations.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        _, _, messages = run(binary, "check", "--root", root)
        codes, schemas = told(messages), Schemas(binary, root)
        for number, (what, document, code) in enumerate(cases):
            about = f"{framework.id}, {what}"
            found = codes.get(f"answers/case-{number}.toml", set())
            if found != ({code} if code else set()):
                faults.append(f"{about}: check was to say {code}, and says {found or 'nothing'}")
            document = load(root / "answers" / f"case-{number}.toml")
            refused = schemas.faults(framework.id, document)
            if bool(refused) != bool(code):
                faults.append(f"{about}: check says {code}, and the schema {refused or 'nothing'}")
    return len(cases)


def hold_diagnostics(binary, repository, faults):
    """The cases of the messages: a file without an error fits, and one with an error of shape does not."""
    held = 0
    for case in sorted(path.parent for path in (repository / "tests" / "diagnostics").glob("*/expected.txt")):
        codes = told((case / "expected.txt").read_text(encoding="utf-8"))
        if (case / "content").exists() or (case / "homeround.toml").exists():
            continue
        schemas = Schemas(binary, case)
        for path in answers_files(case):
            document, name = load(path), path.relative_to(case).as_posix()
            if document is None:
                continue
            found, refused = codes.get(name, set()), schemas.faults("ehch-2016", document)
            if name not in codes and refused and document.get("framework") == "ehch-2016":
                faults.append(f"{case.name}/{name}: check accepts it, and the schema says {refused}")
            elif found & SHAPE and not refused:
                faults.append(f"{case.name}/{name}: check says {found}, and the schema nothing")
            held += 1
    return held


def main():
    parser = argparse.ArgumentParser(description="Hold the schemas of answers files to `check`.")
    parser.add_argument("binary", type=Path)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--seeds", default="0..7", metavar="A..B")
    arguments = parser.parse_args()
    binary, repository = arguments.binary.resolve(), arguments.repository.resolve()
    faults, fitting, changes = [], 0, 0
    fitting += hold_workspace(binary, repository, faults)
    fitting += hold_workspace(binary, repository / "tests" / "golden" / "small" / "project", faults)
    content = repository / "content"
    built_in, ideas = reader.read_frameworks(content), sorted(reader.read_ideas(content))
    for framework in built_in.values():
        changes += hold_mutations(binary, framework, ideas, None, faults)
    with tempfile.TemporaryDirectory() as folder:
        code, _, messages = run(binary, "sample", "sample", "--homes", "40", "--root", folder)
        if code != 0:
            faults.append(f"sample ended with {code}: {messages}")
        fitting += hold_workspace(binary, Path(folder) / "sample", faults)
        first, last = map(int, arguments.seeds.split(".."))
        for seed in range(first, last + 1):
            root = Path(folder) / str(seed)
            generate.generate(root, seed, "small", content)
            fitting += hold_workspace(binary, root, faults)
            for framework in reader.read_frameworks(root / "content").values() if (root / "content").exists() else ():
                changes += hold_mutations(binary, framework, ideas, root / "content", faults)
    cases = hold_diagnostics(binary, repository, faults)
    print("\n".join(faults[:40]))
    print(f"{fitting} answers files fit their schemas, {changes} files with one change and {cases} of tests/diagnostics are held: {len(faults)} faults")
    return 1 if faults or not (fitting and changes and cases) else 0


if __name__ == "__main__":
    sys.exit(main())
