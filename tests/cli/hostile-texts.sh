# Texts made to cost: time grows as they do. Each kind is read at one size and at four times that size.
source "$CLI/functions.bash"
python3 - <<'PYTHON'
import os
import resource
import subprocess

KINDS = {
    "one-letter.txt": "a", "one-character.txt": "的", "words.txt": "ab ", "newlines.txt": "\n",
    "stars.txt": "市**", "underscores.txt": "a__ ", "masks.txt": "x ", "ordinals.txt": "1、", "pages.txt": "第1页",
    "brackets.txt": "（", "dates.txt": "发布 2024-", "titles.txt": "标题：", "doubled.txt": "教育局工作总结教育局",
    "headings.md": "#", "emphasis.md": "*a ", "links.md": "[a](", "unclosed.html": "<div><b><i>", "entities.html": "&#x4e2d;&lt",
    "attributes.html": "<p a='", "scripts.html": "<script>x</script>", "lists.html": "<ul><li>a",
}
SIZE = 400_000  # bytes: 20 ms for what is linear, seconds for what is not
FACTOR = 4
# Twice what linear time takes; below the floor start-up and noise are all there is.
ALLOWED, FLOOR_S = 2 * FACTOR, 0.15


def cpu_seconds(name, unit, size):
    with open(name, "w", encoding="utf-8") as file:
        file.write(unit * (size // len(unit.encode())))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([os.environ["TEXTKIN"], "text", "--row", name], stdout=subprocess.DEVNULL, check=True, timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime


slow = []
for name, unit in KINDS.items():
    small = cpu_seconds(name, unit, SIZE)
    large = cpu_seconds(name, unit, FACTOR * SIZE)
    if large > ALLOWED * max(small, FLOOR_S / FACTOR):
        slow.append(f"{name}: {small:.2f} s, four times as long {large:.2f} s")
assert not slow, slow
PYTHON
