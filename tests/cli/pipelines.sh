# Every block of docs/pipelines.md runs, on small files in the layouts that it names, and does what it says.
source "$CLI/functions.bash"
for tool in jq zstd gzip awk; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
python3 - <<'PYTHON'
import gzip, json, pathlib, random, subprocess
random.seed(4)

def text(size):
    return " ".join("".join(random.choice("abcdefghij") for _ in range(6)) for _ in range(size))

def edited(words, edits):
    words = words.split()
    for _ in range(edits):
        words[random.randrange(len(words))] = text(1)
    return " ".join(words)

sources = [text(150) for _ in range(40)]
records = [{"id": f"doc-{i}", "text": source, "url": f"https://site{i % 5}.example/{i}", "lang": "en" if i % 4 else "zh",
            "fetched": f"2024-0{1 + i % 9}-01"} for i, source in enumerate(sources)]
records += [{**records[i], "id": f"copy-{i}", "text": edited(sources[i], i % 3), "fetched": "2023-01-01"} for i in range(12)]
lines = [json.dumps(record) for record in records]
plain = "".join(line + "\n" for line in lines).encode()
subprocess.run(["zstd", "-q", "-o", "crawl.jsonl.zst"], input=plain, check=True)
for name, numbers, words in (("heldout", (20, 21), 100), ("released", (30, 31, 32), 150)):
    with open(f"{name}.jsonl", "w") as file:
        for i in numbers:
            part = " ".join(edited(sources[i], 1).split()[:words])
            file.write(json.dumps({"id": f"{name}-{i}", "text": part}) + "\n")
for folder, name in (("dolma/documents", "part-%d.jsonl.gz"), ("datatrove", "%05d.jsonl.gz")):
    pathlib.Path(folder).mkdir(parents=True)
    for shard in range(3):
        with gzip.open(f"{folder}/{name % shard}", "wt") as file:
            file.writelines(line + "\n" for line in lines[shard::3])
PYTHON
mkdir bin
ln -s "$TEXTKIN" bin/textkin
PATH=$PWD/bin:$PATH
python3 - "$SOURCE_DIR/docs/pipelines.md" <<'PYTHON'
import pathlib, re, sys
blocks = re.findall(r"^```sh\n(.*?)^```", pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"), re.M | re.S)
assert len(blocks) >= 10
for number, block in enumerate(blocks):
    pathlib.Path(f"block-{number:02}.sh").write_text(block, encoding="utf-8")
PYTHON
for block in block-*.sh; do
  # head may close a pipe before its writer has ended.
  bash -eu "$block" >"$block.out" 2>"$block.err" || fail "$block: $(cat "$block" "$block.err")"
done
ids() { jq -r .id "$@" | tr '\n' ' '; }
originals=$(for i in {0..39}; do printf 'doc-%d ' "$i"; done)
[[ $(zcat clean.jsonl.gz | ids) == "$originals" ]] || fail "clean.jsonl.gz: $(zcat clean.jsonl.gz | ids)"
[[ $(zstd -dcq clean.jsonl.zst | ids) == "$originals" ]]
(($(zcat removed.jsonl.gz | wc -l) == 12))
[[ $(ids english.jsonl) == "$(for i in {0..39}; do ((i % 4)) && printf 'doc-%d ' "$i"; done)" ]]
grep -q '"copy-1"' mild.jsonl && fail 'a copy with one word changed is not mild'
(($(ids longest.jsonl | wc -w) == 40 && $(ids earliest.jsonl | wc -w) == 40 && $(ids sources.jsonl | wc -w) == 40))
[[ $(ids earliest.jsonl) == *copy-0* && $(ids earliest.jsonl) != *doc-0\ * ]]
(($(wc -l <stripped.jsonl) == 40 && $(wc -l <cut.jsonl) == 12))
(($(ids fresh.jsonl | wc -w) == 37)) || fail "fresh.jsonl: $(ids fresh.jsonl)"
[[ $(jq -r 'select(.against) | .kept_record_id' known.jsonl | tr '\n' ' ') == 'released-30 released-31 released-32 ' ]]
[[ $("$TEXTKIN" index stats released.index) == *40* ]]
! grep -q -e '"doc-20"' -e '"doc-21"' decontaminated.jsonl || fail 'the held-out texts are left'
grep -q '"doc-22"' decontaminated.jsonl
for shard in 0 1 2; do
  diff <(zcat dolma/documents/part-$shard.jsonl.gz | jq -r .id) <(zcat dolma/attributes/textkin/part-$shard.jsonl.gz | jq -r .id)
done
(($(zcat dolma/attributes/textkin/*.gz | grep -c '\[\[0,') == 12))
(($(zcat datatrove-clean/*.gz | wc -l) == 40))
for shard in 0 1 2; do
  zcat datatrove-clean/0000$shard.jsonl.gz | while read -r line; do
    zcat datatrove/0000$shard.jsonl.gz | grep -qxF -- "$line" || fail "not byte for byte: $line"
  done
done
