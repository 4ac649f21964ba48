from collections.abc import Callable
from typing import Any

VERSION: str
NORMALIZER_VERSION: int
FORMAT_VERSION: int

def compare_files(a: str, b: str, preset: str, threshold: float | None, text_key: str) -> bytes: ...
def compare_texts(a: str, b: str, preset: str, threshold: float | None) -> bytes: ...
def json_lines(records: list[Any], substitute: Callable[[Any], Any]) -> bytes: ...
def scan(
    *,
    read: dict[str, Any],
    input_names: list[str],
    output: str,
    preset: str,
    threshold: float | None,
    sketch: str,
    threads: int,
    seed: int,
    passages: bool,
    quotes: bool,
    provenance: bool,
    report: bool,
    write_text: bool,
    synonyms: str,
    overwrite: bool,
    progress: Callable[[str, int, int, int], object] | None,
) -> None: ...
def filter(
    *,
    read: dict[str, Any],
    output: str,
    receipts: str,
    action: str,
    keep: str,
    preset: str | None,
    threshold: float,
    against: str,
    decontaminate: bool,
    passages: bool,
    drop_faulty: bool,
    overwrite: bool,
    threads: int,
    memory: int,
    seed: int,
    progress: Callable[[str, int, int, int], object] | None,
) -> dict[str, Any]: ...
def index_documents(
    *,
    is_new: bool,
    read: dict[str, Any],
    folder: str,
    preset: str,
    seed: int,
    texts: bool,
    threads: int,
    wait: bool,
    progress: Callable[[str, int, int, int], object] | None,
) -> dict[str, Any]: ...
def index_remove(folder: str, ids: list[str], wait: bool) -> list[str]: ...
def index_stats(folder: str) -> dict[str, Any]: ...
def index_verify(folder: str) -> None: ...
def index_query(folder: str, file: str, text_key: str, threshold: float, candidates: int) -> bytes: ...
def evaluate(truth: str, result: str) -> tuple[str, str]: ...
def normalize(text: str, preset: str) -> tuple[str, list[tuple[str, int, int]]]: ...
def minhash(text: str, preset: str, seed: int) -> bytes: ...
def minhash_resemblance(a: bytes, b: bytes) -> float: ...
def simhash(text: str, preset: str, seed: int) -> int: ...
