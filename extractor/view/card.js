/* The card of an entity: on hover and focus its value, kept open by click or Enter with all that is known. */

const card = {element: find('card'), mark: null, pinned: false, timer: 0};

function codePoints(text, end) {
  let count = 0;
  for (const unit of text.slice(0, end)) count += unit.length > 0;
  return count;
}

/* Where it stands: code points of its field, bytes of the source. */
function placeWords(entity) {
  const field = load(state.record)[entity.in] || '';
  return `${entity.in} ${codePoints(field, entity.start)}–${codePoints(field, entity.end)}, bytes ${entity.source.start}–${entity.source.end}`;
}

function rowList(rows) {
  const list = make('dl');
  for (const [name, content] of rows) list.append(make('dt', {}, name), make('dd', {}, content));
  return list;
}

function mentionSteps(entity) {
  const id = companyOf(entity);
  const same = id === undefined ? [] : state.marks.filter(item => companyOf(item.entity) === id && !item.off);
  if (same.length < 2) return null;
  const here = same.findIndex(item => item.entity === entity);
  const go = by => () => pin(state.marks.indexOf(same[(here + by + same.length) % same.length]));
  return make('p', {class: 'steps'}, make('button', {type: 'button', class: 'plain', 'aria-label': 'Mention before', on: {click: go(-1)}}, '←'),
    make('span', {}, `mention ${here + 1} of ${same.length}`),
    make('button', {type: 'button', class: 'plain', 'aria-label': 'Next mention', on: {click: go(1)}}, '→'));
}

function fillCard(entity) {
  const head = make('p', {class: 'head'}, make('span', {class: `swatch ${entity.type}`}), make('span', {}, entity.type));
  const value = make('p', {class: 'value'}, valueWords(entity));
  card.element.replaceChildren(head, value, rowList(card.pinned ?
    [...valueRows(entity), ['place', placeWords(entity)], ['rule', entity.rule], ['confidence', entity.confidence]] : valueRows(entity).slice(0, 4)));
  if (!card.pinned) return;
  head.append(make('button', {type: 'button', class: 'plain close', 'aria-label': 'Close', on: {click: () => closeCard(true)}}, '×'));
  const steps = mentionSteps(entity);
  if (steps) card.element.append(steps);
  card.element.append(make('details', {}, make('summary', {}, 'JSON'), make('pre', {}, JSON.stringify(entity.value, null, 1))));
}

/* Under the line of the mark, or above where there is no room. */
function placeCard(mark) {
  const line = mark.getClientRects()[0];
  if (!line) return;
  const {offsetWidth: width, offsetHeight: height} = card.element;
  const below = line.bottom + 8 + height < innerHeight || line.top < height + 8;
  const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - width - 8));
  card.element.style.left = `${left + scrollX}px`;
  card.element.style.top = `${(below ? line.bottom + 8 : line.top - height - 8) + scrollY}px`;
}

function openCard(at, pinned) {
  clearTimeout(card.timer);
  const item = state.marks[at];
  if (!item || (card.pinned && !pinned)) return;
  if (card.mark && card.mark !== item.element) releaseMark();
  card.mark = item.element;
  card.pinned = pinned;
  fillCard(item.entity);
  card.element.hidden = false;
  card.element.setAttribute('role', pinned ? 'dialog' : 'tooltip');
  if (pinned) card.element.setAttribute('aria-label', item.entity.text);
  else card.element.removeAttribute('aria-label');
  item.element.classList.add('open');
  item.element.setAttribute('aria-describedby', 'card');
  placeCard(item.element);
}

function releaseMark() {
  card.mark.classList.remove('open');
  card.mark.removeAttribute('aria-describedby');
  card.mark = null;
}

function closeCard(refocus) {
  clearTimeout(card.timer);
  const mark = card.mark, inside = card.element.contains(document.activeElement);
  if (mark) releaseMark();
  card.pinned = false;
  card.element.hidden = true;
  if (refocus && inside && mark && mark.isConnected) {
    mark.focus();
    closeCard(false);
  }
}

/* Tab leads from a mark into its open card, and out of it back to the mark. True: it was led. */
function tabThroughCard(event) {
  if (!card.pinned) return false;
  const stops = [...card.element.querySelectorAll('button, summary')];
  const ends = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement === card.mark && !event.shiftKey) stops[0].focus();
  else if (document.activeElement === ends) card.mark.focus();
  else return false;
  return true;
}

/* Go to a mark and keep its card open. */
function pin(at) {
  enter(at);
  openCard(at, true);
}

const markAt = target => target instanceof Element ? target.closest('mark.entity:not(.off)') : null;

function watchMarks() {
  const main = find('article');
  const later = () => { card.timer = setTimeout(() => { if (!card.pinned) closeCard(false); }, 150); };
  main.addEventListener('pointerover', event => { const mark = markAt(event.target); if (mark) openCard(Number(mark.dataset.at), false); });
  main.addEventListener('pointerout', event => { if (markAt(event.target)) later(); });
  card.element.addEventListener('pointerenter', () => clearTimeout(card.timer));
  card.element.addEventListener('pointerleave', later);
  main.addEventListener('focusin', event => {
    const mark = markAt(event.target);
    if (!mark) return;
    state.current = Number(mark.dataset.at);
    if (card.pinned && card.mark !== mark) closeCard(false);
    openCard(state.current, card.pinned);
  });
  main.addEventListener('focusout', later);
  main.addEventListener('click', event => { const mark = markAt(event.target); if (mark) pin(Number(mark.dataset.at)); });
  document.addEventListener('pointerdown', event => {
    if (card.pinned && !card.element.contains(event.target) && !markAt(event.target)) closeCard(false);
  });
}
