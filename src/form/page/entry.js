// What is typed -> what is answered, with every fault in words; and what a file says -> what would have been typed.
//
// The state is one object: { head: { organisation, date, completed_by }, carried: what the file says beside that,
// entries: { id: entry } }. Screen, result and file are all made from it.

const LIMITS = { note: 600, outcome: 200, action: 200, reason: 200, owner: 80, by: 80, counted: 80, what: 80,
  completed_by: 80 };
const CALLED = { note: "The note", outcome: "What became better", action: "What you will do",
  reason: "Why it does not apply", owner: "Who will do it", by: "Who agreed the level", counted: "What was counted",
  what: "What the evidence is", completed_by: "Completed by" };
const DAY_EXAMPLE = "a date, such as 31 8 2026";

const noEntry = () => ({
  choice: "", reason: "", note: "", numerator: "", denominator: "", measured: "", counted: "", outcome: "", by: "",
  agreed: "", evidence: [], action: "", owner: "", review: "", kept: [],
});
const newState = data => ({
  head: { organisation: data.organisation ? data.organisation.id : "", date: "", completed_by: "" },
  carried: { assessor: "self", started: null, publish: false, adopted: [], kept: nothingKept() },
  entries: Object.fromEntries(data.questions.map(({ id }) => [id, noEntry()])),
});

// Text as it can stand in a file: line ends as one mark, nothing that cannot be seen, no spaces at either end.
function seen(typed) {
  return typed.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g, "")
    .replace(/[\ud800-\udfff]/gu, "\ufffd").trim();
}

const plainDay = day => (day === null ? "" : day.split("-").reverse().map(Number).join(" "));

function entryOf(answer) {
  const { level, measure, validation } = answer;
  const text = value => value ?? "";
  return {
    choice: answer.not_applicable !== null ? "not-applicable" : level === null ? "" : String(level),
    reason: text(answer.not_applicable),
    note: text(answer.note),
    numerator: measure ? String(measure.numerator) : "",
    denominator: measure ? String(measure.denominator) : "",
    measured: measure ? plainDay(measure.date) : "",
    counted: measure ? text(measure.what) : "",
    outcome: text(answer.outcome),
    by: validation ? validation.by : "",
    agreed: validation ? plainDay(validation.date) : "",
    evidence: answer.evidence.map(({ what, date, kind }) => ({ what, date: plainDay(date), kind: text(kind) })),
    action: text(answer.action),
    owner: text(answer.owner),
    review: plainDay(answer.review),
    kept: answer.kept,
  };
}

function stateOfFile(file, data) {
  return {
    head: { organisation: file.organisation, date: plainDay(file.date), completed_by: file.completed_by ?? "" },
    carried: { assessor: file.assessor, started: file.started, publish: file.publish, adopted: file.adopted,
      kept: file.kept },
    entries: Object.fromEntries(data.questions.map(({ id }) => [id, entryOf(file.answers[id])])),
  };
}

// The same answer as last time: a review that is past by then is left out.
function unchanged(entry, date) {
  const review = dayTyped(entry.review);
  const past = review !== null && date !== null && review < date;
  return { ...structuredClone(entry), review: past ? "" : entry.review };
}

// One reader of what is typed: texts and days, each fault with the field it is at.
function reader(entry, date) {
  const faults = [];
  const fault = (field, words) => { faults.push({ field, words }); return null; };
  const text = (field, typed, limit = field) => {
    const words = seen(typed);
    const length = [...words].length;
    if (length <= LIMITS[limit]) return words || null;
    const more = length - LIMITS[limit];
    return fault(field, `${CALLED[limit]} must be ${LIMITS[limit]} characters or fewer. It has ${more} too many`);
  };
  const day = (field, typed, called) => {
    if (!typed.trim()) return null;
    return dayTyped(typed) ?? fault(field, `${called} must be ${DAY_EXAMPLE}`);
  };
  const past = (field, typed, called) => {
    const read = day(field, typed, called);
    if (read === null || date === null || read <= date) return read;
    return fault(field, `${called} must be ${dayInWords(date)}, the date of these answers, or earlier`);
  };
  const whole = (field, called, lowest) => {
    const typed = entry[field].trim().replace(/,/g, "");
    const number = /^\d{1,10}$/.test(typed) ? Number(typed) : -1;
    if (number >= lowest && number <= 4294967295) return number;
    return fault(field, `${called} must be a whole number${lowest ? ` of ${lowest} or more` : ""}, such as 28`);
  };
  return { faults, fault, text, day, past, whole };
}

function measureOf(entry, read) {
  const parts = ["numerator", "denominator", "measured", "counted"];
  if (parts.every(part => !entry[part].trim())) return null;
  const before = read.faults.length;
  const numerator = read.whole("numerator", "How many have it", 0);
  const denominator = read.whole("denominator", "Out of how many", 1);
  if (numerator !== null && denominator !== null && numerator > denominator) {
    read.fault("numerator", `How many have it must be ${denominator} or fewer, as it is out of ${denominator}`);
  }
  if (!entry.measured.trim()) read.fault("measured", `Enter when this was counted: ${DAY_EXAMPLE}`);
  const date = read.past("measured", entry.measured, "When it was counted");
  const what = read.text("counted", entry.counted);
  return read.faults.length === before ? { numerator, denominator, date, what } : null;
}

function validationOf(entry, read) {
  if (!entry.by.trim() && !entry.agreed.trim()) return null;
  const before = read.faults.length;
  if (!seen(entry.by)) read.fault("by", "Enter who outside your team agreed the level");
  if (!entry.agreed.trim()) read.fault("agreed", `Enter when they agreed it: ${DAY_EXAMPLE}`);
  const by = read.text("by", entry.by);
  const date = read.past("agreed", entry.agreed, "When they agreed it");
  return read.faults.length === before ? { by, date } : null;
}

function evidenceOf(entry, read) {
  return entry.evidence.flatMap((row, at) => {
    if (!row.what.trim() && !row.date.trim()) return [];
    const before = read.faults.length;
    if (!seen(row.what)) read.fault(`what${at}`, "Enter what the evidence is, such as Home round rota");
    const what = read.text(`what${at}`, row.what, "what");
    const date = read.past(`date${at}`, row.date, "The date of the evidence");
    return read.faults.length === before ? [{ what, date, kind: row.kind || null }] : [];
  });
}

// A typed answer as files have it. What cannot be read is left out, and told in `faults`.
function answerOf(entry, date, question) {
  const read = reader(entry, date);
  const answer = noAnswer();
  if (entry.choice === "not-applicable") {
    answer.not_applicable = read.text("reason", entry.reason);
    if (!seen(entry.reason)) read.fault("reason", `Enter why \u201c${question.short}\u201d does not apply to this home`);
  } else if (entry.choice !== "") {
    answer.level = entry.choice === DONT_KNOW ? DONT_KNOW : Number(entry.choice);
  }
  answer.measure = measureOf(entry, read);
  answer.outcome = read.text("outcome", entry.outcome);
  answer.validation = validationOf(entry, read);
  answer.evidence = evidenceOf(entry, read);
  for (const field of ["note", "action", "owner"]) answer[field] = read.text(field, entry[field]);
  answer.review = read.day("review", entry.review, "When you will look again");
  if (answer.review !== null && date !== null && answer.review < date) {
    answer.review = read.fault("review",
      `When you will look again must be ${dayInWords(date)}, the date of these answers, or later`);
  }
  answer.kept = entry.kept;
  return { answer, faults: read.faults };
}

const isId = text => text.length <= 64 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);

function headOf(head) {
  const faults = [];
  const organisation = head.organisation.trim();
  if (!isId(organisation)) {
    const words = organisation
      ? "The short name of your home must be in small letters, digits and hyphens, such as rosewood-house"
      : "Enter the short name of your home";
    faults.push({ field: "organisation", words });
  }
  const date = dayTyped(head.date);
  if (date === null) {
    const words = head.date.trim() ? `The date of these answers must be ${DAY_EXAMPLE}` : "Enter the date of these answers";
    faults.push({ field: "date", words });
  }
  const completedBy = seen(head.completed_by);
  if ([...completedBy].length > LIMITS.completed_by) {
    faults.push({ field: "completed_by", words: `Completed by must be ${LIMITS.completed_by} characters or fewer` });
  }
  return { organisation, date, completed_by: completedBy || null, faults };
}

// The whole state as a file, with every fault and where it is. Without an organisation or a date there can be a result,
// but no file.
function fileOf(state, data) {
  const head = headOf(state.head);
  const faults = head.faults.map(fault => ({ ...fault, id: null }));
  if (state.carried.started !== null && head.date !== null && state.carried.started > head.date) {
    const words = `The date of these answers must be ${dayInWords(state.carried.started)}, when the programme started, or later`;
    faults.push({ id: null, field: "date", words });
  }
  const answers = {};
  for (const question of data.questions) {
    const read = answerOf(state.entries[question.id], head.date, question);
    answers[question.id] = read.answer;
    if (question.asked) faults.push(...read.faults.map(fault => ({ ...fault, id: question.id })));
  }
  const { assessor, started, publish, adopted, kept } = state.carried;
  const file = { framework: data.framework, framework_version: data.version, organisation: head.organisation,
    date: head.date, assessor, started, completed_by: head.completed_by, publish, adopted, answers, kept };
  return { file, faults };
}

// Which texts look as if they told of a person: field -> what it looks like.
function personalIn(entry) {
  const texts = { reason: entry.reason, note: entry.note, counted: entry.counted, outcome: entry.outcome,
    by: entry.by, action: entry.action, owner: entry.owner };
  entry.evidence.forEach((row, at) => { texts[`what${at}`] = row.what; });
  const found = Object.entries(texts).map(([field, text]) => [field, looksPersonal(text)]);
  return Object.fromEntries(found.filter(([, kind]) => kind));
}

// The differences between two states, a line for each question that is answered otherwise.
function differences(before, after, data) {
  return data.questions.filter(({ id }) => {
    const plain = state => JSON.stringify(answerOf(state.entries[id], null, { short: "" }).answer);
    return plain(before) !== plain(after);
  });
}
