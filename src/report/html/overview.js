// The first page: what was scanned, what was found, what could not be decided.
const familyTitle = (facts) => quoted(facts.title || facts.id);

const familyRow = (facts) => el('li', {},
  to({family: facts.id}, {class: 'clamp two title'}, familyTitle(facts)),
  el('span', {class: 'small soft'}, t(facts.site_count ? 'family_line' : 'family_line_plain', number(facts.size), number(facts.site_count)),
    ' · ', term(facts.kind)));

const stat = (name, value, more) => el('div', {}, el('dt', {}, name), el('dd', {}, value, more ? el('small', {}, more) : null));

const sum = (counts) => Object.values(counts).reduce((all, count) => all + count, 0);
const directedRelations = ['copies', 'derives_from', 'contains'];

const faultList = () => {
  if (!overview.counts.faulty) return null;
  const more = overview.counts.faulty - overview.faulty.length;
  return el('details', {class: 'card'}, el('summary', {}, `${t('faulty')}: ${number(overview.counts.faulty)}`),
    el('ul', {class: 'plain'}, overview.faulty.map((row) => el('li', {}, quoted(row.id, {class: 'id'}), ' ',
      row.faults.map((fault) => [chip(String(fault.code), 'warn'), quoted(fault.detail, {class: 'small'})]),
      row.limits.map((limit) => chip(String(limit), 'warn'))))),
    more > 0 ? el('p', {class: 'soft'}, t('and_more', number(more))) : null);
};

const showOverview = () => {
  const {counts, relations, reasons} = overview;
  const directed = directedRelations.reduce((all, name) => all + (relations[name] || 0), 0);
  const undecided = relations.related || 0;
  const inFamilies = counts.clustered + counts.linked;
  const strong = (words) => words.split(/([\d,]+)/).map((part, i) => (i % 2 ? el('b', {}, part) : part));
  const lead = [
    ...strong(counts.sites ? t('lead_documents', number(counts.documents), number(counts.sites)) : t('lead_documents_plain', number(counts.documents))), ' ',
    ...strong(counts.families ? t('lead_families', number(inFamilies), number(counts.families)) : t('lead_none')), ' ',
    ...(hasEdges ? strong(t('lead_edges', number(directed), number(undecided))) : [t('lead_no_edges')])];
  const all = counts.documents + counts.parts;
  return [
    el('h1', {tabindex: -1, class: 'unseen'}, t('overview')),
    el('p', {class: 'lead'}, lead),
    el('dl', {class: 'stats'},
      stat(t('documents'), number(counts.documents)),
      stat(t('families'), number(counts.families)),
      stat(t('in_families'), number(inFamilies), all ? t('of_all', percent(inFamilies / all)) : null),
      hasEdges ? stat(t('directions'), number(directed)) : null,
      hasEdges ? stat(t('undecided'), number(undecided)) : null,
      counts.sites ? stat(t('sites'), number(counts.sites)) : null),
    el('div', {class: 'columns'},
      el('div', {},
        el('section', {class: 'card'},
          el('div', {class: 'head'}, el('h2', {}, t('largest')), to({view: 'families'}, {class: 'small'}, t('all_families'))),
          overview.families.length ? el('ul', {class: 'plain'}, overview.families.slice(0, 8).map(familyRow)) : el('p', {class: 'soft'}, t('lead_none'))),
        faultList()),
      el('div', {},
        el('section', {class: 'card'}, el('h2', {}, t('found')),
          hasEdges ? bars(Object.entries(relations).sort((x, y) => y[1] - x[1]).map(([name, count]) => [term(name), count]))
            : el('p', {class: 'soft'}, t('no_edges_note'))),
        hasEdges ? el('section', {class: 'card'}, el('h2', {}, t('not_decided')),
          undecided ? bars(Object.entries(reasons).sort((x, y) => y[1] - x[1]).map(([name, count]) => [term(name), count]))
            : el('p', {class: 'soft'}, t('nothing_undecided'))) : null,
        overview.sites.length ? el('section', {class: 'card'},
          el('div', {class: 'head'}, el('h2', {}, t('sites')), to({view: 'sites'}, {class: 'small'}, t('flow_title'))),
          bars(overview.sites.slice(0, 8).map((site) => [quoted(site.site), site.in_families]))) : null,
        sum(overview.flags) ? el('section', {class: 'card'}, el('h2', {}, t('flags')),
          bars(Object.entries(overview.flags).sort((x, y) => y[1] - x[1]).map(([name, count]) => [term(name), count]))) : null))];
};

const showNotes = () => {
  const {counts, limits, run} = overview;
  return [
    el('h1', {tabindex: -1}, t('about')),
    el('div', {class: 'columns'},
      el('section', {class: 'card'}, ['about_1', 'about_2', 'about_3', 'about_4'].map((key) => el('p', {}, t(key)))),
      el('section', {class: 'card'}, el('h2', {}, t('caps')), el('ul', {class: 'plain'},
        el('li', {}, t(counts.families > counts.shown_families ? 'cap_families' : 'cap_families_all', number(limits.families), number(counts.families))),
        el('li', {}, t('cap_members', number(limits.members), number(limits.documents))),
        el('li', {}, t('cap_drawn', number(limits.drawn))),
        el('li', {}, t('cap_text', number(limits.text_chars)))))),
    el('section', {class: 'card'}, el('h2', {}, t('settings')),
      el('p', {class: 'soft'}, t('made_by', run.textkin, run.format)),
      el('div', {class: 'scroll'}, el('table', {}, el('tbody', {}, Object.entries(run.settings || {}).map(([name, value]) =>
        el('tr', {}, el('th', {scope: 'row'}, name), el('td', {}, quoted(value)))))))),
    faultList()];
};
