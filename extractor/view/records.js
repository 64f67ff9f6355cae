'use strict';
/* The articles: data islands in the page, parsed when first needed. Nothing of them is ever read as HTML: all of the page
 * is made by make(), which only sets text and attributes of the page's own. */

const TYPES = ['ticker', 'company', 'organization', 'index', 'date', 'quantity'];

/* What is shown now. */
const state = {record: null, marks: [], current: -1, types: new Set(TYPES), company: null};

const find = id => document.getElementById(id);

/* An element with properties (`class`, `on` and names with a dash are taken care of) and children: nodes or strings. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key === 'class') element.className = value;
    else if (key === 'on') for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (key === 'role' || key === 'lang' || key.includes('-')) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

const records = Array.from(document.querySelectorAll('script.record'), (island, at) => ({
  at, island, id: island.dataset.id || '', title: island.dataset.title || '', published: island.dataset.published || '',
  media: island.dataset.media || '', entities: Number(island.dataset.entities || 0), error: island.dataset.error || '',
}));

/* Numbers that a double can't hold stay as they are written. */
function exact(key, value, context) {
  const written = context && context.source;
  return typeof value === 'number' && written && String(value) !== written ? written : value;
}

/* The annotated object of a record. */
function load(record) {
  if (!record.data) {
    const json = record.island.textContent;
    record.data = /[0-9.]{16}/.test(json) ? JSON.parse(json, exact) : JSON.parse(json);
    record.island.remove();
  }
  return record.data;
}

const fold = text => text.normalize('NFKC').toLowerCase();

/* All that a search looks at, folded. */
function haystack(record) {
  if (record.hay === undefined) {
    const data = load(record);
    const names = (data.companies || []).flatMap(c => [c.name, c.id, ...c.listings.map(l => l.code)]);
    const tickers = (data.entities || []).filter(e => e.type === 'ticker').map(e => e.value.symbol);
    record.hay = fold([data.title, data.text, data.id, data.media, data.path, ...names, ...tickers].filter(Boolean).join('\n'));
  }
  return record.hay;
}

/* A link to the web; nothing for any other scheme. */
function webAddress(url) {
  try {
    const address = new URL(url);
    return address.protocol === 'https:' || address.protocol === 'http:' ? address : null;
  } catch {
    return null;
  }
}
