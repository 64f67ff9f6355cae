/* The article as it reads, its entities marked. */

function mark(entity) {
  const at = state.marks.length;
  const element = make('mark', {
    class: `entity ${entity.type}`, role: 'button', tabIndex: at === 0 ? 0 : -1,
    'aria-label': `${entity.text}, ${entity.type}: ${valueWords(entity)}`,
  }, entity.text.replace(/\n/g, ' '));
  element.dataset.at = at;
  state.marks.push({element, entity, off: false});
  return element;
}

/* A field as nodes, cut where a line ends. */
function blocks(text, entities) {
  const all = [[]];
  const plain = part => part.split('\n').forEach((line, i) => {
    if (i) all.push([]);
    if (line) all[all.length - 1].push(line);
  });
  let at = 0;
  for (const entity of entities) {
    if (entity.start < at) continue;
    plain(text.slice(at, entity.start));
    all[all.length - 1].push(mark(entity));
    at = entity.end;
  }
  plain(text.slice(at));
  return all.filter(block => block.length);
}

function about(data) {
  const parts = [data.published && clock(data.published), data.media, data.author, ...data.tags].filter(Boolean);
  const line = make('p', {class: 'about'}, ...parts.map(part => make('span', {}, part)));
  const address = data.url && webAddress(data.url);
  if (address) line.append(make('a', {href: address.href, rel: 'noreferrer noopener', target: '_blank'}, address.hostname));
  else if (data.url) line.append(make('span', {}, data.url));
  return line;
}

function provenance(data) {
  const rows = [['id', data.id], ['file', data.path], ['format', data.format], ['language', data.lang]];
  const details = make('details', {class: 'note'}, make('summary', {}, data.warnings.length ?
    `Source, ${data.warnings.length} warning${data.warnings.length > 1 ? 's' : ''}` : 'Source'));
  const list = make('dl');
  for (const [name, content] of rows) if (content) list.append(make('dt', {}, name), make('dd', {}, content));
  for (const warning of data.warnings) list.append(make('dt', {}, warning.code), make('dd', {}, warning.at === null ? warning.message : `${warning.message} (byte ${warning.at})`));
  details.append(list);
  return details;
}

function renderFailure(record, data) {
  find('article').replaceChildren(make('article', {}, make('h1', {}, data.id || data.path || 'An article'),
    make('p', {class: 'failure'}, `Could not be processed: ${data.error.message}`)));
}

function renderArticle(record) {
  const data = load(record);
  state.marks = [];
  state.current = -1;
  if (data.status !== 'ok') return renderFailure(record, data);
  const of = field => data.entities.filter(entity => entity.in === field);
  const language = data.lang === 'und' ? undefined : data.lang;
  const title = blocks(data.title || '', of('title')).flatMap((block, i) => i ? [' ', ...block] : block);
  const body = blocks(data.text || '', of('text')).map(block => make('p', {}, ...block));
  find('article').replaceChildren(make('article', {lang: language},
    make('h1', {}, ...(title.length ? title : [data.id || ''])), about(data), make('div', {class: body.length > 200 ? 'prose long' : 'prose'}, ...body), provenance(data)));
}

/* Which marks the filters leave. */
function applyFilters() {
  for (const item of state.marks) {
    item.off = !state.types.has(item.entity.type) || (state.company !== null && companyOf(item.entity) !== state.company);
    item.element.classList.toggle('off', item.off);
    if (item.off) item.element.tabIndex = -1;
  }
  const on = state.marks.filter(item => !item.off);
  if (on.length && !on.some(item => item.element.tabIndex === 0)) on[0].element.tabIndex = 0;
  document.body.classList.toggle('one-company', state.company !== null);
  say(`${on.length} of ${state.marks.length} entities shown`);
}

/* Move the keyboard to a mark: it alone takes part in the order of Tab. */
function enter(at) {
  for (const item of state.marks) item.element.tabIndex = -1;
  const {element} = state.marks[at];
  element.tabIndex = 0;
  state.current = at;
  element.scrollIntoView({block: 'nearest'});
  element.focus({preventScroll: true});
}

/* The next mark that is shown, or the one before. */
function step(by) {
  const count = state.marks.length;
  let at = state.current < 0 && by < 0 ? count : state.current;
  for (let tried = 0; tried < count; tried++) {
    at = (at + by + count) % count;
    if (!state.marks[at].off) return enter(at);
  }
}
