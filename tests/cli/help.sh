# Help goes to standard output, names every command and gives an example.
source "$CLI/functions.bash"
"$TEXTKIN" --help >help
grep -q 'scan' help
grep -q 'text' help
grep -q 'compare' help
for command in scan filter text compare index show export eval; do
  "$TEXTKIN" "$command" --help >help
  grep -qi 'example' help || fail "no example in the help of $command"
done
"$TEXTKIN" scan --help >help
for option in --threshold --threads --memory --preset --overwrite --dry-run --quiet --text-key \
  --include --exclude --seed; do
  grep -q -e "$option" help || fail "$option is not in the help of scan"
done
# It fits a screen, without a line that breaks.
for command in "" scan filter text compare index show export eval; do
  "$TEXTKIN" $command --help >help
  (($(wc -l <help) <= 55)) || fail "the help of '$command' has $(wc -l <help) lines"
  ! grep -nE '.{101}' help || fail "a line of the help of '$command' is too long"
done
