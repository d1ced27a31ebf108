// An answers file: TOML values -> what it says, and what is said -> its text.
//
// `file` is { framework, framework_version, organisation, date, assessor, started, completed_by, publish, adopted,
// answers: { id: answer }, kept }. An answer is { level, not_applicable, note, measure, outcome, validation, evidence,
// action, owner, review, kept }; what is absent is null. `kept` holds lines that this page does not know, as TOML.

class FileFault extends Error {}

const HEAD = ["format", "framework", "framework_version", "organisation", "date", "assessor", "started",
  "completed_by", "publish", "adopted", "answers"];
const ASSESSORS = ["self", "peer", "regional", "national"];
const DONT_KNOW = "dont-know";

const noAnswer = () => ({
  level: null, not_applicable: null, note: null, measure: null, outcome: null, validation: null, evidence: [],
  action: null, owner: null, review: null, kept: [],
});
const nothingKept = () => ({ head: [], short: [], long: [] });

// White space as the program counts it, which is not what trim() takes away.
const isBlank = text => /^\p{White_Space}*$/u.test(text);

// What an open table says, each value of the kind it must be; the names that were asked for are taken off.
function taker(table, place) {
  const rest = new Map(table);
  const wrong = key => { throw new FileFault(`${place}, "${key}" does not say what it should`); };
  const take = (key, test, otherwise = null) => {
    if (!rest.has(key)) return otherwise;
    const value = rest.get(key);
    rest.delete(key);
    return test(value) ? value : wrong(key);
  };
  const isText = value => typeof value === "string";
  const isDay = value => value instanceof Literal && value.isDay && isRealDay(value.text);
  return {
    rest,
    wrong,
    text: key => take(key, isText),
    // Text that may be left out may also be empty.
    words: key => { const text = take(key, isText); return isBlank(text ?? "") ? null : text; },
    day: key => { const day = take(key, isDay); return day && day.text; },
    whole: key => take(key, value => Number.isSafeInteger(value)),
    truth: key => take(key, value => typeof value === "boolean", false),
    table: key => take(key, value => value instanceof Map),
    tables: key => take(key, value => Array.isArray(value) && value.every(one => one instanceof Map), []),
    texts: key => take(key, value => Array.isArray(value) && value.every(isText), []),
    any: key => take(key, () => true),
  };
}

const keptLines = rest => [...rest].map(([key, value]) => tomlLine(key, value));

function readLevel(value, highest, wrong) {
  if (value === null) return null;
  if (typeof value === "string" && value.trim() === DONT_KNOW) return DONT_KNOW;
  return Number.isSafeInteger(value) && value >= 0 && value <= highest ? value : wrong("level");
}

function readAnswer(table, id, data) {
  const place = `In the answer to "${id}"`;
  const from = taker(table, place);
  const answer = noAnswer();
  answer.level = readLevel(from.any("level"), data.highest, from.wrong);
  answer.not_applicable = from.words("not_applicable");
  if (answer.level !== null && answer.not_applicable !== null) {
    throw new FileFault(`${place} there is a level, and that it does not apply`);
  }
  for (const key of ["note", "outcome", "action", "owner"]) answer[key] = from.words(key);
  answer.review = from.day("review");
  const measure = from.table("measure");
  if (measure) answer.measure = readMeasure(taker(measure, place), answer, from);
  const validation = from.table("validation");
  if (validation) {
    const of = taker(validation, place);
    answer.validation = { by: of.words("by"), date: of.day("date") };
    if (!answer.validation.by || !answer.validation.date) from.wrong("validation");
    answer.kept.push(...keptLines(of.rest).map(line => `# validation: ${line}`));
  }
  answer.evidence = from.tables("evidence").map(row => {
    const of = taker(row, place);
    const one = { what: of.words("what"), date: of.day("date"), kind: of.text("kind") };
    if (!one.what || (one.kind !== null && !data.evidence_kinds.includes(one.kind))) from.wrong("evidence");
    answer.kept.push(...keptLines(of.rest).map(line => `# evidence: ${line}`));
    return one;
  });
  answer.kept.push(...keptLines(from.rest));
  return answer;
}

function readMeasure(of, answer, from) {
  const measure = {
    numerator: of.whole("numerator"), denominator: of.whole("denominator"), date: of.day("date"),
    what: of.words("what"),
  };
  const { numerator, denominator } = measure;
  const stands = numerator !== null && numerator >= 0 && denominator >= 1 && numerator <= denominator;
  if (!stands || measure.date === null) from.wrong("measure");
  answer.kept.push(...keptLines(of.rest).map(line => `# measure: ${line}`));
  return measure;
}

// The text of an answers file -> what it says. Throws a TomlFault or a FileFault, whose words are for the reader.
function readFile(text, data) {
  const from = taker(parseToml(text), "At the head of the file");
  const format = from.any("format");
  if (format === null) throw new FileFault("it is not an answers file: it does not say its format");
  if (format !== 1) throw new FileFault("it was made with a newer form of the answers file than this page knows");
  const file = {
    framework: from.text("framework"),
    framework_version: from.text("framework_version"),
    organisation: from.text("organisation"),
    date: from.day("date"),
    assessor: from.text("assessor"),
    started: from.day("started"),
    completed_by: from.words("completed_by"),
    publish: from.truth("publish"),
    adopted: [...new Set(from.texts("adopted"))].sort(),
    answers: {},
    kept: nothingKept(),
  };
  for (const key of ["framework", "framework_version", "organisation", "date", "assessor"]) {
    if (file[key] === null) throw new FileFault(`it is not a whole answers file: it does not say its ${key}`);
  }
  if (!ASSESSORS.includes(file.assessor)) from.wrong("assessor");
  if (file.framework !== data.framework || file.framework_version !== data.version) {
    throw new FileFault(`it is for ${file.framework}, version ${file.framework_version}, and this page is for `
      + `${data.framework}, version ${data.version}`);
  }
  const answers = from.table("answers") || new Map();
  for (const { id, not_applicable: allowed } of data.questions) {
    const value = answers.get(id);
    answers.delete(id);
    if (value === undefined) file.answers[id] = noAnswer();
    else file.answers[id] = readAnswer(value instanceof Map ? value : new Map([["level", value]]), id, data);
    if (file.answers[id].not_applicable !== null && !allowed) {
      throw new FileFault(`in the answer to "${id}", it says that it does not apply, which this question does not allow`);
    }
  }
  for (const [key, value] of answers) {
    if (value instanceof Map) file.kept.long.push({ key, lines: keptLines(value) });
    else file.kept.short.push(tomlLine(key, value));
  }
  file.kept.head = keptLines(from.rest);
  return file;
}

// What a file holds that this page does not know, for a reader.
function unknownIn(file) {
  const of = Object.entries(file.answers).flatMap(([id, answer]) => answer.kept.map(line => `${id}: ${line}`));
  const long = file.kept.long.map(({ key, lines }) => `${key}: ${lines.join(", ")}`);
  return [...file.kept.head, ...file.kept.short, ...of, ...long];
}

function hasMore(answer) {
  return ["note", "measure", "outcome", "validation", "action", "owner", "review"].some(key => answer[key] !== null)
    || answer.evidence.length > 0 || answer.kept.length > 0;
}

function measureText({ numerator, denominator, date, what }) {
  const more = what === null ? "" : `, what = ${tomlText(what)}`;
  return `{ numerator = ${numerator}, denominator = ${denominator}, date = ${date}${more} }`;
}

function evidenceText({ what, date, kind }) {
  const dated = date === null ? "" : `, date = ${date}`;
  const ofKind = kind === null ? "" : `, kind = ${tomlText(kind)}`;
  return `{ what = ${tomlText(what)}${dated}${ofKind} }`;
}

function answerLines(answer) {
  const lines = [];
  const put = (key, value, as = tomlText) => { if (value !== null) lines.push(`${key} = ${as(value)}`); };
  if (answer.level === DONT_KNOW) put("level", answer.level);
  else put("level", answer.level, String);
  put("not_applicable", answer.not_applicable);
  put("note", answer.note);
  put("measure", answer.measure, measureText);
  put("outcome", answer.outcome);
  put("validation", answer.validation, ({ by, date }) => `{ by = ${tomlText(by)}, date = ${date} }`);
  if (answer.evidence.length) put("evidence", answer.evidence, list => `[${list.map(evidenceText).join(", ")}]`);
  put("action", answer.action);
  put("owner", answer.owner);
  put("review", answer.review, String);
  return [...lines, ...answer.kept];
}

// What is said -> the text of its file, the same bytes as the program writes.
function writeFile(file, data) {
  const lines = [];
  const put = (key, value, as = tomlText) => { if (value !== null) lines.push(`${key} = ${as(value)}`); };
  put("format", 1, String);
  put("framework", file.framework);
  put("framework_version", file.framework_version);
  put("organisation", file.organisation);
  put("date", file.date, String);
  put("assessor", file.assessor);
  put("started", file.started, String);
  put("completed_by", file.completed_by);
  put("publish", file.publish, String);
  if (file.adopted.length) put("adopted", file.adopted, list => `[${list.map(tomlText).join(", ")}]`);
  lines.push(...file.kept.head, "", "[answers]");
  const answers = data.questions.map(({ id }) => [id, file.answers[id]]);
  for (const [id, answer] of answers) {
    if (hasMore(answer) || answer.not_applicable !== null) continue;
    if (answer.level === DONT_KNOW) put(id, answer.level);
    else put(id, answer.level, String);
  }
  lines.push(...file.kept.short);
  for (const [id, answer] of answers) {
    if (!hasMore(answer) && answer.not_applicable === null) continue;
    lines.push("", `[answers.${id}]`, ...answerLines(answer));
  }
  for (const { key, lines: own } of file.kept.long) lines.push("", `[answers.${tomlKey(key)}]`, ...own);
  return lines.join("\n") + "\n";
}
