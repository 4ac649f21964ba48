# --version also names the versions of the normalizer and of the results' format.
"$TEXTKIN" --version
