# The results do not depend on the number of threads or on the order of the inputs.
source "$CLI/functions.bash"
collection=$SOURCE_DIR/fixtures/collection
# scan_to NAME ARGUMENTS...: always by the same -o, which is a setting.
scan_to() {
  local name=$1
  shift
  expect_exit 0 "$TEXTKIN" scan -o out "$@"
  mv out "$name"
}
for threads in 1 2 8; do
  scan_to "threads-$threads" --threads "$threads" "$collection"
done
same_results threads-1 threads-2
same_results threads-1 threads-8

sites=("$collection"/*)
mapfile -t shuffled < <(printf '%s\n' "${sites[@]}" | shuf --random-source=<(yes 7))
[[ ${sites[*]} != "${shuffled[*]}" ]]
scan_to in-order --threads 2 "${sites[@]}"
scan_to shuffled --threads 2 "${shuffled[@]}"
same_results in-order shuffled

# Inputs of one name and of one content are told apart by their paths.
mkdir -p x/texts y/texts z/texts
echo 'The ferry leaves the stone pier at six and returns at nine.' | tee x/texts/a.txt z/texts/a.txt >/dev/null
echo 'The harbour board met in May and in June.' >y/texts/a.txt
scan_to forwards x/texts y/texts z/texts
scan_to backwards z/texts y/texts x/texts
same_results forwards backwards
