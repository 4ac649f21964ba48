// Which page is shown: read from the hash, so that every one has an address.
const remember = (key, value) => {
  try { localStorage.setItem(`textkin.${key}`, value); } catch { /* a file may have no storage */ }
};
const remembered = (key) => {
  try { return localStorage.getItem(`textkin.${key}`); } catch { return null; }
};

const placeOf = (hash) => {
  const place = {};
  for (const part of hash.replace(/^#/, '').split('&')) {
    const cut = part.indexOf('=');
    if (cut < 0) continue;
    try { place[part.slice(0, cut)] = decodeURIComponent(part.slice(cut + 1)); } catch { /* not an address of ours */ }
  }
  return place;
};

const pageAt = async (place) => {
  if (place.family !== undefined) {
    const data = await loadFamily(place.family);
    if (!data) return [el('p', {}, t('not_found'))];
    if (!data.documents.length) return showFamily(data, place);
    const number_ = (id) => data.numberOf.get(id);
    if (place.doc !== undefined && number_(place.doc) !== undefined) return showDocument(data, number_(place.doc));
    if (number_(place.a) !== undefined && number_(place.b) !== undefined) return showPair(data, number_(place.a), number_(place.b), place);
    return showFamily(data, place);
  }
  if (place.view === 'families') return showFamilies();
  if (place.view === 'sites') return showSites();
  if (place.view === 'notes') return showNotes();
  return showOverview();
};

const main = document.getElementById('main');
let turn = 0;  // of the page that is being made: a later one wins
let opened = false;

const show = async () => {
  const mine = ++turn;
  const place = placeOf(location.hash);
  let page;
  try {
    if (place.family !== undefined) main.setAttribute('aria-busy', 'true');
    page = await pageAt(place);
  } catch (error) {
    page = [el('p', {class: 'note'}, t(typeof DecompressionStream === 'undefined' ? 'cannot_unpack' : 'broken')), el('p', {class: 'id'}, String(error))];
  }
  if (mine !== turn) return;
  main.removeAttribute('aria-busy');
  main.replaceChildren(...[page].flat(9).filter(Boolean));
  const view = place.view || (place.family !== undefined ? 'families' : 'overview');
  for (const item of document.getElementById('nav').children) {
    if (item.dataset.view === view) item.setAttribute('aria-current', 'page');
    else item.removeAttribute('aria-current');
  }
  const head = main.querySelector('h1');
  document.title = head ? `${shorten(head.textContent, 60)} · textkin` : 'textkin';
  if (opened) {
    if (!place.passage) window.scrollTo(0, 0);
    if (head) head.focus({preventScroll: true});
  }
  opened = true;
  document.documentElement.dataset.ready = String(mine);
};

const frame = () => {
  document.documentElement.lang = language ? 'zh-Hans' : 'en';
  const view = (name, place) => el('a', {href: link(place), 'data-view': name}, t(name));
  document.getElementById('nav').replaceChildren(view('overview', {view: 'overview'}), view('families', {view: 'families'}), view('sites', {view: 'sites'}), view('notes', {view: 'notes'}));
  document.getElementById('nav').setAttribute('aria-label', t('main_menu'));
  document.getElementById('skip').textContent = t('skip');
  const query = document.getElementById('query');
  query.placeholder = t('search');
  query.setAttribute('aria-label', t('search'));
  document.getElementById('language').textContent = t('other_language');
  document.getElementById('language').lang = language ? 'en' : 'zh-Hans';
  const dark = document.documentElement.dataset.theme === 'dark';
  document.getElementById('theme').textContent = t(dark ? 'theme_light' : 'theme_dark');
  document.getElementById('theme').setAttribute('aria-label', t('theme_switch', t(dark ? 'theme_light' : 'theme_dark')));
  document.getElementById('foot').textContent = t('about_4');
};

const start = () => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const setTheme = (theme) => { document.documentElement.dataset.theme = theme; };
  setTheme(remembered('theme') || (system.matches ? 'dark' : 'light'));
  language = (remembered('language') || navigator.language || 'en').startsWith('zh') ? 1 : 0;
  system.addEventListener('change', (event) => {
    if (!remembered('theme')) setTheme(event.matches ? 'dark' : 'light');
    frame();
  });
  document.getElementById('theme').addEventListener('click', () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    setTheme(theme);
    remember('theme', theme);
    frame();
  });
  document.getElementById('language').addEventListener('click', () => {
    language = 1 - language;
    remember('language', language ? 'zh' : 'en');
    frame();
    opened = false;
    show();
  });
  document.getElementById('skip').addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  document.getElementById('find').addEventListener('submit', (event) => {
    event.preventDefault();
    familyView.words = document.getElementById('query').value;
    familyView.rows = PAGE;
    if (placeOf(location.hash).view === 'families') show();
    else location.hash = link({view: 'families'});
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    document.getElementById('query').focus();
  });
  window.addEventListener('hashchange', show);
  frame();
  show();
};
start();
