# Colour on a terminal, unless NO_COLOR or --color never; in a pipe only by --color always. Rows fit the width.
source "$CLI/functions.bash"
cp "$SOURCE_DIR/fixtures/collection/reports.example/water-2020.md" a.md
cp "$SOURCE_DIR/fixtures/collection/archive.example/water.txt" b.txt
python3 - <<'PYTHON'
import fcntl, os, pty, re, struct, subprocess, termios, unicodedata

def on_terminal(columns, *options, **environment):
    """What the program writes to a terminal of so many columns."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen([os.environ["TEXTKIN"], "compare", "a.md", "b.txt", *options], stdout=follower,
                               env=os.environ | environment)
    os.close(follower)
    output = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        output += piece
    os.close(leader)
    assert process.wait() == 0
    return output.decode().replace("\r\n", "\n")

def in_pipe(*options):
    return subprocess.run([os.environ["TEXTKIN"], "compare", "a.md", "b.txt", *options], stdout=subprocess.PIPE, check=True).stdout.decode()

def bare(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)

def widest(text):
    return max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in bare(text).split("\n"))

assert "\x1b[" in on_terminal(100)
assert "\x1b[" not in on_terminal(100, NO_COLOR="1")
assert "\x1b[" in on_terminal(100, "--color", "always", NO_COLOR="1")
assert "\x1b[" not in on_terminal(100, "--color", "never")
assert "\x1b[" not in in_pipe()
assert in_pipe("--color", "always") == on_terminal(100)
for columns in (40, 41, 77, 140):
    assert columns - 2 <= widest(on_terminal(columns)) <= columns, columns
    assert widest(in_pipe("--width", str(columns))) <= columns, columns
PYTHON
