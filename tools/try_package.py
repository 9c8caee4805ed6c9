#!/usr/bin/env python3
"""Installs the Python package as its users do, and runs the README's Python example as printed with each installation.

    tools/try_package.py [folder]

1. `pip install .` into an empty environment, with nothing in it but pip.
2. The source distribution holds every file of the project that building the extension reads.
3. The wheel, with the libraries that it needs put into it by auditwheel, where nothing but Python and the C++ runtime is
   installed: a folder with those Debian packages alone as the root. Needs root, or a kernel that lets users be root in there.

Exits 1 and says why if anything fails. The extension is compiled once: every build goes on in build/release.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".venv/bin"
# What any Debian machine with Python has; their dependencies come along.
BARE = ["python3-minimal", "libpython3-stdlib", "libstdc++6", "tzdata"]


def run(*command, **options):
    print("+", *command, flush=True)
    done = subprocess.run([str(word) for word in command], capture_output=True, encoding="utf-8", **options)
    if done.returncode != 0:
        sys.exit(f"try_package: failed with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def empty(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def example(folder):
    """A folder with the README's example as printed, and the data that it reads."""
    source = re.search(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)[1]
    empty(folder)
    (folder / "example.py").write_text(source, encoding="utf-8")
    shutil.copytree(ROOT / "examples/data", folder / "examples/data")
    return folder


def expect(printed):
    if "complete" not in printed or "opportunities" not in printed:
        sys.exit(f"try_package: the README's example printed:\n{printed}")


def go_on_in_the_build_folder():
    """scikit-build-core removes all objects when it finds that it runs from elsewhere; without its note it does not notice."""
    (ROOT / "build/release/.skbuild-info.json").unlink(missing_ok=True)


def install(folder):
    """`pip install .` into an empty environment."""
    go_on_in_the_build_folder()
    run("/usr/bin/python3", "-m", "venv", "--clear", folder / "venv")
    run(folder / "venv/bin/pip", "--disable-pip-version-check", "install", ".", cwd=ROOT)
    expect(run(folder / "venv/bin/python", "-W", "error", "example.py", cwd=example(folder / "reader")))


def read_by_the_build():
    """The project's files that compiling the extension and configuring its build read."""
    build = ROOT / "build/release"
    units = re.findall(r"^(\S+): #deps.*\n((?:    .*\n)+)", run("ninja", "-t", "deps", cwd=build), re.M)
    wanted = set(re.findall(r"\S+\.o\b", run("ninja", "-t", "inputs", "_guanxi", cwd=build)))
    files = {line.strip() for unit, lines in units if unit in wanted for line in lines.splitlines()}
    files |= {str(path) for path in [ROOT / "CMakeLists.txt", *(ROOT / "cmake").rglob("*"), *(ROOT / "bindings/python").rglob("*")] if path.is_file()}
    inside = {pathlib.Path(file).resolve() for file in files if pathlib.Path(file).is_absolute()}
    return {path.relative_to(ROOT) for path in inside if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] not in ("build", ".venv")}


def source_distribution(folder):
    run(TOOLS / "python", "-c", "import sys, scikit_build_core.build as b; b.build_sdist(sys.argv[1])", empty(folder), cwd=ROOT)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        inside = {pathlib.Path(*pathlib.Path(name).parts[1:]) for name in opened.getnames()}
    needed = {path for path in read_by_the_build() if "__pycache__" not in path.parts}
    print(f"  {archive.name}: {len(inside)} files, {len(needed)} of them read by the build")
    if not needed or needed - inside:
        sys.exit(f"try_package: the source distribution lacks {sorted(map(str, needed - inside))}")
    kept = {pathlib.Path(line) for line in run_quietly("git", "-C", ROOT, "ls-files", "-co", "--exclude-standard").splitlines()}
    if strays := inside - kept - {path.parent for path in inside} - {pathlib.Path("."), pathlib.Path("PKG-INFO")}:
        sys.exit(f"try_package: the source distribution holds {sorted(map(str, strays))}")


def with_dependencies(packages):
    """The packages and all that they need."""
    listed = run("apt-cache", "depends", "--recurse", "--no-recommends", "--no-suggests", "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances", *packages)
    names = set(re.findall(r"^[a-z0-9][\w.+-]*", listed, re.M))
    installed = run("dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\n")
    return sorted(names & set(re.findall(r"^ii\s+(\S+)", installed, re.M)))


def bare_root(folder):
    """A root with nothing but what BARE needs, copied from this machine's packages."""
    empty(folder)
    for link in ("bin", "lib", "lib64", "sbin"):
        (folder / link).symlink_to(f"usr/{link}")
    for package in with_dependencies(BARE):
        for line in run_quietly("dpkg-query", "-L", package).splitlines():
            copy_file(pathlib.Path(line), folder)
    return folder


def run_quietly(*command):
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def copy_file(path, root):
    if not path.is_absolute() or (path.is_dir() and not path.is_symlink()) or not path.exists() or "doc" in path.parts:
        return
    real = path.parent.resolve() / path.name
    target = root / real.relative_to("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() and not target.is_symlink():
        shutil.copy2(real, target, follow_symlinks=False)


def wheel(folder):
    """The repaired wheel, unpacked in a root of its own."""
    go_on_in_the_build_folder()
    run(TOOLS / "pip", "--disable-pip-version-check", "wheel", "--no-deps", "--no-build-isolation", "-w", empty(folder / "built"), ".", cwd=ROOT)
    (built,) = (folder / "built").glob("*.whl")
    run(TOOLS / "auditwheel", "repair", "--wheel-dir", empty(folder / "repaired"), built, env={"PATH": f"{TOOLS}:/usr/bin:/bin"})
    (repaired,) = (folder / "repaired").glob("*.whl")
    root = bare_root(folder / "root")
    with zipfile.ZipFile(repaired) as opened:
        opened.extractall(root / "package")
        print(f"  {repaired.name}: {repaired.stat().st_size / 1e6:.1f} MB, with {sorted(name.split('/')[1] for name in opened.namelist() if '.libs/' in name)}")
    example(root / "reader")
    program = "import os, runpy; os.chdir('/reader'); runpy.run_path('example.py')"
    environment = {"PATH": "/usr/sbin:/usr/bin:/bin", "PYTHONPATH": "/package", "LANG": "C.UTF-8"}
    enter = ["chroot"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "chroot"]
    expect(run(*enter, root, "/usr/bin/python3", "-c", program, env=environment))


def main(folder):
    install(folder)
    source_distribution(folder / "source")
    wheel(folder)
    print("try_package: installed, packed and carried elsewhere")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/package").resolve())
