/* Values in words: what a person reads on a card, in the panel and hears from a screen reader. */

const BOUNDS = {about: '≈ ', at_least: '≥ ', at_most: '≤ ', more_than: '> ', less_than: '< '};
const WAYS = {up: ' ↑', down: ' ↓'};
const BASES = {yoy: 'year on year', qoq: 'quarter on quarter', mom: 'month on month'};

/* 1234567.5 -> 1,234,567.5; the digits are never touched. */
function grouped(number) {
  const [whole, rest] = String(number).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? digits : `${digits}.${rest}`;
}

function figure(value) {
  return value.number !== undefined ? grouped(value.number) : `${grouped(value.min)} – ${grouped(value.max)}`;
}

/* A unit as UCUM writes it, its braces dropped. */
const unitWords = unit => unit.replace(/[{}]/g, '').replace(/_/g, ' ');

function quantityWords(value) {
  let words = (BOUNDS[value.approx] || '') + figure(value);
  if (value.terms) words = `${value.terms.map(grouped).join(' : ')} = ${words}`;
  if (value.currency) words += ` ${value.currency}`;
  else if (value.unit) words += value.unit === '%' ? '%' : ` ${unitWords(value.unit)}`;
  if (value.per) words += ` / ${unitWords(value.per)}`;
  return words + (WAYS[value.direction] || '');
}

/* The day before, of YYYY-MM-DD. */
function dayBefore(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return Number.isNaN(date.getTime()) ? day : date.toISOString().slice(0, 10);
}

const isMidnight = time => time.slice(10, 19) === 'T00:00:00' || time.length === 10;
/* 2021-10-19T22:48:30+08:00 -> 2021-10-19 22:48 */
const clock = time => time.length > 10 ? `${time.slice(0, 10)} ${time.slice(11, 16)}` : time;

/* An interval as people write one: days with both ends in it. */
function intervalWords(from, until) {
  const begin = from && (isMidnight(from) ? from.slice(0, 10) : clock(from));
  if (from && until && !(isMidnight(from) && isMidnight(until))) {
    const end = clock(until);
    return end.startsWith(from.slice(0, 10)) ? `${begin} – ${end.slice(11)}` : `${begin} – ${end}`;
  }
  const end = until && (isMidnight(until) ? dayBefore(until.slice(0, 10)) : clock(until));
  if (!from) return until ? `until ${end}` : '';
  if (!until) return `from ${begin}`;
  return begin === end ? begin : `${begin} – ${end}`;
}

const hasInterval = value => value.from !== undefined || value.until !== undefined;

function dateWords(value) {
  return hasInterval(value) ? intervalWords(value.from, value.until) : value.timex;
}

/* One line for any entity. */
function valueWords(entity) {
  const value = entity.value;
  switch (entity.type) {
    case 'quantity': return quantityWords(value);
    case 'date': return dateWords(value);
    case 'ticker': return [value.symbol, value.mic].filter(Boolean).join(' · ') || value.code || value.scheme;
    case 'company': {
      const listing = value.listings && value.listings[0];
      return listing ? `${value.name} · ${listing.mic} ${listing.code}` : value.name;
    }
    default: return value.name;
  }
}

/* Name and content of each further line of a card. */
function valueRows(entity) {
  const value = entity.value, rows = [];
  const row = (name, content) => content !== undefined && content !== null && content !== '' && rows.push([name, String(content)]);
  row('kind', value.kind && value.kind.replace(/_/g, ' '));
  if (entity.type === 'quantity') {
    if (value.written) row('written', `${figure(value.written)} ${value.written.unit}`);
    row('fraction', value.fraction);
    row('basis', BASES[value.basis]);
    row('currency by', value.currency_by);
  } else if (entity.type === 'date') {
    row('TIMEX3', value.timex);
    for (const key of ['from', 'until', 'grain', 'mod', 'approx', 'calendar', 'anchor']) row(key, value[key] === null ? 'open' : value[key]);
  } else {
    if (entity.type !== 'ticker') row('id', value.id);
    for (const listing of value.listings || []) row(listing.mic, [listing.code, listing.isin].filter(Boolean).join(' · '));
    row('resolved by', value.resolved_by && value.resolved_by.replace(/_/g, ' '));
    for (const key of ['scheme', 'code', 'isin']) row(key, value[key]);
    if (entity.type === 'ticker') {
      const company = value.id && load(state.record).companies.find(one => one.id === value.id);
      row('company', company ? `${company.name} · ${value.id}` : value.id);
      row('in the list', value.known === undefined ? '' : value.known ? 'yes' : 'no');
    }
  }
  if (value.si) row('SI', `${figure(value.si)} ${value.si.unit}`);
  return rows;
}

/* The id that ties mentions and tickers to a company. */
const companyOf = entity => entity.type === 'company' || entity.type === 'ticker' ? entity.value.id : undefined;
