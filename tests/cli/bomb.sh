# Compressed files that grow without measure are faults.
source "$CLI/functions.bash"
mkdir texts
head -c 500M /dev/zero | gzip -1 >texts/zeros.txt.gz
head -c 500M /dev/zero | zstd -q >texts/zeros.txt.zst
head -c 500M /dev/zero | xz -0 >texts/zeros.txt.xz
code=0
python3 "$CLI/measure.py" peak_kib "$TEXTKIN" scan texts -o out --threads 2 || code=$?
((code == 3)) || fail "exit code $code, expected 3"
[[ $(fault_codes out | wc -l) == 3 ]] || fail "$(fault_codes out)"
! fault_codes out | grep -vE ' (F0203|F0105)$' || fail "$(fault_codes out)"
(($(cat peak_kib) < 300 * 1024)) || fail "peak memory $(cat peak_kib) KiB"
