# --config FILE gives options that the command line leaves open; only that file is read, never one among the data.
source "$CLI/functions.bash"
mkdir texts
echo 'The ferry leaves the stone pier at six.' >texts/a.txt
printf 'threshold = 0.9\npreset = strict\n' | tee texts/textkin.conf texts/.textkin texts/config >/dev/null
setting() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["settings"][sys.argv[2]])' "$1/run.json" "$2"; }
expect_exit 0 "$TEXTKIN" scan texts -o plain
[[ $(setting plain threshold) == 0.5 && $(setting plain preset) == report ]] || fail "data were taken for settings"

cat >settings <<'END'
# a comment
preset = strict
threshold = 0.7
exclude = *.md
exclude = *.html
quiet = true
END
expect_exit 0 "$TEXTKIN" scan texts -o out --config settings
[[ $(setting out threshold) == 0.7 && $(setting out preset) == strict ]] || fail "$(cat out/run.json)"
[[ $(setting out exclude) == '*.md *.html' ]] || fail "$(setting out exclude)"
[[ ! -s stderr ]] || fail "quiet = true was not read: $(cat stderr)"
expect_exit 0 "$TEXTKIN" scan texts -o won --config settings --threshold 0.8
[[ $(setting won threshold) == 0.8 ]] || fail "the command line does not win"

for line in 'no-such = 1' 'threshold = 7' 'threshold' 'quiet = perhaps'; do
  echo "$line" >bad
  expect_exit 2 "$TEXTKIN" scan texts -o never --config bad
  expect_stderr "${line%% *}"
done
for file in nowhere texts; do
  expect_exit 2 "$TEXTKIN" scan texts -o never --config "$file"
  expect_stderr "$file"
done
[[ ! -e never ]] || fail "a result in spite of a bad configuration"
