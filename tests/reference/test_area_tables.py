"""Hand-worked cases of the tables about areas and progress: python3 -m unittest discover -s tests/reference"""

import datetime
import sys
import unittest
from fractions import Fraction

sys.dont_write_bytecode = True

import area_tables
import compare_tables
import reader
import score

DATE = datetime.date.fromisoformat
SUBS = [reader.SubElement(name, f"1.{place}", "e", "core", None, None, frozenset({"care-home"}), 1, True, place)
        for place, name in enumerate(("s", "t"))]
FRAMEWORK = reader.Framework("f", "1", 4, 2, 3, [set()] * 5, (), ["e"], SUBS)


def tables(assessments, rows=None, as_at="2026-10-01"):
    """The tables of a workspace; assessments are (organisation, date, assessor, levels of s and t)."""
    made = [reader.Assessment(organisation, "f", DATE(date), assessor, None, frozenset(),
                              {name: level for name, level in zip("st", levels) if level is not None})
            for organisation, date, assessor, *levels in assessments]
    register = {"pcn": [reader.Row("pcn", "pcn", None, None, (), None, None)]} | (rows or {})
    for one in made:
        register.setdefault(one.organisation, [reader.Row(one.organisation, "care-home", "pcn", None, (), None, None)])
    workspace = reader.Workspace({"f": FRAMEWORK}, [], register, made, DATE(as_at), programme="f")
    return area_tables.tables_of(workspace, score.score_assessments(workspace, workspace.as_at))


class Agreement(unittest.TestCase):
    def levels(self, *assessments):
        """(pairs, self higher, self lower) of s."""
        row = tables(assessments)["area_agreement"].get(("pcn", "f", "s"))
        return row and (row["pairs"], row["self_higher"], row["self_lower"])

    def test_kappa(self):
        # Counts of self against other, levels 0 to 2; scikit-learn's cohen_kappa_score with quadratic weights.
        counts = [[2, 3, 0], [4, 1, 2], [0, 1, 7]]
        pairs = [(a, b) for a, row in enumerate(counts) for b, n in enumerate(row) for _ in range(n)]
        row = area_tables.agreement_row(pairs)
        self.assertAlmostEqual(float(row["kappa"]), 0.63099630996, 10)
        self.assertEqual((row["same"], row["within_one"], row["self_higher"], row["self_lower"]), (10, 20, 5, 5))

    def test_nulls(self):
        nine, alike = area_tables.agreement_row([(1, 2)] * 9), area_tables.agreement_row([(2, 2)] * 10)
        self.assertEqual((nine["exact"], nine["near"], nine["kappa"]), (None, None, None))
        self.assertEqual((alike["exact"], alike["near"], alike["kappa"]), (1, 1, None))
        # Nobody alike, everybody the same pair: 1 expected, 1 seen.
        self.assertEqual(area_tables.agreement_row([(1, 2)] * 10)["kappa"], 0)

    def test_the_earlier_of_two_as_near(self):
        near = [("h", "2026-05-31", "self", 4), ("h", "2026-06-30", "peer", 2), ("h", "2026-07-30", "self", 0)]
        self.assertEqual(self.levels(*near), (1, 1, 0))

    def test_at_most_183_days(self):
        self.assertEqual(self.levels(("h", "2026-03-01", "self", 1), ("h", "2026-08-31", "peer", 2)), (1, 0, 1))
        self.assertIsNone(self.levels(("h", "2026-02-28", "self", 1), ("h", "2026-08-31", "peer", 2)))

    def test_the_latest_of_others_and_the_highest(self):
        self.assertEqual(self.levels(
            ("h", "2026-06-01", "self", 2), ("h", "2026-06-01", "national", 4), ("h", "2026-07-01", "peer", 4),
            ("h", "2026-07-01", "regional", 1)), (1, 1, 0))


class OverTime(unittest.TestCase):
    def test_an_assessment_stands_for_366_days(self):
        found = tables([("h", "2025-03-30", "self", 2), ("i", "2025-03-29", "self", 2)])["area_sub_element_quarters"]
        ends = {key[3]: row["rated"] for key, row in found.items() if key[2] == "now" and key[4] == "s"}
        self.assertEqual(ends, {"2025-03-31": 2, "2025-06-30": 2, "2025-09-30": 2, "2025-12-31": 2, "2026-03-31": 1})

    def test_a_newer_blank_stands_over_an_older_level(self):
        found = tables([("h", "2026-01-01", "self", 2), ("h", "2026-06-30", "self", None)])["area_sub_element_quarters"]
        self.assertEqual([found["pcn", "f", "now", end, "s"]["rated"] for end in ("2026-03-31", "2026-06-30")], [1, 0])

    def test_then_is_who_was_there_on_the_day(self):
        moved = DATE("2026-06-30")
        rows = {"old": [reader.Row("old", "pcn", None, None, (), None, None)],
                "h": [reader.Row("h", "care-home", "old", None, (), None, moved), reader.Row("h", "care-home", "pcn", None, (), moved, None)]}
        found = tables([("h", "2026-01-01", "self", 2)], rows)["area_quarters"]
        self.assertEqual(sorted(key[2:] for key in found), [
            ("now", "2026-03-31"), ("now", "2026-06-30"), ("now", "2026-09-30"), ("then", "2026-06-30"), ("then", "2026-09-30")])

    def test_no_share_of_fewer_than_5(self):
        found = tables([(f"h{n}", "2026-09-01", "self", 2 if n else 1, 0 if n else None) for n in range(5)])
        row = lambda sub: found["area_sub_element_quarters"]["pcn", "f", "now", "2026-09-30", sub]
        self.assertEqual((row("s")["percent"], row("t")["percent"]), (80, None))


class Runs(unittest.TestCase):
    def test_a_median_needs_six_quarters_and_limits_twelve(self):
        run = lambda *some: area_tables.run_row([(one, 10) for one in some])
        self.assertEqual(area_tables.run_row([(1, 10)] * 5 + [(1, 4)])["median"], None)
        self.assertEqual(run(1, 2, 3, 4, 5, 9)["median"], 35)
        # Mean 15, every moving range 10: 15 - 26.6 is below 0, 15 + 26.6 is 41.6.
        row = run(*[1, 2] * 6, 9)
        self.assertEqual((row["quarters"], row["mean"], row["lower"], row["upper"]), (13, 15, 0, Fraction(416, 10)))
        self.assertIsNone(run(*[1, 2] * 5, 1)["lower"])

    def test_shares_of_stages_and_sub_elements(self):
        found = tables([(f"h{n}", "2026-09-01", "self", 2, 2 if n else 1) for n in range(5)])["area_runs"]
        self.assertEqual({key[2:] for key in found}, {("stage", "core-in-place"), ("sub-element", "s"), ("sub-element", "t")})
        self.assertEqual(found["pcn", "f", "stage", "core-in-place"]["quarters"], 1)


class Progress(unittest.TestCase):
    def rows(self, *assessments):
        return {(key[2], key[3]): row for key, row in tables(assessments)["progress"].items() if key[4] == "core"}

    def test_levels_are_counted_up_to_the_target(self):
        row = self.rows(("h", "2025-01-01", "self", 0, 4), ("h", "2026-01-01", "self", 1, 3))["2026-01-01", "self"]
        self.assertEqual((row["both"], row["gained"], row["missing"], row["progress"], row["slipped"]), (2, 1, 2, Fraction(1, 2), 1))
        row = self.rows(("h", "2025-01-01", "self", 4), ("h", "2026-01-01", "self", 1))["2026-01-01", "self"]
        self.assertEqual((row["gained"], row["missing"], row["progress"], row["slipped"]), (-1, 0, None, 1))

    def test_the_baseline_is_of_the_same_sort(self):
        found = self.rows(("h", "2025-01-01", "self", 0), ("h", "2025-02-01", "peer", 1), ("h", "2025-02-01", "national", 0),
                          ("h", "2026-01-01", "regional", 2), ("h", "2026-02-01", "self", 2))
        self.assertEqual({key: (row["baseline"], row["missing"]) for key, row in found.items()}, {
            ("2026-01-01", "regional"): ("2025-02-01", 2), ("2026-02-01", "self"): ("2025-01-01", 2)})


class Cells(unittest.TestCase):
    def test_what_agrees(self):
        third = Fraction(1, 3)
        for cell, value, agrees in (("", None, True), ("0", None, False), ("", 0, False), ("1", 1, True), ("1", 2, False),
                                    ("0.33333333333333", third, True), ("0.3333", third, False), ("true", True, True),
                                    ("x", third, False), ("pcn", "pcn", True), ("1", third, False)):
            self.assertEqual(compare_tables.agrees(cell, value), agrees, (cell, value))


if __name__ == "__main__":
    unittest.main()
