"""English sentence templates of yearly board reports: [a|b] is a choice, {slot} a value. All written for this generator."""

from __future__ import annotations

# topic: (board, kinds of named sites, sentence templates)
TOPICS: dict[str, tuple[str, list[str], str]] = {
    "education": ("Education Board", ["Primary School", "High School", "Nursery", "College"], """
The new [wing|hall|science block] at {site} [opened|was handed over] in {month}, which [added|gave us] {n} places and [ended|eased] the long [bus ride|waiting list].
We [hired|appointed] {n} teachers this year, {p} of them for [rural|remote|understaffed] schools, and [lost|said goodbye to] {d}.
[After-school|Evening|Holiday] clubs ran in {n} schools; {n} pupils [signed up|came], and [parents|carers] rated them at {p}.
The [robotics|choir|athletics] team of {site} came home with a [regional|county|national] [medal|cup|prize], [most of them|nearly all] [first-year|untrained] members.
Grants worth {m} went to {n} [poorer|boarding|disabled] pupils, [each case|every claim] [checked|signed off] by [two officers|the head].
Of {n} candidates in the [summer|final|leaving] exams {p} passed, [up|a rise of] {f} points [on last year|since {year}].
We spent {m} on [desks|kitchens|library books], starting with {site} and {d} [smaller|older] schools.
[Advisers|Retired heads|Lead teachers] sat in on {n} lessons and left {n} [written|practical] notes for [staff|newcomers].
[Bus|Canteen|Dormitory] checks took place {n} times; {n} faults were [repaired|closed] [on the spot|within a week].
{n} classrooms received [better lamps|new boards|fans], and the [cabling|network|heating] was [renewed|inspected] [as well|on the way].
During the [reading|sports|arts] month {site} held {n} [open days|matches|concerts] for some {n} [visitors|neighbours].
The [nursery|special needs|adult learning] plan is in its [second|third] year, and [public|low-fee] places make up {p}.
[Eyesight|Dental|Hearing] screening reached {n} children; {p} needed [glasses|treatment|a second look].
{d} [partner|sister] schools [exchanged|lent] {n} teachers [for a term|over the winter].
We settled {n} complaints about [fees|private tuition|transfers] and [returned|refunded] {m} to [families|parents].
Pupils of {site} now run a [garden|workshop|weather station], [twice|three times] a week, and [sell|give away] the [crop|chairs|bulletins].
"""),
    "transport": ("Transport Board", ["Bridge", "Bus Station", "Relief Road", "Ferry"], """
The [deck|last span|approach] of {site} was [closed|joined] in {month}, and the [crossing|trip] now takes {d} minutes.
Crews [rebuilt|resurfaced] {f} miles of [village|farm|mountain] road, reaching {n} [hamlets|homes] for {m}.
Bus routes were [extended|redrawn|merged] {d} times; {n} riders a day, {p} of them on [senior|student] passes, [use|prefer] them.
{site} got [a covered bay|better signs|step-free access], and the [ticket desk|nursing room|charging points] [reopened|moved].
Inspectors [stopped|weighed] {n} [overloaded|unlicensed|rebuilt] lorries and [fined|warned] {n} drivers.
[Holiday|Winter|Harvest] traffic carried {n} passengers without a [serious|fatal] crash; only {p} ran [late|empty].
[Guard rails|Crash barriers|Kerbs] went up along {f} miles of [steep|riverside] road near {site}.
The fleet [gained|took on] {n} [electric|hybrid] buses, saving {m} in [fuel|repairs] and {p} of the [noise|smoke].
[Taxi|Minibus] drivers sat {n} [courses|tests], and complaints about [refusals|detours|fares] fell to {n}.
[Dredgers|Contractors] moved {n} tons of [silt|gravel], so that {site} can [berth|serve] {d} [larger|loaded] boats.
The [freight|parcel|cold store] park has {n} tenants and [sorts|ships] {n} parcels [a week|each month].
[Drones|Sensors|Scanner vans] found {n} potholes, [filled|patched] within {d} days [as a rule|on average].
For {site} we held {n} [land|access|planning] meetings, and {p} of the [owners|tenants] have [signed|agreed].
[Driving schools|Garages|Test centres] now [publish|post] their prices, and [waiting|queueing] is {d} days [shorter|less].
State aid of {m} [arrived|was drawn], with {m} [borrowed|matched] locally; {p} was [paid out|spent] by [year end|autumn].
"""),
    "health": ("Health Board", ["Hospital", "Clinic", "Care Centre", "Ambulance Post"], """
{site} moved its [wards|labs|day surgery] to [a new site|the east block], going from {n} to {n} beds in {d} days.
[Family doctors|Nurses|Visiting teams] made {n} home visits, and {p} of [diabetic|heart|asthma] patients are [under review|stable].
Free [breast|lung|eye] checks for {n} people found {n} [cases|early signs], paid by {m} from [the levy|reserves].
{site} [shared|discussed] {n} cases with [teaching|neighbouring] hospitals by [video|phone], and transfers [fell|dropped] by {p}.
[Flu|Measles|Shingles] vaccine reached {n} [arms|residents] at {n} [sites|pharmacies], some [open late|on wheels].
[Ambulances|First responders] arrived in {d} minutes [on average|or less]; {site} [treated|took in] {n}.
We [trained|recruited] {n} [midwives|paramedics|carers], {p} of whom [stayed|signed] for {d} years.
Joint buying of [drugs|implants|gloves] saved {m}, and [patients|families] now bear {p} of [the bill|costs].
[Wells|Pools|Kitchens] were sampled {n} times; {p} passed, and the rest were [shut|cleaned|named].
{site} opened a [sleep|stroke|memory] clinic, [twice|four times] a week, [by appointment|without referral].
[Scans|Test results|Prescriptions] are [shared|accepted] by {n} practices, which [spared|saved] {n} repeat visits.
[Day nurseries|Hospice beds|Respite rooms] number {n}, {d} of them [run by|inside] {site}.
Of {n} [complaints|claims|letters] {p} were [answered|settled] within [a month|two weeks].
Donors gave {n} [units|bags] of blood, enough for {d} days of [emergencies|surgery].
[Mosquito|Smoke-free|Clean-yard] days drew {n} [volunteers|households] on {d} [weekends|streets].
"""),
    "environment": ("Environment Board", ["Wetland", "Treatment Works", "Monitoring Station", "Landfill"], """
We counted {n} days of [good|clean] air; [fine dust|ozone|soot] fell by {p}, and only {d} days were [bad|hazardous].
The [second|enlarged] line of {site} treats {n} tons a day, its [outflow|sludge] [steadily|always] within [limits|permit].
[Kilns|Boilers|Paint shops] were [closed|moved|refitted] at {n} firms, sparing {n} tons of [coal|sulphur] for {m} in aid.
[Wardens|River watchers] walked {n} miles, [hauled out|removed] {n} tons of rubbish and sealed {n} [pipes|drains].
At {site} {n} [herons|ducks|terns] were [ringed|counted], and {n} acres of [reed|sedge] [planted|restored].
[Permits|Impact studies|Waste notes] came to {n}, [decided|answered] in {d} working days.
Of {n} calls about [noise|smells|smoke] {p} were [settled|closed] at the first [visit|attempt].
[Straw|Plastic film|Manure] collected came to {n} tons, {p} of it [composted|burnt for power|reused].
We [fined|summoned] {n} firms a total of {m} and took {d} to [court|the press].
Readings from {site} go [online|public] every [hour|ten minutes]; {n} [alarms|peaks] were [traced|explained].
[Soil|Groundwater|Sediment] was sampled at {n} points and {n} acres [cleaned|fenced], {p} of the [plan|target].
[Sorting|Low-waste|Repair] schemes run in {n} [blocks|schools] with {n} [guides|helpers].
The [audit|inspection] listed {n} faults; {n} are [mended|closed], and the rest [have dates|follow in spring].
[Saplings|Hedges] cover {n} acres, and the [pits|bare slopes] above {site} are {p} [green|filled].
[Open days|Cycle rides|Lessons] at {site} brought {n} [children|visitors] in {d} [weeks|mornings].
"""),
    "culture": ("Culture Board", ["Museum", "Library", "Theatre", "Old Town"], """
{site} [rehung|changed] its galleries and [stayed open|kept its doors open] later; {n} came, {p} of them [families|from elsewhere].
[Village|Factory|Open-air] shows numbered {n}, and [puppets|folk plays|brass bands] [sold out|drew most].
We [listed|repaired|surveyed] {n} monuments for {m}, and the [frescoes|gate|bridge] of {site} [is dry|stands firm] again.
[Reading rooms|Mobile libraries] gained {n} books, lent {n} times, and [trained|paid] {n} [keepers|helpers].
[Guest houses|Camp sites|Orchards] opened at {n} places, {p} [booked|full], and [employ|feed] {n} [locals|people].
The [lantern|harvest|winter] fair at {site} lasted {d} days, let {n} [stalls|booths] and took {m}.
[Weavers|Potters|Brewers] taught {n} [apprentices|beginners], and sell their [work|goods] at {site}.
{n} [paintings|photographs|songs] were [shown|chosen] at [state|national] level, one by a [painter|singer] of [eighty|ninety].
[Arcades|Travel agents|Dance halls] were checked {n} times, {d} [warned|shut], and [rip-off|refund] claims fell {p}.
[Scans|Models|Recordings] of {n} objects are [online|free], seen {n} times with [new|spoken] guides.
[Courts|Paths|Gyms] opened at {n} spots, and {n} people [ran|rowed|played] in the [league|races].
{d} [films|serials] were [shot|begun] in {place}, and their [crews|makers] spent {m}.
[Toilets|Car parks|Signposts] were [built|renewed] at {n} places; queues at {site} are {d} minutes [now|shorter].
{n} volumes of [annals|old photographs|letters] were [edited|bought], and {n} elders [interviewed|recorded].
[Fiddle|Dance|Drawing] classes took {n} [beginners|pensioners], and the [next|spring] term is [full|half booked].
"""),
    "water": ("Water Board", ["Reservoir", "Waterworks", "Pumping Station", "Canal"], """
The [dam|spillway|gates] of {site} [were made safe|were renewed], and storage is back at {n} [megalitres|acre-feet], [rated good|accepted].
[Mains|Meters|Lead pipes] were replaced over {f} miles, and leakage went from {p} to {p}.
In the floods {n} people were [moved|housed], gates [opened|worked] {n} times, and no [bank|dam] [failed|slipped].
[Lined|Cleared] channels of {site} run {f} miles and serve {n} acres with {p} less [water|power].
[Abstraction|Gravel|Building] licences came to {n}, and {n} private wells were [capped|closed].
[Chlorine|Lead|Turbidity] was tested {n} times; {p} passed, and results are [posted|mailed|printed].
[Flood|Drought|Ice] warnings went out {n} times from {n} [new|repaired] gauges.
Work on {site} cost {m} and brings [mains|clean] water to {n} people who [queued|paid carters] before.
{f} miles of [foul|dry|silted] river were [cleared|replanted], and [anglers|walkers] are [back|pleased].
[Tiered|Metered] prices began in {place}; {p} pay [on time|in full], and {m} was [waived|remitted] for the [poor|sick].
{n} [resettled|valley] families got [houses|land], with {m} paid [monthly|each quarter].
[River|Save-water] talks went to {n} schools, where pupils drew {n} [posters|maps].
[Storm|Waste|Mine] water reused came to {n} megalitres, {p} for [streets|parks|cooling].
{d} small [turbines|weirs|fish ladders] were [rebuilt|removed], and flows [hold|meet the rule].
[Rescue|Dive|Sandbag] crews of {n} [drilled|trained] for {d} days and keep {n} [pumps|boats|bags].
"""),
    "safety": ("Safety Board", ["Fire Station", "Shelter", "Chemical Park", "Depot"], """
There were {n} [fires|crashes|site accidents], {p} fewer than in {year}; {d} people [died|were hurt], and [none|no blast] was [major|repeated].
{site} received {d} [ladders|foam cannons|cutters], and crews [turn out|arrive] within {d} minutes.
We visited {n} [plants|shops|building sites], noted {n} [hazards|faults], {p} of them [cured|closed], and shut {d}.
[Fireworks|Gas bottles|Lithium cells] seized came to {n} [crates|items] from {n} [dealers|yards].
{site} held {n} [drills|exercises], and [firms|villages|schools] held {n} [alone|of their own].
Stores hold {n} [tents|blankets|generators], enough for {n} people and {d} days.
[Quake|Slide|Lightning] sensors were [set up|tested] at {n} points, and {d} [alerts|evacuations] came [in time|early].
[Wardens|Stewards] with papers number {n}; they reported {n} [dangers|leaks] and [earned|shared] {m}.
Penalties came to {m}, with {d} cases [in court|made public] and all [rechecked|followed up].
[Old flats|Hostels|Care homes] got {n} smoke alarms, and {n} [stairs|cable runs] were [cleared|rewired].
Since {site} [moved|was rebuilt], tankers [go round|keep hours], and {p} of [neighbours|residents] feel [safer|heard].
[Hotline|Postbox] tips numbered {n}; {n} proved [true|serious], and {m} was [paid|awarded].
[Mines|Tailings|Filling stations] are watched [online|by camera] at {n} places, with {n} alarms, {p} [real|cleared].
{n} [volunteer|works] brigades [opened doors|took down nests|brought water] {n} times for [neighbours|the old].
[Survey|Hazard] records, {n} in all, are on [one map|file], and [parishes|wards] use the [flood|fire] [sheets|zones].
"""),
    "agriculture": ("Farm Board", ["Cooperative", "Model Farm", "Produce Market", "Hatchery"], """
The [wheat|maize|barley] harvest was {n} tons, {p} [above|better than] last year per acre, with [little|hardly any] [blight|hail].
{site} works {n} acres for {n} [members|families] and paid out {m}, [more|less] than [feared|planned].
[Terraces|Drained fields|Idle land] of {n} acres were [restored|levelled], with {f} miles of [tracks|ditches].
[Pigs|Hens|Sheep] number {n}; {site} [turns|makes] {p} of its [slurry|feed] into [gas|compost].
[Tea|Plums|Honey] sold [online|by post|in stores] brought {m} on {n} [orders|parcels].
[Seed|Feed|Fertiliser] samples, {n} of them, were {p} [sound|as labelled]; {m} went back to [growers|buyers].
Aid bought {n} [dryers|seeders|tractors], and {p} of the [planting|reaping] is [by machine|shared].
[Yards|Lamps|Drains] were [mended|put in] at {n} homes, first [by the river|in the hills] of {place}.
[Loans|Cover|Guarantees] of {m} reached {n} farms, and claims take {d} days [at most|as a rule].
[Young|Returning] growers, {n} of them, took {n} [lessons|walks] [in the field|under glass].
The [cold store|lab|auction hall] of {site} handles {n} tons [daily|in season], {p} of it [traced|tested].
[Fishery|Forest|Vet] patrols went out {n} times, released {n} [fry|seedlings] and [caught|stopped] {d}.
{d} parishes earn over {m} from [shared|common] [land|mills], and {d} still earn [nothing|little].
[Kitchens|Day rooms] in {n} villages feed {n} [elders|widows] [at noon|for a small fee].
[Boundary|Lease|Grazing] disputes, {n} in number, were [settled|filed], and [court|appeal] cases fell {p}.
"""),
}

HEADS = """
[Early in|By the end of|Throughout] the year
[In line with|True to|Following] [our plan|the charter|the list agreed in spring]
[Faced with|Despite] [thin staffing|heavy rain|tight money|rising demand]
With help from [the wards|local firms|our neighbours|residents]
After [six months|long talks|three rounds of comment]
[In addition|Besides|At the same time|Moreover]
[Taking|Putting] [urgent cases|the weakest places|small steps] first
[Month by month|Week by week] the [directors|officers|team] met
[Using|Drawing on] [shared data|idle buildings|a new bond|charity funds]
Where [costs were lowest|need was greatest|results came soonest]
"""
TAILS = """
[leaving|which leaves] a [record|checklist|sample] for [others|next year|smaller offices] to [follow|improve]
though [two permits|some funds|the last tests] are [still due|not yet in], [we hope|expected] by [spring|summer]
to the [relief|delight|quiet approval] of [traders|tenants|older residents]
and [money|hands|space] so saved went to [the front line|poorer wards|repairs]
with [pace|quality|cost] [better than|close to|inside] [the plan|what auditors ask]
and [several|a few|most] [parishes|partners] have [copied|joined|paid into] it [unasked|since]
as [written|fixed] in [contracts|job plans|the notice board]
but [upkeep|publicity|training] must [catch up|improve|not be forgotten]
[ahead of|level with|no longer behind] [similar towns|the region|last year]
as [scored|confirmed|reviewed] by [outsiders|a retired judge|two colleges|users]
"""
MIDDLES = """
[we sent|there went] {n} [officers|engineers|volunteers] to {act}
{m} was [found|set aside|raised] to {act}
we [wrote|revised|published] rules to {act}, {d} [pages|articles] in all
the duty to {act} [became part of|entered] [reviews|each meeting|the contract]
plans to {act} [touched|covered|helped] {n} households, {p} of them [done|served]
[experts|colleagues|consultants] were [asked|invited] {d} times how to {act}
[obstacles|weak spots|delays] in how we {act} were [listed|cleared] [one by one|in batches]
{site} was the first to {act}, and [others|the rest] [followed|are learning]
we [called on|heard|wrote to] {n} people before trying to {act}
{d} [forms|stamps|steps] needed to {act} were [dropped|merged], saving {d} days
"""
ACTS = {
    "education": "redraw catchments|rotate teachers|keep pupils in school|open admissions|support reading|secure the gates|train counsellors|run canteens",
    "transport": "plan routes|police stations|plant verges|inspect tunnels|price parking|outsource upkeep|time the lights|ease freight",
    "health": "pay by case|prevent infection|share pharmacies|send doctors out|protect mothers|inspect kitchens|follow the chronic sick|map defibrillators",
    "environment": "damp down dust|sweep the rivers|trace outfalls|carry off waste|pay for habitats|map noise|guard the springs|count species",
    "culture": "survey monuments|renew displays|tour the villages|improve resorts|promote reading|pass on crafts|stagger opening|design souvenirs",
    "water": "clear channels|walk the mains|share out drought water|raise the banks|publish bills|trade rights|drain the streets|plant the catchment",
    "safety": "look for hazards|man the desk|revise plans|rotate stores|teach fire drill|pool forecasts|move people out|train inspectors",
    "agriculture": "spread good seed|walk the fields|vaccinate herds|build a brand|tidy villages|watch suppliers|link growers and shops|open the books",
}
INTROS = """
In {year} the {bureau} [met|largely met|kept to] the [aims|targets] it [set|was given] in [January|the spring], and [reports|sets out] the [main|chief] [results|points] here.
{year} was [a hard|an unusual|a busy] year for the {bureau}; [staff|members] [pulled together|did their best], and [most|nearly all] [figures|measures] [improved|held]. [Details|The facts] follow.
[Looking back on|Taking stock of] {year}, {place} can point to [steady|uneven|real] progress, [summed up|described] [below|in these pages].
"""
HEADINGS = ["Main projects", "Buildings and works", "Staff", "Services", "Oversight", "Reform", "Money", "Safety", "What went wrong",
            "Plans for next year", "Public information", "Partnerships"]
SLOGANS = ["People first, and results that last.", "One plan, one team, one promise.", "Safe today, better tomorrow.",
           "Every penny counts and is counted.", "Listening, learning, delivering.", "Small steps, steady progress."]
QUOTATIONS = """
Section {d} of the {law} [says|provides]: "[Every|Each] [local|county|municipal] authority [shall|may] include the [items|costs|facilities] [listed|named] above in its [annual|yearly] [budget|plan] and [publish|report] how they were [used|carried out]; where a [body|department] fails to [reply|act] [without cause|in due time], the [superior|auditing] office shall [order|require] it to do so."
Section {d} of the {law} [states|rules]: "No [person|company] or [office|association] may [occupy|alter|close] a [public|reserved] [facility|site|fund] [on its own authority|under any pretext]; where a change is [needed|unavoidable], [an application|written notice] shall be given [thirty|sixty|fifteen] days [before|ahead], and work [begins|starts] only after [approval|a hearing|publication]."
"""
LAWS = ["Public Facilities Act", "Basic Services Act", "Annual Reports Ordinance", "Earmarked Funds Act", "Town and Country Act", "Safe Premises Act"]
PLACE_HEADS = "Ash Birch Clay Dun East Fern Glen Hart Iron Kings Lark Mill North Oak Pine Raven Stone Thorn West Wren Elm Moor".split()
PLACE_TAILS = "bridge bury dale field ford gate ham haven hill hurst ley mouth port stead ton vale well wick worth".split()
PLACE_KINDS = ["", " County", " District"]
SITE_NAMES = "Albion Beacon Castle Dairy Lane|Eastgate|Fairview|Greenbank|Hillside|Ivy Road|Jubilee|Kingsway|Lakeside|Meadow|Newgate|Orchard|Priory|Quarry|Riverside|St Ann|Trinity|Union|Victoria|Westbank|York Street"
SITE_NAMES = SITE_NAMES.replace(" Beacon", "|Beacon").replace(" Castle", "|Castle").replace(" Dairy", "|Dairy").split("|")
MONTHS = "January February March April May June July August September October November December".split()
