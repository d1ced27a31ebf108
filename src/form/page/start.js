// Where the page starts: its draft, a file that is opened, what buttons do, and the first look.

const LARGEST = 1000000;
const UNCHANGED = "Your answers here have not been changed.";

function refuse(words) {
  const box = make("div", { class: "summary", role: "alert", tabindex: "-1" }, make("h3", {}, "That file cannot be opened"),
    ...paragraphs([words, UNCHANGED]));
  byId("opened").replaceChildren(box);
  box.focus();
}

async function open(chosen) {
  if (chosen.size > LARGEST) return refuse("It is larger than 1 MB, and an answers file never is.");
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  if (bytes[0] === 0x50 && bytes[1] === 0x4B) {
    return refuse("It is a workbook or a packed file, whatever its name ends in. Send a workbook as it is to the team that collects the answers.");
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const file = readFile(text, DATA);
    if (DATA.organisation && file.organisation !== DATA.organisation.id) {
      return refuse(`It is for \u201c${file.organisation}\u201d, and this page is for ${DATA.organisation.name}.`);
    }
    offer(file);
  } catch (fault) {
    if (fault instanceof TomlFault) refuse(`Line ${fault.line} could not be read: ${fault.message}.`);
    else if (fault instanceof FileFault) refuse(`${fault.message[0].toUpperCase()}${fault.message.slice(1)}.`);
    else if (fault instanceof TypeError) refuse("It is not plain text.");
    else throw fault;
  }
}

// Shows what would change, and changes it when told to.
function offer(file) {
  const next = stateOfFile(file, DATA);
  const changed = differences(state, next, DATA);
  const lines = changed.map(({ id, heading }) => {
    const [before, after] = [state, next].map(one => choiceWords(one.entries[id]));
    return `${heading}: ${before === after ? `${after}, with other evidence, note or action` : `${before} would become ${after}`}`;
  });
  const answered = ASKED.filter(({ id }) => next.entries[id].choice !== "").length;
  const parts = [make("h3", { id: "offer" }, "What this file would change"),
    make("p", {}, `The file is dated ${dayInWords(file.date)} and answers ${answered} of ${ASKED.length} questions. `
      + `${counted(changed.length, "answer differs", "answers differ")} from what is here.`)];
  const here = dayTyped(state.head.date);
  if (completed() && here && here > file.date) parts.push(make("p", {}, "The file is older than the answers here."));
  if (lines.length) parts.push(listOf(lines));
  const unknown = unknownIn(file);
  if (unknown.length) parts.push(make("p", {}, "This page does not know these lines. It keeps them and writes them out again:"), listOf(unknown));
  const outside = DATA.questions.filter(({ id, asked }) => !asked && next.entries[id].choice !== "");
  if (outside.length) parts.push(make("p", {}, `You are not asked these. They stay in the file and count nowhere: ${inRow(outside.map(one => one.heading))}.`));
  parts.push(make("p", {}, make("button", { type: "button", class: "main", "data-do": "use" }, "Use this file"),
    make("button", { type: "button", "data-do": "put-by" }, "Keep what is here")));
  const box = make("div", { class: "inset", tabindex: "-1", role: "region", "aria-labelledby": "offer" }, ...parts);
  byId("opened").replaceChildren(box);
  offered = next;
  box.focus();
}
let offered = null;

function putBy() {
  offered = null;
  byId("opened").replaceChildren();
  byId("open").value = "";
}

function same(ids) {
  const date = dayTyped(state.head.date);
  for (const id of ids) state.entries[id] = unchanged(lastState.entries[id], date);
  fill();
  keep();
}

function next(id) {
  const entry = state.entries[id];
  const { faults } = answerOf(entry, headOf(state.head).date, questionOf(id));
  const all = faults.map(fault => ({ ...fault, id }));
  if (entry.choice === "") {
    all.unshift({ id, field: "choice", words: `Select a level for \u201c${questionOf(id).short}\u201d, or \u201cDo not know\u201d` });
  }
  if (all.length) return showErrors(all);
  keep();
  const at = ASKED.findIndex(question => question.id === id);
  go(at + 1 < ASKED.length ? `q-${ASKED[at + 1].id}` : "check");
}

const ACTIONS = {
  begin: () => go("about"),
  about() {
    const faults = headOf(state.head).faults.map(fault => ({ ...fault, id: null }));
    if (faults.length) showErrors(faults);
    else go("tasks");
  },
  next: ({ key }) => next(idOf(`${key}.`)),
  same({ key }) {
    const id = idOf(`${key}.`);
    same([id]);
    next(id);
  },
  "all-same"() {
    same(ASKED.filter(({ id }) => state.entries[id].choice === "").map(({ id }) => id));
    go("about");
  },
  row: ({ key }) => addRow(idOf(`${key}.`)).querySelector("input").focus(),
  use() {
    state = offered;
    saved = JSON.stringify(state);
    putBy();
    fill();
    keep();
    go("about");
  },
  "put-by"() {
    putBy();
    byId("open").focus();
  },
  result: () => go("result"),
  save,
  copy,
  print: () => window.print(),
  paper() {
    for (const section of sections()) section.hidden = !section.classList.contains("question") && section.id !== "about";
    const unfolded = [...document.querySelectorAll("#form details:not([open])")];
    unfolded.forEach(one => { one.open = true; });
    window.print();
    unfolded.forEach(one => { one.open = false; });
    show("start");
  },
  remove() {
    const removed = keeper.remove();
    say(removed ? "The draft is removed from this computer. What you see stays until you close the page."
      : "This browser keeps no draft.");
    byId("draft").hidden = true;
  },
};

// What a section shows is made from the state whenever it is shown.
function refresh(name) {
  if (name === "tasks") showTasks();
  else if (name === "check") showCheck();
  else if (name === "result") showResult();
}

function restore() {
  state.head.date = plainDay(today());
  saved = JSON.stringify(state);
  const kept = keeper.find();
  if (!kept) return;
  const entries = DATA.questions.map(({ id }) => [id, { ...noEntry(), ...kept.state.entries[id] }]);
  state = { head: { ...state.head, ...kept.state.head }, carried: { ...state.carried, ...kept.state.carried },
    entries: Object.fromEntries(entries) };
  const at = new Date(kept.at);
  const whose = DATA.organisation || !state.head.organisation ? "" : ` for \u201c${state.head.organisation}\u201d`;
  byId("draft").textContent = `A draft${whose} of ${dayInWords(dayOf(at))} is open here: ${completedWords()}. Go on with `
    + "it, or remove it at the foot of the page and open this page again.";
  byId("draft").hidden = false;
}

function begin() {
  const form = byId("form");
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", ({ target }) => { if (isField(target)) take(target); });
  form.addEventListener("change", ({ target }) => {
    if (target.id === "open" && target.files.length) open(target.files[0]);
    else if (isField(target) && idOf(nameOf(target)) !== null) warn(idOf(nameOf(target)));
  });
  form.addEventListener("keydown", event => {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=file])")) return;
    event.preventDefault();
    byId(current).querySelector("button.main")?.click();
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) ACTIONS[button.dataset.do](button.dataset);
    const radio = target.matches(".radio .hint") && target.closest(".radio").querySelector("input");
    if (radio) radio.click();
  });
  addEventListener("hashchange", () => { if (location.hash !== `#${current}`) show(location.hash.slice(1) || "start"); });
  addEventListener("beforeunload", event => { if (isUnsaved()) event.preventDefault(); });
  addEventListener("storage", ({ key, newValue }) => { if (key === keeper.key && newValue) say("This form is open in another window too. What was typed last is kept. Close one of the two windows."); });
  addMore();
  restore();
  document.documentElement.classList.add("js");
  fill();
  for (const section of sections()) section.hidden = section.id !== "start";
  const wanted = location.hash.slice(1);
  if (wanted && sections().some(section => section.id === wanted)) show(wanted);
}
begin();
