# English texts side by side: a sentence moved, words exchanged, a number changed, words added and left out.
cat >a.txt <<'TEXT'
The harbour office of Port Calder reports on the year 2019. In that year 412 vessels called at the harbour, and the harbour pilots brought in 97 of them by night.
The north mole was repaired over its whole length, which took eleven weeks and closed the inner basin to trawlers.
Dues were raised by four per cent in spring. The harbour crane was inspected twice and found to be in good order.
The office thanks the pilots, the crews of both tugs and the volunteers of the lifeboat station for a year without loss of life.
TEXT
cat >b.txt <<'TEXT'
The port office of Port Calder reports on the year 2019. In that year 421 vessels called at the port, and the port pilots brought in 97 of them by night.
Dues were raised by four per cent in spring. The port crane was inspected twice by an engineer from the capital and found to be in good order.
The north mole was repaired over its whole length, which took eleven weeks and closed the inner basin to trawlers.
The office thanks the pilots, the crews of both tugs and the volunteers for a year without loss of life.
TEXT
"$TEXTKIN" compare a.txt b.txt --width 90
