# A signal ends a scan that waits for a silent pipe, and the shell sees it.
mkfifo pipe
sleep 30 > pipe &
writer=$!
"$TEXTKIN" scan - -o out < pipe &
reader=$!
until compgen -G "out.partial-*" > /dev/null; do sleep 0.02; done
kill -TERM "$reader"
wait "$reader" && status=0 || status=$?
echo "exit $status"
kill "$writer" 2> /dev/null || true
ls
