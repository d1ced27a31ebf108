#!/usr/bin/env python3
"""Checks the comparisons of a built internal site against its own data, which compare.py proves: check_pages.py SITE...

On every compare/<id>.html: who stands out, of how many compared, who answered, and each digit of the heat maps must be what
data/scores.json (for types of home data/area_types.csv) says; no area and no sub-element may be left out. For sites in which no
two areas have one name.
"""

import csv
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

sys.dont_write_bytecode = True

TYPES = {"nursing-table": "nursing", "residential-table": "residential", "untyped-table": "not-stated"}
# The stages at which all of core is in place (section 5).
WITH_CORE = ("core-in-place", "enhanced-in-place", "fully-mature")
LEAST_RATED, LEAST_RESPONSE = 5, 0.3


class Tables(HTMLParser):
    """The tables of a page by their caption's id: rows of cells, each (text, href of the link in it)."""

    def __init__(self, page):
        super().__init__()
        self.found, self.rows, self.cell, self.text = {}, None, None, []
        self.feed(page)
        self.close()
        self.words = " ".join("".join(self.text).split())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "table":
            self.rows, self.cell = [], None
        elif self.rows is None:
            return
        elif tag == "caption":
            self.found[attributes.get("id")] = self.rows
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = ["", None]
            self.rows[-1].append(self.cell)
        elif tag == "a" and self.cell:
            self.cell[1] = attributes["href"]

    def handle_endtag(self, tag):
        if tag == "table":
            self.rows = self.cell = None
        elif tag in ("thead", "tbody", "tr", "td", "th"):
            self.cell = None

    def handle_data(self, data):
        self.text.append(data)
        if self.cell:
            self.cell[0] += data

    def table(self, name):
        """(cells of the head, rows) with the spaces of each text made single; None where the page has no such table."""
        rows = self.found.get(name)
        clean = lambda row: [(" ".join(text.split()), href) for text, href in row]
        return rows and (clean(rows[0]), [clean(row) for row in rows[1:] if len(row) > 1])


def some_of(some, whole):
    """Some of a whole as pages print it, with commas after thousands."""
    return f"{some:,} of {whole:,}"


def id_of(href):
    """The id in an address, without the framework that stands before or behind it where it is not the programme's."""
    names = re.fullmatch(r"(?:.*/)?([^/]+)\.html", href)[1].split("--")
    return names[-1] if "elements/" in href else names[0]


class Site:
    """What the data of a site says of one framework."""

    def __init__(self, root, scores, framework):
        self.root = Path(root)
        self.framework = framework
        self.areas = {area["organisation"]: area for area in scores["areas"] if area["framework"] == self.framework}
        for area in self.areas.values():
            area["by_id"] = {sub["id"]: sub for sub in area["sub_elements"]}
        rows = lambda name: csv.DictReader((self.root / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline=""))
        self.names = {row["organisation"]: " ".join(row["name"].split()) for row in rows("organisations")}
        self.labels = {row["label"]: row["sub_element"] for row in rows("framework")
                       if row["framework"] == self.framework and "care-home" in row["asked_of"].split(";")}
        self.types = {(row["area"], row["home_type"], row["sub_element"]): row for row in rows("area_types")
                      if row["framework"] == self.framework}

    def in_order(self, keys):
        return sorted(keys, key=lambda key: self.names[key].lower())

    def is_above(self, top, key):
        above = self.areas[key]["parent"]
        while above in self.areas and above != top:
            above = self.areas[above]["parent"]
        return above == top


def stand_out(site, whole, parts, table):
    """Lines about the table of what stands out."""
    seen = []
    # A framework of one tier has no column for tiers.
    for (_, href), *_, (total, _), (higher, _), (lower, _), (compared, _) in table[1]:
        sub = id_of(href)
        seen.append(sub)
        against = {key: site.areas[key]["by_id"][sub]["against_parent"] for key in parts}
        mine = site.areas[whole]["by_id"][sub]
        names = lambda side: "; ".join(site.names[key] for key in parts if against[key] == side) or "None"
        for what, printed, data in (
                ("in place in all", total,
                 some_of(mine["in_place"], mine["rated"]) if mine["rated"] else "None rated"),
                ("higher", higher, names("higher")), ("lower", lower, names("lower")),
                ("compared", compared, f"{sum(side != 'not-compared' for side in against.values()):,}")):
            if printed != data:
                yield f"stand-out-table {sub} {what}: page {printed!r}, data {data!r}"
    if seen != list(site.labels.values()):
        yield f"stand-out-table: rows of the page {seen}, sub-elements asked {list(site.labels.values())}"


def response(site, parts, table):
    found = [id_of(row[0][1]) for row in table[1]]
    if found != parts:
        yield f"response-table: rows of the page {found}, areas in scores.json {parts}"
    def beds(some, whole):
        if some is None:
            return "Not all known"
        return f"{some:,} of an unknown number" if whole is None else some_of(some, whole)
    for (_, href), (answered, _), (told, _), (core, _), (compared, _) in table[1]:
        area = site.areas[id_of(href)]
        least = sum(area["stages"][stage] for stage in WITH_CORE)
        most = least + area["registered"] - area["responded"]
        bounds = ("" if least == most else f"{least:,} to ") + some_of(most, area["registered"])
        if core != bounds:
            yield f"response-table {id_of(href)} core: page {core!r}, data {bounds}"
        if answered != some_of(area["responded"], area["registered"]):
            yield f"response-table {id_of(href)}: page {answered!r}, data {area['responded']} of {area['registered']}"
        if told != beds(area["responded_beds"], area["registered_beds"]):
            yield f"response-table {id_of(href)} beds: page {told!r}, data {area['responded_beds']} of {area['registered_beds']}"
        enough = area["responded"] >= LEAST_RATED and area["responded"] / area["registered"] >= LEAST_RESPONSE
        if compared.startswith("Compared") != enough:
            yield f"response-table {id_of(href)}: page {compared!r}, data {area['responded']} of {area['registered']}"


def heat(site, name, expected, table, row_of):
    """A heat map's lines; row_of(area, sub-element) gives the median and (responded, registered) as text."""
    subs = [site.labels.get(text) for text, _ in table[0][2:]]
    if subs != list(site.labels.values()):
        yield f"{name}: columns of the page {[text for text, _ in table[0]]}, sub-elements asked {list(site.labels)}"
    found = [id_of(row[0][1]) for row in table[1]]
    if found != expected:
        yield f"{name}: rows of the page {found}, areas in the data {expected}"
    for (_, href), (answered, _), *digits in table[1]:
        for sub, (printed, _) in zip(subs, digits):
            median, told = row_of(id_of(href), sub)
            if printed != median or answered != told:
                yield f"{name} {id_of(href)} {sub}: page {printed} of {answered}, data {median} of {told}"


def of_scores(site):
    def row_of(key, sub):
        area = site.areas[key]
        median = area["by_id"][sub]["median"]
        return "None" if median is None else str(median), some_of(area["responded"], area["registered"])
    return row_of


def of_types(site, home_type):
    def row_of(key, sub):
        row = site.types[key, home_type, sub]
        return row["median"] or "None", some_of(int(row["responded"]), int(row["registered"]))
    return row_of


def check_page(site, path, seen):
    """Lines, one for each difference of a page. `seen` counts what it was looked at for."""
    whole, page = id_of(path.name), Tables(path.read_text("utf-8"))
    parts = site.in_order(key for key, area in site.areas.items() if area["parent"] == whole)
    for name in ("stand-out-table", "response-table", "glance-table"):
        if page.table(name) is None:
            yield f"no {name}"
            return
    yield from stand_out(site, whole, parts, page.table("stand-out-table"))
    yield from response(site, parts, page.table("response-table"))
    yield from heat(site, "glance-table", parts, page.table("glance-table"), of_scores(site))
    systems = [key for part in parts for key in site.in_order(
        key for key, area in site.areas.items() if area["kind"] == "ics" and site.is_above(part, key))]
    if (page.table("systems-table") is not None) != bool(systems):
        yield f"systems-table: systems in scores.json {systems}, on the page {page.table('systems-table')}"
    elif systems:
        yield from heat(site, "systems-table", systems, page.table("systems-table"), of_scores(site))
    stated = any(home_type != "not-stated" for _, home_type, _ in site.types)
    for name, home_type in TYPES.items():
        rows = [key for key in parts if any((key, home_type, sub) in site.types for sub in site.labels.values())]
        answered = any(int(site.types[key, home_type, sub]["responded"]) for key in rows for sub in site.labels.values())
        answered = answered and stated
        if (page.table(name) is not None) != answered:
            yield f"{name}: on the page {page.table(name) is not None}, somebody answered in area_types {answered}"
        elif answered:
            yield from heat(site, name, rows, page.table(name), of_types(site, home_type))
    sides = [sub["against_parent"] for key in parts for sub in site.areas[key]["sub_elements"]]
    out, compared = sum(side in ("higher", "lower") for side in sides), sum(side != "not-compared" for side in sides)
    sentence = f"{some_of(out, compared)} comparisons with {site.names[whole]} {'stands' if out == 1 else 'stand'} out."
    if compared and sentence not in page.words:
        yield f"the page does not say {sentence!r}"
    seen["comparisons"] += compared
    seen["areas not compared"] += page.words.count("Not compared: ")
    for name in page.found:
        if name in ("stand-out-table", "response-table", "glance-table", "systems-table", *TYPES):
            seen[name] += sum(len(row) for row in page.table(name)[1])


def check_site(root, seen):
    """Lines, one for each difference of a site."""
    scores = json.loads((Path(root) / "data" / "scores.json").read_text("utf-8"))
    for framework in scores["frameworks"]:
        yield from check_framework(Site(root, scores, framework["id"]), seen)


def check_framework(site, seen):
    expected = {area["parent"] for area in site.areas.values()} & set(site.areas)
    # Those of another framework than the programme's bear its name.
    pages = sorted((site.root / "compare").glob("*.html"))
    named = [page for page in pages if page.stem.endswith(f"--{site.framework}")]
    pages = named or [page for page in pages if "--" not in page.stem]
    if {id_of(page.name) for page in pages} != expected:
        yield f"pages {sorted(id_of(page.name) for page in pages)} of {site.framework}, areas with areas beneath them {sorted(expected)}"
    for page in pages:
        for line in check_page(site, page, seen):
            yield f"compare/{page.name} {line}"


def main():
    from collections import Counter
    failed = False
    for root in sys.argv[1:]:
        seen = Counter()
        for line in check_site(root, seen):
            failed = True
            print(f"{root}: {line}")
        print(f"{root}: " + ", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
