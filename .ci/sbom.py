#!/usr/bin/env python3
"""Writes what a release is made of: sbom.py TARGET SBOM LICENCES

SBOM is CycloneDX 1.5 as JSON: every package of Cargo.lock that a release for TARGET is built of, with its checksum, its
licence and what it needs; those that run only while compiling have the scope "excluded". LICENCES holds the licence texts
of the packages that are in the binary. SOURCE_DATE_EPOCH is the time that both tell. The same inputs give the same bytes.
"""

import datetime
import json
import os
import re
import subprocess
import sys
import tomllib
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXTS = re.compile(r"(un)?licen[cs]e|copying|copyright|notice", re.IGNORECASE)


def output(*command):
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def expression(licence):
    """A licence as SPDX writes it; older packages put a stroke between two of which one may be chosen."""
    return licence.replace("/", " OR ") if licence else "NOASSERTION"


def address(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


class Packages:
    """What cargo knows of the packages of a release."""

    def __init__(self, target):
        metadata = json.loads(output("cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target))
        self.by_id = {package["id"]: package for package in metadata["packages"]}
        self.nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
        self.root = metadata["resolve"]["root"]
        with open(ROOT / "Cargo.lock", "rb") as file:
            self.checksums = {(one["name"], one["version"]): one.get("checksum") for one in tomllib.load(file)["package"]}
        # `cargo metadata` also tells of what is there only because the tests ask for more of a package; `cargo tree` does not.
        lines = output("cargo", "tree", "--locked", "--target", target, "--edges", "normal,build", "--prefix", "none", "--no-dedupe").splitlines()
        built = {tuple(line.split()[:2]) for line in lines if line}
        self.used = {one for one, told in self.by_id.items() if (told["name"], f"v{told['version']}") in built}
        self.linked = self.reached()

    def is_macro(self, package):
        return any("proc-macro" in target["kind"] for target in self.by_id[package]["targets"])

    def needs(self, package, kinds=(None, "build")):
        """What a package needs to be built, without what its own tests need."""
        needs = [one for one in self.nodes[package]["deps"] if any(kind["kind"] in kinds for kind in one["dep_kinds"])]
        found = [one["pkg"] for one in needs if one["pkg"] in self.used]
        return sorted(found, key=lambda one: address(self.by_id[one]))

    def reached(self):
        """What is in the binary: macros and what only they need have done their work by then."""
        found, todo = set(), [self.root]
        while todo:
            package = todo.pop()
            if package not in found and not self.is_macro(package):
                found.add(package)
                todo.extend(self.needs(package, kinds=(None,)))
        return found


def component(packages, package):
    told = packages.by_id[package]
    return {
        "type": "library",
        "bom-ref": address(told),
        "name": told["name"],
        "version": told["version"],
        "scope": "required" if package in packages.linked else "excluded",
        "hashes": [{"alg": "SHA-256", "content": packages.checksums[told["name"], told["version"]]}],
        "licenses": [{"expression": expression(told["license"])}],
        "purl": address(told),
    }


def runtime(target):
    """What every Rust program holds besides its packages."""
    release = re.search(r"^release: (.*)$", output("rustc", "-vV"), re.M)[1]
    found = [{"type": "library", "bom-ref": f"rust-std@{release}", "name": "rust-std", "version": release, "scope": "required",
              "licenses": [{"expression": "MIT OR Apache-2.0"}]}]
    if target.endswith("-musl"):
        found.append({"type": "library", "bom-ref": "musl", "name": "musl", "scope": "required", "licenses": [{"expression": "MIT"}],
                      "description": f"the C library that comes with rust-std {release}"})
    elif "-linux-gnu" in target:
        found.append({"type": "library", "bom-ref": "glibc", "name": "glibc", "scope": "required",
                      "licenses": [{"expression": "LGPL-2.1-or-later"}], "description": "the C library of the machine that built this"})
    return found


def sbom(packages, target, moment):
    own = packages.by_id[packages.root]
    in_order = sorted(packages.used - {packages.root}, key=lambda one: (packages.by_id[one]["name"], packages.by_id[one]["version"]))
    components = [component(packages, one) for one in in_order] + runtime(target)
    edges = [{"ref": address(packages.by_id[one]), "dependsOn": sorted({address(packages.by_id[need]) for need in packages.needs(one)})}
             for one in [packages.root, *in_order]]
    main = {"type": "application", "bom-ref": address(own), "name": own["name"], "version": own["version"],
            "description": own["description"], "licenses": [{"expression": own["license"]}], "purl": address(own)}
    body = {"metadata": {"timestamp": moment, "component": main, "properties": [{"name": "target", "value": target}]},
            "components": components, "dependencies": edges}
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body, sort_keys=True))
    return {"$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.5",
            "serialNumber": f"urn:uuid:{serial}", "version": 1} | body


def licences(packages):
    """The licence texts of what is in the binary, package after package."""
    parts = ["The binary of homeround holds these packages. Their authors' licences follow, as they stand in each package."]
    told_in = {}
    for package in sorted(packages.linked - {packages.root}, key=lambda one: address(packages.by_id[one])):
        told = packages.by_id[package]
        folder = Path(told["manifest_path"]).parent
        texts = sorted(path for path in folder.iterdir() if path.is_file() and TEXTS.match(path.name))
        parts.append(f"{'=' * 80}\n{told['name']} {told['version']}: {expression(told['license'])}\n"
                     + (f"{told['repository']}\n" if told["repository"] else ""))
        for path in texts:
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            first = told_in.setdefault(text, f"{path.name} of {told['name']}")
            parts.append(f"--- {path.name}\n{text}" if first == f"{path.name} of {told['name']}" else f"--- {path.name}: as {first}, above")
        if not texts:
            parts.append(f"The package holds no text of its licence; by {', '.join(told['authors']) or 'its contributors'}.")
    return "\n\n".join(parts) + "\n"


def main():
    target, sbom_path, licences_path = sys.argv[1:]
    moment = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    packages = Packages(target)
    Path(sbom_path).write_text(json.dumps(sbom(packages, target, moment), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    Path(licences_path).write_text(licences(packages), encoding="utf-8")


if __name__ == "__main__":
    main()
