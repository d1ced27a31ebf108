#!/usr/bin/env python3
"""Holds what a release is made with; builds nothing.

    check_release.py                     the workflow and the parts list, in seconds
    check_release.py --archive FOLDER    the archive that .ci/release put into FOLDER

The workflow is YAML, pins every action by its commit, gives each job no more than it names, and runs only what is there.
The parts list has every dependency of Cargo.toml, and each part with the checksum of Cargo.lock and the licence of its package.
An archive has its parts, one owner, one time, right sums, a parts list of just the packages that cargo says it built, and a
binary that asks the system for no library and builds a site by itself.
"""

import argparse
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What the machines of GitHub have and this one need not.
ELSEWHERE = {"gh"}
SHELLS = {"homeround.bash", "_homeround", "homeround.fish", "homeround.ps1", "homeround.elv"}


def output(*command):
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def command_fault(line):
    """Why a line of a workflow cannot be run, if so."""
    words = shlex.split(line)
    program, rest = words[0], words[1:]
    if program not in ELSEWHERE and not shutil.which(program):
        return f"there is no {program}"
    scripts = [word for word in rest if re.fullmatch(r"\.?[\w./-]+/[\w.-]+|[\w-]+\.(sh|py)", word) and program in ("bash", "python3")]
    if program in ("bash", "python3") and not (scripts and (ROOT / scripts[0]).is_file()):
        return f"{program} runs no file of the repository"
    if program == "cargo" and not re.search(rf"^    {re.escape(rest[0])}\b", output("cargo", "--list"), re.M):
        return f"cargo has no command {rest[0]}"
    return None


def check_workflow(path, faults):
    import yaml

    text = path.read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    name = path.relative_to(ROOT)
    if told.get("permissions") != {}:
        faults.append(f"{name}: what is not said for a job must be allowed to none: permissions: {{}}")
    for use in re.findall(r"uses: *(.*)$", text, re.M):
        if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use):
            faults.append(f"{name}: {use} is not pinned by its commit with the version beside it")
    commands = 0
    for job, what in told["jobs"].items():
        for key in ("permissions", "timeout-minutes", "runs-on"):
            if key not in what:
                faults.append(f"{name}: {job} has no {key}")
        for need in [what.get("needs", [])] if isinstance(what.get("needs", []), str) else what["needs"] if "needs" in what else []:
            if need not in told["jobs"]:
                faults.append(f"{name}: {job} needs {need}, which is not there")
        for line in [line for step in what["steps"] for line in step.get("run", "").splitlines()]:
            commands += 1
            fault = command_fault(line)
            if fault:
                faults.append(f"{name}: {job}: {line}: {fault}")
    return commands


def locked():
    """(name, version) -> its entry in Cargo.lock."""
    with open(ROOT / "Cargo.lock", "rb") as file:
        return {(one["name"], one["version"]): one for one in tomllib.load(file)["package"]}


def manifest(name, version):
    """What a package's own Cargo.toml says of it, where cargo has unpacked it."""
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    [path] = home.glob(f"registry/src/*/{name}-{version}/Cargo.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))["package"]


def built_packages(messages):
    """(name, version) of every package that cargo says it has built, from its own messages."""
    told = [json.loads(line) for line in messages.read_text(encoding="utf-8").splitlines()]
    ids = {one["package_id"] for one in told if one["reason"] == "compiler-artifact"}
    found = {re.search(r"[/#]([\w-]+)[@#]([\w.+-]+)$", one).groups() for one in ids}
    return found


def check_sbom(sbom, faults, built=None):
    lock = locked()
    own = sbom["metadata"]["component"]
    listed = {(one["name"], one["version"]): one for one in sbom["components"] if one.get("purl")}
    if built is not None and set(listed) != built - {(own["name"], own["version"])}:
        faults.append(f"the parts list has {sorted(set(listed) - built)} too many and {sorted(built - set(listed))} too few")
    with open(ROOT / "Cargo.toml", "rb") as file:
        own_manifest = tomllib.load(file)
    names = {name for name, _ in listed}
    faults += [f"{one} is a dependency and no part" for one in own_manifest["dependencies"] if one not in names]
    for (name, version), one in listed.items():
        if one["hashes"] != [{"alg": "SHA-256", "content": lock[name, version]["checksum"]}]:
            faults.append(f"the checksum of {name} {version} is not that of Cargo.lock")
        licence = manifest(name, version)["license"].replace("/", " OR ")
        if one["licenses"] != [{"expression": licence}]:
            faults.append(f"the licence of {name} is {licence}, and the parts list says {one['licenses']}")
    refs = {own["bom-ref"]} | {one["bom-ref"] for one in sbom["components"]}
    edges = {one["ref"]: one["dependsOn"] for one in sbom["dependencies"]}
    if not all(ref in refs for one in sbom["dependencies"] for ref in [one["ref"], *one["dependsOn"]]):
        faults.append("the parts list tells of needs that are no parts")
    if not edges.get(own["bom-ref"]):
        faults.append("the parts list does not say what the program needs")
    if (sbom["bomFormat"], sbom["specVersion"]) != ("CycloneDX", "1.5"):
        faults.append("the parts list is not CycloneDX 1.5")
    return len(listed)


def make_sbom(target):
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "sbom.json", Path(folder) / "licences.txt"
        command = [sys.executable, "-B", str(ROOT / ".ci/sbom.py"), target, *map(str, files)]
        subprocess.run(command, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": "1"})
        return tuple(file.read_text(encoding="utf-8") for file in files)


def check_parts(faults):
    target = re.search(r"^host: (.*)$", output("rustc", "-vV"), re.M)[1]
    first, licences = make_sbom(target)
    if (first, licences) != make_sbom(target):
        faults.append("the parts list has other bytes when it is made again")
    sbom = json.loads(first)
    linked = [one for one in sbom["components"] if one["scope"] == "required" and one.get("purl")]
    for one in linked:
        if f"\n{one['name']} {one['version']}: " not in licences:
            faults.append(f"no licence text of {one['name']}")
    return check_sbom(sbom, faults)


def check_archive(folder, faults):
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    for name, wanted in sums.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted:
            faults.append(f"the sum of {name} is not right")
    [archive] = [folder / name for name in sums if name.endswith(".tar.gz")]
    stem = archive.name.removesuffix(".tar.gz")
    target = stem.split("-", 2)[2]
    with tempfile.TemporaryDirectory() as place, tarfile.open(archive) as tar:
        members = tar.getmembers()
        if {(one.uid, one.gid, one.mtime) for one in members} != {(0, 0, members[0].mtime)}:
            faults.append("the archive tells who made it, or when")
        if [one.name for one in members] != sorted((one.name for one in members), key=lambda name: name.split("/")):
            faults.append("the archive is not in order")
        tar.extractall(place, filter="data")
        top = Path(place) / stem
        files = {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
        program = top / "homeround"
        commands = re.findall(r"^  ([a-z]+) ", subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout, re.M)
        frameworks = [path.parent.name for path in (ROOT / "content/frameworks").glob("*/framework.toml")]
        wanted = {"homeround", "README.md", "CONTRIBUTING.md", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-LICENCES.txt", "sbom.cdx.json",
                  "man/man1/homeround.1", "content/registers/README.md"}
        wanted |= {f"completions/{one}" for one in SHELLS} | {f"man/man1/homeround-{one}.1" for one in commands}
        wanted |= {f"schemas/{one}.schema.json" for one in frameworks}
        wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "content/guide").iterdir()}
        if files != wanted or len(commands) < 15:
            faults.append(f"the archive has {sorted(files - wanted)} too many and {sorted(wanted - files)} too few")
        for file in files - {"homeround"}:
            if not (top / file).read_bytes().strip():
                faults.append(f"{file} is empty")
        with open(program, "rb") as file:
            binary = file.read()
        if b"/ld-linux" in binary or b"/ld-musl" in binary:
            faults.append("the binary asks the system for a linker")
        for trace in (str(ROOT), str(Path.home() / ".cargo"), str(Path.home() / ".rustup")):
            if trace.encode() in binary:
                faults.append(f"the binary tells of {trace}")
        built = built_packages(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / target / "release" / "built.json")
        check_sbom(json.loads((top / "sbom.cdx.json").read_text(encoding="utf-8")), faults, built)
        # The program alone, in an empty folder, builds a site.
        subprocess.run([program, "init", "area"], cwd=place, check=True, capture_output=True)
        done = subprocess.run([program, "build", "--root", "area"], cwd=place, capture_output=True, text=True)
        if done.returncode != 0:
            faults.append(f"the program builds no site: {done.stderr}")
    return len(files)


def main():
    parser = argparse.ArgumentParser(description="Hold what a release is made with.")
    parser.add_argument("--archive", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    faults = []
    if arguments.archive:
        told = f"{check_archive(arguments.archive, faults)} files in the archive"
    else:
        workflows = sorted((ROOT / ".github/workflows").glob("*.yml"))
        commands = sum(check_workflow(path, faults) for path in workflows)
        told = f"{len(workflows)} workflow, {commands} commands, {check_parts(faults)} packages"
        if not commands:
            faults.append("no workflow runs anything")
    print("\n".join([*faults, f"{told}: {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
