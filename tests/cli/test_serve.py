"""What `offhook serve` refuses before it serves."""

from __future__ import annotations

import socket

import pytest

from tui.__main__ import main


def test_no_other_computer_is_served(capsys):
    for host in ("0.0.0.0", "", "::", "192.168.1.5", "example.com", "127.0.0.2"):
        assert main(["serve", "--host", host]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert "served to this computer only" in said.err
        assert "ssh -L" in said.err


def test_a_port_that_is_taken_is_named(capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    assert capsys.readouterr().err == f"Port {port} is taken. Choose another: offhook serve --port 0\n"


@pytest.mark.parametrize("port", ["65536", "-1", "http", "", "8o8o", "６３３４"])
def test_what_is_no_port_is_refused(capsys, port):
    assert main(["serve", f"--port={port}"]) == 2
    assert "a port is a number up to 65535" in capsys.readouterr().err


def test_the_usual_port_is_left_for_a_free_one(capsys, monkeypatch):
    served = []
    monkeypatch.setattr("tui.serve.server.serve", lambda _, __, port: served.append(port.getsockname()))
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setattr("tui.cli.serve.PORT", other.getsockname()[1])
        assert main(["serve"]) == 0
        (host, port) = served[0]
        assert host == "127.0.0.1"
        assert port != other.getsockname()[1]
    assert f"http://127.0.0.1:{port}/?token=" in capsys.readouterr().out


def test_without_the_extra_it_says_how_to_get_it(capsys, monkeypatch):
    monkeypatch.setattr("tui.cli.serve.find_spec", lambda name: None)
    assert main(["serve"]) == 1
    assert "pip install 'offhook[serve]'" in capsys.readouterr().err
