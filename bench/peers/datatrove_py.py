"""datatrove: its MinHash pipeline up to the clusters, with the settings of its own example.

Word 5-grams, 14 bands of 8 rows, 64-bit hashes; the language is given, so that Chinese is cut into words by
jieba. It gives clusters and verifies nothing: every pair within a cluster counts as found.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import peer
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import (
    MinhashConfig,
    MinhashDedupBuckets,
    MinhashDedupCluster,
)
from datatrove.pipeline.readers import JsonlReader
from datatrove.utils.hashing import HashConfig
from datatrove.utils.typeshelper import Languages

LANGUAGES = {"en": Languages.english, "zh": Languages.mandarin_chinese}


def run(steps: list[object], tasks: int, logs: Path) -> None:
    """Runs one stage in this process, its tasks one after the other."""
    LocalPipelineExecutor(
        pipeline=steps, tasks=tasks, workers=1, logging_dir=str(logs), skip_completed=False
    ).run()


def clustered(path: Path) -> Iterator[tuple[int, int]]:
    """(cluster, line) of every clustered document: pairs of little-endian 32-bit (line, cluster)."""
    if path.exists():
        for line, cluster in struct.iter_unpack("<II", path.read_bytes()):
            yield cluster, line


def main() -> None:
    options = peer.options("datatrove")
    scratch = options.scratch
    config = MinhashConfig(
        hash_config=HashConfig(precision=64), num_buckets=14, hashes_per_bucket=8, n_grams=5
    )
    reader = JsonlReader(str(options.corpus.parent), glob_pattern=options.corpus.name)
    signature = MinhashDedupSignature(
        str(scratch / "signatures"), config=config, language=LANGUAGES[options.language]
    )
    run([reader, signature], 1, scratch / "logs1")
    buckets = MinhashDedupBuckets(str(scratch / "signatures"), str(scratch / "buckets"), config=config)
    run([buckets], config.num_buckets, scratch / "logs2")
    cluster = MinhashDedupCluster(
        str(scratch / "buckets"), str(scratch / "clusters"), config=config, save_cluster_id=True
    )
    run([cluster], 1, scratch / "logs3")
    members = clustered(scratch / "clusters" / "000000.clusters")
    peer.write_pairs(options.pairs, peer.cluster_pairs(members))


if __name__ == "__main__":
    main()
