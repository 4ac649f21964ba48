# textkin text says what it sees: masks, page debris, ordinals, doubled runs.
source "$CLI/functions.bash"
collection=$SOURCE_DIR/fixtures/collection
"$TEXTKIN" text "$collection/docshare-a.example/transport-pdf.html" >out
grep -qF '第 1 页 共 2 页' out || fail "page debris is not shown: $(cat out)"
grep -qi debris out || fail "page debris is not named: $(cat out)"
"$TEXTKIN" text "$collection/wenku-gbk.example/jiaotong.txt" >out
grep -qi ordinal out || fail "chunk ordinals are not named: $(cat out)"
grep -qi mask out || fail "masks are not named: $(cat out)"
"$TEXTKIN" text "$collection/docshare-b.example/library.txt.gz" >out
grep -qi doubled out || fail "doubled text is not named: $(cat out)"
