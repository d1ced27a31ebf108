"""Opens workbooks in LibreOffice, fills them in as a person would, and saves each as XLSX and as ODS.

Called with a folder that holds blank.xlsx, blank.ods, last.xlsx, last.ods and typed.json; it writes blank-xlsx-as.ods
and so on beside them. Needs Debian's libreoffice-calc and python3-uno.
"""

import json
import pathlib
import subprocess
import sys
import time
from datetime import date

try:
    import uno
    from com.sun.star.beans import PropertyValue
except ImportError:
    sys.exit("Python cannot talk to LibreOffice: the package python3-uno is missing.")

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}


def properties(**values):
    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


def connect(folder):
    """A LibreOffice of our own, with a profile of its own, and its desktop."""
    pipe = "homeround" + folder.name.strip(".")
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--nologo",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        if office.poll() not in (None, 0, 81):
            sys.exit(f"soffice ended with {office.returncode}")
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # not there yet
            time.sleep(0.25)
    office.kill()
    sys.exit("LibreOffice did not start within a minute")


def put(cell, text):
    """Types a text: a date, a number or words; after an apostrophe words alone."""
    if text.startswith("'"):
        cell.String = text[1:]
    elif len(text) == 10 and text[4] == text[7] == "-":
        # The cell has the format of a date already; typing a date leaves a number of days.
        cell.Value = (date.fromisoformat(text) - date(1899, 12, 30)).days
    elif text.isdigit():
        cell.Value = int(text)
    else:
        cell.String = text


def rows_of(sheet, column):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress.EndRow
    return {sheet.getCellByPosition(column, row).String: row for row in range(last, -1, -1)}, last


def fill(document, typed):
    answers = document.Sheets.getByName("Answers")
    headings = {answers.getCellByPosition(column, 0).String: column for column in range(40)}
    ids, last = rows_of(answers, 0)
    for name, heading, text in typed:
        put(answers.getCellByPosition(headings[heading], ids[name]), text)
    # The last row is one of those for further evidence.
    put(answers.getCellByPosition(0, last), "named-gp")
    put(answers.getCellByPosition(headings["Evidence: what there is"], last), "A second rota")
    put(answers.getCellByPosition(headings["Evidence: its date"], last), "2026-06-01")
    about = document.Sheets.getByName("About you")
    rows, _ = rows_of(about, 0)
    for label, text in [
        ("Date of these answers", "2026-09-30"),
        ("Organisation (its id)", "larkhollow-house"),
        ("Completed by (a role, not a name)", "Deputy manager"),
        ("May be published", "yes"),
    ]:
        put(about.getCellByPosition(1, rows[label]), text)


def check(document):
    """What a person meets: every sheet in sight and locked but for the cells to fill in, and lists where they belong."""
    for name in document.Sheets.ElementNames:
        sheet = document.Sheets.getByName(name)
        assert sheet.IsVisible, f"{name} is hidden"
        assert sheet.isProtected(), f"{name} is not protected"
    answers = document.Sheets.getByName("Answers")
    headings = {answers.getCellByPosition(column, 0).String: column for column in range(40)}
    for heading, locked in [("Id (do not change)", True), ("Question", True), ("Level", False), ("Note", False)]:
        cell = answers.getCellByPosition(headings[heading], 1)
        assert cell.CellProtection.IsLocked == locked, f"{heading} is locked: {not locked}"
    for heading, kind in [
        ("Level", "LIST"),
        ("Note", "TEXT_LEN"),
        ("Measure: how many", "WHOLE"),
        ("Measure: counted on", "DATE"),
    ]:
        found = answers.getCellByPosition(headings[heading], 1).Validation.Type.value
        assert found == kind, f"{heading} is checked as {found} in {document.URL}"


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    typed = json.loads((folder / "typed.json").read_text(encoding="utf-8"))
    try:
        office, desktop = connect(folder)
    except FileNotFoundError:
        sys.exit("soffice is missing: the package libreoffice-calc.")
    try:
        for name in ["blank", "last"]:
            for kind in FILTERS:
                url = (folder / f"{name}.{kind}").as_uri()
                document = desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True))
                check(document)
                if name == "blank":
                    fill(document, typed)
                for other, filter_name in FILTERS.items():
                    to = (folder / f"{name}-{kind}-as.{other}").as_uri()
                    document.storeToURL(to, properties(FilterName=filter_name))
                document.close(True)
    finally:
        try:
            desktop.terminate()
            office.wait(20)
        except Exception:  # it is gone, or will be
            office.kill()


main()
