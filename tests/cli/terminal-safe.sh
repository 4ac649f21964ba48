# Names and texts that hold terminal codes reach the terminal as <U+XXXX>: no control byte but the line feed.
source "$CLI/functions.bash"
escape=$'\e]0;owned\a\e[2J'
hidden=$'\u202e\u200b\u2066\u00ad\U000e0041'
name="a${escape}${hidden}.txt"
printf '%s' "The ferry ${escape} leaves ${hidden} at six." >"$name"
mkfifo "pipe$escape.txt"
{
  "$TEXTKIN" text "$name"
  "$TEXTKIN" text "pipe$escape.txt" || true
  "$TEXTKIN" scan "missing$escape" -o out || true
  "$TEXTKIN" scan . -o "out$escape" --include "$escape*" || true
  "$TEXTKIN" "command$escape" || true
  "$TEXTKIN" scan "--option$escape" || true
  "$TEXTKIN" scan . -o out --threshold "$escape" || true
  "$TEXTKIN" scan . -o out --preset "$escape" || true
  "$TEXTKIN" scan . -o out || true
} >said 2>&1
python3 - <<'PYTHON'
said = open("said", encoding="utf-8").read()
bad = [hex(ord(c)) for c in said if (ord(c) < 0x20 and c != "\n") or c in "\u202e\u200b\u2066\U000e0041"]
assert not bad, (bad, said)
assert "<U+001B>" in said and "<U+202E>" in said, said
PYTHON
