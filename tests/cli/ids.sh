# Ids: relative paths, percent-encoded; several arguments are told apart by their names.
source "$CLI/functions.bash"
mkdir -p a/texts b/texts
for name in $'new\nline.txt' $'bytes-\xff\xfe.txt' 'hash#1.txt' 'per%cent.txt' 'bang!.txt' '水.txt'; do
  echo 'The ferry leaves the stone pier at six.' >"a/texts/$name"
done
ids() {
  python3 -c '
import json, sys
for line in open(sys.argv[1] + "/documents.jsonl", encoding="utf-8"): print(json.loads(line)["id"])' "$1"
}
expect_exit 0 "$TEXTKIN" scan a -o one
[[ $(ids one) == 'texts/bang%21.txt
texts/bytes-%FF%FE.txt
texts/hash%231.txt
texts/new%0Aline.txt
texts/per%25cent.txt
texts/水.txt' ]] || fail "$(ids one)"

rm a/texts/*
echo 'One text.' >a/texts/x.txt
echo 'Another text.' >b/texts/x.txt
expect_exit 0 "$TEXTKIN" scan a/texts b/texts -o two
[[ $(ids two | grep x.txt) == 'texts/x.txt
texts~2/x.txt' ]] || fail "$(ids two)"
expect_exit 0 "$TEXTKIN" scan a/texts/x.txt -o three
[[ $(ids three) == x.txt ]] || fail "$(ids three)"
printf '{"text": "one"}\n{"text": "two"}\n' | "$TEXTKIN" scan - -o four
[[ $(ids four) == $'-#1\n-#2' ]] || fail "$(ids four)"
