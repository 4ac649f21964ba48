# HTML nested a million levels deep keeps all of its text, on a small stack.
source "$CLI/functions.bash"
python3 -c '
n = 1_000_000
print("<html><body><p>HEAD</p>" + "<div>" * n + "DEEP" + "</div>" * n + "<p>TAIL</p></body></html>")' >deep.html
ulimit -s 256
timeout 60 "$TEXTKIN" text --plain deep.html >plain
[[ $(tr -s '\n ' '\n' <plain) == $'HEAD\nDEEP\nTAIL' ]] || fail "$(head -c 300 plain)"
