# text --plain prints the text and nothing else: no newline added, line ends as they are, no byte-order mark.
source "$CLI/functions.bash"
printf 'first line\r\nsecond 线\n\n  last, no newline' >crlf.txt
"$TEXTKIN" text --plain crlf.txt | cmp - crlf.txt
printf '\xef\xbb\xbfwith a mark' >bom.txt
[[ $("$TEXTKIN" text --plain bom.txt | od -An -tx1 | tr -d ' \n') == "$(printf 'with a mark' | od -An -tx1 | tr -d ' \n')" ]]
printf '<html><head><title>T</title><style>p{}</style></head><body><script>var x = 1;</script><p>Seen &amp; kept</p><noscript>n</noscript><p>第二段</p></body></html>' >page.html
[[ $("$TEXTKIN" text --plain page.html) == $'Seen & kept\n第二段' ]] || fail "$("$TEXTKIN" text --plain page.html)"
: >empty.txt
[[ -z $("$TEXTKIN" text --plain empty.txt) ]]
