# Two texts that share nothing: said so, no verdict, and nothing found; two empty ones are no copies.
source "$CLI/functions.bash"
echo 'The ferry to the island leaves at six in the morning and comes back at noon with the mail.' >a.txt
echo '望川市图书馆今年新增藏书三万册，接待读者六十二万人次，举办讲座四十场。' >b.txt
expect_exit 0 "$TEXTKIN" compare a.txt b.txt --fail-if-found
: >empty.txt
expect_exit 0 "$TEXTKIN" compare empty.txt empty.txt --fail-if-found
expect_exit 1 "$TEXTKIN" compare a.txt a.txt --fail-if-found -q
expect_exit 0 "$TEXTKIN" compare a.txt a.txt -q
