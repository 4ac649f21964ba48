# Control, bidi and zero-width characters of texts, titles and names never reach the terminal; colour codes are ours alone.
source "$CLI/functions.bash"
escape=$'\e]0;owned\a\e[2J\x9b'
hidden=$'\u202e\u200b\u2066\U000e0041'
sentence='The ferry leaves the old harbour at six in the morning and returns with the mail at noon.'
name="a$escape$hidden.txt"
printf 'Title%s\n%s %s\r%s\n' "$hidden" "$sentence" "$hidden" "$sentence" >"$name"
printf '<title>T%s</title><p>%s %s new%s words %s' "$hidden" "$sentence" "$escape" "$hidden" "$sentence" >b.html
"$TEXTKIN" compare "$name" b.html --width 60 --color never >plain || (($? == 3))
"$TEXTKIN" compare "$name" b.html --width 60 --color always >coloured || (($? == 3))
"$TEXTKIN" compare "$name" "missing$escape$hidden" >said 2>&1 || (($? == 2))
"$TEXTKIN" compare "$name" b.html --color "$escape" >>said 2>&1 || (($? == 2))
python3 - <<'PYTHON'
import re
def bad(text):
    return [hex(ord(c)) for c in text if (ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u200b\u2066\U000e0041"]
plain = open("plain", encoding="utf-8", newline="").read()
coloured = open("coloured", encoding="utf-8", newline="").read()
said = open("said", encoding="utf-8", newline="").read()
assert "Passage 1" in plain and "<U+202E>" in plain, plain
assert not bad(plain) and not bad(said), (bad(plain), bad(said))
assert "\x1b[" in coloured
assert not bad(re.sub(r"\x1b\[[0-9;]*m", "", coloured)), coloured
PYTHON
