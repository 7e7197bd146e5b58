"""run.py and launch/: what a newcomer meets; nothing is installed or fetched here."""

from __future__ import annotations

import ast
import errno
import os
import signal
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

import run
from launch import ROOT, application, checks, environment, processes, sentences
from launch.sentences import Trouble, diagnose, sentence


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("GRASSROOTS_LANG", "en")


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A program folder with its requirements and a .venv that looks complete."""
    folder = tmp_path / "thư mục có dấu"
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    (folder / "requirements.txt").write_text("duckdb==1.5.5\n")
    (folder / "requirements-dev.txt").write_text("-r requirements.txt\npytest\n")
    monkeypatch.setattr(environment, "ROOT", folder)
    monkeypatch.setattr(environment, "VENV", folder / ".venv")
    monkeypatch.setattr(environment, "PYTHON", python)
    monkeypatch.setattr(environment, "WHEELS", folder / "wheels")
    monkeypatch.setattr(
        environment, "UNFINISHED", folder / ".venv" / "install-unfinished"
    )
    for name in (environment.RUNTIME, environment.DEVELOPMENT):
        environment.stamp(name).write_text(environment.digest(name))
    return folder


def raises_trouble(name):
    return pytest.raises(Trouble, check=lambda trouble: trouble.name == name)


def pip_that(monkeypatch, code, output):
    """Replaces every command by one answer; gives the list of commands asked for."""
    asked = []

    def follow(command, tell=None):
        asked.append(list(command))
        return code, output

    monkeypatch.setattr(environment, "follow", follow)
    return asked


# --- old Pythons ---------------------------------------------------------------------


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 9, 18), (3, 10, 99)])
def test_old_python_gets_a_sentence(version):
    said = run.too_old(version)
    assert f"you have {version[0]}.{version[1]}" in said
    assert "3.11" in said and "python.org/downloads" in said


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_new_python_will_do(version):
    assert run.too_old(version) is None


def test_main_refuses_an_old_python_before_all_else(monkeypatch, capsys):
    monkeypatch.setattr(run, "sys", SimpleNamespace(version_info=(3, 8), stderr=None))
    monkeypatch.setattr(run, "dispatch", lambda _: pytest.fail("went on"))
    assert run.main([]) == 1


def test_an_old_python_can_read_run_py():
    tree = ast.parse(Path(run.__file__).read_text("utf-8"), feature_version=(3, 7))
    arguments = [node for node in ast.walk(tree) if isinstance(node, ast.arg)]
    assert arguments and not any(argument.annotation for argument in arguments)
    assert not any(isinstance(node, ast.JoinedStr) for node in ast.walk(tree))


def test_only_the_standard_library_is_imported():
    for path in [ROOT / "run.py", *(ROOT / "launch").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                top = name.split(".")[0]
                assert top == "launch" or top in sys.stdlib_module_names, (path, name)


# --- sentences -----------------------------------------------------------------------


def test_every_sentence_has_both_languages_with_the_same_values():
    texts = tomllib.loads(sentences.TEXTS.read_text("utf-8"))
    for name, said in texts.items():
        assert set(said) == {"vi", "en"}, name
        assert said["vi"] != said["en"], name
        values = {"file", "address", "path", "found", "port", "first", "last"}
        used = [{value for value in values if f"{{{value}}}" in said[x]} for x in said]
        assert used[0] == used[1], name


def test_language_is_chosen_or_both_are_said(monkeypatch):
    assert sentence("stopped") == "Stopped."
    monkeypatch.setenv("GRASSROOTS_LANG", "vi")
    assert sentence("stopped") == "Đã dừng."
    monkeypatch.delenv("GRASSROOTS_LANG")
    assert sentence("stopped") == "Đã dừng. / Stopped."


@pytest.mark.parametrize(
    ("output", "name"),
    [
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by "
            "'NewConnectionError(… [Errno -3] Temporary failure in name resolution')': "
            "/simple/pandas/\nERROR: No matching distribution found for pandas==3.1.1",
            "no_network",
        ),
        ("[Errno 11001] getaddrinfo failed", "no_network"),
        ("ProxyError('Cannot connect to proxy.')", "no_network"),
        ("[Errno 111] Connection refused", "no_network"),
        ("Read timed out. (read timeout=20.0)", "no_network"),
        ("SSLError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]')", "not_trusted"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space "
            "left on device",
            "disk_full",
        ),
        ("OSError: [WinError 112] There is not enough space on the disk", "disk_full"),
        ("Error: [Errno 13] Permission denied: '/opt/x/.venv'", "not_writable"),
        ("[Errno 30] Read-only file system: '.venv'", "not_writable"),
        ("ERROR: No matching distribution found for duckdb==1.5.5", "no_package"),
        (
            "The virtual environment was not created successfully because ensurepip is "
            "not available.",
            "no_venv",
        ),
        ("ERROR: something new\n", "install_failed"),
    ],
)
def test_what_pip_says_becomes_a_sentence(output, name):
    trouble = diagnose(output, "install_failed")
    assert trouble.name == name
    assert "{" not in str(trouble)


def test_unknown_failure_ends_with_the_last_error_line():
    output = "Collecting x\nERROR: no such thing\nnotice: new pip\n"
    assert str(diagnose(output, "install_failed")) == (
        "Installing failed: ERROR: no such thing"
    )
    assert sentences.last_word("Traceback …\nValueError: 3\n") == "ValueError: 3"
    assert sentences.last_word("") == "?"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EACCES, "not_writable"),
        (errno.EROFS, "not_writable"),
        (errno.EIO, "failed"),
    ],
)
def test_system_errors_become_sentences(number, name):
    error = OSError(number, os.strerror(number), "/somewhere")
    trouble = sentences.system_trouble(error)
    assert trouble.name == name
    assert name == "disk_full" or "/somewhere" in str(trouble)


def test_main_prints_a_sentence_and_no_trace(monkeypatch, capsys):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(run, "dispatch", full)
    assert run.main([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The disk is full") and "Traceback" not in said


@pytest.fixture(autouse=True)
def _signals_as_before():
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.getsignal(getattr(signal, name)) for name in names}
    yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)


def test_interrupted_setup_has_its_own_exit_code(monkeypatch, capsys):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "dispatch", interrupted)
    assert run.main([]) == 130
    assert "Interrupted" in capsys.readouterr().out


# --- .venv ---------------------------------------------------------------------------


def test_second_start_installs_nothing(venv, monkeypatch):
    asked = pip_that(monkeypatch, 1, "")
    environment.prepare(environment.RUNTIME, environment.DEVELOPMENT)
    assert asked == []


def test_changed_requirements_are_installed_into_the_same_venv(venv, monkeypatch):
    (venv / "requirements.txt").write_text("duckdb==1.5.6\n")
    asked = pip_that(monkeypatch, 0, "")
    environment.prepare(environment.RUNTIME)
    assert [command[2] for command in asked] == ["pip"]
    assert environment.is_installed(environment.RUNTIME)
    assert not environment.is_installed(environment.DEVELOPMENT)


def test_cut_off_installation_is_made_anew(venv, monkeypatch):
    environment.UNFINISHED.touch()
    assert not environment.is_installed(environment.RUNTIME)
    asked = pip_that(monkeypatch, 0, "")
    environment.prepare(environment.RUNTIME)
    assert [command[2] for command in asked] == ["venv", "pip"]
    assert "--clear" in asked[0]
    assert environment.is_installed(environment.RUNTIME)


def test_failed_download_leaves_a_working_venv_usable(venv, monkeypatch):
    (venv / "requirements-dev.txt").write_text("pytest\nmypy\n")
    pip_that(monkeypatch, 1, "Temporary failure in name resolution")
    with raises_trouble("no_network"):
        environment.prepare(environment.RUNTIME, environment.DEVELOPMENT)
    assert environment.is_installed(environment.RUNTIME)
    assert not environment.is_installed(environment.DEVELOPMENT)


def test_failure_while_unpacking_is_made_anew(venv, monkeypatch):
    (venv / "requirements.txt").write_text("duckdb==1.5.6\n")
    said = f"{environment.UNPACKING}: duckdb\nERROR: No space left on device"
    pip_that(monkeypatch, 1, said)
    with raises_trouble("disk_full"):
        environment.prepare(environment.RUNTIME)
    assert environment.UNFINISHED.exists()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_missing_venv_module_says_what_to_install(venv, monkeypatch, missing):
    environment.UNFINISHED.touch()
    monkeypatch.setattr(
        environment.importlib.util,
        "find_spec",
        lambda name: None if name == missing else name,
    )
    with pytest.raises(Trouble) as raised:
        environment.prepare(environment.RUNTIME)
    assert "python3-venv" in str(raised.value)


def test_wheels_folder_is_used_instead_of_the_network(venv):
    assert "--no-index" not in environment.pip_install(environment.RUNTIME)
    (venv / "wheels").mkdir()
    command = environment.pip_install(environment.RUNTIME)
    assert command[command.index("--find-links") + 1] == str(venv / "wheels")
    assert "--no-index" in command


@pytest.mark.parametrize(
    ("line", "package"),
    [
        ("Collecting pandas==3.1.1 (from -r requirements.txt (line 9))\n", "pandas"),
        ("Collecting click<9,>=7.0 (from streamlit==1.67.0)\n", "click"),
        ("Collecting python-dateutil>=2.8.2\n", "python-dateutil"),
        ("Processing ./wheels/duckdb-1.5.5.whl (from -r /x/r.txt (line 3))", "duckdb"),
        ("  Downloading pandas-3.1.1.whl (12.3 MB)\n", None),
        ("\n", None),
    ],
)
def test_progress_names_the_package(line, package):
    assert environment.package_of(line) == package


def test_pins_are_exact():
    for name in (environment.RUNTIME, environment.DEVELOPMENT):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert line.count("==") == 1, line


# --- the app -------------------------------------------------------------------------


@pytest.fixture
def taken():
    """A port of this machine that another program listens on."""
    with socket.socket() as listener:
        listener.bind((application.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_wanted_port_that_is_taken_is_a_sentence(taken):
    with pytest.raises(Trouble) as raised:
        application.choose_port(taken)
    assert f"Port {taken}" in str(raised.value)


def test_impossible_port_is_a_sentence():
    with raises_trouble("port_taken"):
        application.choose_port(99999)


def test_next_free_port_is_taken_when_none_is_wanted(taken, monkeypatch):
    monkeypatch.setattr(application, "FIRST_PORT", taken)
    assert taken < application.choose_port(None) < taken + application.PORTS_TRIED
    monkeypatch.setattr(application, "PORTS_TRIED", 1)
    with raises_trouble("no_port"):
        application.choose_port(None)


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """A folder with one roster, and the place where the database shall be."""
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / "roster.xlsx").touch()
    monkeypatch.setattr(application, "SAMPLE", folder)
    return tmp_path / "new" / "grassroots.duckdb"


def importer_that(monkeypatch, code, output="", write=True):
    def grassroots(*arguments):
        place = Path(arguments[arguments.index("--db") + 1])
        if write:
            place.write_text("half")
            place.with_name(place.name + ".wal").write_text("log")
        if code is None:
            raise KeyboardInterrupt
        return code, output

    monkeypatch.setattr(application, "grassroots", grassroots)


@pytest.mark.parametrize("code", [0, 1])
def test_sample_is_moved_into_place_when_whole(sample, monkeypatch, code):
    importer_that(monkeypatch, code)
    application.build_sample(sample)
    assert [path.name for path in sample.parent.iterdir()] == ["grassroots.duckdb"]


@pytest.mark.parametrize(
    ("code", "output", "expected"),
    [
        (2, "Cannot read roster.xlsx", "loaded: Cannot read roster.xlsx"),
        (2, "OSError: [Errno 28] No space left on device", "The disk is full"),
        (-9, "", "could not be loaded"),
    ],
)
def test_failed_sample_leaves_nothing(sample, monkeypatch, code, output, expected):
    importer_that(monkeypatch, code, output)
    with pytest.raises(Trouble) as raised:
        application.build_sample(sample)
    assert expected in str(raised.value)
    assert list(sample.parent.iterdir()) == []


def test_interrupted_sample_leaves_nothing(sample, monkeypatch):
    importer_that(monkeypatch, None)
    with pytest.raises(KeyboardInterrupt):
        application.build_sample(sample)
    assert list(sample.parent.iterdir()) == []


def test_without_sample_files_it_starts_empty(sample, monkeypatch, capsys):
    (application.SAMPLE / "roster.xlsx").unlink()
    importer_that(monkeypatch, 2)
    application.build_sample(sample)
    assert "starting empty" in capsys.readouterr().out
    assert not sample.exists()


def test_unusable_database_hands_on_the_sentence(monkeypatch):
    said = "The file is open in python3 (process 12)."
    monkeypatch.setattr(application, "grassroots", lambda *_: (2, said + "\n"))
    with pytest.raises(Trouble) as raised:
        application.check_database(Path("x.duckdb"))
    assert str(raised.value).endswith(said)


def started(monkeypatch, tmp_path, *arguments):
    """Runs `start` with everything replaced that takes time; what it did, in order."""
    done = []
    monkeypatch.setattr(application, "choose_port", lambda port: port or 8501)
    monkeypatch.setattr(application, "prepare", lambda *names: done.append(names))
    monkeypatch.setattr(application, "check_database", lambda _: done.append("check"))
    monkeypatch.setattr(application, "build_sample", lambda _: done.append("build"))
    monkeypatch.setattr(
        application, "serve", lambda port, show: done.append((port, show)) or 0
    )
    monkeypatch.setenv("GRASSROOTS_DB", "")
    place = tmp_path / "x.duckdb"
    assert application.start(run.options_of(["--db", str(place), *arguments])) == 0
    assert os.environ["GRASSROOTS_DB"] == str(place.resolve())
    return done[1:]


def test_start_builds_checks_or_leaves_empty(monkeypatch, tmp_path):
    assert started(monkeypatch, tmp_path) == ["build", (8501, True)]
    quiet = started(monkeypatch, tmp_path, "--empty", "--no-browser", "--port", "9")
    assert quiet == [(9, False)]
    (tmp_path / "x.duckdb").touch()
    assert started(monkeypatch, tmp_path) == ["check", (8501, True)]


def test_server_is_for_this_machine_alone_and_tells_nobody():
    command = " ".join(application.streamlit(8501))
    assert "--server.address 127.0.0.1 --server.port 8501" in command
    assert "--browser.gatherUsageStats=false" in command
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"


# A server that answers the health question, and stops at once when told to.
SERVER = """
import http.server, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/_stcore/health" else 404)
        self.end_headers()
    def log_message(self, *_):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""


@pytest.fixture
def free():
    with socket.socket() as probe:
        probe.bind((application.HOST, 0))
        return probe.getsockname()[1]


def test_served_until_interrupted(monkeypatch, capsys, free):
    children, opened = [], []
    command = [sys.executable, "-c", SERVER, str(free)]
    monkeypatch.setattr(application, "streamlit", lambda _: command)
    monkeypatch.setattr(application, "has_screen", lambda: True)

    def open_and_interrupt(address):
        opened.append(address)
        raise KeyboardInterrupt

    def remember(*arguments, **options):
        children.append(subprocess.Popen(*arguments, **options))
        return children[0]

    monkeypatch.setattr(application.webbrowser, "open", open_and_interrupt)
    fake = SimpleNamespace(Popen=remember, DEVNULL=subprocess.DEVNULL)
    monkeypatch.setattr(application, "subprocess", fake)
    assert application.serve(free, show=True) == 0
    assert opened == [f"http://127.0.0.1:{free}"]
    assert children[0].poll() is not None
    assert capsys.readouterr().out.splitlines() == [
        f"Open http://127.0.0.1:{free} — stop with Ctrl-C.",
        "Stopped.",
    ]


def test_server_that_ends_at_once_is_a_sentence(monkeypatch, free):
    monkeypatch.setattr(application, "streamlit", lambda _: [sys.executable, "-c", ""])
    with raises_trouble("no_answer"):
        application.serve(free, show=False)


def test_no_text_browser_is_opened_in_the_terminal(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not application.has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert application.has_screen()


def test_followed_command_gives_code_and_words():
    told = []
    code, output = processes.follow(
        [sys.executable, "-c", "print('một'); raise SystemExit('hai')"], told.append
    )
    assert (code, output.split()) == (1, ["một", "hai"])
    assert "".join(told) == output


# --- tests and browsers --------------------------------------------------------------


def an_executable(folder, name):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def no_browser(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(checks, "MAC_BROWSERS", ())
    for name in ("GRASSROOTS_CHROMIUM", *checks.WINDOWS_FOLDERS):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_browser_is_found_on_the_path_or_where_it_is_named(no_browser, monkeypatch):
    assert checks.find_browser() is None
    chrome = an_executable(no_browser, "google-chrome")
    assert checks.find_browser() == chrome
    chromium = an_executable(no_browser, "chromium")
    assert checks.find_browser() == chromium
    own = an_executable(no_browser, "own/chrome")
    monkeypatch.setenv("GRASSROOTS_CHROMIUM", own)
    assert checks.find_browser() == own


def test_browser_is_found_in_the_program_folders_of_windows(no_browser, monkeypatch):
    edge = an_executable(no_browser, "Microsoft/Edge/Application/msedge.exe")
    monkeypatch.setenv("PROGRAMFILES(X86)", str(no_browser))
    assert checks.find_browser() == edge


def test_apt_is_asked_only_as_root(no_browser, monkeypatch):
    an_executable(no_browser, "apt-get")
    asked = []

    def follow(command, tell=None):
        asked.append(command[0])
        return 1, ""

    monkeypatch.setattr(checks, "follow", follow)
    monkeypatch.setattr(checks, "is_root", lambda: False)
    assert checks.install_browser() is None
    assert "apt-get" not in asked
    monkeypatch.setattr(checks, "is_root", lambda: True)
    assert checks.install_browser() is None
    assert "apt-get" in asked


@pytest.mark.parametrize(
    ("browser", "ci", "pytest_code", "expected"),
    [
        ("/usr/bin/chromium", "true", 0, 0),
        ("/usr/bin/chromium", "true", 1, 1),
        (None, "", 0, 0),
        (None, "", 5, 5),
        (None, "true", 0, 1),
        (None, "false", 0, 0),
    ],
)
def test_left_out_browser_tests_fail_in_ci_alone(
    monkeypatch, capsys, browser, ci, pytest_code, expected
):
    called = []
    monkeypatch.setattr(checks, "prepare", lambda *_: None)
    monkeypatch.setattr(checks, "find_browser", lambda: browser)
    monkeypatch.setattr(checks, "install_browser", lambda: None)
    fake = SimpleNamespace(
        call=lambda command, cwd: called.append(command) or pytest_code
    )
    monkeypatch.setattr(checks, "subprocess", fake)
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("GRASSROOTS_CHROMIUM", "")
    assert checks.test(["-k", "x"]) == expected
    assert called[0][-2:] == ["-k", "x"]
    assert ("not browser" in called[0]) == (browser is None)
    assert ("left out" in capsys.readouterr().out) == (browser is None)
    assert os.environ["GRASSROOTS_CHROMIUM"] == (browser or "")


def test_first_word_chooses_what_is_done(monkeypatch):
    monkeypatch.setattr(checks, "test", lambda arguments: ("test", arguments))
    monkeypatch.setattr(checks, "lint", lambda: "lint")
    monkeypatch.setattr(application, "start", lambda options: options.port)
    assert run.dispatch(["test", "-x"]) == ("test", ["-x"])
    assert run.dispatch(["lint"]) == "lint"
    assert run.dispatch(["--port", "9000", "--lang", "vi"]) == 9000
    assert os.environ["GRASSROOTS_LANG"] == "vi"
