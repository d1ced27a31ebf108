// Filters the rows of a long table by what a reader types. Without scripts the table stands whole and no field is shown.
'use strict';

/** A text without capitals and accents, as people type it. */
const plain = text => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();

for (const filter of document.querySelectorAll('.filter')) {
  const field = filter.querySelector('input');
  const told = filter.querySelector('[role=status]');
  const rows = [...document.getElementById(field.getAttribute('aria-controls')).tBodies].flatMap(body => [...body.rows]);
  const texts = rows.map(row => plain(row.textContent));
  const show = () => {
    const words = plain(field.value).split(/\s+/).filter(word => word);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !words.every(word => texts[at].includes(word));
      shown += !row.hidden;
    });
    told.textContent = words.length ? `${shown} of ${rows.length} shown` : '';
  };
  field.addEventListener('input', show);
  filter.hidden = false;
  // A browser may give back what was typed before.
  show();
}
