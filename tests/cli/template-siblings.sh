# A masked copy of one year's report must not bring the next year's into its cluster.
mkdir in
cp "$SOURCE_DIR/fixtures/collection/reports.example/tallow-2020.md" in/2020.md
cp "$SOURCE_DIR/fixtures/collection/reports.example/tallow-2021.md" in/2021.md
sed 's/[0-9]/x/g' in/2020.md > in/masked.md
"$TEXTKIN" scan in -o out --quiet
grep -o '"members":\[[^]]*\]' out/clusters.jsonl
grep -c same_template out/pairs.jsonl
