# The text of a file does not depend on how it is written: GBK, Big5, UTF-16, gzip.
source "$CLI/functions.bash"
collection=$SOURCE_DIR/fixtures/collection
same() { # FILE CHARSET
  "$TEXTKIN" text --plain "$collection/$1" >got
  iconv -f "$2" -t UTF-8 "$collection/$1" | cmp - got || fail "$1"
}
for file in peixun-zongjie jiaotong dangan theatre; do same "wenku-gbk.example/$file.txt" GBK; done
for file in education water library; do same "wenji-big5.example/$file.txt" BIG5; done
for file in archives water harbour post choir; do same "archive.example/$file.txt" UTF-16; done
"$TEXTKIN" text --plain "$collection/docshare-b.example/library.txt.gz" >got
zcat "$collection/docshare-b.example/library.txt.gz" | cmp - got
"$TEXTKIN" text --plain "$collection/wenku-gbk.example/shuiwu.html" | grep -qF '第二水厂扩建工程于□□月□日投产'
