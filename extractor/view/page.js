/* The page: opening an article, types, theme, keys. */

function say(words) {
  find('said').textContent = words;
}

function typeChips() {
  const counts = Object.fromEntries(TYPES.map(type => [type, state.marks.filter(item => item.entity.type === type).length]));
  find('types').replaceChildren(...TYPES.map((type, i) => make('button', {
    type: 'button', class: 'chip', 'aria-pressed': String(state.types.has(type)), 'aria-keyshortcuts': String(i + 1),
    on: {click: () => toggleType(type)},
  }, make('span', {class: `swatch ${type}`}), make('span', {class: 'word'}, type), make('span', {class: 'count'}, String(counts[type])))));
}

function toggleType(type) {
  if (!state.types.delete(type)) state.types.add(type);
  find('types').children[TYPES.indexOf(type)].setAttribute('aria-pressed', String(state.types.has(type)));
  closeCard(false);
  applyFilters();
}

function openRecord(at) {
  const record = records[at];
  if (!record) return;
  closeCard(false);
  state.record = record;
  state.company = null;
  renderArticle(record);
  renderPanel(record);
  typeChips();
  applyFilters();
  showCurrent();
  showFound();
  scrollTo(0, 0);
  document.title = record.title || record.id || 'fintag';
  const hash = `#${encodeURIComponent(record.id)}`;
  if (record.id && location.hash !== hash) {
    try { history.replaceState(null, '', hash); } catch { /* a page without an address of its own */ }
  }
}

/* The article that the address names. */
function named() {
  try {
    const id = decodeURIComponent(location.hash.slice(1));
    return id ? records.findIndex(record => record.id === id) : -1;
  } catch {
    return -1;
  }
}

const THEMES = ['system', 'light', 'dark'];

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  find('theme').textContent = {system: 'Auto', light: 'Light', dark: 'Dark'}[theme];
  find('theme').setAttribute('aria-label', `Theme: ${theme}`);
  try { localStorage.setItem('fintag-theme', theme); } catch { /* not kept, then */ }
}

function nextTheme() {
  const now = THEMES.indexOf(document.documentElement.dataset.theme);
  setTheme(THEMES[(now + 1) % THEMES.length]);
}

function startTheme() {
  let kept = null;
  try { kept = localStorage.getItem('fintag-theme'); } catch { /* none was kept */ }
  setTheme(THEMES.includes(kept) ? kept : 'system');
  find('theme').addEventListener('click', nextTheme);
}

function escape() {
  if (!card.element.hidden) closeCard(true);
  else if (document.body.classList.contains('browsing')) closeList();
  else if (state.company !== null) chooseCompany(state.company);
}

const KEYS = {
  ArrowRight: () => step(1), j: () => step(1), ArrowLeft: () => step(-1), k: () => step(-1),
  ']': () => stepRecord(1), '[': () => stepRecord(-1), t: nextTheme, Escape: escape,
  '/': () => { if (records.length > 1) { openList(); find('search').focus(); } },
  '?': () => find('help').showModal(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || find('help').open) return;
  const target = event.target;
  if (target === find('search')) {
    if (event.key === 'Escape') { find('search').blur(); closeList(); }
    return;
  }
  const mark = markAt(target);
  if (event.key === 'Tab') {
    if (!tabThroughCard(event)) return;
  } else if (mark && (event.key === 'Enter' || event.key === ' ')) pin(Number(mark.dataset.at));
  else if (TYPES[Number(event.key) - 1]) toggleType(TYPES[Number(event.key) - 1]);
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
}

/* All of the panel is to be on paper. */
function openForPrint() {
  for (const details of document.querySelectorAll('#panel > details')) details.open = true;
}

function start() {
  startTheme();
  watchMarks();
  startList();
  document.addEventListener('keydown', onKey);
  find('help-open').addEventListener('click', () => find('help').showModal());
  addEventListener('hashchange', () => { const at = named(); if (at >= 0 && records[at] !== state.record) openRecord(at); });
  addEventListener('resize', () => { if (card.mark) placeCard(card.mark); });
  addEventListener('beforeprint', openForPrint);
  if (records.length) openRecord(Math.max(0, named()));
  else find('article').replaceChildren(make('p', {class: 'note'}, 'No articles.'));
}

start();
