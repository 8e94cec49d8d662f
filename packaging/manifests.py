#!/usr/bin/env python3
"""Manifests of Scoop, winget and Homebrew for a release, from its SHA256SUMS and the address of its files.

    python3 packaging/manifests.py target/packages https://github.com/OWNER/REPO/releases/download/v0.2.0 --out FOLDER
"""

import argparse
import json
import pathlib

import build

SAYS = "Turns the customer list you already have into a key-account planning workbook"
LICENCE = "MIT OR Apache-2.0"
WINGET = "1.6.0"


def sums(folder):
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: sha for sha, name in (line.split("  ", 1) for line in lines)}


class Release:
    def __init__(self, folder, url):
        self.version, self.url, self.sums = build.version(), url.rstrip("/"), sums(folder)
        # .../OWNER/REPO/releases/download/TAG
        self.home, _, tag = self.url.partition("/releases/download/")
        self.owner = self.home.rsplit("/", 2)[-2] if tag else "keyplan"

    def file(self, system, end):
        """Folder in an archive, its address and its checksum; nothing where it was not built."""
        name = f"keyplan-{self.version}-{system}"
        sha = self.sums.get(f"{name}.{end}")
        return sha and (name, f"{self.url}/{name}.{end}", sha)

    def windows(self):
        return self.file("windows-x64", "zip") or self.file("windows-x64-gnu", "zip")


def scoop(release):
    folder, url, sha = release.windows()
    manifest = {
        "version": release.version,
        "description": SAYS,
        "homepage": release.home,
        "license": LICENCE.replace(" OR ", "|"),
        "architecture": {"64bit": {"url": url, "hash": sha, "extract_dir": folder}},
        "bin": "keyplan.exe",
        "shortcuts": [["keyplan.exe", "keyplan"]],
        "checkver": "github",
    }
    return {"scoop/keyplan.json": json.dumps(manifest, indent=4, ensure_ascii=False) + "\n"}


def winget(release):
    folder, url, sha = release.windows()
    name = f"{release.owner}.keyplan"
    head = f"PackageIdentifier: {name}\nPackageVersion: {release.version}\n"
    tail = f"ManifestVersion: {WINGET}\n"
    installer = (
        f"{head}InstallerType: zip\nNestedInstallerType: portable\nNestedInstallerFiles:\n"
        f"  - RelativeFilePath: {folder}\\keyplan.exe\n    PortableCommandAlias: keyplan\n"
        f"Installers:\n  - Architecture: x64\n    InstallerUrl: {url}\n    InstallerSha256: {sha.upper()}\n"
        f"ManifestType: installer\n{tail}"
    )
    locale = (
        f"{head}PackageLocale: en-US\nPublisher: {release.owner}\nPackageName: keyplan\n"
        f"PackageUrl: {release.home}\nLicense: {LICENCE}\nShortDescription: {SAYS}\n"
        f"ManifestType: defaultLocale\n{tail}"
    )
    whole = f"{head}DefaultLocale: en-US\nManifestType: version\n{tail}"
    return {
        f"winget/{name}.yaml": whole,
        f"winget/{name}.installer.yaml": installer,
        f"winget/{name}.locale.en-US.yaml": locale,
    }


def homebrew(release):
    systems = {
        "on_macos": {"on_arm": "macos-arm64", "on_intel": "macos-x64"},
        "on_linux": {"on_arm": "linux-arm64", "on_intel": "linux-x64"},
    }
    lines = [
        "class Keyplan < Formula",
        f'  desc "{SAYS}"',
        f'  homepage "{release.home}"',
        f'  version "{release.version}"',
        '  license any_of: ["MIT", "Apache-2.0"]',
    ]
    for system, processors in systems.items():
        files = {on: release.file(name, "tar.xz") for on, name in processors.items()}
        files = {on: file for on, file in files.items() if file}
        if files:
            lines += ["", f"  {system} do"]
            for on, (_, url, sha) in files.items():
                lines += [f"    {on} do", f'      url "{url}"', f'      sha256 "{sha}"', "    end"]
            lines += ["  end"]
    lines += [
        "",
        "  def install",
        '    bin.install "keyplan"',
        '    man1.install Dir["man/*.1"]',
        '    bash_completion.install "completions/keyplan.bash" => "keyplan"',
        '    zsh_completion.install "completions/_keyplan"',
        '    fish_completion.install "completions/keyplan.fish"',
        "  end",
        "",
        "  test do",
        '    assert_match version.to_s, shell_output("#{bin}/keyplan --version")',
        '    system bin/"keyplan", "demo", "--lang", "en"',
        '    assert_predicate testpath/"sample-list.plan.xlsx", :exist?',
        "  end",
        "end",
    ]
    return {"homebrew/keyplan.rb": "\n".join(lines) + "\n"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=pathlib.Path, help="the folder with SHA256SUMS")
    parser.add_argument("url", help="where the files of the release are")
    parser.add_argument("--out", type=pathlib.Path)
    given = parser.parse_args()
    release, out = Release(given.packages, given.url), given.out or given.packages / "manifests"
    makers = [homebrew]
    if release.windows():
        makers += [scoop, winget]
    else:
        print("no archive for Windows: neither Scoop nor winget")
    for make in makers:
        for name, text in make(release).items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
            print(path)


if __name__ == "__main__":
    main()
