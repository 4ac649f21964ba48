# Short writes, and a pipe that is full and does not block: all comes out, as into a file (reliability S5).
source "$CLI/functions.bash"
python3 - <<'PYTHON'
import json, os, random, subprocess, time
random.seed(8)
textkin = os.environ["TEXTKIN"]
with open("in.jsonl", "w") as file:
    for i in range(4000):
        print(json.dumps({"id": i, "text": " ".join("w%d" % random.randrange(10**6) for _ in range(60))}), file=file)
with open("long.txt", "w") as file:
    file.writelines("line %d of a long text\n" % i for i in range(60_000))

def slowly(*words):
    """What the program writes into a full, non-blocking pipe whose reader takes little at a time."""
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    process = subprocess.Popen([textkin, *words], stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    time.sleep(0.5)  # it is full by now
    taken = b""
    while piece := os.read(ours, random.randrange(1, 50_000)):
        taken += piece
    os.close(ours)
    assert process.wait() == 0, process.stderr.read()
    return taken

assert slowly("filter", "in.jsonl", "-q") == open("in.jsonl", "rb").read()
assert slowly("text", "--plain", "long.txt") == open("long.txt", "rb").read()
PYTHON
