# A closed standard stream is not mistaken for a file: reading it is a fault, and results stay clean.
source "$CLI/functions.bash"
code=0
"$TEXTKIN" scan - -o out <&- 2>stderr || code=$?
((code == 3)) || fail "exit code $code, expected 3: $(cat stderr)"
[[ $(fault_codes out) == '- F0103' ]] || fail "$(cat out/documents.jsonl)"
echo 'The ferry leaves the stone pier at six.' >a.txt
"$TEXTKIN" scan a.txt -o silent >&- 2>&-
python3 -c 'import json; [json.loads(line) for line in open("silent/documents.jsonl", encoding="utf-8")]'
code=0
"$TEXTKIN" text --plain a.txt >&- 2>stderr || code=$?
((code == 5)) || fail "exit code $code, expected 5"
