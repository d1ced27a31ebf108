// Days: as they are typed, as files have them (2026-09-30), and as readers see them. No clock but the one handed in.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

function isRealDay(day) {
  const [year, month, date] = day.split("-").map(Number);
  if (year < 1 || month < 1 || month > 12 || date < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return date <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

// "30 9 2026", "30/09/2026", "30 September 2026", "30.9.26" or "2026-09-30" -> "2026-09-30"; else null.
function dayTyped(typed) {
  const text = typed.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const own = /^(\d{1,2})(?:st|nd|rd|th)?[\s/.,-]+(\d{1,2}|[a-z]{3,9})[\s/.,-]+(\d{4}|\d{2})$/i.exec(text);
  if (!iso && !own) return null;
  const [year, monthText, date] = iso ? [iso[1], iso[2], iso[3]] : [own[3], own[2], own[1]];
  const named = MONTHS.findIndex(month => month.toLowerCase().startsWith(monthText.toLowerCase()));
  const month = /^\d/.test(monthText) ? Number(monthText) : named + 1;
  const pad = (number, length) => String(number).padStart(length, "0");
  const day = `${year.length === 2 ? "20" + year : year}-${pad(month, 2)}-${pad(Number(date), 2)}`;
  return isRealDay(day) ? day : null;
}

function dayInWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

function dayOf(clock) {
  const pad = number => String(number).padStart(2, "0");
  return `${clock.getFullYear()}-${pad(clock.getMonth() + 1)}-${pad(clock.getDate())}`;
}

// Whole months from one day to another: 31 January to 28 February is 0, to 1 March 1. Null when the start is later.
function monthsBetween(start, day) {
  if (day < start) return null;
  const [y1, m1, d1] = start.split("-").map(Number);
  const [y2, m2, d2] = day.split("-").map(Number);
  return 12 * (y2 - y1) + (m2 - m1) - (d2 < d1 ? 1 : 0);
}
