/* The list of articles and its search. Rows are made as the list is scrolled. */

const list = {shown: records, made: 0, ready: 0};
const ROWS_AT_ONCE = 100;

function row(record) {
  const parts = [record.published.slice(0, 10), record.media, record.error ? 'error' : `${record.entities} entities`].filter(Boolean);
  const link = make('a', {href: `#${encodeURIComponent(record.id)}`, class: record.error ? 'failure' : '', on: {click: event => {
    event.preventDefault();
    openRecord(record.at);
    closeList();
  }}}, make('span', {class: 'title'}, record.title || record.id || 'Untitled'), make('span', {class: 'note'}, parts.join(' · ')));
  link.dataset.at = record.at;
  return make('li', {}, link);
}

function makeRows() {
  const rows = list.shown.slice(list.made, list.made + ROWS_AT_ONCE);
  find('rows').append(...rows.map(row));
  list.made += rows.length;
  showCurrent();
}

function showCurrent() {
  for (const link of find('rows').querySelectorAll('a[aria-current]')) link.removeAttribute('aria-current');
  if (!state.record) return;
  const link = find('rows').querySelector(`a[data-at="${state.record.at}"]`);
  if (!link) return;
  link.setAttribute('aria-current', 'true');
  const box = find('list').getBoundingClientRect(), place = link.getBoundingClientRect();
  if (box.height && (place.top < box.top || place.bottom > box.bottom)) link.scrollIntoView({block: 'nearest'});
}

const queryWords = () => fold(find('search').value).split(/\s+/).filter(Boolean);

/* Show where the words that were searched stand in the article; the text itself is not touched. */
function showFound() {
  if (!window.Highlight || !CSS.highlights) return;
  const ranges = [], words = queryWords();
  const walker = document.createTreeWalker(find('article'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); words.length && node; node = walker.nextNode()) {
    const text = node.data.toLowerCase();
    if (text.length !== node.length) continue;
    for (const word of words)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
  }
  CSS.highlights.set('found', new Highlight(...ranges));
}

/* Every word of the query must stand in the article. */
function filterList() {
  const words = queryWords();
  list.shown = words.length ? records.filter(record => { const hay = haystack(record); return words.every(word => hay.includes(word)); }) : records;
  list.made = 0;
  find('rows').replaceChildren();
  makeRows();
  find('list').scrollTop = 0;
  find('found').textContent = words.length ? `${list.shown.length} of ${records.length} articles` : `${records.length} articles`;
  showFound();
}

function search(words) {
  find('search').value = words;
  filterList();
  openList();
}

/* On narrow screens the list lies over the article. */
function openList() {
  document.body.classList.add('browsing');
  find('list-toggle').setAttribute('aria-expanded', 'true');
  showCurrent();
}

function closeList() {
  document.body.classList.remove('browsing');
  find('list-toggle').setAttribute('aria-expanded', 'false');
}

/* The article after this one in the list, or before. */
function stepRecord(by) {
  const at = list.shown.indexOf(state.record);
  const next = list.shown[at < 0 ? 0 : at + by];
  if (next) openRecord(next.at);
}

/* Make ready for the first search while nothing else is to be done. */
function prepareSearch(deadline) {
  while (list.ready < records.length && deadline.timeRemaining() > 2) haystack(records[list.ready++]);
  if (list.ready < records.length) requestIdleCallback(prepareSearch);
}

function startList() {
  if (records.length < 2) return;
  find('list').hidden = find('list-toggle').hidden = false;
  document.body.classList.add('many');
  let timer = 0;
  find('search').addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(filterList, 100); });
  find('search').addEventListener('keydown', event => {
    if (event.key === 'Enter' && list.shown.length) { openRecord(list.shown[0].at); closeList(); }
  });
  find('list').addEventListener('scroll', () => {
    const {scrollTop, clientHeight, scrollHeight} = find('list');
    if (list.made < list.shown.length && scrollTop + 2 * clientHeight > scrollHeight) makeRows();
  });
  find('list-toggle').addEventListener('click', () => document.body.classList.contains('browsing') ? closeList() : openList());
  find('list-close').addEventListener('click', closeList);
  if (window.requestIdleCallback) requestIdleCallback(prepareSearch);
  filterList();
}
