# A name that fills the file system's limit, and a file beside a folder of its text's name: nobody's text is lost.
mkdir -p in/a.txt
long=$(printf 'n%.0s' $(seq 251)).txt
echo "The pier was painted." > "in/$long"
echo "The bell was hung." > in/a
echo "The rope was cut." > in/a.txt/b.txt
"$TEXTKIN" scan in -o out --quiet --write-text
cat $(grep -rl rope out/text)
find out/text -type f | wc -l
