# A folder that appears at OUT during the scan is not touched.
mkfifo pipe
"$TEXTKIN" scan - -o out --quiet < pipe &
exec 3> pipe
until compgen -G "out.partial-*" > /dev/null; do sleep 0.02; done
mkdir out
echo precious > out/keep.txt
echo '{"text":"The tide was high."}' >&3
exec 3>&-
wait $! && status=0 || status=$?
echo "exit $status"
cat out/keep.txt
ls
