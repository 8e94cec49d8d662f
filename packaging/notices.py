#!/usr/bin/env python3
"""What is inside the program: THIRD-PARTY.txt with the licence of every crate that a target links, and a
CycloneDX list of the same (sbom.json). Reads `cargo metadata` and the sources that cargo has fetched."""

import argparse
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXTS = re.compile(r"^(licen[cs]e|copying|notice|unlicense)", re.IGNORECASE)
# Enough for every licence text; what is longer is something else.
LONGEST = 64 * 1024


def metadata(target):
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def linked(meta):
    """The crates that the program is linked from: macros included, those of tests and build scripts not."""
    nodes = {node["id"]: node for node in meta["resolve"]["nodes"]}
    packages = {package["id"]: package for package in meta["packages"]}
    root = meta["resolve"]["root"]
    found, todo = set(), [root]
    while todo:
        for dep in nodes[todo.pop()]["deps"]:
            if dep["pkg"] not in found and any(kind["kind"] is None for kind in dep["dep_kinds"]):
                found.add(dep["pkg"])
                todo.append(dep["pkg"])
    ordered = sorted((packages[found_id] for found_id in found), key=lambda p: (p["name"], p["version"]))
    return packages[root], ordered


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    named = [folder / package["license_file"]] if package.get("license_file") else []
    for path in sorted({*named, *(p for p in folder.iterdir() if TEXTS.match(p.name))}):
        if path.is_file() and path.stat().st_size <= LONGEST:
            yield path.name, path.read_text("utf-8", "replace").replace("\r\n", "\n").strip()


def notices(packages):
    """Every crate with its licence; a text that several share stands once."""
    bodies, numbers, heads, without = [], {}, [], []
    for package in packages:
        own = []
        for name, text in texts(package):
            key = re.sub(r"\s+", " ", text)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                bodies.append((numbers[key], name, text))
            own.append(numbers[key])
        if not own:
            without.append(package["name"])
        where = package.get("repository") or package.get("homepage") or ""
        seen = ", ".join(f"[{number}]" for number in own) or "no text in the crate"
        heads.append(f"{package['name']} {package['version']}\n  {package['license'] or '?'} {seen}\n  {where}")
    parts = ["keyplan contains these works of others, each under its licence. The texts follow by number.\n"]
    parts += ["\n".join(heads), ""]
    parts += [f"{'=' * 78}\n[{number}] {name}\n\n{text}\n" for number, name, text in bodies]
    return "\n".join(parts), without


def component(package, kind):
    entry = {
        "type": kind,
        "bom-ref": f"pkg:cargo/{package['name']}@{package['version']}",
        "name": package["name"],
        "version": package["version"],
        "purl": f"pkg:cargo/{package['name']}@{package['version']}",
    }
    if package["license"]:
        # `MIT/Apache-2.0` is an older way to write the same.
        entry["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    return entry


def sbom(root, packages):
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(root, "application")},
        "components": [component(package, "library") for package in packages],
    }


def write(target, folder):
    root, packages = linked(metadata(target))
    text, without = notices(packages)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "THIRD-PARTY.txt").write_text(text, "utf-8", newline="\n")
    (folder / "sbom.json").write_text(json.dumps(sbom(root, packages), indent=1) + "\n", "utf-8", newline="\n")
    return len(packages), without


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", help="such as x86_64-unknown-linux-musl")
    parser.add_argument("folder", type=pathlib.Path)
    given = parser.parse_args()
    count, without = write(given.target, given.folder)
    print(f"{count} crates; no licence text in the crate itself: {', '.join(without) or 'none'}")
