# An interrupted scan leaves no half result, and the shell sees 130.
source "$CLI/functions.bash"
mkfifo pipe
"$TEXTKIN" scan - -o out <pipe 2>stderr &
scan=$!
exec 3>pipe
for ((i = 0; i < 2000; i++)); do
  echo "{\"id\": \"$i\", \"text\": \"The ferry number $i leaves the stone pier at six.\"}"
done >&3
sleep 0.5
# A background job of a script ignores SIGINT from the start; SIGTERM takes the same path.
kill -TERM "$scan"
exec 3>&-
code=0
wait "$scan" || code=$?
((code == 143)) || fail "exit code $code, expected 143: $(cat stderr)"
[[ $(ls -A | sort | tr '\n' ' ') == 'pipe stderr ' ]] || fail "left behind: $(ls -A)"
