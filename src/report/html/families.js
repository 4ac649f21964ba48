// The table of families: searched, filtered by size and similarity, sorted by any column.
const PAGE = 100;  // rows at a time
const familyView = {words: '', size: 2, similarity: 0, sort: 'size', down: true, rows: PAGE};

const familyColumns = {
  title: {of: (facts) => (facts.title || facts.id).toLowerCase()},
  size: {of: (facts) => facts.size, number: true},
  sites: {of: (facts) => facts.site_count, falling: true},
  kind: {of: (facts) => term(facts.kind)},
  similarity: {of: (facts) => facts.min_resemblance, number: true},
  directed: {of: (facts) => facts.directed, number: true},
};

const matchingFamilies = () => {
  const words = familyView.words.toLowerCase().split(/\s+/).filter(Boolean);
  const column = familyColumns[familyView.sort];
  const fits = (facts) => {
    if (facts.size < familyView.size || facts.min_resemblance < familyView.similarity) return false;
    const text = `${facts.words}\n${facts.id}\n${facts.sites.join('\n')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const order = (x, y) => {
    const a = column.of(x), b = column.of(y);
    const less = typeof a === 'string' ? a.localeCompare(b) : a - b;
    return familyView.down ? -less : less;
  };
  return overview.families.filter(fits).sort(order);
};

const familyTableRow = (facts) => el('tr', {},
  el('td', {}, to({family: facts.id}, {class: 'title clamp two'}, familyTitle(facts)),
    facts.title ? el('div', {class: 'id clamp one'}, quoted(facts.id)) : null),
  el('td', {class: 'number'}, number(facts.size)),
  el('td', {}, number(facts.site_count), el('div', {class: 'small soft clamp one'}, facts.sites.map((site, i) => [i ? ', ' : '', quoted(site)]))),
  el('td', {class: 'whole'}, term(facts.kind)),
  el('td', {class: 'number'}, facts.kind === 'passages' ? '–' : [similarity(facts.min_resemblance), meter(facts.min_resemblance)]),
  hasEdges ? el('td', {class: 'number'}, number(facts.directed), facts.undecided ? el('div', {class: 'small soft'}, `${t('undecided')}: ${number(facts.undecided)}`) : null) : null);

const showFamilies = () => {
  const body = el('tbody', {});
  const shown = el('p', {class: 'soft small', id: 'families-shown'});
  const more = el('button', {type: 'button', class: 'button', on: {click: () => { familyView.rows += PAGE; fill(); }}});
  const heads = {};
  const fill = () => {
    const matches = matchingFamilies();
    body.replaceChildren(...matches.slice(0, familyView.rows).map(familyTableRow));
    shown.textContent = matches.length ? t('shown_of', number(Math.min(matches.length, familyView.rows)), number(overview.counts.families)) : t('nothing_found');
    more.hidden = matches.length <= familyView.rows;
    more.textContent = t('more_rows', number(Math.min(PAGE, matches.length - familyView.rows)));
    for (const [name, head] of Object.entries(heads)) {
      if (name === familyView.sort) head.setAttribute('aria-sort', familyView.down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    say(t('found_families', number(matches.length)));
  };
  const change = (act) => (event) => { act(event.target.value); familyView.rows = PAGE; fill(); };
  const sortBy = (name) => () => {
    familyView.down = familyView.sort === name ? !familyView.down : Boolean(familyColumns[name].number || familyColumns[name].falling);
    familyView.sort = name;
    fill();
  };
  const head = (name) => {
    heads[name] = el('th', {scope: 'col', class: familyColumns[name].number ? 'number' : null},
      el('button', {type: 'button', on: {click: sortBy(name)}}, t(name)));
    return heads[name];
  };
  const slider = (name, key, attributes, parse) => {
    const words = el('span', {}, t(key, parse(familyView[name])));
    return el('label', {}, words, el('input', {type: 'range', id: `families-${name}`, value: familyView[name], ...attributes,
      on: {input: change((value) => { familyView[name] = Number(value); words.textContent = t(key, parse(Number(value))); })}}));
  };
  const largest = Math.min(50, Math.max(2, ...overview.families.map((facts) => facts.size)));
  const page = [
    el('h1', {tabindex: -1}, t('families')),
    overview.counts.families > overview.counts.shown_families
      ? el('p', {class: 'note'}, t('cap_families', number(overview.limits.families), number(overview.counts.families))) : null,
    el('div', {class: 'filters'},
      el('label', {}, t('filter'), el('input', {type: 'search', class: 'field', id: 'families-words', value: familyView.words, on: {input: change((value) => { familyView.words = value; })}})),
      slider('size', 'min_size', {min: 2, max: largest}, number),
      slider('similarity', 'min_similarity', {min: 0, max: 1, step: 0.01}, similarity)),
    shown,
    el('div', {class: 'card scroll'}, el('table', {id: 'families-table'}, el('thead', {}, el('tr', {},
      head('title'), head('size'), head('sites'), head('kind'), head('similarity'), hasEdges ? head('directed') : null)), body)),
    more];
  fill();
  return page;
};
