"""The proxies of `deploy/`, run as they ship: only ports, files of certificates and the path of the base are filled in.

It starts nothing as a service of the system: each runs in a folder of its own, on ports of the loopback address, until it
is done with.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.ports import free_port
from tests.conftest import ROOT, do_without
from tests.waiting import PATIENCE, until

DEPLOY: Final = ROOT / "deploy"
HOST: Final = "example.org"
SHIPPED_PATH: Final = "/people"
SHIPPED_SERVER: Final = "127.0.0.1:8000"
CERTIFICATE: Final = "/etc/ssl/certs/example.org.pem"
KEY: Final = "/etc/ssl/private/example.org.key"
PROGRAMS: Final = {"nginx": "nginx", "apache": "apache2", "Caddyfile": "caddy"}
"""The program of each file, by the word that its name begins with."""
_APACHE_MODULES: Final = (
    "mpm_event", "authn_core", "authz_core", "alias", "socache_shmcb", "ssl", "proxy", "proxy_http",
)  # fmt: skip
_APACHE_FOLDERS: Final = ("/usr/lib/apache2/modules", "/usr/libexec/apache2", "/usr/lib64/httpd/modules")


@dataclass(frozen=True)
class Files:
    """A certificate for HOST, signed by itself, and its key."""

    certificate: Path
    key: Path


@dataclass(frozen=True)
class Answer:
    status: int
    fields: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Proxy:
    """A client of a running proxy: whatever name it is told to ask for, it connects to the loopback address."""

    def __init__(self, secure: int, plain: int, files: Files) -> None:
        self._secure = secure
        self._plain = plain
        self._context = ssl.create_default_context(cafile=files.certificate)
        self._kept: http.client.HTTPConnection | None = None

    def get(self, path: str, *, host: str = HOST, accept: str = "*/*", **more: str) -> Answer:
        return self.ask("GET", path, {"Host": host, "Accept": accept, **more})

    def ask(self, method: str, path: str, fields: Mapping[str, str], body: bytes | None = None) -> Answer:
        """Ask over TLS. A connection is kept; one that the proxy has closed meanwhile is made anew."""
        for _ in range(2):
            if self._kept is None or self._kept.sock is None:  # by itself it would connect again, and without TLS
                self._kept = self._connected()
            asking = self._kept
            with suppress(http.client.RemoteDisconnected, ConnectionError):
                return _asked(asking, method, path, fields, body)
            self.close()
        raise AssertionError("the proxy closes each connection")

    def plain(self, path: str, host: str = HOST) -> Answer:
        """Ask without TLS."""
        asking = http.client.HTTPConnection("127.0.0.1", self._plain, timeout=PATIENCE)
        try:
            return _asked(asking, "GET", path, {"Host": host}, None)
        finally:
            asking.close()

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def is_up(self) -> bool:
        try:
            self._connected().close()
            socket.create_connection(("127.0.0.1", self._plain), timeout=PATIENCE).close()
        except OSError:
            return False
        return True

    def _connected(self) -> http.client.HTTPConnection:
        made = http.client.HTTPConnection("127.0.0.1", self._secure, timeout=PATIENCE)
        raw = socket.create_connection(("127.0.0.1", self._secure), timeout=PATIENCE)
        try:
            made.sock = self._context.wrap_socket(raw, server_hostname=HOST)
        except BaseException:
            raw.close()
            raise
        return made


def certificate(folder: Path) -> Files:
    """Make a certificate with the openssl command."""
    program = _program("openssl")
    made = Files(folder / "certificate.pem", folder / "key.pem")
    subject = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-days", "2"]
    keys = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-keyout", str(made.key)]
    command = [program, "req", "-x509", *keys, *subject, "-out", str(made.certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return made


def program_of(name: str) -> str:
    """Find the program that a file of `deploy/` is for; without it the test is done without."""
    return _program(next(program for word, program in PROGRAMS.items() if name.startswith(word)))


@contextmanager
def running(name: str, *, server: int, files: Files, folder: Path, changed: Mapping[str, str]) -> Iterator[Proxy]:
    """Run the proxy of a file of `deploy/` before a server; `changed` is what else in the file is another here."""
    program, secure, plain = program_of(name), free_port(), free_port()
    text = (DEPLOY / name).read_text("utf-8")
    replaced = {SHIPPED_SERVER: f"127.0.0.1:{server}", CERTIFICATE: str(files.certificate), KEY: str(files.key)}
    for old, new in {**replaced, **changed}.items():
        assert old in text, f"{name} has no {old} any more"
        text = text.replace(old, new)
    word = Path(program).name
    command = _STARTED[word](program, text, folder, (secure, plain))
    surroundings = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    log = folder / "output.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=surroundings)
    proxy = Proxy(secure, plain, files)
    try:
        until(lambda: process.poll() is not None or proxy.is_up())
        assert process.poll() is None, log.read_text("utf-8")
        yield proxy
    finally:
        proxy.close()
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _asked(
    asking: http.client.HTTPConnection, method: str, path: str, fields: Mapping[str, str], body: bytes | None
) -> Answer:
    asking.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in fields.items():
        asking.putheader(name, value)
    if body is not None:
        asking.putheader("Content-Length", str(len(body)))
    asking.endheaders(body)
    answer = asking.getresponse()
    return Answer(answer.status, {name.title(): value for name, value in answer.getheaders()}, answer.read())


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/sbin")
    if found is None:
        do_without(f"{name} is not installed to be run before the server")
    return found


def _nginx(program: str, text: str, folder: Path, ports: tuple[int, int]) -> list[str]:
    """The file stands in a configuration that is nothing but what a distribution's is, with folders of the test's own."""
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{ports[0]} ssl")
    text = text.replace("listen 80", f"listen 127.0.0.1:{ports[1]}")
    (folder / "site.conf").write_text(text, encoding="utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    main = f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    (folder / "main.conf").write_text(
        f"{main}http {{\naccess_log off;\n{paths}include {folder}/site.conf;\n}}\n", encoding="utf-8"
    )
    return [program, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/main.conf"]


def _apache(program: str, text: str, folder: Path, ports: tuple[int, int]) -> list[str]:
    modules = next((path for path in map(Path, _APACHE_FOLDERS) if path.is_dir()), None)
    if modules is None:
        do_without(f"the modules of Apache are in none of {', '.join(_APACHE_FOLDERS)}")
    for old, new in (("*:443>", f"127.0.0.1:{ports[0]}>"), ("*:80>", f"127.0.0.1:{ports[1]}>")):
        text = text.replace(old, new)
    loaded = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in _APACHE_MODULES]
    user = ["User nobody", "Group nogroup"] if os.geteuid() == 0 else []
    lines = [
        f"ServerRoot {folder}", f"PidFile {folder}/pid", f"ErrorLog {folder}/error.log", f"DefaultRuntimeDir {folder}",
        f"ServerName {HOST}", f"Listen 127.0.0.1:{ports[0]}", f"Listen 127.0.0.1:{ports[1]}", *user, *loaded,
    ]  # fmt: skip
    (folder / "main.conf").write_text("\n".join([*lines, text]), encoding="utf-8")
    return [program, "-f", f"{folder}/main.conf", "-DFOREGROUND"]


def _caddy(program: str, text: str, folder: Path, ports: tuple[int, int]) -> list[str]:
    first = f"{{\n\tadmin off\n\thttps_port {ports[0]}\n\thttp_port {ports[1]}\n\tdefault_bind 127.0.0.1\n}}\n"
    (folder / "Caddyfile").write_text(first + text, encoding="utf-8")
    return [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


_STARTED: Final[Mapping[str, Callable[[str, str, Path, tuple[int, int]], list[str]]]] = {
    "nginx": _nginx,
    "apache2": _apache,
    "caddy": _caddy,
}
