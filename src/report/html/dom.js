// Making elements. Values reach the page as text nodes and checked attributes, never as markup.
const make = (space) => (name, attributes, ...children) => {
  const element = space ? document.createElementNS(space, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === 'on') {
      for (const [type, act] of Object.entries(value)) element.addEventListener(type, act);
    } else if (key === 'width' && !space) {
      element.style.width = value;
    } else {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};
const el = make(null);
const draw = make('http://www.w3.org/2000/svg');

// A text of others: isolated, so that its direction marks do not reach the page.
const quoted = (text, attributes) => el('bdi', attributes, String(text));
const number = (value) => Number(value).toLocaleString(language ? 'zh-CN' : 'en-US');
const similarity = (value) => Number(value).toFixed(2);
// Never 100 % for less than all.
const percent = (value) => {
  if (value === null || value === undefined) return '–';
  if (value > 0 && value < 0.01) return '< 1 %';
  return `${value < 1 ? Math.min(99, Math.round(value * 100)) : 100} %`;
};
const meter = (value) => el('span', {class: 'meter', 'aria-hidden': 'true'},
  el('i', {width: `${Math.round(Math.max(0, Math.min(1, value)) * 100)}%`}));
const chip = (words, kind) => el('span', {class: kind ? `chip ${kind}` : 'chip'}, words);
const say = (words) => { document.getElementById('said').textContent = words; };

// The hash of a page of this report: #family=…&doc=….
const link = (place) => '#' + Object.entries(place).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
const to = (place, attributes, ...children) => el('a', {href: link(place), ...attributes}, ...children);
// Addresses of others: http and https alone, and nothing is told to them.
const outside = (address) => (/^https?:\/\//i.test(address)
  ? el('a', {href: address, rel: 'noopener noreferrer', target: '_blank'}, quoted(address)) : quoted(address));

// Bars with their numbers: [[name, count], …].
const bars = (rows) => {
  const most = Math.max(1, ...rows.map((row) => row[1]));
  return el('div', {class: 'bars'}, rows.map(([name, count]) => [
    el('span', {class: 'clamp one'}, name),
    el('span', {class: 'bar-line', 'aria-hidden': 'true'}, el('i', {width: `${100 * count / most}%`})),
    el('span', {}, number(count))]));
};
