// Two texts side by side: their passages in rows of about a sentence, every difference with its type.
const DIFFERENCES = ['masked', 'dropped', 'renumbered', 'reworded', 'inserted', 'deleted', 'moved', 'debris'];
const ROW = 90;  // characters after which a row ends with the next sentence

// The pieces of a text that end with a sentence or a line.
const sentences = (text) => text.match(/[^。！？!?\n]*(?:[。！？\n]+|[!?]+\s|$)/g).filter(Boolean);

// What stands on the same rows: [[{a, b, type}, …], …]. Equal text is cut where both sides have as many sentences.
const stepsOf = (passage, left, right) => {
  const steps = [[]];
  let size = 0;
  const add = (a, b, type) => {
    steps[steps.length - 1].push({a, b, type});
    size += Math.max(a.length, b.length);
  };
  const end = () => {
    if (size < ROW) return;
    steps.push([]);
    size = 0;
  };
  const addEqual = (a, b) => {
    const cutA = sentences(a), cutB = sentences(b);
    if (cutA.length !== cutB.length) {
      add(a, b, null);
      return;
    }
    cutA.forEach((words, i) => {
      add(words, cutB[i], null);
      if (/[。！？!?\n]\s*$/.test(words)) end();
    });
  };
  let [atA, atB] = [passage.a.begin, passage.b.begin];
  for (const {type, a, b} of passage.differences) {
    if (a[0] > atA || b[0] > atB) addEqual(left.slice(atA, a[0]), right.slice(atB, b[0]));
    add(left.slice(a[0], a[1]), right.slice(b[0], b[1]), type);
    [atA, atB] = [a[1], b[1]];
  }
  if (atA < passage.a.end || atB < passage.b.end) addEqual(left.slice(atA, passage.a.end), right.slice(atB, passage.b.end));
  return steps.filter((step) => step.length);
};

const stretch = (words, type) => (words && type ? el('span', {class: `d d-${DIFFERENCES.includes(type) ? type : 'reworded'}`, title: term(type)}, words) : words);
// A cell without the empty lines at its ends: they are between the rows.
const cell = (step, side) => {
  const parts = step.map((part) => ({words: part[side].replace(/\n\s*\n/g, '\n'), type: part.type})).filter((part) => part.words);
  if (parts.length) {
    parts[0].words = parts[0].words.replace(/^\n+/, '');
    parts[parts.length - 1].words = parts[parts.length - 1].words.replace(/\n+$/, '');
  }
  return el('div', {dir: 'auto'}, parts.map((part) => stretch(part.words, part.type)));
};
const pairRow = (step) => el('div', {class: 'pair-row'}, cell(step, 'a'), cell(step, 'b'));

// A passage as the left document has it on the left.
const turned = (passage, leftId) => {
  if (passage.a.document === leftId) return passage;
  const other = {inserted: 'deleted', deleted: 'inserted'};
  return {...passage, a: passage.b, b: passage.a, differences: passage.differences.map(({type, a, b}) => ({type: other[type] || type, a: b, b: a}))};
};

const between = (text, begin, end, key) => (end > begin ? el('details', {class: 'between'}, el('summary', {}, t(key, number(end - begin))),
  el('p', {}, text.slice(begin, Math.min(end, begin + 4000)) + (end > begin + 4000 ? ' …' : ''))) : null);
const betweenRow = (left, right) => (left || right ? el('div', {class: 'pair-row'}, el('div', {}, left), el('div', {}, right)) : null);

const passageRows = (data, passages, left, right, chosen) => {
  const rows = [];
  const [textLeft, textRight] = [data.text(left), data.text(right)];
  const [rowLeft, rowRight] = [data.documents[left], data.documents[right]];
  let atLeft = rowLeft.begin;
  const endsRight = [rowRight.begin, ...passages.map((passage) => passage.b.end)];
  passages.forEach((passage, i) => {
    const atRight = Math.max(...endsRight.filter((end) => end <= passage.b.begin));
    rows.push(betweenRow(between(textLeft, atLeft, passage.a.begin, 'only_left'), between(textRight, atRight, passage.b.begin, 'only_right')));
    rows.push(el('div', {class: passage.id === chosen ? 'passage-head on' : 'passage-head', id: `passage-${i}`},
      el('b', {}, t('passage', i + 1)), el('span', {}, term(passage.kind)), el('span', {}, t('tokens_equal', number(passage.tokens), percent(passage.identity))),
      passage.all_differences > passage.differences.length ? el('span', {}, t('many_differences', number(passage.all_differences))) : null));
    rows.push(stepsOf(passage, textLeft, textRight).map(pairRow));
    atLeft = Math.max(atLeft, passage.a.end);
  });
  rows.push(betweenRow(between(textLeft, atLeft, rowLeft.end, 'rest_left'), between(textRight, Math.max(...endsRight), rowRight.end, 'rest_right')));
  return rows;
};

const differenceKinds = (passages, sides) => {
  const counts = new Map();
  for (const passage of passages) for (const {type} of passage.differences) counts.set(type, (counts.get(type) || 0) + 1);
  if (!counts.size) return null;
  return el('div', {class: 'kinds', role: 'group', 'aria-label': t('differences')}, DIFFERENCES.filter((type) => counts.has(type)).map((type) =>
    el('button', {type: 'button', class: 'button', 'aria-pressed': 'true', on: {click: (event) => {
      const on = event.currentTarget.getAttribute('aria-pressed') !== 'true';
      event.currentTarget.setAttribute('aria-pressed', String(on));
      sides.classList.toggle(`hide-${type}`, !on);
    }}}, el('span', {class: `d d-${type}`}, term(type)), ` ${number(counts.get(type))}`)));
};

const showPair = (data, left, right, place) => {
  const edges = data.edgesOf.get(pairKey(left, right)) || [];
  const rows = [data.documents[left], data.documents[right]];
  const passages = (data.passagesOf.get(pairKey(left, right)) || []).map((passage) => turned(passage, rows[0].id)).sort((x, y) => x.a.begin - y.a.begin || x.b.begin - y.b.begin);
  const sides = el('div', {class: 'sides', id: 'sides', lang: rows[0].language === 'zh' ? 'zh' : null},
    el('div', {class: 'pair-row top'}, [left, right].map((i) => el('div', {}, documentLink(data, i), el('div', {class: 'id'}, quoted(data.documents[i].site || '')), flagsOf(data.documents[i])))),
    passages.length ? passageRows(data, passages, left, right, place.passage) : el('p', {class: 'soft pair-note'}, t('no_passages')));
  if (place.passage) {
    requestAnimationFrame(() => {
      const head = sides.querySelector('.on');
      if (head) head.scrollIntoView({block: 'center'});
    });
  }
  return [
    crumb(data, t('side_by_side')),
    el('div', {class: 'head'}, el('h1', {tabindex: -1}, t('side_by_side')), pairLink(data, right, left, {class: 'button'}, t('swap'))),
    pairSummary(data, left, right),
    edges.length ? el('section', {class: 'card', id: 'evidence'}, edges.map((edge) => edgeDetails(data, edge))) : null,
    differenceKinds(passages, sides), sides];
};
