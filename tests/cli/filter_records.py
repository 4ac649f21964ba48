"""Records for the tests of textkin filter: a text, its copies, a chain, strangers and faulty lines."""

import json

QUAY = ("The harbour board met in May and in June to look at the plans for the new stone quay that the winter storms "
        "had broken in two places last year.")
KEEPER = " The keeper of the lighthouse writes a letter to the board each week and has never had an answer to any of them."
LAMP = " Its lamp was lit for the first time in the year of the great frost and burns without a pause since then."
SHEEP = "Nothing like the others is this record about sheep on the northern hills and the two brothers who shear them."

for record in (
    {"id": "a", "text": QUAY + KEEPER, "date": "2021-05-01"},
    {"id": "b", "text": QUAY + KEEPER, "date": "2019-01-01", "lang": "en"},
    {"id": "c", "text": QUAY.replace("June", "July") + KEEPER, "created": "2020"},
    # Kin of a by its half, and of e by the other; e is no kin of a.
    {"id": "d", "text": KEEPER.strip() + LAMP},
    {"id": "e", "text": LAMP.strip() + " " + SHEEP},
    {"id": "f", "text": QUAY.upper() + KEEPER},
):
    print(json.dumps(record))
print("not json")
print(json.dumps({"id": "g", "title": "no text"}))
print(json.dumps({"id": "h", "text": SHEEP}))
