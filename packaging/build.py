#!/usr/bin/env python3
"""Builds what people download: an archive a system with the program, its licences and completions, checksums, and
a wheel. Without targets it takes all of them, builds those that this machine can, and says of the others why not.

    python3 packaging/build.py                              # everything that can be built here
    python3 packaging/build.py x86_64-unknown-linux-musl    # one, or exit 1
    python3 packaging/build.py --wheel                      # the wheel alone; needs `pip install maturin`
"""

import argparse
import hashlib
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile

import notices

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Target: the name of its archive, the system that it is built on (elsewhere: by what `linker` finds).
TARGETS = {
    "x86_64-unknown-linux-musl": ("linux-x64", "Linux"),
    "aarch64-unknown-linux-musl": ("linux-arm64", "Linux"),
    "x86_64-pc-windows-msvc": ("windows-x64", "Windows"),
    "x86_64-pc-windows-gnu": ("windows-x64-gnu", None),
    "aarch64-apple-darwin": ("macos-arm64", "Darwin"),
    "x86_64-apple-darwin": ("macos-x64", "Darwin"),
}
SHELLS = {"bash": "keyplan.bash", "zsh": "_keyplan", "fish": "keyplan.fish", "powershell": "keyplan.ps1"}
# The server of targets is asked no longer than this.
PATIENCE = 180
# Archives of the same files are the same: 2026-01-01.
DATE = (2026, 1, 1, 0, 0, 0)
EPOCH = 1767225600


class Cannot(Exception):
    """Why a target is not built here."""


def run(command, **more):
    return subprocess.run(command, cwd=ROOT, check=True, **more)


def have(name):
    return shutil.which(name) is not None


def version():
    return tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]["version"]


def linker(target):
    """The words of cargo that build for a target, and what the environment has to say."""
    system = TARGETS[target][1]
    if system == platform.system() and "musl" not in target:
        return ["build"], {}
    if "musl" in target:
        # Nothing but Rust is linked, and its own linker does that for any processor.
        return ["build"], {f"CARGO_TARGET_{target.upper().replace('-', '_')}_LINKER": "rust-lld"}
    if target.endswith("windows-gnu"):
        if have("x86_64-w64-mingw32-gcc"):
            return ["build"], {}
        if have("cargo-zigbuild"):
            return ["zigbuild"], {}
        raise Cannot("no linker for Windows: install mingw-w64, or `pip install cargo-zigbuild ziglang`")
    raise Cannot(f"is built on {'macOS' if system == 'Darwin' else system}, whose system libraries it links")


def install(target):
    try:
        listed = run(["rustup", "target", "list", "--installed"], capture_output=True, text=True).stdout.split()
        if target not in listed:
            run(["rustup", "target", "add", target], capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        raise Cannot(f"its standard library is not to be had: {' '.join(str(error).split())[-120:]}") from error


def build(target):
    words, environment = linker(target)
    install(target)
    command = ["cargo", *words, "--locked", "--profile", "dist", "--bin", "keyplan", "--target", target]
    print(f"{target}: {' '.join(command)}", flush=True)
    try:
        run(command, env={**os.environ, **environment})
    except subprocess.CalledProcessError as error:
        raise Cannot(f"cargo ended with {error.returncode}") from error
    name = "keyplan.exe" if "windows" in target else "keyplan"
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return ROOT / folder / target / "dist" / name


def runs(program):
    """Whether this machine can run it; what it says of itself must be the version that was built."""
    try:
        said = run([program, "--version"], capture_output=True, text=True, timeout=PATIENCE).stdout.split()
    except (OSError, subprocess.SubprocessError):
        return False
    if said != ["keyplan", version()]:
        raise Cannot(f"says {said} of itself")
    return True


def helper(programs):
    """A program that runs here and writes completions and manual pages: one just built, else cargo's."""
    return next(([p] for p in programs if runs(p)), ["cargo", "run", "--quiet", "--locked", "--"])


def pages(program, folder):
    (folder / "completions").mkdir(parents=True)
    for shell, name in SHELLS.items():
        text = run([*program, "completions", shell], capture_output=True).stdout
        (folder / "completions" / name).write_bytes(text)
    run([*program, "man", "--out-dir", folder / "man", "--lang", "en"], capture_output=True)


def fill(target, program, shared, folder):
    """The folder that an archive holds."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(shared, folder)
    shutil.copy2(program, folder)
    for name in ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md", "packaging/START.txt"]:
        shutil.copy(ROOT / name, folder)
    if "windows" in target:
        shutil.rmtree(folder / "man")
        # Notepad of older systems wants to be told.
        start = (folder / "START.txt").read_text("utf-8")
        (folder / "START.txt").write_text(start, "utf-8-sig", newline="\r\n")
    if "linux" in target:
        shutil.copy(ROOT / "packaging/linux/keyplan.desktop", folder)
    count, without = notices.write(target, folder)
    print(f"{target}: licences of {count} crates; without a text of their own: {', '.join(without) or 'none'}")


def archive(folder, out, target):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    executable = {folder / "keyplan", folder / "keyplan.exe"}
    if "windows" in target:
        path = out / f"{folder.name}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in files:
                entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", DATE)
                packed.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
        return path
    path = out / f"{folder.name}.tar.xz"
    with tarfile.open(path, "w:xz") as packed:
        for file in files:
            entry = tarfile.TarInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}")
            entry.size, entry.mtime = file.stat().st_size, EPOCH
            entry.mode = 0o755 if file in executable else 0o644
            with file.open("rb") as content:
                packed.addfile(entry, content)
    return path


def checksums(out):
    lines = []
    for path in sorted(out.iterdir()):
        if path.suffix in {".zip", ".xz", ".whl", ".gz"}:
            lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    (out / "SHA256SUMS").write_text("".join(lines), "utf-8", newline="\n")


def wheel(out):
    maturin = shutil.which("maturin", path=os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]]))
    if maturin is None:
        raise Cannot("maturin is missing: pip install maturin")
    # With zig it runs on Linux systems of the last ten years, else on those as new as this one.
    zig = [sys.executable, "-c", "import ziglang"]
    old = platform.system() == "Linux" and subprocess.run(zig, capture_output=True).returncode == 0
    run([maturin, "build", "--out", out, *(["--zig", "--compatibility", "manylinux2014"] if old else [])])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--wheel", action="store_true", help="the wheel for this machine, too")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "target" / "packages")
    given = parser.parse_args()
    unknown = [target for target in given.targets if target not in TARGETS]
    if unknown:
        parser.error(f"unknown: {' '.join(unknown)}; there are {' '.join(TARGETS)}")
    everything = not given.targets and not given.wheel
    given.out.mkdir(parents=True, exist_ok=True)
    built, said = {}, []
    for target in given.targets or (TARGETS if everything else []):
        try:
            built[target] = build(target)
        except Cannot as why:
            said.append(f"{target}: not built: {why}")
    if built:
        shared = ROOT / "target" / "packages-shared"
        shutil.rmtree(shared, ignore_errors=True)
        pages(helper(built.values()), shared)
        for target, program in built.items():
            folder = shared.parent / "packages-folders" / f"keyplan-{version()}-{TARGETS[target][0]}"
            fill(target, program, shared, folder)
            path = archive(folder, given.out, target)
            tried = "it ran here" if runs(program) else "not run: another system's"
            said.append(f"{target}: {path.name}, {path.stat().st_size >> 10} KiB; {tried}")
    failed = len(built) < len(given.targets)
    if everything or given.wheel:
        try:
            wheel(given.out)
            said.append("wheel: built for this machine")
        except (Cannot, subprocess.CalledProcessError) as why:
            said.append(f"wheel: not built: {why}")
            failed = failed or given.wheel
    checksums(given.out)
    print("\n".join(["", *said]))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
