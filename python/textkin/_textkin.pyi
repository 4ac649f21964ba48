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
    inputs: list[str],
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
    include: list[str],
    exclude: list[str],
    follow_links: bool,
    text_key: str,
    id_key: str,
    url_key: str,
    date_key: str,
    site_key: str,
    progress: Callable[[str, int, int, int], object] | None,
) -> None: ...
def evaluate(truth: str, result: str) -> tuple[str, str]: ...
def normalize(text: str, preset: str) -> tuple[str, list[tuple[str, int, int]]]: ...
def minhash(text: str, preset: str, seed: int) -> bytes: ...
def minhash_resemblance(a: bytes, b: bytes) -> float: ...
def simhash(text: str, preset: str, seed: int) -> int: ...
