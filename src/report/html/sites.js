// Site by site: who took how many documents from whom.
const MATRIX = 30;  // sites on a side: what a screen holds

const showSites = () => {
  const {sites, flows} = overview;
  const weight = new Map();
  for (const [from, to_, count] of flows) {
    if (from === to_) continue;
    weight.set(from, (weight.get(from) || 0) + count);
    weight.set(to_, (weight.get(to_) || 0) + count);
  }
  const linked = [...weight].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, MATRIX).map((entry) => entry[0]);
  const cells = new Map(flows.map(([from, to_, count]) => [`${from} ${to_}`, count]));
  const most = Math.max(1, ...flows.filter(([from, to_]) => from !== to_).map((flow) => flow[2]));
  const cell = (from, to_) => {
    const count = cells.get(`${from} ${to_}`) || 0;
    const heat = count ? 1 + Math.min(4, Math.floor(4 * Math.log(count + 1) / Math.log(most + 1))) : 0;
    return el('td', {class: from === to_ ? 'own' : `h${heat}`, title: `${sites[from].site} → ${sites[to_].site}: ${count}`}, count ? number(count) : '');
  };
  return [
    el('h1', {tabindex: -1}, t('sites')),
    el('section', {class: 'card'}, el('div', {class: 'head'}, el('h2', {}, t('flow_title')), el('span', {class: 'small soft'}, linked.length ? t('flow_help') : '')),
      linked.length ? [el('div', {class: 'scroll'}, el('table', {class: 'matrix', id: 'matrix'},
        el('thead', {}, el('tr', {}, el('td', {}), linked.map((i) => el('th', {scope: 'col', class: 'turned'}, el('span', {}, quoted(sites[i].site)))))),
        el('tbody', {}, linked.map((from) => el('tr', {}, el('th', {scope: 'row'}, quoted(sites[from].site)), linked.map((to_) => cell(from, to_))))))),
        weight.size > MATRIX ? el('p', {class: 'note'}, t('first_sites', MATRIX)) : null]
        : el('p', {class: 'soft'}, t('flow_none'))),
    el('section', {class: 'card scroll'}, el('table', {id: 'sites-table'},
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, t('site')), el('th', {scope: 'col', class: 'number'}, t('documents')), el('th', {scope: 'col', class: 'number'}, t('in_families')),
        hasEdges ? [el('th', {scope: 'col', class: 'number'}, t('given')), el('th', {scope: 'col', class: 'number'}, t('taken'))] : null)),
      el('tbody', {}, sites.map((site) => el('tr', {}, el('td', {}, quoted(site.site)), el('td', {class: 'number'}, number(site.documents)), el('td', {class: 'number'}, number(site.in_families)),
        hasEdges ? [el('td', {class: 'number'}, number(site.given)), el('td', {class: 'number'}, number(site.taken))] : null)))))];
};
