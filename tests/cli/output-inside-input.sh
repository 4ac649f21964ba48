# A second scan does not read the results of the first.
mkdir in
echo "The pier was painted in spring." > in/a.txt
cd in
"$TEXTKIN" scan . -o out --quiet
"$TEXTKIN" scan . -o out --quiet --overwrite
wc -l < out/documents.jsonl
