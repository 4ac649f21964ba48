// One text: what is not the author's greyed, passages coloured by where they come from.
const COLOURS = 8;

const LEAST = 20;  // characters that a source must explain alone

// Whose passages this document has: [{other, ranges, edge, chars}], at most COLOURS. Each is the one that covers
// the most of what is not covered yet, first of what it was copied from, then of what it derives from; where
// no source is known, of all documents.
const sourcesOf = (data, i) => {
  const row = data.documents[i];
  const groups = [];
  for (const passage of data.passages) {
    const a = data.numberOf.get(passage.a.document), b = data.numberOf.get(passage.b.document);
    if (a !== i && b !== i) continue;
    const other = a === i ? b : a;
    let group = groups.find((one) => one.other === other);
    if (!group) {
      const edge = edgeBetween(data, other, i);
      const isSource = edge && edge.directed && edge.to === i && edge.relation !== 'contains';
      group = {other, edge, ranges: [], rank: isSource ? (edge.relation === 'copies' ? 0 : 1) : 2};
      groups.push(group);
    }
    group.ranges.push({passage, begin: (a === i ? passage.a : passage.b).begin, end: (a === i ? passage.a : passage.b).end});
  }
  const covered = new Uint8Array(Math.max(0, row.end - row.begin));
  const gain = (group) => {
    let all = 0;
    for (const range of group.ranges) for (let at = Math.max(row.begin, range.begin); at < Math.min(row.end, range.end); ++at) all += covered[at - row.begin] ? 0 : 1;
    return all;
  };
  const hasSources = groups.some((group) => group.rank < 2);
  const chosen = [];
  for (const rank of hasSources ? [0, 1] : [2]) {
    let left = groups.filter((group) => group.rank === rank);
    while (left.length && chosen.length < COLOURS) {
      let best = null, most = LEAST - 1;
      for (const group of left) {
        const chars = gain(group);
        if (chars > most) [best, most] = [group, chars];
      }
      if (!best) break;
      for (const range of best.ranges) covered.fill(1, Math.max(row.begin, range.begin) - row.begin, Math.min(row.end, range.end) - row.begin);
      chosen.push({...best, chars: most});
      left = left.filter((group) => group !== best);
    }
  }
  return {chosen, hasSources, own: covered.reduce((all, one) => all + (one ? 0 : 1), 0)};
};

// Runs of equal owner and mark: [{begin, end, source, mark, passage}].
const runsOf = (row, chosen) => {
  const size = Math.max(0, row.end - row.begin);
  const owner = new Int16Array(size).fill(-1);
  const marks = new Int8Array(size).fill(-1);
  const passages = [];
  for (let source = chosen.length - 1; source >= 0; --source) {
    for (const range of chosen[source].ranges) {
      passages.push({source, passage: range.passage});
      owner.fill(passages.length - 1, Math.max(0, range.begin - row.begin), Math.max(0, range.end - row.begin));
    }
  }
  row.marks.forEach((mark, i) => marks.fill(Math.min(i, 127), Math.max(0, mark.begin - row.begin), Math.max(0, mark.end - row.begin)));
  const runs = [];
  for (let begin = 0, end = 0; begin < size; begin = end) {
    while (end < size && owner[end] === owner[begin] && marks[end] === marks[begin]) ++end;
    const mark = marks[begin] < 0 ? null : row.marks.find((one) => one.begin <= row.begin + begin && row.begin + begin < one.end);
    runs.push({begin: row.begin + begin, end: row.begin + end, mark, ...(owner[begin] < 0 ? {source: -1} : passages[owner[begin]])});
  }
  return runs;
};

const showText = (data, i, chosen) => {
  const row = data.documents[i];
  const text = data.text(i);
  if (!text.pieces.length) return el('p', {class: 'note'}, t('no_text'));
  const last = text.pieces[text.pieces.length - 1].end;
  const box = el('div', {class: 'text', lang: /^[a-z]{2,3}$/.test(row.language) && row.language !== 'und' ? row.language : null, dir: 'auto'});
  for (const run of runsOf(row, chosen)) {
    if (run.begin >= last) break;
    const words = text.slice(run.begin, Math.min(run.end, last));
    if (run.mark) {
      box.append(el('span', {class: 'mark', title: term(run.mark.kind)}, words));
    } else if (run.source >= 0) {
      const {other} = chosen[run.source];
      box.append(to({family: data.facts.id, a: data.documents[other].id, b: row.id, passage: run.passage.id},
        {class: `from c${run.source}`, 'data-source': run.source, title: data.name(other).slice(0, 200)}, words));
    } else {
      box.append(words);
    }
  }
  const rest = row.end - last;
  return [box, rest > 0 && text.begin + text.known >= last ? el('p', {class: 'note'}, t('cut', number(rest))) : rest > 0 || text.known < last - text.begin ? el('p', {class: 'note'}, t('quoted_only')) : null];
};

const showDocument = (data, i) => {
  const row = data.documents[i];
  const {chosen, hasSources, own} = sourcesOf(data, i);
  const reading = el('div', {}, showText(data, i, chosen));
  const only = (source) => (event) => {
    const on = event.currentTarget.getAttribute('aria-pressed') !== 'true';
    for (const button of event.currentTarget.closest('ul').querySelectorAll('[aria-pressed]')) button.setAttribute('aria-pressed', 'false');
    event.currentTarget.setAttribute('aria-pressed', String(on));
    reading.classList.toggle('dim', on);
    for (const span of reading.querySelectorAll('.from')) span.classList.toggle('on', on && Number(span.dataset.source) === source);
  };
  const select = el('select', {class: 'field', id: 'compare', 'aria-label': t('compare_with'), on: {change: (event) => {
    if (event.target.value) location.hash = link({family: data.facts.id, a: data.documents[Number(event.target.value)].id, b: row.id});
  }}}, el('option', {value: ''}, `${t('compare_with')} …`),
  data.documents.map((other, j) => (j === i ? null : el('option', {value: j}, shorten(`${data.name(j)} · ${other.site || other.id}`, 70)))));
  return [
    crumb(data, quoted(row.id)),
    el('h1', {tabindex: -1, class: 'clamp'}, documentName(data, i)),
    el('p', {class: 'soft'}, row.site ? chip(quoted(row.site), 'good') : null, flagsOf(row), ' ', t('characters', number(row.chars)),
      row.masks ? ` · ${t('masks', number(row.masks))}` : null, row.dates.length ? [' · ', row.dates.slice(0, 3).map((date, k) => [k ? ', ' : '', quoted(String(date.value).slice(0, 10))])] : null),
    row.part_of ? el('p', {class: 'small soft'}, t('part_of'), ' ', quoted(row.part_of, {class: 'id'})) : null,
    row.url ? el('p', {class: 'small clamp two'}, outside(row.url)) : null,
    el('div', {class: 'reading'}, reading,
      el('aside', {class: 'side'},
        el('div', {class: 'card'}, select),
        el('div', {class: 'card'}, el('h2', {}, t(hasSources ? 'coloured' : 'coloured_like')),
          chosen.length ? el('ul', {class: 'plain'}, chosen.map((source, c) => el('li', {class: `c${c}`},
            el('div', {class: 'row'}, el('span', {class: 'swatch', 'aria-hidden': 'true'}), pairLink(data, source.other, i, {}, documentName(data, source.other, {class: 'clamp two'}))),
            el('div', {class: 'small soft'}, quoted(data.documents[source.other].site || ''), ` · ${percent(source.chars / Math.max(1, row.end - row.begin))}`,
              source.edge && source.edge.directed ? ` · ${term(source.edge.relation)}, ${percent(source.edge.confidence)}` : null),
            el('button', {type: 'button', class: 'button small', 'aria-pressed': 'false', on: {click: only(c)}}, t('only_this'))))) : null,
          el('p', {class: 'small soft'}, `${t('own')}: ${percent(own / Math.max(1, row.end - row.begin))}`)),
        row.marks.length ? el('p', {class: 'small soft'}, el('span', {class: 'mark'}, '\u00a0\u00a0\u00a0\u00a0'), ' ', t('greyed')) : null))];
};
