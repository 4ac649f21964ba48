"""The package itself: what it says of its types, what its documents show."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import textkin
import tutorial
from conftest import SOURCE
from textkin import _textkin, errors

INSTALLED = Path(textkin.__file__).parent


def run_python(code: str, folder: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_it_is_the_installed_package_that_is_tested() -> None:
    assert INSTALLED.resolve() != SOURCE / "python" / "textkin"
    assert INSTALLED.parent.name == "site-packages"
    assert (INSTALLED / "py.typed").exists()


def test_an_exception_for_every_status_code() -> None:
    # absl/status/status.h: 1 to 16.
    kinds = {code: type(errors.of_status(code, "why")) for code in range(1, 17)}
    assert len(set(kinds.values())) == 16
    assert all(issubclass(kind, textkin.Error) and kind.code == code for code, kind in kinds.items())
    assert all(getattr(textkin, kind.__name__) is kind for kind in kinds.values())
    assert str(errors.of_status(5, "why")) == "why"


def test_everything_public_is_explained() -> None:
    for name in textkin.__all__:
        value = getattr(textkin, name)
        if not inspect.isclass(value) and not inspect.isfunction(value):
            continue
        assert value.__doc__, name
        members = vars(value).items() if inspect.isclass(value) else ()
        assert not [f"{name}.{key}" for key, member in members
                    if not key.startswith("_") and key != "of_row" and (inspect.isfunction(member) or isinstance(member, property | classmethod))
                    and not inspect.getdoc(getattr(value, key))]  # fmt: skip


def test_the_stub_names_the_functions_of_the_native_module() -> None:
    stub = ast.parse((INSTALLED / "_textkin.pyi").read_text(encoding="utf-8"))
    told = {node.name: [one.arg for one in node.args.args + node.args.kwonlyargs]
            for node in stub.body if isinstance(node, ast.FunctionDef)}  # fmt: skip
    native = {name: getattr(_textkin, name) for name in dir(_textkin) if not name.startswith("_")}
    functions = {name: value for name, value in native.items() if callable(value) and not inspect.isclass(value)}
    assert told.keys() == functions.keys()
    for name, value in functions.items():
        signature = value.__nb_signature__[0][0]
        assert re.findall(r"(\w+): ", signature) == told[name], signature


def test_the_types_hold() -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    # Of the Spark job as far as it is known without PySpark, which is not installed here.
    config = f"--config-file={SOURCE / 'pyproject.toml'}"
    run = subprocess.run([sys.executable, "-m", "mypy", "--strict", config, "--disable-error-code=import-untyped", "-p", "textkin"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def python_blocks(document: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", (SOURCE / document).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_example_of_the_readme_runs() -> None:
    (example,) = python_blocks("README.md")
    assert len(example.splitlines()) <= 5
    assert "near_duplicate" in run_python(example, SOURCE)


def test_the_examples_of_the_guide_run() -> None:
    blocks = python_blocks("docs/python.md")
    assert len(blocks) > 3
    run_python("\n".join(blocks), SOURCE)


def test_the_tutorial_prints_what_it_shows() -> None:
    cells = tutorial.code_cells(json.loads(tutorial.NOTEBOOK.read_text(encoding="utf-8")))
    assert len(cells) > 4
    assert tutorial.printed(cells) == [tutorial.shown(cell) for cell in cells]
