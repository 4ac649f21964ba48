// One family: its drawing, what is chosen in it, its documents and links.
const documentName = (data, i, attributes) => quoted(data.name(i), attributes);
// Short enough for a sentence, with the site, since copies have one title.
const shortName = (data, i) => to({family: data.facts.id, doc: data.documents[i].id}, {},
  quoted(shorten(data.name(i), 70)), data.documents[i].site ? [' (', quoted(data.documents[i].site), ')'] : null);
const documentLink = (data, i) => to({family: data.facts.id, doc: data.documents[i].id}, {}, documentName(data, i, {class: 'clamp two'}));
const pairLink = (data, a, b, attributes, ...children) =>
  to({family: data.facts.id, a: data.documents[a].id, b: data.documents[b].id}, attributes, ...children);

const crumb = (data, ...more) => el('p', {class: 'crumb clamp one'}, to({view: 'families'}, {}, t('families')), ' / ',
  more.length ? [to({family: data.facts.id}, {}, familyTitle(data.facts)), ' / ', more] : familyTitle(data.facts));

const flagsOf = (row) => row.flags.map((flag) => chip(term(flag)));

// "B copied from A, 97 %": a sentence about an edge.
const edgeSentence = (data, edge) => {
  const names = [shortName(data, edge.from), shortName(data, edge.to)];
  const relation = el('b', {}, ` — ${term(edge.relation)} — `);
  if (edge.relation === 'contains') return [names[0], relation, names[1]];
  if (edge.directed) return [names[1], relation, names[0]];
  return [names[0], relation, names[1]];
};

const evidenceItem = (data, edge, evidence, a) => {
  const most = 4.5;  // the weightiest single event, in nats
  const quotes = (evidence.quotes || []).slice(0, 2).map((quote) => {
    const one = (i, [begin, end]) => (end > begin ? el('q', {}, quoted(data.text(i).slice(begin, Math.min(end, begin + 80)), {class: 'plain'})) : t('nothing'));
    return el('div', {class: 'quote'}, one(edge.from, quote.source), ' → ', one(edge.to, quote.derived));
  });
  return el('li', {},
    el('span', {class: 'weight', title: t('nats', Number(evidence.nats).toFixed(1))},
      el('i', {width: `${Math.min(100, 100 * Math.abs(evidence.nats) / most) * 0.4}px`}), Math.abs(evidence.nats).toFixed(1)),
    el('div', {}, quoted(evidenceSentence(evidence))), quotes);
};

const edgeDetails = (data, edge) => [
  el('p', {class: 'verdict'}, edgeSentence(data, edge)),
  el('p', {class: 'small soft'}, edge.directed ? [`${t('confidence')} ${percent(edge.confidence)}`, edge.share !== null && edge.share !== undefined ? ` · ${t('share')} ${percent(edge.share)}` : null]
    : edge.reason ? quoted(term(edge.reason)) : null),
  edge.circle ? el('p', {class: 'small'}, t('in_circle'), ' ', quoted(edge.circle)) : null,
  edge.evidence && edge.evidence.length ? [el('h3', {}, t('evidence')), el('ul', {class: 'plain evidence'}, edge.evidence.map((item) => evidenceItem(data, edge, item)))] : null,
  edge.against && edge.against.length ? [el('h3', {}, t('against')), el('ul', {class: 'plain evidence against'}, edge.against.map((item) => evidenceItem(data, edge, item)))] : null,
  edge.evidence && edge.evidence.length ? el('p', {class: 'small soft'}, t('weight_help')) : null];

const pairSummary = (data, a, b) => {
  const pair = data.pairOf.get(pairKey(a, b));
  if (!pair) return el('p', {class: 'small soft'}, t('no_pair'));
  const [left, right] = pair.a === a ? [pair.containmentA, pair.containmentB] : [pair.containmentB, pair.containmentA];
  return el('p', {class: 'small soft'}, chip(term(pair.verdict), 'good'), ' ', t('pair_line', similarity(pair.resemblance), percent(left), percent(right)));
};

const documentDetails = (data, i) => {
  const row = data.documents[i];
  const edges = data.edgesAt(i);
  const list = (key, chosen, other) => (chosen.length ? [el('h3', {}, t(key)), el('ul', {class: 'plain small'}, chosen.map((edge) => el('li', {},
    pairLink(data, edge.from, edge.to, {}, documentName(data, other(edge), {class: 'clamp two'})),
    el('span', {class: 'soft'}, quoted(data.documents[other(edge)].site || ''), ` · ${term(edge.relation)}${edge.directed ? `, ${percent(edge.confidence)}` : ''}`))))] : null);
  const kin = data.pairs.filter((pair) => pair.a === i || pair.b === i).sort((x, y) => y.resemblance - x.resemblance);
  return [
    el('h2', {class: 'clamp'}, documentName(data, i)),
    el('p', {class: 'id'}, quoted(row.id)),
    el('p', {class: 'small'}, row.site ? chip(quoted(row.site)) : null, i >= data.members ? chip(t('guest')) : null, flagsOf(row),
      el('span', {class: 'soft'}, ' ', t('characters', number(row.chars)))),
    el('p', {}, to({family: data.facts.id, doc: row.id}, {class: 'button main'}, t('read'))),
    list('sources', edges.filter((edge) => edge.directed && edge.to === i), (edge) => edge.from),
    list('copies', edges.filter((edge) => edge.directed && edge.from === i), (edge) => edge.to),
    list('other_links', edges.filter((edge) => !edge.directed), (edge) => (edge.from === i ? edge.to : edge.from)),
    kin.length ? [el('h3', {}, t('compare_with')), el('ul', {class: 'plain small'}, kin.slice(0, 8).map((pair) => {
      const other = pair.a === i ? pair.b : pair.a;
      return el('li', {}, pairLink(data, i, other, {}, documentName(data, other, {class: 'clamp one'})), el('span', {class: 'soft'}, quoted(data.documents[other].site || ''), ` · ${similarity(pair.resemblance)}`));
    }))] : null];
};

const linkDetails = (data, a, b) => {
  const edges = data.edgesOf.get(pairKey(a, b)) || [];
  return [
    edges.length ? edges.map((edge) => edgeDetails(data, edge)) : el('p', {class: 'verdict'}, shortName(data, a), ' — ', term('similar'), ' — ', shortName(data, b)),
    pairSummary(data, a, b),
    el('p', {}, pairLink(data, a, b, {class: 'button main'}, t('side_by_side')))];
};

const documentTable = (data) => el('div', {class: 'card scroll'}, el('div', {class: 'head'}, el('h2', {}, t('documents'))),
  el('table', {id: 'documents-table'}, el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, t('title')), el('th', {scope: 'col'}, t('site')), el('th', {scope: 'col', class: 'number'}, t('length')), el('th', {scope: 'col'}, t('flags')))),
    el('tbody', {}, data.documents.map((row, i) => el('tr', {},
      el('td', {}, documentLink(data, i), el('div', {class: 'id clamp one'}, quoted(row.id)), i >= data.members ? chip(t('guest')) : null),
      el('td', {class: 'small'}, quoted(row.site || '–'), row.dates.slice(0, 1).map((date) => el('div', {class: 'soft'}, quoted(String(date.value).slice(0, 10))))),
      el('td', {class: 'number'}, number(row.chars)),
      el('td', {}, flagsOf(row)))))));

const linkTable = (data) => {
  if (!data.edges.length) return null;
  const order = [...data.edges].sort((x, y) => Number(y.directed) - Number(x.directed) || (y.confidence || 0) - (x.confidence || 0));
  return el('div', {class: 'card scroll'}, el('div', {class: 'head'}, el('h2', {}, t('links'))),
    el('table', {id: 'links-table'}, el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, t('to')), el('th', {scope: 'col'}, t('relation')), el('th', {scope: 'col'}, t('from')), el('th', {scope: 'col', class: 'number'}, t('confidence')), el('th', {scope: 'col', class: 'number'}, t('share')))),
      el('tbody', {}, order.slice(0, 500).map((edge) => el('tr', {},
        el('td', {}, documentLink(data, edge.relation === 'contains' ? edge.from : edge.to)),
        el('td', {}, pairLink(data, edge.from, edge.to, {}, term(edge.relation)), edge.reason ? el('div', {class: 'small soft'}, quoted(term(edge.reason))) : null),
        el('td', {}, documentLink(data, edge.relation === 'contains' ? edge.to : edge.from)),
        el('td', {class: 'number'}, edge.directed ? percent(edge.confidence) : '–'),
        el('td', {class: 'number'}, percent(edge.share)))))));
};

// Documents that are not in the collection, with the text that their copies show.
const lostList = (data) => {
  if (!data.lost.length) return null;
  const name = (id) => (data.numberOf.has(id) ? shortName(data, data.numberOf.get(id)) : quoted(id));
  return el('div', {class: 'card', id: 'lost'}, el('div', {class: 'head'}, el('h2', {}, t('lost')), el('span', {class: 'small soft'}, t('lost_help'))),
    data.lost.map((lost) => el('div', {},
      el('ul', {class: 'plain small'}, lost.copies.map((copy) => el('li', {}, name(copy)))),
      lost.source ? el('p', {class: 'small soft'}, t('lost_source'), ' ', name(lost.source)) : null,
      lost.text === null ? null : el('details', {class: 'between'}, el('summary', {}, t('lost_text', number(lost.restored))), quoted(lost.text, {class: 'plain'})))));
};

// Documents that have text of one another in a ring, as far as their edges are shown here.
const circleList = (data) => {
  const circles = new Map();
  for (const edge of data.edges) {
    if (!edge.circle || !edge.directed) continue;
    if (!circles.has(edge.circle)) circles.set(edge.circle, []);
    circles.get(edge.circle).push(edge);
  }
  if (!circles.size) return null;
  return el('div', {class: 'card', id: 'circles'}, el('div', {class: 'head'}, el('h2', {}, t('circles')), el('span', {class: 'small soft'}, t('circles_help'))),
    [...circles].map(([name, edges]) => el('div', {}, el('h3', {}, quoted(name)), el('ul', {class: 'plain small'}, edges.map((edge) => el('li', {}, edgeSentence(data, edge)))))));
};

const familyNotes = (data) => {
  const {facts, leftOut} = data;
  const notes = [];
  if (facts.shown < facts.size) notes.push(t('members_note', number(facts.shown), number(facts.size)));
  if (facts.guests) notes.push(t('guests_note', number(facts.guests), number(data.documents.length - data.members)));
  if (!facts.complete) notes.push(t('incomplete'));
  if (leftOut.pairs + leftOut.passages + leftOut.edges) notes.push(t('left_out', number(leftOut.pairs), number(leftOut.passages), number(leftOut.edges)));
  return notes.map((words) => el('p', {class: 'note'}, words));
};

const originLine = (data) => {
  const origins = data.origins();
  if (!origins.length) return null;
  if (origins.length > 1) return el('p', {}, t('origin_many', number(origins.length)));
  const [before, after] = t('origin_one', '\n').split('\n');
  return el('p', {}, before, shortName(data, origins[0]), after);
};

const showFamily = (data, place) => {
  const {facts} = data;
  const head = [crumb(data), el('h1', {tabindex: -1, class: 'clamp'}, familyTitle(facts)),
    el('p', {class: 'soft'}, t(facts.site_count ? 'family_line' : 'family_line_plain', number(facts.size), number(facts.site_count)), ' · ', term(facts.kind),
      facts.kind === 'passages' ? null : ` · ${t('similar_from', similarity(facts.min_resemblance))}`)];
  if (!data.documents.length) return [head, el('p', {class: 'note'}, t('not_shown', number(overview.limits.documents), facts.id))];
  const side = el('aside', {class: 'card side', id: 'chosen', 'aria-live': 'polite'}, el('p', {class: 'soft'}, t('choose')));
  let panel = null;
  const choose = (choice) => {
    side.replaceChildren(...[choice.document !== undefined ? documentDetails(data, choice.document) : linkDetails(data, choice.a, choice.b)].flat(9).filter(Boolean));
    if (panel) panel.mark(choice);
  };
  if (data.drawing) {
    panel = drawingPanel(data, choose);
    requestAnimationFrame(panel.open);
  }
  const chosen = data.numberOf.get(place.node);
  if (chosen !== undefined) choose({document: chosen});
  return [head, originLine(data),
    el('div', {class: 'work'},
      el('div', {}, el('div', {class: 'head'}, el('h2', {}, t(hasEdges ? 'drawing' : 'drawing_plain')), data.drawing ? el('span', {class: 'small soft'}, t('drawing_help')) : null),
        panel ? panel.panel : el('p', {class: 'note'}, data.drawing === false ? t('drawing_failed') : t('drawing_none', number(overview.limits.drawn))), familyNotes(data),
        documentTable(data), lostList(data), circleList(data), linkTable(data)),
      side)];
};
