// Small parts of the page: elements, errors, and which section is shown.

const byId = id => document.getElementById(id);

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter(child => child !== null));
  return made;
}

const listOf = items => make("ul", {}, ...items.map(item => make("li", {}, item)));
const paragraphs = lines => lines.map(line => make("p", {}, line));
const inRow = words => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
const levelWords = level => `${level} - ${DATA.levels[level].name}`;
const counted = (number, one, more) => `${number} ${number === 1 ? one : more}`;

// Fields are called by the place of their question, which is shorter than its id: a0.note.
const KEYS = new Map(DATA.questions.map(({ id }, at) => [id, `a${at}`]));
const fieldOf = (id, name) => byId(`${KEYS.get(id)}.${name}`);
const questionOf = id => DATA.questions.find(question => question.id === id);
const ASKED = DATA.questions.filter(question => question.asked);
const TITLE = document.title;

// Sections and where one is.

const sections = () => [...document.querySelectorAll("#form > section")];
let current = "start";

function show(name) {
  if (!sections().some(section => section.id === name)) return;
  current = name;
  clearErrors();
  refresh(name);
  for (const section of sections()) section.hidden = section.id !== name;
  const heading = byId(name).querySelector("h2");
  document.title = `${heading.textContent} - ${TITLE}`;
  scrollTo(0, 0);
  heading.focus();
}

function go(name) {
  if (location.hash !== `#${name}`) location.hash = name;
  show(name);
}

// Errors: a summary above, and the same words at each field.

function describe(control, id, add) {
  const words = new Set((control.getAttribute("aria-describedby") || "").split(" ").filter(word => word));
  if (add) words.add(id);
  else words.delete(id);
  if (words.size) control.setAttribute("aria-describedby", [...words].join(" "));
  else control.removeAttribute("aria-describedby");
}

// Where a fault is shown: the control, or for the choice of a level the first of its radios.
function controlOf({ id, field }) {
  if (id === null) return byId(`about:${field}`);
  return fieldOf(id, field === "choice" ? "0" : field);
}

function clearErrors() {
  byId("errors").replaceChildren();
  document.title = document.title.replace(/^Error: /, "");
  for (const error of document.querySelectorAll("#form .error")) {
    for (const control of document.querySelectorAll(`[aria-describedby~="${error.id}"]`)) {
      describe(control, error.id, false);
      control.removeAttribute("aria-invalid");
    }
    error.closest(".wrong")?.classList.remove("wrong");
    error.remove();
  }
}

function showErrors(faults) {
  clearErrors();
  const link = fault => {
    const made = make("a", { href: `#${fault.id === null ? "about" : `q-${fault.id}`}` }, fault.words);
    made.addEventListener("click", event => {
      event.preventDefault();
      const section = fault.id === null ? "about" : `q-${fault.id}`;
      if (current !== section) {
        go(section);
        showErrors(faults);
      }
      const control = controlOf(fault);
      control.closest("details")?.setAttribute("open", "");
      control.focus();
    });
    return make("p", {}, made);
  };
  faults.forEach((fault, at) => {
    const control = controlOf(fault);
    if (!control) return;
    const error = make("p", { class: "error", id: `error${at}` }, make("span", { class: "unseen" }, "Error: "), fault.words);
    const group = fault.field === "choice" ? control.closest("fieldset") : control.closest(".field");
    group.classList.add("wrong");
    if (fault.field === "choice") group.querySelector("legend").after(error);
    else control.before(error);
    describe(control, error.id, true);
    if (fault.field !== "choice") control.setAttribute("aria-invalid", "true");
    control.closest("details")?.setAttribute("open", "");
  });
  const heading = make("h2", { id: "problem" }, "There is a problem");
  const summary = make("div", { class: "summary", role: "alert", tabindex: "-1", "aria-labelledby": "problem" },
    heading, ...faults.map(link));
  byId("errors").replaceChildren(summary);
  document.title = `Error: ${document.title.replace(/^Error: /, "")}`;
  scrollTo(0, 0);
  summary.focus();
}
