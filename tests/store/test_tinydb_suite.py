"""TinyDB's own tests, run against our database: what TinyDB promises, `DurableDB` keeps.

They are fetched as TinyDB's source distribution, of the version that is installed, and are not part of this
project. Where they cannot be fetched the test is skipped; in CI it fails.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import tinydb

ROOT = Path(__file__).parent.parent.parent
CONFTEST = """
import pytest
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import MemoryStorage
from tui.store.durable import DurableDB, DurableStorage

@pytest.fixture(params=["durable", "stock table"])
def db(request, tmp_path):
    path = tmp_path / "test.db"
    made = DurableDB(path) if request.param == "durable" else TinyDB(path, storage=DurableStorage)
    made.drop_tables()
    made.insert_multiple({"int": 1, "char": c} for c in "abc")
    yield made
    made.close()

@pytest.fixture
def storage():
    return CachingMiddleware(MemoryStorage)()
"""
#: They say that the class is called TinyDB's.
FAIL = {"test_tables.py::test_table_repr[durable]", "test_tables.py::test_table_repr[stock table]"}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tests."""
    folder = tmp_path_factory.mktemp("tinydb")
    wanted = f"tinydb=={tinydb.__version__}"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        wanted,
        "--no-binary",
        ":all:",
        "--no-deps",
        "--dest",
        folder,
    ]
    fetched = subprocess.run(pip, capture_output=True, text=True, cwd=folder)
    if fetched.returncode:
        if os.environ.get("OFFHOOK_CI") == "1":
            pytest.fail(
                f"{wanted} cannot be fetched, and OFFHOOK_CI=1 says that it must be: {fetched.stderr}"
            )
        pytest.skip(f"{wanted} cannot be fetched")
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    (tests,) = folder.glob("*/tests")
    (tests / "conftest.py").write_text(CONFTEST)
    return tests


def test_tinydb_own_tests_pass_but_those_of_the_name_of_its_class(suite):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTEST_ADDOPTS", None)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rfE", "-p", "no:cacheprovider", "-c", os.devnull, suite],
        cwd=suite,
        env=environment,
        capture_output=True,
        text=True,
    )
    failed = re.findall(r"^(?:FAILED|ERROR) (?:.*/)?(\S+::.*?)(?: - .*)?$", run.stdout, re.MULTILINE)
    assert set(failed) == FAIL, run.stdout[-3000:]
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed
    assert int(passed[1]) > 200, run.stdout[-300:]
