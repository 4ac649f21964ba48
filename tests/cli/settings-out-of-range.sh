# Numbers out of range are usage errors that name the allowed range.
source "$CLI/functions.bash"
echo 'a text' >a.txt
for value in 0 -0.1 1.01 nan inf abc ''; do
  expect_exit 2 "$TEXTKIN" scan a.txt -o out --threshold "$value"
  expect_stderr threshold
  grep -q '0.*1' stderr || fail "--threshold $value: no range in: $(cat stderr)"
done
for option in --threads=1000000000 --threads=-1 --threads=two --memory=0 --memory=lots --memory=-5G \
  --preset=none --seed=minus; do
  expect_exit 2 "$TEXTKIN" scan a.txt -o out "$option"
  name=${option%%=*}
  expect_stderr "${name#--}"
done
[[ ! -e out ]] || fail "out was made"
