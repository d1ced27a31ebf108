"""A folder with a published site and a workspace that would publish another, and what must hold whatever happens.

The oracle knows nothing of how the program works: clean builds of both workspaces say what the old site and the new one
are, byte for byte, and the list of files that each site holds of itself says the same a second time.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

MANIFEST = "homeround-manifest.json"
STRAY = {"notes.txt": b"somebody's own notes", "minutes/2026.txt": b"minutes"}
# What the program makes beside a site while it works.
OWN = ("site", "site.staging", "site.previous", "site.journal", "site.lock")


class Wrong(Exception):
    """Something was lost, mixed or told wrongly."""


def tree(folder):
    """Every file below a folder with the digest of its bytes; links by what they say."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = "link " + os.readlink(path)
        elif path.is_file():
            found[name] = hashlib.sha256(said(path)).hexdigest()
    return found


def said(path):
    """What a file says; of the list of files not what they were made from, which a fault keeps from being told."""
    if path.name != MANIFEST:
        return path.read_bytes()
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = (line.rstrip(",") for line in lines if '"made_from"' not in line)
    return "\n".join(kept).encode()


def agrees_with_its_list(folder):
    """Whether a site is what its own list of files says."""
    listed = json.loads((Path(folder) / MANIFEST).read_text(encoding="utf-8"))
    text = json.dumps(listed)
    found = {name: digest for name, digest in tree(folder).items() if name != MANIFEST and name not in STRAY}
    return all(name in text and digest in text for name, digest in found.items())


class Ground:
    """What every try begins with."""

    def __init__(self, program, project):
        self.program = str(Path(program).resolve())
        self.folder = Path(tempfile.mkdtemp(prefix="homeround-long-"))
        os.chmod(self.folder, 0o755)
        self.one, self.two = self.folder / "one", self.folder / "two"
        for name in (self.one, self.two):
            shutil.copytree(project, name, symlinks=True)
        change(self.two)
        self.sites = {}
        for name in (self.one, self.two):
            out = self.folder / f"site-of-{name.name}"
            subprocess.run([self.program, "build", "--root", name, "--out", out], check=True, capture_output=True)
            self.sites[name.name] = tree(out)
        self.old, self.new = self.sites["one"], self.sites["two"]
        if self.old == self.new or not agrees_with_its_list(self.folder / "site-of-one"):
            raise Wrong("the two sites prove nothing")
        self.inputs = tree(self.two)

    def fresh(self, where=None):
        """A new folder with the second workspace and the first one's site, with files of somebody's own in it."""
        place = Path(tempfile.mkdtemp(dir=where or self.folder, prefix="try-"))
        os.chmod(place, 0o755)
        shutil.copytree(self.two, place / "workspace", symlinks=True)
        shutil.copytree(self.folder / "site-of-one", place / "site", symlinks=True)
        for name, words in STRAY.items():
            (place / "site" / name).parent.mkdir(exist_ok=True)
            (place / "site" / name).write_bytes(words)
        return place

    def command(self, place):
        return [self.program, "build", "--root", str(place / "workspace"), "--out", str(place / "site")]

    def build(self, place, before=(), **more):
        """A build with words before its command; its code is negative where a signal ended it."""
        done = subprocess.run([*before, *self.command(place)], capture_output=True, timeout=300, check=False, **more)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def site(self, place, folder="site"):
        """`old` or `new`, or nothing; anything else is wrong."""
        out = place / folder
        if not out.exists():
            return None
        found = tree(out)
        for name in STRAY:
            found.pop(name, None)
        for word, wanted in (("old", self.old), ("new", self.new)):
            if found == wanted:
                if not agrees_with_its_list(out):
                    raise Wrong("the site is not what its list of files says")
                return word
        raise Wrong(f"the site is neither the old one nor the new one: {differences(self.old, found)} {differences(self.new, found)}")

    def hold(self, place, may_be_between=False):
        """What holds at every moment: one whole site, the inputs as they were, nobody's own file lost."""
        if tree(place / "workspace") != self.inputs:
            raise Wrong("an input was changed")
        known = {"workspace", *OWN}
        beside = sorted(name for name in os.listdir(place) if name not in known and not name.startswith("site.kept"))
        if beside:
            raise Wrong(f"{beside} was left beside the site")
        whole = {digest for found in place.rglob("*") if found.is_file() for digest in [found.read_bytes()]}
        for name, words in STRAY.items():
            if words not in whole:
                raise Wrong(f"{name}, which somebody put into the site, is lost")
        state = self.site(place)
        if state is None and may_be_between and self.site(place, "site.previous") == "old":
            return "between"
        if state is None:
            raise Wrong("there is no site")
        return state

    def ended_by_itself(self, place, code, err, told=True, published_all_the_same=False, starved=False):
        """Holds the exit code and the message to what became of the site. A system that gives neither memory nor
        threads may end it as it does; the words are then those of a fault of the program."""
        state = self.hold(place)
        if code == 0 and state != "new":
            raise Wrong("it says that it published and did not")
        if starved and code == 70 and "Nothing was published in part" in err:
            return state
        if code not in (0, 1, 3, 4):
            raise Wrong(f"it ended with {code}: {err}")
        if code != 0 and state != "old" and not published_all_the_same:
            raise Wrong(f"it ended with {code} and published: {err}")
        if code != 0 and told and not err.strip():
            raise Wrong(f"it ended with {code} and said nothing")
        if "panicked" in err or "fault in homeround" in err or "fault of its own" in err:
            raise Wrong(f"it crashed: {err}")
        if code != 0 and told and not published_all_the_same and not any(words in err for words in NOTHING_PUBLISHED):
            raise Wrong(f"it does not say that nothing was published: {err}")
        return state

    def heals(self, place):
        """The next build publishes the new site and leaves nothing beside it but what it kept."""
        code, _, err = self.build(place)
        if code != 0:
            raise Wrong(f"the next build ended with {code}: {err}")
        if self.hold(place) != "new":
            raise Wrong("the next build did not publish")
        left = [name for name in os.listdir(place) if name not in ("workspace", "site") and not name.startswith("site.kept")]
        if left:
            raise Wrong(f"the next build left {left}")
        shutil.rmtree(place)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


NOTHING_PUBLISHED = ("Nothing was published", "Nothing was changed", "site published last")


def change(workspace):
    """Makes every page another one, and one page fewer."""
    settings = workspace / "homeround.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('title = "', 'title = "The second ', 1), encoding="utf-8")
    answers = sorted((workspace / "answers").rglob("*.toml"))
    answers[0].unlink()


def differences(wanted, found):
    names = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    return f"{len(names)} files differ, as {names[:3]}"


def killed(code):
    """Whether a signal ended it, of itself or through the program that watched it."""
    return code < 0 or code in (128 + signal.SIGKILL, 128 + signal.SIGABRT)
