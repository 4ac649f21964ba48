"""text-dedup: its MinHash command on the JSON Lines file, with its defaults (250 permutations, word 5-grams).

It parts words at \\W only, so a Chinese clause is one word to it; there is no option for characters. It gives
clusters and verifies nothing: every pair within a cluster counts as found.
"""

from __future__ import annotations

import os
import pickle

import peer


def main() -> None:
    options = peer.options("text-dedup")
    os.environ["HF_HOME"] = str(options.scratch / "huggingface")
    from text_dedup.minhash import main as deduplicate

    output = options.scratch / "kept"
    arguments = {
        "--path": "json",
        "--data_files": options.corpus,
        "--split": "train",
        "--cache_dir": options.scratch / "cache",
        "--output": output,
        "--column": "text",
        "--threshold": options.threshold,
        "--num_proc": 1,
    }
    flags = [str(word) for argument in arguments.items() for word in argument]
    deduplicate(args=[*flags, "--debug"], standalone_mode=False)
    with (output / "uf.pkl").open("rb") as dump:
        union_find = pickle.load(dump)
    documents = list(union_find.parent)
    pairs = peer.cluster_pairs((union_find.find(line), line) for line in documents)
    peer.write_pairs(options.pairs, pairs)


if __name__ == "__main__":
    main()
