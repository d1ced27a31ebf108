// The state on the screen: what is typed goes into it, and it into the fields; what follows from an answer is said at once.

let state = newState(DATA);
let saved = JSON.stringify(state);
const keeper = draftKeeper(DATA, () => window.localStorage, Math.random().toString(36).slice(2));
const lastFile = DATA.last ? readFile(DATA.last.text, DATA) : null;
const lastState = lastFile ? stateOfFile(lastFile, DATA) : null;

const isUnsaved = () => JSON.stringify(state) !== saved;
const today = () => dayOf(new Date());
// Radios share a name; every other field of the state is known by its id.
const nameOf = control => control.name || control.id;
const isField = control => /^(about:|a\d+\.)/.test(nameOf(control));
const controls = () => [...byId("form").querySelectorAll("input, textarea, select")].filter(isField);

// "a0.note" -> the entry and its field; rows of evidence are what0, date0, kind0 and so on.
function placeOf(name) {
  if (name.startsWith("about:")) return [state.head, name.slice(6)];
  const field = name.slice(name.indexOf(".") + 1);
  const entry = state.entries[idOf(name)];
  const row = /^(what|date|kind)(\d+)$/.exec(field);
  if (!row) return [entry, field];
  const at = Number(row[2]);
  while (entry.evidence.length <= at) entry.evidence.push({ what: "", date: "", kind: "" });
  return [entry.evidence[at], row[1]];
}

const idOf = name => (name.startsWith("about:") ? null : DATA.questions[parseInt(name.slice(1), 10)].id);

function take(control) {
  const [place, field] = placeOf(nameOf(control));
  if (control.type !== "radio" || control.checked) place[field] = control.value;
  const id = idOf(nameOf(control));
  if (id !== null) follow(id);
  keep();
}

// Puts the state into every field.
function fill() {
  for (const { id } of ASKED) while (fieldOf(id, "rows").querySelectorAll(".row").length < state.entries[id].evidence.length) addRow(id);
  for (const control of controls()) {
    const [place, field] = placeOf(nameOf(control));
    if (control.type === "radio") control.checked = place[field] === control.value;
    else control.value = place[field];
  }
  for (const { id } of ASKED) {
    // Rows that were only looked for are not kept.
    const { evidence } = state.entries[id];
    while (evidence.length && !evidence.at(-1).what && !evidence.at(-1).date) evidence.pop();
    follow(id);
    warn(id);
    fold(id);
  }
}

// Gives a copy of a part its own ids, and says so where its labels name them.
function rename(part, from, to) {
  for (const one of [part, ...part.querySelectorAll("*")]) {
    for (const name of ["id", "for", "data-key"]) {
      const value = one.getAttribute(name);
      if (value) one.setAttribute(name, value.replace(from, to));
    }
  }
}

// Puts the fields of evidence, note, action and review into every question.
function addMore() {
  for (const place of document.querySelectorAll("[data-more]")) {
    const copy = byId("more").content.cloneNode(true);
    [...copy.children].forEach(part => rename(part, "KEY", place.dataset.more));
    place.append(copy);
  }
}

function addRow(id) {
  const group = fieldOf(id, "rows");
  const rows = group.querySelectorAll(".row");
  const at = rows.length;
  const row = rows[0].cloneNode(true);
  row.querySelectorAll(".warning, .error").forEach(one => one.remove());
  rename(row, /\.(what|date|kind)0/, `.$1${at}`);
  for (const one of row.querySelectorAll("*")) {
    if (one.tagName === "LABEL") one.firstChild.data = one.firstChild.data.replace("1", at + 1);
    if (one.matches("input, select")) one.value = "";
  }
  group.append(row);
  return row;
}

// Parts that hold nothing are folded away until they are wanted.
function fold(id) {
  const entry = state.entries[id];
  const holds = { evidence: ["numerator", "denominator", "measured", "counted", "outcome", "by", "agreed"],
    plan: ["note", "action", "owner", "review"] };
  for (const part of byId(`q-${id}`).querySelectorAll("details")) {
    const own = holds[part.dataset.part].some(field => entry[field].trim());
    part.open = own || (part.dataset.part === "evidence" && (entry.evidence.length > 0 || needsMore(id)));
  }
}

const typedAnswer = id => answerOf(state.entries[id], headOf(state.head).date, questionOf(id)).answer;

function needsMore(id) {
  const { choice } = state.entries[id];
  return /^\d$/.test(choice) && lacking(typedAnswer(id), Number(choice), DATA).length > 0;
}

const KINDS = { measure: "a measure (how many of how many, and when)", outcome: "what became better",
  validation: "who outside your team agreed the level, and when" };
const kindWords = kind => KINDS[kind] ?? `evidence of the kind \u201c${kind.replaceAll("-", " ")}\u201d`;

// What the evidence rule makes of an answer, in words.
function biteOf(answer) {
  if (typeof answer.level !== "number") return null;
  const evidenced = evidencedLevel(answer, answer.level, DATA);
  if (evidenced < answer.level) {
    const wanted = inRow(lacking(answer, answer.level, DATA).map(kindWords));
    return `We will show this as claimed ${answer.level}, evidenced ${evidenced}. Level ${answer.level} also needs ${wanted}.`;
  }
  const wanted = measureDiffers(answer, DATA);
  if (wanted === null) return null;
  const { numerator, denominator } = answer.measure;
  return `Your measure is ${numerator} of ${denominator}. Level ${answer.level} asks for ${Math.round(wanted * 100)}% or `
    + "more. The level stands, and we will list that claim and measure differ.";
}

// What follows from an answer is shown at once.
function follow(id) {
  const entry = state.entries[id];
  const part = fieldOf(id, "reason.part");
  if (part) part.hidden = entry.choice !== "not-applicable";
  const words = biteOf(typedAnswer(id)) ?? "";
  if (fieldOf(id, "bite").textContent !== words) fieldOf(id, "bite").textContent = words;
  if (needsMore(id)) byId(`q-${id}`).querySelector("[data-part=evidence]").open = true;
  const note = fieldOf(id, "note");
  const left = LIMITS.note - [...seen(entry.note)].length;
  let told = fieldOf(id, "note.left");
  if (!told) {
    told = make("p", { class: "hint", id: `${note.id}.left` });
    note.after(told);
    describe(note, told.id, true);
  }
  told.textContent = left < 0 ? `You have ${counted(-left, "character", "characters")} too many`
    : `You have ${counted(left, "character", "characters")} left`;
}

// A warning, never a block, beneath each text that could tell of a person.
function warn(id) {
  const found = personalIn(state.entries[id]);
  for (const control of byId(`q-${id}`).querySelectorAll("input[type=text], textarea")) {
    const field = control.id.slice(KEYS.get(id).length + 1);
    const name = `${control.id}.personal`;
    let warning = byId(name);
    if (!found[field]) {
      warning?.remove();
      describe(control, name, false);
      continue;
    }
    if (!warning) {
      warning = make("p", { class: "warning", id: name });
      control.after(warning);
      describe(control, name, true);
    }
    warning.textContent = `This looks as if it holds ${found[field]}. If it could tell who a person is, take it out. `
      + "If it is something else, leave it.";
  }
}

// Keeps the draft, and says so or why not.
function keep() {
  const now = new Date();
  const { kept, crossed } = keeper.keep(state, now.toISOString());
  const time = `${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}`;
  say(!kept ? "This browser cannot keep a draft. Save your answers file before you close the page."
    : crossed ? "This form is open in another window too. What was typed last is kept. Close one of the two windows."
      : `Kept in this browser at ${time}. Not sent to anyone.`);
}

function say(words) {
  if (byId("kept").textContent !== words) byId("kept").textContent = words;
}

const isCompleted = id => {
  const { choice, reason } = state.entries[id];
  return choice !== "" && (choice !== "not-applicable" || seen(reason) !== "");
};

function statusOf(id) {
  const entry = state.entries[id];
  if (answerOf(entry, headOf(state.head).date, questionOf(id)).faults.length) return "There is a problem";
  if (isCompleted(id)) return "Completed";
  return JSON.stringify(entry) === JSON.stringify(noEntry()) ? "Not yet started" : "In progress";
}

const completed = () => ASKED.filter(({ id }) => isCompleted(id)).length;
const completedWords = () => `${completed()} of ${ASKED.length} completed`;

function showTasks() {
  byId("count").textContent = completedWords();
  const groups = DATA.elements.map((element, at) => [element, ASKED.filter(question => question.element === at)]);
  byId("list").replaceChildren(...groups.filter(([, own]) => own.length).flatMap(([element, own]) => [
    make("h3", {}, element.short),
    make("ul", { class: "tasks" }, ...own.map(({ id, heading }) => {
      const status = make("span", { id: `status-${id}` }, statusOf(id));
      return make("li", {}, make("a", { href: `#q-${id}`, "aria-describedby": status.id }, heading), status);
    })),
  ]));
}
