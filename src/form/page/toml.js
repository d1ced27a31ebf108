// TOML: text -> values, and values -> the text of an answers file, byte for byte as the program itself writes it.
//
// What is neither text, whole number, truth, list nor table is kept as it was written (a Literal), so that nothing that
// was opened changes its meaning when it is saved.

class Literal {
  constructor(text) { this.text = text; }
  get isDay() { return /^\d{4}-\d{2}-\d{2}$/.test(this.text); }
}

class TomlFault extends Error {
  constructor(line, what) {
    super(what);
    this.line = line;
  }
}

function parseToml(source) {
  const text = source.replace(/^\uFEFF/, "");
  let at = 0;
  const root = new Map();
  // Tables made by a heading, by dots in a name, and in braces: none may be opened twice in another way.
  const headed = new Set(), dotted = new Set(), closed = new Set();

  const fail = what => { throw new TomlFault(text.slice(0, at).split("\n").length, what); };
  const peek = (ahead = 0) => text[at + ahead];
  const starts = part => text.startsWith(part, at);
  const blank = () => { while (peek() === " " || peek() === "\t") at++; };
  const remark = () => {
    if (peek() !== "#") return;
    while (at < text.length && peek() !== "\n") at++;
  };
  const lineEnd = () => {
    if (starts("\r\n")) at += 2;
    else if (peek() === "\n") at++;
    else if (at < text.length) fail("there is more on the line than is understood");
  };
  const space = () => {
    for (;;) {
      blank();
      remark();
      if (starts("\r\n")) at += 2;
      else if (peek() === "\n") at++;
      else return;
    }
  };
  const matched = pattern => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found && found[0];
  };

  const ESCAPES = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", e: "\x1b", '"': '"', "\\": "\\" };
  function escape() {
    const letter = text[at++];
    if (letter in ESCAPES) return ESCAPES[letter];
    const length = { u: 4, U: 8, x: 2 }[letter];
    const digits = length ? text.slice(at, at + length) : "";
    const number = new RegExp(`^[0-9A-Fa-f]{${length}}$`).test(digits) ? parseInt(digits, 16) : -1;
    if (number < 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF)) {
      fail("a backslash in text is followed by something that is not understood");
    }
    at += length;
    return String.fromCodePoint(number);
  }

  function basic() {
    at++;
    let out = "";
    for (;;) {
      const letter = peek();
      if (letter === undefined || letter === "\n") fail("text is not closed by a quotation mark");
      at++;
      if (letter === '"') return out;
      out += letter === "\\" ? escape() : letter;
    }
  }

  function literal() {
    const end = text.indexOf("'", at + 1);
    const line = text.indexOf("\n", at);
    if (end < 0 || (line >= 0 && line < end)) fail("text is not closed by a quotation mark");
    const out = text.slice(at + 1, end);
    at = end + 1;
    return out;
  }

  function overLines(mark, escapes) {
    at += 3;
    if (starts("\r\n")) at += 2;
    else if (peek() === "\n") at++;
    let out = "";
    for (;;) {
      if (at >= text.length) fail("text is not closed by three quotation marks");
      if (starts(mark.repeat(3))) {
        at += 3;
        // Up to two more marks belong to the text.
        for (let more = 0; more < 2 && peek() === mark; more++, at++) out += mark;
        return out;
      }
      const letter = text[at++];
      if (letter !== "\\" || !escapes) out += letter;
      else if (/^[ \t]*\r?\n/.test(text.slice(at, at + 200))) matched(/[ \t\r\n]*/y);
      else out += escape();
    }
  }

  function name() {
    if (peek() === '"') return basic();
    if (peek() === "'") return literal();
    return matched(/[A-Za-z0-9_-]+/y) || fail("a name is missing or not understood");
  }

  function path() {
    const parts = [];
    for (;;) {
      blank();
      parts.push(name());
      blank();
      if (peek() !== ".") return parts;
      at++;
    }
  }

  function list() {
    at++;
    const out = [];
    for (;;) {
      space();
      if (peek() === "]") { at++; return out; }
      out.push(value());
      space();
      if (peek() === ",") at++;
      else if (peek() !== "]") fail("a list is not closed by ]");
    }
  }

  function braces() {
    at++;
    const out = new Map();
    for (;;) {
      space();
      if (peek() === "}") { at++; break; }
      entry(out);
      space();
      if (peek() === ",") at++;
      else if (peek() !== "}") fail("a group in braces is not closed by }");
    }
    closed.add(out);
    return out;
  }

  const DAY = /\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})?)?/y;
  const NUMBER = /[+-]?(inf|nan|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*(\.\d[\d_]*)?([eE][+-]?\d[\d_]*)?)/y;
  function value() {
    if (starts('"""')) return overLines('"', true);
    if (starts("'''")) return overLines("'", false);
    if (peek() === '"') return basic();
    if (peek() === "'") return literal();
    if (peek() === "[") return list();
    if (peek() === "{") return braces();
    const word = matched(/(true|false)(?![A-Za-z0-9_-])/y);
    if (word) return word === "true";
    const moment = matched(DAY) || matched(/\d{2}:\d{2}(:\d{2}(\.\d+)?)?/y);
    if (moment) return new Literal(moment);
    const number = matched(NUMBER);
    if (!number || /[A-Za-z0-9_.]/.test(peek() || "")) fail("a value is missing or not understood");
    const whole = Number(number);
    const plain = /^(0|-?[1-9]\d*)$/.test(number) && Number.isSafeInteger(whole);
    return plain ? whole : new Literal(number);
  }

  function entry(into) {
    const parts = path();
    if (peek() !== "=") fail("there is no = between a name and its value");
    at++;
    blank();
    const last = parts.pop();
    let table = into;
    for (const part of parts) {
      if (!table.has(part)) {
        const made = new Map();
        dotted.add(made);
        table.set(part, made);
      }
      table = table.get(part);
      if (!(table instanceof Map) || !dotted.has(table)) fail(`"${part}" is there twice`);
    }
    if (table.has(last)) fail(`"${last}" is there twice`);
    table.set(last, value());
  }

  function heading() {
    const many = starts("[[");
    at += many ? 2 : 1;
    const parts = path();
    if (!starts(many ? "]]" : "]")) fail("a heading is not closed by ]");
    at += many ? 2 : 1;
    const last = parts.pop();
    let table = root;
    for (const part of parts) {
      if (!table.has(part)) table.set(part, new Map());
      table = table.get(part);
      if (Array.isArray(table)) table = table[table.length - 1];
      if (!(table instanceof Map) || closed.has(table)) fail(`"${part}" is there twice`);
    }
    if (many) {
      if (!table.has(last)) table.set(last, []);
      const rows = table.get(last);
      const made = new Map();
      if (!Array.isArray(rows) || rows.some(row => !headed.has(row))) fail(`"${last}" is there twice`);
      headed.add(made);
      rows.push(made);
      return made;
    }
    if (!table.has(last)) table.set(last, new Map());
    const made = table.get(last);
    if (!(made instanceof Map) || headed.has(made) || dotted.has(made) || closed.has(made)) {
      fail(`"${last}" is there twice`);
    }
    headed.add(made);
    return made;
  }

  let here = root;
  for (;;) {
    space();
    if (at >= text.length) return root;
    if (peek() === "[") here = heading();
    else entry(here);
    blank();
    remark();
    lineEnd();
  }
}

// A text as TOML: every mark that could end it or be misread is escaped, as are characters that cannot be seen.
function tomlText(text) {
  let out = '"';
  for (const letter of text) {
    const code = letter.codePointAt(0);
    if (letter === '"') out += '\\"';
    else if (letter === "\\") out += "\\\\";
    else if (letter === "\n") out += "\\n";
    else if (letter === "\r") out += "\\r";
    else if (letter === "\t") out += "\\t";
    else if (code < 0x20 || (code >= 0x7F && code <= 0x9F)) {
      out += "\\u" + code.toString(16).toUpperCase().padStart(4, "0");
    } else out += letter;
  }
  return out + '"';
}

const tomlKey = key => (/^[A-Za-z0-9_-]+$/.test(key) ? key : tomlText(key));

// Any value on one line.
function tomlValue(value) {
  if (value instanceof Literal) return value.text;
  if (typeof value === "string") return tomlText(value);
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(", ")}]`;
  if (value instanceof Map) {
    const inside = [...value].map(([key, one]) => `${tomlKey(key)} = ${tomlValue(one)}`);
    return inside.length ? `{ ${inside.join(", ")} }` : "{}";
  }
  return String(value);
}

const tomlLine = (key, value) => `${tomlKey(key)} = ${tomlValue(value)}`;
