"""Tab, in real shells."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time

import pytest

from bot.cli import main

PROGRAM = f"#!{sys.executable}\nfrom bot.cli import main\nmain()\n"

COMPLETED = {
    "bot app": {"approve"},
    "bot pause ": {"mtt", "page"},
    "bot queue --account p": {"page"},
    "bot history --site Mod": {"Modern Tokyo News"},
    "bot approve ": {"1", "2", "3", "4"},
    "bot --config other.toml pause ": {"sports"},
    "bot --config none.toml approve ": set(),
    "bot approve 1 ": {"1", "2", "3", "4"},
    "bot skip 4": {"4"},
    "bot retry ": set(),
    "bot explain 2": {"2"},
    "bot queue --j": {"--json"},
}
"""From what is typed to what is offered, while the deliveries 1 to 4 are held."""


@pytest.fixture
def shell(burst, monkeypatch):
    """Runs a program of a shell in the newsroom's folder, where `bot` is an installed command."""
    folder = burst.folder / "bin"
    folder.mkdir()
    (folder / "bot").write_text(PROGRAM)
    (folder / "bot").chmod(0o755)
    (burst.folder / "other.toml").write_text('[[accounts]]\nname = "sports"\n')
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(burst.folder))

    def run(*command: str) -> str:
        if shutil.which(command[0]) is None:
            pytest.skip(f"{command[0]} is not installed: apt install {command[0]}")
        ran = subprocess.run(command, cwd=burst.folder, capture_output=True, text=True, timeout=60, check=False)
        assert ran.returncode == 0, ran.stderr
        assert ran.stderr == ""
        return ran.stdout

    return run


def in_bash(typed):
    """What Readline does: the words so far, and which of them is being completed."""
    words = typed.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    return (
        f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _bot_completion bot; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )


def test_bash_completes_commands_options_accounts_sites_and_ids(shell):
    for typed, offered in COMPLETED.items():
        program = f'eval "$(bot completion bash)" && {in_bash(typed)}'
        assert set(filter(None, shell("bash", "--norc", "-c", program).splitlines())) == offered, typed


def test_bash_knows_the_program_that_completes(shell):
    assert "-F _bot_completion bot" in shell("bash", "--norc", "-c", 'eval "$(bot completion bash)" && complete -p bot')


def test_fish_completes_them_too_and_shows_what_each_id_is(shell, burst):
    for typed, offered in COMPLETED.items():
        shown = shell("fish", "--no-config", "-c", f'bot completion fish | source; complete -C "{typed}"')
        assert {line.partition("\t")[0] for line in shown.splitlines()} == offered, typed
    shown = shell("fish", "--no-config", "-c", 'bot completion fish | source; complete -C "bot approve 1"')
    assert shown.startswith("1\tmtt: ")


def test_zsh_completes_them_at_its_own_prompt(shell, burst):
    shell("zsh", "-f", "-c", "true")
    setup = 'PS1="re""ady> "; autoload -U compinit; compinit -u -D; eval "$(bot completion zsh)"\n'
    for typed, completed in {
        "bot app": "bot approve ",
        "bot pause p": "bot pause page ",
        "bot skip 4": "bot skip 4 ",
        "bot queue --j": "bot queue --json ",
    }.items():
        assert completed in at_the_prompt(["zsh", "-f", "-i"], setup, f"{typed}\t", completed, burst.folder)


def at_the_prompt(command, setup, typed, wanted, folder):
    """What a shell shows for what is typed at its prompt, until `wanted` is there or a minute has gone by."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, os.environ | {"TERM": "dumb"})
    try:
        os.write(terminal, setup.encode())
        _read_until(terminal, "ready> ")
        os.write(terminal, typed.encode())
        return _read_until(terminal, wanted)
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)


def _read_until(terminal, wanted):
    shown, ends_at = "", time.monotonic() + 60
    while wanted not in shown and time.monotonic() < ends_at:
        if select.select([terminal], [], [], 0.5)[0]:
            shown += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|[\r\x07]", "", os.read(terminal, 4096).decode(errors="replace"))
    return shown


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_line_that_sets_a_shell_up_is_in_the_help_and_is_told_on_a_terminal(name, burst):
    from bot.cli.completion import LINES

    line, place = LINES[name]
    assert " ".join(f"{line} in {place}".split()) in " ".join(main.commands["completion"].help.split())
    code, shown = burst.on_terminal("completion", name)
    assert code == 0
    assert shown.endswith(f"This line in {place} does it in every new shell:\n    {line}\n")
    assert "does it in every new shell" not in burst.bot("completion", name).output


def test_without_a_name_it_is_the_shell_that_runs(burst, monkeypatch):
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert burst.bot("completion").stdout == burst.bot("completion", "fish").stdout
    monkeypatch.setenv("SHELL", "/bin/sh")
    assert "name the shell: bash, zsh, fish" in burst.bot("completion").stderr


def test_where_the_settings_cannot_be_read_a_shell_is_told_nothing(burst, shell):
    (burst.folder / "bot.toml").write_text("no toml [")
    assert shell("bash", "--norc", "-c", f'eval "$(bot completion bash)" && {in_bash("bot pause ")}').strip() == ""


def test_completing_imports_nothing_heavy(burst):
    program = (
        "import sys\nfrom bot.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'sqlalchemy', 'aiohttp', 'jinja2', 'rich'}))"
    )
    environ = os.environ | {"_BOT_COMPLETE": "bash_complete", "COMP_WORDS": "bot approve ", "COMP_CWORD": "2"}
    path = burst.folder / "bot"
    path.write_text(program)
    ran = subprocess.run(
        [sys.executable, path], cwd=burst.folder, env=environ, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "plain,4\nplain,3\nplain,2\nplain,1\n[]\n"
