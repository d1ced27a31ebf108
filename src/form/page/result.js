// The answers to check, the result at a glance, and the file.

const STAGES = { "not-started": "not started", "core-under-way": "core under way", "core-in-place": "core in place",
  "enhanced-in-place": "core and enhanced in place", "fully-mature": "fully mature" };
const PACES = { overdue: "past the indicative window", due: "due now", "not-yet-due": "not yet due" };

const choiceWords = ({ choice, reason }) => (choice === "" ? "Not answered" : choice === DONT_KNOW ? "Do not know"
  : choice === "not-applicable" ? `Not applicable: ${seen(reason) || "no reason given"}` : levelWords(Number(choice)));

function fact(term, lines, change) {
  const link = change && make("a", { href: change.href }, "Change", make("span", { class: "unseen" }, ` ${change.what}`));
  return make("div", {}, make("dt", {}, term), ...lines.map(line => make("dd", {}, line)),
    link ? make("dd", { class: "unprinted" }, link) : null);
}

// Everything that is said beside the level, a line each.
function detailLines(entry) {
  const pairs = [["Measure", entry.numerator && `${entry.numerator} of ${entry.denominator}${entry.counted && `, ${entry.counted}`}`
    + (entry.measured && `, on ${entry.measured}`)], ["What became better", entry.outcome],
  ["Agreed by", entry.by && `${entry.by}${entry.agreed && `, on ${entry.agreed}`}`],
  ...entry.evidence.map(({ what, date }) => ["Evidence", what + (date && `, ${date}`)]),
  ["Note", entry.note], ["What you will do", entry.action], ["Who will do it", entry.owner],
  ["When you will look again", entry.review]];
  return pairs.filter(([, said]) => said && said.trim()).map(([term, said]) => `${term}: ${seen(said)}`);
}

function showCheck() {
  const { date, completed_by: role, organisation } = state.head;
  const about = make("dl", { class: "facts" },
    ...(DATA.organisation ? [] : [fact("Short name of your home", [organisation || "Not provided"], { href: "#about", what: "the short name" })]),
    fact("Date of these answers", [date || "Not provided"], { href: "#about", what: "the date" }),
    fact("Completed by", [role || "Not provided"], { href: "#about", what: "your role" }));
  const groups = DATA.elements.flatMap((element, at) => {
    const own = ASKED.filter(question => question.element === at);
    const facts = own.map(({ id, heading }) => {
      const bite = biteOf(typedAnswer(id));
      const lines = [choiceWords(state.entries[id]), ...(bite ? [bite] : []), ...detailLines(state.entries[id])];
      return fact(heading, lines, { href: `#q-${id}`, what: heading });
    });
    return own.length ? [make("h3", {}, element.short), make("dl", { class: "facts" }, ...facts)] : [];
  });
  byId("answers").replaceChildren(make("p", {}, `${completedWords()}.`), about, ...groups);
}

function countLine({ in_place: inPlace, applicable, asked }, tier) {
  if (asked === 0) return [];
  const out = asked - applicable;
  const left = out ? `, and ${out} not applicable` : "";
  return [make("p", {}, make("strong", {}, `${inPlace} of ${applicable}`), ` ${tier} parts are in place${left}.`)];
}

function gapItem(at, result) {
  const question = DATA.questions[at];
  const { claimed, evidenced, pace } = result.results[at];
  const claim = claimed > evidenced ? `, claimed ${claimed}` : "";
  const next = fieldOf(question.id, `${evidenced + 1}.hint`)?.firstChild.textContent ?? "";
  const who = question.leads ? "You can act on this yourselves" : `Ask those who lead on it: ${inRow(question.leaders)}`;
  const tier = DATA.questions.some(one => one.tier === "enhanced") ? question.tier : "";
  const when = [tier, PACES[pace]].filter(Boolean).join(", ");
  return make("li", {}, make("strong", {}, question.heading), `${when ? ` (${when})` : ""}. You are at `
    + `${levelWords(evidenced)}${claim}. Next, ${levelWords(evidenced + 1)}: ${next} ${who}.`);
}

function ideaItem({ idea, helps }) {
  const gaps = inRow(helps.map(at => DATA.questions[at].heading));
  const step = idea.step ? `First step this week: ${idea.step}` : "";
  return make("li", {}, make("strong", {}, idea.name), `. It helps ${gaps}. Cost: ${idea.cost}. ${step}`);
}

function showResult() {
  const { file, faults } = fileOf(state, DATA);
  const result = scoreFile(file, DATA);
  const blanks = result.results.filter(one => one.state === "unanswered" || one.state === "dont-know");
  const short = result.results.filter(one => one.state === "answered" && one.evidenced < one.claimed);
  const named = list => listOf(list.map(one => questionOf(one.id).heading));
  const when = file.date ? ` on ${dayInWords(file.date)}` : "";
  const parts = [
    make("div", { class: "lines" }, ...countLine(result.core, "core"), ...countLine(result.enhanced, "enhanced"),
      make("p", {}, `Stage: ${STAGES[result.stage]}.`)),
    make("p", {}, `This is a self-assessment${when}. It is not an inspection or a performance rating.`),
    make("h3", {}, "What to take up first"),
    result.gaps.length ? make("ol", {}, ...result.gaps.map(at => gapItem(at, result)))
      : make("p", {}, "No answer so far is below its target level."),
    make("h3", {}, "Ideas that cost little"),
    result.ideas.length ? make("ol", {}, ...result.ideas.slice(0, 3).map(ideaItem))
      : make("p", {}, result.gaps.length ? "No idea helps these parts. Ask those who lead on them." : "There is nothing to help with yet."),
  ];
  if (short.length) parts.push(make("h3", {}, "Evidence needed"), listOf(short.map(one =>
    `${questionOf(one.id).heading}: ${biteOf(file.answers[one.id])}`)));
  if (blanks.length) parts.push(make("h3", {}, "Still to answer"), named(blanks));
  byId("glance").replaceChildren(...parts);
  byId("saved").replaceChildren();
  byId("copied").textContent = "";
  byId("copy").value = faults.length ? "" : writeFile(file, DATA);
}

function fileName(file, clock) {
  const pad = number => String(number).padStart(2, "0");
  const framework = DATA.framework.replace(/-\d{4}$/, "");
  const stamp = `${dayOf(clock).replaceAll("-", "")}-${pad(clock.getHours())}${pad(clock.getMinutes())}`;
  return `${framework}-answers_${file.organisation}_${file.date}_${stamp}.toml`;
}

function save() {
  const { file, faults } = fileOf(state, DATA);
  if (faults.length) return showErrors(faults);
  const name = fileName(file, new Date());
  const address = URL.createObjectURL(new Blob([writeFile(file, DATA)], { type: "application/toml" }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  saved = JSON.stringify(state);
  const panel = make("div", { class: "done", tabindex: "-1", role: "region", "aria-labelledby": "done" },
    make("h4", { id: "done" }, "Answers file saved"),
    make("p", {}, `It is called ${name}. Your browser puts it where it puts downloads.`),
    make("p", {}, "Send it to the team that collects the answers, and keep a copy. To change it later, open it in this page."));
  byId("saved").replaceChildren(panel);
  panel.focus();
}

async function copy() {
  const { faults } = fileOf(state, DATA);
  if (faults.length) return showErrors(faults);
  byId("copy").select();
  let done;
  try {
    await navigator.clipboard.writeText(byId("copy").value);
    done = true;
  } catch {
    done = document.execCommand("copy");
  }
  byId("copied").textContent = done ? "Copied." : "Press Ctrl and C to copy.";
}
