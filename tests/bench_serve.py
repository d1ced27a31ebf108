"""How long after a change in an answers file `homeround serve` shows the changed page.

    python3 tests/bench_serve.py PROGRAM WORKSPACE

Changes the note of one home nine times, asks for the home's page until it shows the change, and prints the median and the
longest time in milliseconds. `tests/bench.sh` calls it with a sampled workspace, which it changes.
"""

import pathlib
import re
import subprocess
import sys
import time
import urllib.request


def main(program, workspace):
    answers = sorted(pathlib.Path(workspace, "answers").rglob("*.toml"))
    latest = {path.name.rsplit("-", 3)[0]: path for path in answers}
    home, path = next((home, path) for home, path in latest.items() if "\n[answers." in path.read_text())
    before = path.read_text()
    command = [program, "serve", "--root", workspace, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as serving:
        try:
            address = re.search(r"http://\S+/", serving.stdout.readline()).group()
            page = f"{address}organisations/{home}.html"
            taken = [shown_after(path, before, page, number) for number in range(9)]
        finally:
            serving.terminate()
            path.write_text(before)
    taken.sort()
    print(f"serve: a changed page is shown after {taken[len(taken) // 2]:.0f} ms (at most {taken[-1]:.0f})")


def shown_after(path, before, page, number):
    mark = f"Looked at again, number {number}."
    changed = re.sub(r'\nnote = "[^"\n]*"', f'\nnote = "{mark}"', before)
    time.sleep(0.7)
    path.write_text(changed)
    began = time.monotonic()
    while time.monotonic() - began < 60:
        with urllib.request.urlopen(page) as answer:
            if mark in answer.read().decode():
                return 1000 * (time.monotonic() - began)
        time.sleep(0.004)
    raise SystemExit(f"{page} never showed the change in {path}")


main(*sys.argv[1:])
