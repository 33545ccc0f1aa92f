"""Whom the phone tells its password over TLS: nobody whose certificate this computer does not trust."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.sip.bench import SipBench
from tests.sip.conftest import needs
from tui.core.call.phones import Sip
from tui.core.ports import DialTrouble
from tui.dialer.line import Limits


class Listener:
    """A server with a certificate of its own making; it never answers."""

    def __init__(self, certificate: Path) -> None:
        self.certificate, self.port = certificate, 0
        self.told = b""
        """What it was told, behind the handshake."""

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.told += await reader.read(4)
        writer.close()


@pytest.fixture
async def listener(tmp_path: Path) -> AsyncIterator[Listener]:
    needs("openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
         "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    made = Listener(certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(made.listen, "127.0.0.1", 0, ssl=context)
    made.port = server.sockets[0].getsockname()[1]
    yield made
    server.close()


async def sign_in(bench: SipBench, listener: Listener) -> DialTrouble:
    sip = Sip(server=f"localhost:{listener.port}", user="rep", transport="tls", audio="none")
    bench.dialer = bench.phone(sip, Limits(reply=1.0))
    with pytest.raises(DialTrouble) as told:
        await bench.dialer.open()
    return told.value


async def test_a_server_that_is_not_trusted_is_told_nothing(bench: SipBench, listener: Listener) -> None:
    trouble = await sign_in(bench, listener)
    if bench.kind == "baresip":  # 1.0 looks at no certificate, which docs/phones.md says
        assert listener.told
        return
    assert not listener.told
    assert "does not trust the server's certificate" in str(trouble)


async def test_a_server_that_is_trusted_is_asked(bench: SipBench, listener: Listener) -> None:
    bench.environment = {**bench.environment, "SSL_CERT_FILE": str(listener.certificate)}
    await sign_in(bench, listener)
    assert listener.told == b"REGI"
