/* Beside the article: its companies with their mentions, a time line of its dates, a table of its quantities. */

const jump = at => make('button', {type: 'button', class: 'jump', on: {click: () => pin(at)}}, state.marks[at].entity.text);

/* Marks of a type, with their places. */
const marksOf = type => state.marks.map((item, at) => ({entity: item.entity, at})).filter(item => item.entity.type === type);

/* A long table or list is cut here, and goes on at a click. */
const ROWS_AT_MOST = 300;

function fillCut(parent, rows, within = button => button) {
  parent.append(...rows.slice(0, ROWS_AT_MOST));
  if (rows.length <= ROWS_AT_MOST) return parent;
  const rest = within(make('button', {type: 'button', class: 'jump all', on: {click: () => rest.replaceWith(...rows.slice(ROWS_AT_MOST))}}, `${rows.length - ROWS_AT_MOST} more`));
  parent.append(rest);
  return parent;
}

function section(title, count, ...content) {
  return make('details', {open: true}, make('summary', {}, make('h2', {}, title), make('span', {class: 'count'}, String(count))), ...content);
}

function chooseCompany(id) {
  state.company = state.company === id ? null : id;
  for (const button of document.querySelectorAll('#panel .choose')) button.setAttribute('aria-pressed', String(button.dataset.id === state.company));
  closeCard(false);
  applyFilters();
}

/* Places of the marks of each company, by its id. */
function mentionsByCompany() {
  const places = new Map();
  state.marks.forEach((item, at) => {
    const id = companyOf(item.entity);
    if (id === undefined) return;
    if (!places.has(id)) places.set(id, []);
    places.get(id).push(at);
  });
  return places;
}

function mentionPlaces(company, mentions) {
  const places = fillCut(make('p', {class: 'places'}), mentions.map(jump));
  if (records.length > 1) places.append(make('button', {type: 'button', class: 'jump all', on: {click: () => search(company.id)}}, 'in all articles'));
  return places;
}

function companyRow(company, mentions) {
  const listing = company.listings.map(l => `${l.mic} ${l.code}`).join(' · ') || company.kind;
  const choose = make('button', {type: 'button', class: 'choose', 'aria-pressed': 'false', title: 'Show only this company', on: {click: () => chooseCompany(company.id)}},
    make('span', {class: 'name'}, company.name), make('span', {class: 'listing'}, listing));
  choose.dataset.id = company.id;
  const details = make('details', {class: 'mentions'}, make('summary', {'aria-label': `Mentions of ${company.name}`}, `${mentions.length}×`));
  details.addEventListener('toggle', () => details.append(mentionPlaces(company, mentions)), {once: true});
  return make('li', {}, choose, details);
}

function companies(data) {
  if (!data.companies.length) return null;
  const places = mentionsByCompany();
  return section('Companies', data.companies.length, fillCut(make('ul', {class: 'companies'}), data.companies.map(company => companyRow(company, places.get(company.id) || []))));
}

/* Dates that mean the same stand in one row. */
function groupDates(dates) {
  const groups = new Map();
  for (const date of dates) {
    const {timex, from, until} = date.entity.value;
    const key = `${timex} ${from} ${until}`;
    if (!groups.has(key)) groups.set(key, {value: date.entity.value, places: []});
    groups.get(key).places.push(date.at);
  }
  return [...groups.values()];
}

function dateRow(words, places, name) {
  return make('li', {class: name}, make('span', {class: 'when'}, words), fillCut(make('span', {class: 'places'}), places.map(jump)));
}

function timeLine(data) {
  const groups = groupDates(marksOf('date'));
  if (!groups.length) return null;
  const placed = groups.filter(group => hasInterval(group.value));
  const others = groups.filter(group => !hasInterval(group.value));
  const rows = placed.map(group => ({key: group.value.from || group.value.until, row: dateRow(dateWords(group.value), group.places)}));
  if (data.published) rows.push({key: data.published, row: make('li', {class: 'published'}, make('span', {class: 'when'}, clock(data.published)), make('span', {class: 'places'}, 'published'))});
  rows.sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
  const content = [fillCut(make('ol', {class: 'line'}), rows.map(item => item.row))];
  if (others.length) content.push(make('h3', {}, 'Without a place in time'), make('ul', {class: 'loose dates'}, ...others.map(group => dateRow(dateWords(group.value), group.places))));
  return section('Time line', groups.length, ...content);
}

const KINDS = [['money', 'Money'], ['percent', 'Percent'], ['measure', 'Measures'], ['count', 'Counts'], ['ratio', 'Ratios'], ['number', 'Numbers']];

function quantities() {
  const all = marksOf('quantity');
  if (!all.length) return null;
  const table = make('table', {}, make('thead', {class: 'unseen'}, make('tr', {}, make('th', {scope: 'col'}, 'As written'), make('th', {scope: 'col'}, 'Value'))));
  for (const [kind, title] of KINDS) {
    const rows = all.filter(item => item.entity.value.kind === kind);
    if (!rows.length) continue;
    const body = make('tbody', {}, make('tr', {}, make('th', {colSpan: 2, scope: 'rowgroup'}, title)));
    const cells = rows.map(item => make('tr', {}, make('td', {}, jump(item.at)), make('td', {class: 'figure'}, valueWords(item.entity))));
    table.append(fillCut(body, cells, button => make('tr', {}, make('td', {colSpan: 2}, button))));
  }
  return section('Quantities', all.length, table);
}

/* Organizations and indices, each once. */
function bodies() {
  const groups = new Map();
  for (const item of [...marksOf('organization'), ...marksOf('index')]) {
    const key = `${item.entity.type} ${item.entity.value.id || item.entity.value.name}`;
    if (!groups.has(key)) groups.set(key, {name: item.entity.value.name, places: []});
    groups.get(key).places.push(item.at);
  }
  if (!groups.size) return null;
  return section('Organizations and indices', groups.size, make('ul', {class: 'loose'}, ...[...groups.values()].map(group => dateRow(group.name, group.places))));
}

function renderPanel(record) {
  const data = load(record);
  const parts = data.status === 'ok' ? [companies(data), timeLine(data), quantities(), bodies()].filter(Boolean) : [];
  find('panel').replaceChildren(...parts);
  find('panel').hidden = !parts.length;
}
