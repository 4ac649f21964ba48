// The drawing of a family: places by Graphviz, everything else here. A node is a document, a line an
// edge or, where there is none, the nearest kin.
const NODE = {width: 188, height: 46, inner: 168};  // pixels at full size, as drawing.h has them

// `text` cut to about so many Latin letters; a CJK character takes two.
const shorten = (text, letters) => {
  let width = 0;
  let out = '';
  for (const char of text.replace(/\s+/g, ' ')) {
    width += char.codePointAt(0) > 0x2E7F ? 1.9 : 1;
    if (width > letters) return out + '…';
    out += char;
  }
  return out;
};

// `text` cut to `width` pixels in a font.
const pen = document.createElement('canvas').getContext('2d');
const fitting = (text, width, font) => {
  pen.font = font;
  const chars = Array.from(text.slice(0, 200).replace(/\s+/g, ' '));
  if (pen.measureText(chars.join('')).width <= width) return chars.join('');
  while (chars.length > 1 && pen.measureText(chars.join('') + '…').width > width) chars.length -= Math.max(1, Math.floor(chars.length / 20));
  return chars.join('') + '…';
};

const siteColours = (data) => {
  const counts = new Map();
  for (const row of data.documents) if (row.site) counts.set(row.site, (counts.get(row.site) || 0) + 1);
  const sites = [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).map((entry) => entry[0]);
  return new Map(sites.slice(0, COLOURS).map((site, i) => [site, i]));
};

const edgeBetween = (data, a, b) => {
  const edges = data.edgesOf.get(pairKey(a, b)) || [];
  return edges.find((edge) => edge.from === a && edge.to === b) || edges[0] || null;
};

const curve = (points) => {
  let path = `M${points[0]} ${points[1]}`;
  for (let i = 2; i + 5 < points.length; i += 6) path += `C${points.slice(i, i + 6).join(' ')}`;
  return path;
};

const activate = (act) => ({
  click: act,
  keydown: (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act(event);
  },
});

// choose({document: i}) or choose({a, b}).
const drawFamily = (data, choose) => {
  const {size, nodes, links} = data.drawing;
  const colours = siteColours(data);
  const origins = new Set(data.origins());
  const tenth = (value) => value / 10;
  const family = getComputedStyle(document.body).fontFamily;
  const [width, height] = [tenth(size[0]) + 8, tenth(size[1]) + 8];
  const lines = links.map(([from, to, ...points]) => {
    const edge = edgeBetween(data, from, to);
    const pair = data.pairOf.get(pairKey(from, to));
    const relation = edge ? edge.relation : 'similar';
    const at = points.map((value) => tenth(value) + 4);
    if (at.length < 8) return null;
    const path = curve(at);
    const [x, y] = at.slice(-2);  // labels stand where lines end: there they part
    const label = edge && edge.directed ? percent(edge.confidence) : pair ? similarity(pair.resemblance) : '';
    const words = edge && edge.directed ? `${data.name(edge.to)} ${term(relation)} ${data.name(edge.from)}, ${percent(edge.confidence)}`
      : `${data.name(from)} – ${data.name(to)}: ${term(relation)} ${label}`;
    const strength = edge && edge.share ? edge.share : pair ? pair.resemblance : 0.3;
    const element = draw('g', {class: `link r-${relation.replace(/[^a-z_]/g, '')}`, tabindex: 0, role: 'button', 'aria-label': words, on: activate(() => choose({a: from, b: to}))},
      draw('path', {class: 'hit', d: path}),
      draw('path', {class: 'line', d: path, 'stroke-width': 1 + 2 * strength, 'marker-end': edge && edge.directed ? 'url(#arrow)' : null}),
      label && links.length <= 60 ? draw('text', {x: x - 11, y: y - 5, 'text-anchor': 'end'}, label) : null);
    return {element, from, to, pair};
  }).filter(Boolean);
  const boxes = nodes.map(([x, y], i) => {
    const row = data.documents[i];
    const left = tenth(x) + 4 - NODE.width / 2, top = tenth(y) + 4 - NODE.height / 2;
    const classes = ['node', i >= data.members ? 'guest' : '', origins.has(i) ? 'origin' : ''].filter(Boolean).join(' ');
    const colour = colours.get(row.site);
    return draw('g', {class: classes, tabindex: 0, role: 'button', 'aria-label': `${data.name(i)}, ${row.site || ''}`, on: activate(() => choose({document: i}))},
      draw('rect', {class: 'box', x: left, y: top, width: NODE.width, height: NODE.height, rx: 8}),
      colour === undefined ? null : draw('rect', {class: `tab c${colour}`, x: left, y: top + 9, width: 4, height: NODE.height - 18, rx: 2}),
      draw('text', {class: 'name', x: left + 12, y: top + 20}, fitting(data.name(i), NODE.inner, `600 12px ${family}`)),
      draw('text', {class: 'sub', x: left + 12, y: top + 36}, fitting(row.site || row.id, NODE.inner, `10.5px ${family}`)));
  });
  const svg = draw('svg', {viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': t(hasEdges ? 'drawing' : 'drawing_plain')},
    draw('defs', {}, draw('marker', {id: 'arrow', viewBox: '0 0 10 10', refX: 9.5, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto'},
      draw('path', {d: 'M0 1L10 5L0 9z'}))),
    draw('g', {}, lines.map((line) => line.element)), draw('g', {}, boxes));
  return {svg, width, height, lines, boxes, colours};
};

// Groups that pairs of at least `least` join: how many of two or more, and how many documents stand alone.
const groupsAt = (data, least) => {
  const parent = [...Array(data.members).keys()];
  const root = (i) => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const pair of data.pairs) {
    if (pair.a < data.members && pair.b < data.members && pair.resemblance >= least && pair.verdict !== 'same_template') parent[root(pair.a)] = root(pair.b);
  }
  const sizes = new Map();
  for (let i = 0; i < data.members; ++i) sizes.set(root(i), (sizes.get(root(i)) || 0) + 1);
  return {groups: [...sizes.values()].filter((size) => size > 1).length, alone: new Set([...Array(data.members).keys()].filter((i) => sizes.get(root(i)) === 1))};
};

const keyOf = (relation, directed) => el('span', {class: 'key'},
  draw('svg', {width: 34, height: 10, viewBox: '0 0 34 10', 'aria-hidden': 'true'},
    draw('g', {class: `link r-${relation}`}, draw('path', {class: 'line', d: 'M1 5H32', 'stroke-width': 2, 'marker-end': directed ? 'url(#arrow)' : null}))),
  term(relation));

const drawingPanel = (data, choose) => {
  const drawing = drawFamily(data, choose);
  const canvas = el('div', {class: 'canvas', tabindex: -1}, drawing.svg);
  let zoom = 1;
  const setZoom = (value) => {
    zoom = Math.max(0.15, Math.min(2.5, value));
    drawing.svg.setAttribute('width', drawing.width * zoom);
    drawing.svg.setAttribute('height', drawing.height * zoom);
  };
  const fit = () => setZoom(Math.min(1, (canvas.clientWidth - 32) / drawing.width));
  const button = (key, sign, act) => el('button', {type: 'button', class: 'button', 'aria-label': t(key), title: t(key), on: {click: act}}, sign);
  const says = el('span', {'aria-live': 'polite'});
  const value = el('output', {}, similarity(0));
  const setThreshold = (threshold) => {
    value.textContent = similarity(threshold);
    const {groups, alone} = groupsAt(data, threshold);
    for (const line of drawing.lines) {
      line.element.classList.toggle('faded', threshold > 0 && !(line.pair && line.pair.resemblance >= threshold));
    }
    drawing.boxes.forEach((box, i) => box.classList.toggle('faded', threshold > 0 && (i >= data.members || alone.has(i))));
    says.textContent = threshold > 0 ? t('threshold_says', similarity(threshold), number(groups), number(alone.size)) : '';
  };
  const slider = el('input', {type: 'range', id: 'threshold', min: 0, max: 1, step: 0.01, value: 0, on: {input: (event) => setThreshold(Number(event.target.value))}});
  const relations = [...new Set(drawing.lines.map((line) => {
    const edge = edgeBetween(data, line.from, line.to);
    return edge ? edge.relation : 'similar';
  }))];
  const panel = el('div', {class: 'drawing'},
    el('div', {class: 'strip'}, data.pairs.length ? el('label', {class: 'key'}, t('threshold'), slider, value) : null, says,
      el('span', {class: 'push'}, button('zoom_out', '−', () => setZoom(zoom / 1.25)), button('zoom_in', '+', () => setZoom(zoom * 1.25)), button('fit', t('fit'), fit))),
    canvas,
    el('div', {class: 'strip low'}, relations.map((relation) => keyOf(relation.replace(/[^a-z_]/g, ''), directedRelations.includes(relation))),
      [...drawing.colours].map(([site, colour]) => el('span', {class: `key c${colour}`}, el('span', {class: 'swatch'}), quoted(site)))));
  const mark = (choice) => {
    drawing.boxes.forEach((box, i) => box.classList.toggle('chosen', choice.document === i));
    for (const line of drawing.lines) line.element.classList.toggle('chosen', pairKey(line.from, line.to) === pairKey(choice.a, choice.b));
  };
  // Readable at first, however large; the button shows all of it.
  const open = () => { fit(); setZoom(Math.max(zoom, 0.66)); };
  return {panel, open, mark};
};
