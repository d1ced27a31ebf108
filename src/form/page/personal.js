// Text -> what in it could tell of a person, by the program's own rules. A warning and never a block.

function looksPersonal(text) {
  const number = (text.match(/[0-9 ()+-]+/g) || []).map(run => run.replace(/[^0-9+]/g, ""))
    .filter(digits => digits.length >= 10).map(personalNumber).find(found => found);
  if (number) return number;
  const words = text.split(/[\p{White_Space},;()<>]/u);
  if (words.some(isEmail)) return "an e-mail address";
  if (saysBirth(text) || words.some(isOldDate)) return "a date of birth";
  return saysRoom(text) ? "a room number" : null;
}

function personalNumber(digits) {
  const bare = digits.replace(/^\++/, "");
  if (/^(\+44|0)/.test(digits) && bare.length >= 10 && bare.length <= 14) return "a telephone number";
  return bare.length === 10 && isNhsNumber(bare) ? "an NHS number" : null;
}

// Ten digits of which the last is 11 less the weighted sum of the others modulo 11; 11 stands for 0, and 10 is none.
function isNhsNumber(digits) {
  if (!/^\d{10}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < 9; at++) sum += Number(digits[at]) * (10 - at);
  return (11 - sum % 11) % 11 === Number(digits[9]);
}

function isEmail(word) {
  const at = word.indexOf("@");
  if (at < 1) return false;
  const [before, after] = [word.slice(0, at), word.slice(at + 1).replace(/\.+$/, "")];
  const plain = part => /^[\p{Alphabetic}\p{N}.\-_+']*$/u.test(part);
  const dot = after.lastIndexOf(".");
  return plain(before) && plain(after) && dot > 0 && new TextEncoder().encode(after.slice(dot + 1)).length >= 2;
}

const isOldDate = word => /^\d{1,2}[/.-]\d{1,2}[/.-]19\d{2}$/.test(word.replace(/\.+$/, ""));

const alphanumericWords = text => text.toLowerCase().split(/[^\p{Alphabetic}\p{N}]/u);

function saysBirth(text) {
  const lower = text.toLowerCase();
  return lower.includes("date of birth") || lower.includes("d.o.b") || alphanumericWords(text).includes("dob");
}

function saysRoom(text) {
  const words = alphanumericWords(text).filter(word => word);
  return words.some((word, at) => ["room", "rm", "flat"].includes(word)
    && /^[0-9]/.test(words[at + 1] || "") && new TextEncoder().encode(words[at + 1]).length <= 4);
}
