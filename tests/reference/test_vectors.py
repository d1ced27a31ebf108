"""Hand-worked vectors for the reference: python3 -m unittest discover -s tests/reference"""

import datetime
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import compare
import reader
import rules
import score

DATE = datetime.date.fromisoformat


def sub(identity="a", **changes):
    """A rated sub-element: core, clinical, answered at 0 of target 2."""
    base = {"id": identity, "tier": "core", "kind": "clinical", "element": "e", "weight": 1, "order": 0, "state": "answered",
            "claimed": 0, "evidenced": 0, "target": 2, "in_place": False, "pace": "due"}
    made = SimpleNamespace(**(base | changes))
    if made.state != "answered":
        made.evidenced = made.claimed = None
    made.in_place = made.evidenced is not None and made.evidenced >= made.target
    return made


def idea(identity, helps, **changes):
    base = {"who": {"care-home"}, "cost": "time", "evidence": "C", "impacts": ("health",), "order": None}
    return SimpleNamespace(id=identity, helps=set(helps), **(base | changes))


class Months(unittest.TestCase):
    def test_examples(self):
        for start, end, months in (
                ("2026-01-31", "2026-02-28", 0), ("2026-01-31", "2026-03-01", 1), ("2024-02-29", "2025-02-28", 11),
                ("2025-10-01", "2026-09-30", 11), ("2025-10-01", "2026-10-01", 12), ("2025-10-01", "2025-10-01", 0),
                ("2024-02-29", "2025-03-01", 12)):
            self.assertEqual(rules.months_between(DATE(start), DATE(end)), months, (start, end))

    def test_which_start(self):
        date = DATE("2026-09-30")
        self.assertEqual(rules.months_of(DATE("2025-10-01"), DATE("2020-01-01"), date), 11)
        self.assertEqual(rules.months_of(None, DATE("2025-09-30"), date), 12)
        self.assertIsNone(rules.months_of(None, DATE("2026-10-01"), date))
        self.assertEqual(rules.months_of(None, date, date), 0)
        self.assertIsNone(rules.months_of(None, None, date))


class Pace(unittest.TestCase):
    def test_table(self):
        for state, in_place, months, window, status in (
                ("not-asked", False, 5, (0, 12), "not-asked"), ("not-applicable", False, 5, (0, 12), "not-applicable"),
                ("dont-know", False, 50, (0, 12), "unknown"), ("unanswered", False, None, None, "unknown"),
                ("answered", True, None, (12, 24), "in-place"), ("answered", True, 3, None, "in-place"),
                ("answered", True, 12, (12, 24), "in-place"), ("answered", True, 11, (12, 24), "ahead"),
                ("answered", False, None, (12, 24), "no-clock"), ("answered", False, 40, None, "no-clock"),
                ("answered", False, 24, (12, 24), "overdue"), ("answered", False, 23, (12, 24), "due"),
                ("answered", False, 12, (12, 24), "due"), ("answered", False, 11, (12, 24), "not-yet-due"),
                ("answered", False, 0, (0, 12), "due"), ("answered", True, 0, (0, 12), "in-place")):
            self.assertEqual(rules.pace_status(state, in_place, months, window), status, (state, in_place, months, window))


class Evidence(unittest.TestCase):
    REQUIRES = [set(), set(), set(), {"measure"}, {"measure", "outcome", "validation"}]

    def test_ehch(self):
        for claimed, kinds, level in (
                (0, set(), 0), (2, set(), 2), (3, set(), 2), (3, {"measure"}, 3), (4, {"measure"}, 3),
                (4, {"measure", "outcome"}, 3), (4, {"outcome", "validation"}, 2),
                (4, {"measure", "outcome", "validation"}, 4), (1, {"measure", "outcome", "validation"}, 1)):
            self.assertEqual(rules.evidenced_level(claimed, kinds, self.REQUIRES), level, (claimed, kinds))

    def test_a_level_needs_only_its_own_kinds(self):
        self.assertEqual(rules.evidenced_level(3, {"measure"}, [set(), {"audit"}, {"outcome"}, {"measure"}]), 3)
        self.assertEqual(rules.evidenced_level(2, {"measure"}, [set(), {"audit"}, {"outcome"}, {"measure"}]), 0)

    def test_supplied(self):
        self.assertEqual(rules.supplied(3), set())
        self.assertEqual(rules.supplied({"level": 1, "outcome": "x", "evidence": [{"what": "y"}, {"what": "z", "kind": "audit"}]}),
                         {"outcome", "audit"})

    def test_states(self):
        for answer, state in (
                (None, "unanswered"), (3, "answered"), (0, "answered"), ("dont-know", "dont-know"), ({"note": "x"}, "unanswered"),
                ({"level": "dont-know"}, "dont-know"), ({"level": 0}, "answered"), ({"not_applicable": "x"}, "not-applicable")):
            self.assertEqual(rules.state_of(answer, True)[0], state)
            self.assertEqual(rules.state_of(answer, False), ("not-asked", None))


class Indices(unittest.TestCase):
    def test_weights_and_blanks(self):
        # weights 1, 3, 2 and 4: levels 4 and 2, one blank, one not applicable; K = 4
        subs = [sub(evidenced=4, weight=1), sub(evidenced=2, weight=3), sub(state="unanswered", weight=2),
                sub(state="not-applicable", weight=4), sub(state="not-asked", weight=9)]
        group = rules.group_index(subs, 4)
        self.assertEqual(group["index"], Fraction(125, 2))          # 100 * 10 / (4 * 4)
        self.assertEqual(group["low"], Fraction(125, 3))            # 100 * 10 / (4 * 6)
        self.assertEqual(group["high"], 75)                         # 100 * (10 + 8) / (4 * 6)
        self.assertEqual([group[key] for key in ("asked", "applicable", "answered", "in_place")], [4, 3, 2, 2])

    def test_empty(self):
        group = rules.group_index([sub(state="dont-know")], 4)
        self.assertEqual((group["index"], group["low"], group["high"]), (None, 0, 100))
        group = rules.group_index([sub(state="not-applicable")], 4)
        self.assertEqual((group["index"], group["low"], group["high"]), (None, None, None))


class Stage(unittest.TestCase):
    def stage(self, core, enhanced, mature=3):
        """Levels; None blank, "n" not applicable."""
        make = lambda tier, levels: [
            sub(tier=tier, state="unanswered") if level is None else sub(tier=tier, state="not-applicable") if level == "n"
            else sub(tier=tier, evidenced=level) for level in levels]
        return rules.stage_of(make("core", core) + make("enhanced", enhanced), mature)

    def test_table(self):
        for core, enhanced, stage in (
                ([], [], "not-started"), ([0, 0], [4], "not-started"), ([None], [4], "not-started"), (["n"], [4], "not-started"),
                ([1, None], [], "core-under-way"), ([2, 1], [2], "core-under-way"), ([2, None], [2], "core-under-way"),
                ([2, 2], [], "core-in-place"), ([2, "n"], [0], "core-in-place"), ([2], [None], "core-in-place"),
                ([4], ["n"], "core-in-place"), ([2], [2], "enhanced-in-place"), ([3], [2, "n"], "enhanced-in-place"),
                ([3, 4], [3], "fully-mature"), ([3, "n"], [3, "n"], "fully-mature"), ([3], [3, None], "core-in-place")):
            self.assertEqual(self.stage(core, enhanced), stage, (core, enhanced))

    def test_mature_under_target(self):
        self.assertEqual(self.stage([2], [2], mature=1), "fully-mature")
        self.assertEqual(self.stage([1], [1], mature=1), "core-under-way")


class Order(unittest.TestCase):
    def test_gaps(self):
        gaps = [
            sub("later", pace="not-yet-due", order=0),
            sub("no-clock", pace="no-clock", order=1),
            sub("due-neither", pace="due", kind=None, order=2),
            sub("due-enabler", pace="due", kind="enabler", order=3),
            sub("due-second", pace="due", order=5),
            sub("due-first", pace="due", order=4),
            sub("due-nearer", pace="due", evidenced=1, order=6),
            sub("overdue-enhanced", pace="overdue", tier="enhanced", target=4, order=7),
            sub("overdue-core", pace="overdue", evidenced=1, order=8),
            sub("in-place", pace="in-place", evidenced=2, order=9),
            sub("blank", pace="unknown", state="unanswered", order=10)]
        self.assertEqual([gap.id for gap in rules.gaps_of(gaps)], [
            "overdue-core", "overdue-enhanced", "due-first", "due-second", "due-enabler", "due-neither", "due-nearer",
            "no-clock", "later"])

    def test_recommendations(self):
        gaps = [sub("o", pace="overdue"), sub("c"), sub("d"), sub("e", tier="enhanced"), sub("f", tier="enhanced", pace="overdue")]
        ideas = [
            idea("z-order-absent", "e"), idea("b-order", "e", order=2), idea("a-order", "e", order=2), idea("c-order", "e", order=1),
            idea("two-impacts", "e", impacts=("health", "quality")), idea("grade-b", "e", evidence="B"), idea("free", "e", cost="none"),
            idea("two-gaps", "ef", cost="small"), idea("core", "c", cost="small", evidence="E"), idea("two-core", "cd", cost="small"),
            idea("overdue-core", "o", cost="small", evidence="E"), idea("no-gap", "x"), idea("adopted", "ocdef"),
            idea("not-mine", "ocdef", who={"pcn"}), idea("bought", "ocdef", cost="commissioned")]
        found = rules.recommendations_of(ideas, gaps, "care-home", {"adopted"})
        self.assertEqual([one.id for one in found], [
            "overdue-core", "two-core", "core", "two-gaps", "free", "grade-b", "two-impacts", "c-order", "a-order", "b-order",
            "z-order-absent"])

    def test_commissioned_is_for_others(self):
        bought = idea("bought", "c", who={"pcn", "care-home"}, cost="commissioned")
        self.assertEqual(rules.recommendations_of([bought], [sub("c")], "pcn", set()), [bought])

    def test_which_counts(self):
        make = lambda date, assessor: SimpleNamespace(date=DATE(date), assessor=assessor)
        rounds = [make("2026-01-01", "national"), make("2026-02-01", "peer"), make("2026-02-01", "self"), make("2026-02-01", "regional")]
        self.assertIs(rules.counting(rounds), rounds[3])
        self.assertIs(rules.counting(rounds[:3]), rounds[1])

    def test_labels(self):
        self.assertEqual(sorted(["2.1", "1.10", "1.2", "1.2.1", "10.1"], key=reader.label_key), ["1.2", "1.2.1", "1.10", "2.1", "10.1"])


class Statistics(unittest.TestCase):
    def test_wilson(self):
        for successes, n, low, high in ((8, 10, 0.490162, 0.943318), (0, 10, 0, 0.277533), (5, 5, 0.565518, 1), (37, 120, 0.232727, 0.395830)):
            found = [float(bound) for bound in rules.wilson_plain(successes, n)]
            self.assertAlmostEqual(found[0], low, delta=5e-7)
            self.assertAlmostEqual(found[1], high, delta=5e-7)

    def test_special_rules(self):
        floats = lambda *numbers: [float(bound) for bound in rules.share_interval(*numbers)]
        self.assertEqual(rules.share_interval(0, 0, 0), (None, None))
        self.assertEqual(rules.share_interval(0, 0, 7), (None, None))
        self.assertEqual(floats(6, 12, 12), [0.5, 0.5])
        self.assertEqual(floats(0, 10, 11)[0], 0)
        self.assertEqual(floats(5, 5, 6)[1], 1)
        self.assertEqual(floats(5, 5, 5), [1, 1])
        self.assertAlmostEqual(floats(6, 9, 12)[0], 0.354, delta=5e-4)     # formats.md's example
        self.assertAlmostEqual(floats(6, 9, 12)[1], 0.879, delta=5e-4)

    def test_against_parent(self):
        def verdict(in_place, rated, denominator, responded, registered, parent):
            low, high = rules.share_interval(in_place, rated, denominator)
            share = Fraction(in_place, rated) if rated else None
            return rules.against_parent(share, low, high, rated, responded, registered, parent)
        self.assertEqual(verdict(8, 10, 20, 10, 20, Fraction(49, 100)), "higher")       # low is 0.490162
        self.assertEqual(verdict(8, 10, 20, 10, 20, Fraction(491, 1000)), "similar")
        self.assertEqual(verdict(8, 10, 20, 10, 20, Fraction(943, 1000)), "similar")    # high is 0.943318
        self.assertEqual(verdict(8, 10, 20, 10, 20, Fraction(944, 1000)), "lower")
        self.assertEqual(verdict(5, 10, 10, 10, 10, Fraction(1, 2)), "similar")         # the share itself, equal
        self.assertEqual(verdict(5, 10, 10, 10, 10, Fraction(499, 1000)), "higher")
        self.assertEqual(verdict(0, 10, 20, 10, 20, Fraction(0)), "similar")            # an end exactly 0
        self.assertEqual(verdict(4, 4, 4, 4, 4, Fraction(0)), "not-compared")
        self.assertEqual(verdict(5, 5, 17, 5, 17, Fraction(0)), "not-compared")         # 5 / 17 < 0.30
        self.assertEqual(verdict(6, 6, 20, 6, 20, Fraction(0)), "higher")               # 6 / 20 = 0.30
        self.assertEqual(verdict(6, 6, 20, 6, 20, None), "not-compared")
        self.assertEqual(verdict(0, 0, 20, 6, 20, Fraction(1)), "not-compared")

    def test_quantiles(self):
        values = [Fraction(v) for v in (15, 20, 35, 40, 50)]
        self.assertEqual([rules.quantile(values, Fraction(p, 4)) for p in range(5)], [15, 20, 35, 40, 50])
        values = [Fraction(v) for v in (4, 1, 3, 2)]               # R: quantile(1:4) is 1, 1.75, 2.5, 3.25, 4
        self.assertEqual([rules.quantile(values, Fraction(p, 4)) for p in range(5)],
                         [1, Fraction(7, 4), Fraction(5, 2), Fraction(13, 4), 4])
        self.assertEqual(rules.quantile([Fraction(7)], Fraction(1, 4)), 7)

    def test_lower_median(self):
        for values, median in (([], None), ([3], 3), ([4, 0], 0), ([1, 4, 2], 2), ([0, 1, 3, 4], 1)):
            self.assertEqual(rules.lower_median(values), median)


class Areas(unittest.TestCase):
    """Section 10's words: 6 of 9 rated homes; between 50% and 75% of all 12, whatever the other 3 would say."""

    SUB = reader.SubElement("s", "1.1", "e", "core", "clinical", (0, 12), frozenset({"care-home"}), 1, True)
    FRAMEWORK = reader.Framework("f", "1", 4, 2, 3, Evidence.REQUIRES, (), ["e"], [SUB])

    def workspace(self):
        row = lambda identity, kind, parent, beds=None, groups=(), start=None, end=None: reader.Row(
            identity, kind, parent, beds, groups, start, end)
        homes = [f"h{number:02}" for number in range(12)]
        register = {home: [row(home, "care-home", "pcn", 10 + number)] for number, home in enumerate(homes)}
        register["pcn"] = [row("pcn", "pcn", "ics")]
        register["ics"] = [row("ics", "ics", None)]
        register["owner"] = [row("owner", "provider", "ics")]
        register["h00"][0].groups = ("owner",)
        moved = DATE("2026-06-01")
        register["closed"] = [row("closed", "care-home", "pcn", 5, (), None, moved)]
        register["mover"] = [row("mover", "care-home", "pcn", 7, (), None, moved), row("mover", "care-home", "owner", 9, (), moved)]
        levels = [2, 2, 2, 2, 3, 4, 1, 1, 0]
        assessments = [reader.Assessment(home, "f", DATE("2026-06-01"), "self", None, frozenset(), {"s": {
            "level": level, "measure": 1, "outcome": 1, "validation": 1}}) for home, level in zip(homes, levels)]
        return reader.Workspace({"f": self.FRAMEWORK}, [], register, assessments)

    def test_example(self):
        found = score.plain(score.exact_result(self.workspace()))
        areas = {area["organisation"]: area for area in found["areas"]}
        self.assertEqual(list(areas), ["ics", "owner", "pcn"])
        self.assertEqual({key: area["registered"] for key, area in areas.items()}, {"ics": 13, "owner": 2, "pcn": 12})
        self.assertEqual({key: area["responded"] for key, area in areas.items()}, {"ics": 9, "owner": 1, "pcn": 9})
        self.assertEqual(areas["ics"]["registered_beds"], sum(range(10, 22)) + 9)
        sub_element = areas["pcn"]["sub_elements"][0]
        self.assertEqual((sub_element["rated"], sub_element["in_place"], sub_element["median"]), (9, 6, 2))
        self.assertEqual((sub_element["floor"], sub_element["ceiling"]), (0.5, 0.75))
        self.assertEqual(sub_element["levels"], [1, 2, 4, 1, 1])
        self.assertAlmostEqual(sub_element["share_beds"], 75 / 126)
        self.assertEqual(sub_element["against_parent"], "similar")
        self.assertEqual(areas["ics"]["sub_elements"][0]["against_parent"], "not-compared")

    def test_no_date_at_all(self):
        workspace = self.workspace()
        workspace.assessments = []
        workspace.programme = "f"
        found = score.exact_result(workspace)
        self.assertIsNone(found["as_at"])
        self.assertEqual({area["organisation"]: area["registered"] for area in found["areas"]}, {"ics": 14, "owner": 2, "pcn": 13})


class Reading(unittest.TestCase):
    def test_quoted_names_and_fences(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.md"
            path.write_text('+++\nid = "a"\n+++\nbody\n+++\nmore\n', "utf-8")
            self.assertEqual(reader.front_matter(path), {"id": "a"})
            path = Path(folder) / "organisations.csv"
            path.write_text('id,name,kind,parent,valid_from\nb,"B, of C",care-home,a,2026-01-01\nb,B,care-home,,\n', "utf-8")
            rows = reader.read_register(path)["b"]
            self.assertEqual([row.parent for row in rows], [None, "a"])


class Comparing(unittest.TestCase):
    def test_differences(self):
        same = {"a": [1, 2.0, None, True, "x"], "b": {}}
        self.assertEqual(list(compare.differences(same, {"a": [1.0, 2, None, True, "x"], "b": {}})), [])
        self.assertEqual(list(compare.differences(1e12, 1e12 + 1)), [])             # relative, for large numbers
        for found, expected in ((0.5, 0.5 + 2e-9), (1, True), (None, 0), ({"a": 1}, {}), ({}, {"a": 1}), ([1, 2], [2, 1]),
                                ([1], [1, 2]), ("1", 1), (None, {})):
            self.assertTrue(list(compare.differences(found, expected)), (found, expected))
        self.assertEqual(list(compare.differences({"a": [{"id": "x", "p": 1}]}, {"a": [{"id": "x", "p": 2}]})),
                         ["$.a[0: x].p: binary 1, reference 2"])


if __name__ == "__main__":
    unittest.main()
