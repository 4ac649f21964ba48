"""The files of a result as pyarrow tables, with one schema for all results."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.json

from textkin.errors import InvalidArgumentError, NotFoundError

_RANGE = pa.list_(pa.uint32())
_TEXTS = pa.list_(pa.string())
_END = pa.struct({"document": pa.string(), "begin": pa.uint32(), "end": pa.uint32(), "text": pa.string()})
_EVIDENCE = pa.list_(pa.struct({
    "type": pa.string(), "direction": pa.string(), "loci": pa.uint64(), "nats": pa.float64(),
    "quotes": pa.list_(pa.struct({"source": _RANGE, "derived": _RANGE})), "sentence": pa.string()}))  # fmt: skip

SCHEMAS = {
    "documents": pa.schema({
        "id": pa.string(), "record_id": pa.string(), "part_of": pa.string(), "begin": pa.uint32(),
        "end": pa.uint32(), "path": pa.string(), "site": pa.string(), "url": pa.string(), "title": pa.string(),
        "language": pa.string(), "dates": pa.list_(pa.struct({"value": pa.string(), "kind": pa.string()})),
        "bytes": pa.uint64(), "chars": pa.uint64(), "tokens": pa.uint64(), "text_hash": pa.string(),
        "simhash": pa.string(), "kept": pa.list_(_RANGE),
        "marks": pa.list_(pa.struct({"begin": pa.uint32(), "end": pa.uint32(), "kind": pa.string()})),
        "masks": pa.uint64(), "flags": _TEXTS,
        "faults": pa.list_(pa.struct({"code": pa.string(), "detail": pa.string()})), "limits": _TEXTS}),
    "pairs": pa.schema({
        "a": pa.string(), "b": pa.string(), "resemblance": pa.float64(), "containment_a": pa.float64(),
        "containment_b": pa.float64(), "verdict": pa.string()}),
    "clusters": pa.schema({
        "id": pa.string(), "members": _TEXTS, "representative": pa.string(), "kind": pa.string(),
        "min_resemblance": pa.float64(), "complete": pa.bool_(), "sites": _TEXTS}),
    "passages": pa.schema({
        "id": pa.string(), "a": _END, "b": _END, "tokens": pa.uint64(), "identity": pa.float64(), "kind": pa.string(),
        "differences": pa.list_(pa.struct({"type": pa.string(), "a": _RANGE, "b": _RANGE}))}),
    "edges": pa.schema({
        "source": pa.string(), "derived": pa.string(), "directed": pa.bool_(), "relation": pa.string(),
        "confidence": pa.float64(), "confidence_direct": pa.float64(), "share": pa.float64(),
        "share_exclusive": pa.float64(), "passages": _TEXTS, "evidence": _EVIDENCE, "against": _EVIDENCE,
        "reason": pa.string(), "lost_source": pa.string(), "circle": pa.string()}),
    "lost": pa.schema({
        "id": pa.string(), "copies": _TEXTS, "source": pa.string(), "restored": pa.uint64(), "text": pa.string()}),
}  # fmt: skip
# Files that a scan may stop before.
_MAY_BE_ABSENT = {"passages", "edges", "lost"}
# Bytes that are parsed at a time; a block must hold the longest line.
_BLOCK_BYTES = 1 << 20


def read_table(folder: Path, name: str) -> pa.Table:
    """The rows of ``folder/<name>.jsonl``."""
    if name not in SCHEMAS:
        raise InvalidArgumentError(f"table '{name}': one of {', '.join(SCHEMAS)}")
    path = folder / f"{name}.jsonl"
    if not path.exists() and name not in _MAY_BE_ABSENT:
        raise NotFoundError(f"'{path}' does not exist")
    if not path.exists() or path.stat().st_size == 0:  # pyarrow reads no empty file
        return SCHEMAS[name].empty_table()
    with path.open("rb") as lines:
        longest = max(map(len, lines))
    return pyarrow.json.read_json(
        path,
        read_options=pyarrow.json.ReadOptions(block_size=max(_BLOCK_BYTES, 2 * longest)),
        parse_options=pyarrow.json.ParseOptions(explicit_schema=SCHEMAS[name], unexpected_field_behavior="ignore"))  # fmt: skip
