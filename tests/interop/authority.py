"""A time-stamping authority on the loopback address: openssl makes the replies, not we."""

from __future__ import annotations

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.interop.checkers import program

_CONFIGURATION = """
[tsa]
default_tsa = local
[local]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
_EXTENSIONS = (
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"
)


class Authority:
    """Keys, certificates, and a server that answers queries (RFC 3161, section 3.4)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "root.pem"
        self.queries = 0
        self._openssl = program("openssl")
        self._make_keys()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, name="time authority")
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def reply(self, query: bytes) -> bytes:
        """DER TimeStampResp for a DER TimeStampReq."""
        with self._lock:
            self.queries += 1
            asked, answered = self.folder / "query.tsq", self.folder / "reply.tsr"
            asked.write_bytes(query)
            self._run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", str(asked), "-out", str(answered))
            return answered.read_bytes()

    def stamp(self, data: Path, target: Path) -> None:
        """A token over a file, as anybody can get one."""
        query = self.folder / "other.tsq"
        self._run("ts", "-query", "-data", str(data), "-sha256", "-cert", "-out", str(query))
        target.write_bytes(self.reply(query.read_bytes()))

    def _run(self, *words: str) -> None:
        subprocess.run([self._openssl, *words], cwd=self.folder, check=True, capture_output=True)

    def _make_keys(self) -> None:
        (self.folder / "serial").write_text("01\n")
        (self.folder / "tsa.cnf").write_text(_CONFIGURATION.format(folder=self.folder))
        (self.folder / "tsa.ext").write_text(_EXTENSIONS)
        new_key = ("-newkey", "rsa:2048", "-noenc")
        root = ("-subj", "/CN=Test Root", "-days", "3650", "-keyout", "root.key", "-out", "root.pem")
        self._run("req", "-x509", *new_key, *root)
        self._run("req", *new_key, "-subj", "/CN=Test Time Authority", "-keyout", "tsa.key", "-out", "tsa.csr")
        issue = ("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial")
        self._run(*issue, "-days", "3650", "-extfile", "tsa.ext", "-out", "tsa.pem")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        authority = self

        class Handler(BaseHTTPRequestHandler):
            """Answers one query."""

            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                answer = authority.reply(query)
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler
