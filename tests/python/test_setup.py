"""tools/setup names and installs what is missing; apt-get, dpkg-query, id and sudo are stand-ins that only write down calls."""

import os
import subprocess

import pytest


class Machine:
    """A PATH whose first folder holds the stand-ins."""

    def __init__(self, root, folder):
        self.root, self.folder, self.log = root, folder, folder / "log"
        self.command("apt-get", 'echo "$DEBIAN_FRONTEND apt-get $*" >> ' + str(self.log))

    def command(self, name, script):
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def installed(self, all_but=()):
        """dpkg-query that knows every package asked for except some."""
        cases = "".join(f"{name}) ;; " for name in all_but)
        self.command(
            "dpkg-query",
            f'while [ $# -gt 0 ]; do case "$1" in -W) ;; -f) shift ;; {cases}*) echo "ii  $1" ;; esac; shift; done',
        )

    def setup(self, *arguments):
        environment = dict(os.environ, PATH=f"{self.folder}:{os.environ['PATH']}")
        command = ["bash", str(self.root / "tools/setup"), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    def calls(self):
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def machine(root, tmp_path):
    return Machine(root, tmp_path)


def test_nothing_missing_does_nothing(machine):
    machine.installed()
    result = machine.setup("demo")
    assert (result.returncode, result.stdout, machine.calls()) == (0, "", [])


def test_dry_run_names_what_is_missing(machine):
    machine.installed(all_but=["cmake", "libzip-dev"])
    result = machine.setup("--dry-run", "demo")
    assert (result.returncode, result.stdout) == (1, "tools/setup: would install cmake libzip-dev\n")
    assert machine.calls() == []


def test_levels_ask_for_more_and_more(machine):
    machine.installed(all_but=["librapidcheck-dev", "doxygen"])
    assert machine.setup("--dry-run", "demo").returncode == 0
    assert "librapidcheck-dev\n" in machine.setup("--dry-run", "test").stdout
    assert "doxygen librapidcheck-dev\n" in machine.setup("--dry-run", "ci").stdout


def test_root_installs_without_questions(machine):
    machine.installed(all_but=["cmake", "g++"])
    machine.command("id", "echo 0")
    assert machine.setup("demo").returncode == 0
    update, install = machine.calls()
    assert update.startswith("noninteractive apt-get -q -y") and update.endswith("update")
    assert install.startswith("noninteractive") and install.endswith("install --no-install-recommends cmake g++")


def test_passwordless_sudo_is_used(machine):
    machine.installed(all_but=["cmake"])
    machine.command("id", "echo 1000")
    machine.command("sudo", 'shift; exec "$@"')
    assert machine.setup("demo").returncode == 0
    assert machine.calls()[1].endswith("install --no-install-recommends cmake")


def test_without_rights_the_command_is_printed(machine):
    machine.installed(all_but=["cmake"])
    machine.command("id", "echo 1000")
    machine.command("sudo", "exit 1")
    result = machine.setup("demo")
    assert result.returncode == 1 and machine.calls() == []
    assert "apt-get update && apt-get install --no-install-recommends -y cmake\n" in result.stderr


def test_wrong_word_is_refused(machine):
    result = machine.setup("everything")
    assert result.returncode == 2 and result.stderr.startswith("usage:")
