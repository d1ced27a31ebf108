// A file -> its result, by the same rules as the program; tests hold the two to the same results.

function supplies(answer, kind) {
  if (kind === "measure" || kind === "outcome" || kind === "validation") return answer[kind] !== null;
  return answer.evidence.some(one => one.kind === kind);
}

// The kinds of evidence that a level requires and the answer lacks.
function lacking(answer, level, data) {
  return data.levels[level].requires.filter(kind => !supplies(answer, kind));
}

// The highest level up to the claimed one that has all the evidence it requires.
function evidencedLevel(answer, claimed, data) {
  for (let level = claimed; level > 0; level--) {
    if (lacking(answer, level, data).length === 0) return level;
  }
  return 0;
}

// The share that the claimed level asks of a measure, where the answer's own is below it.
function measureDiffers(answer, data) {
  if (typeof answer.level !== "number" || !answer.measure) return null;
  const wanted = data.levels[answer.level].min_share;
  return wanted !== null && answer.measure.numerator / answer.measure.denominator < wanted ? wanted : null;
}

function paceOf(state, inPlace, months, window) {
  if (state === "not-asked" || state === "not-applicable") return state;
  if (state !== "answered") return "unknown";
  const clock = months !== null && window !== null;
  if (inPlace) return clock && months < window[0] ? "ahead" : "in-place";
  if (!clock) return "no-clock";
  if (months >= window[1]) return "overdue";
  return months >= window[0] ? "due" : "not-yet-due";
}

function stateOf(question, answer, months, data) {
  const result = { id: question.id, state: "unanswered", claimed: null, evidenced: null, inPlace: false, pace: "" };
  if (!question.asked) result.state = "not-asked";
  else if (answer.not_applicable !== null) result.state = "not-applicable";
  else if (answer.level === DONT_KNOW) result.state = "dont-know";
  else if (answer.level !== null) {
    result.state = "answered";
    result.claimed = answer.level;
    result.evidenced = evidencedLevel(answer, answer.level, data);
    result.inPlace = result.evidenced >= question.target;
  }
  result.pace = paceOf(result.state, result.inPlace, months, question.window);
  return result;
}

const isApplicable = one => one.state !== "not-asked" && one.state !== "not-applicable";

function stageOf(results, data) {
  const tier = word => results.filter((one, at) => data.questions[at].tier === word && isApplicable(one));
  const [core, enhanced] = [tier("core"), tier("enhanced")];
  const all = (list, test) => list.length > 0 && list.every(test);
  const inPlace = one => one.inPlace;
  const mature = one => one.inPlace && one.evidenced >= data.mature;
  if (all(core, mature) && all(enhanced, mature)) return "fully-mature";
  if (all(core, inPlace) && all(enhanced, inPlace)) return "enhanced-in-place";
  if (all(core, inPlace)) return "core-in-place";
  return core.some(one => one.evidenced >= 1) ? "core-under-way" : "not-started";
}

function countsOf(results, data, tier) {
  const asked = results.filter((one, at) => data.questions[at].tier === tier && one.state !== "not-asked");
  const applicable = asked.filter(isApplicable);
  return {
    asked: asked.length,
    applicable: applicable.length,
    answered: applicable.filter(one => one.state === "answered").length,
    in_place: applicable.filter(one => one.inPlace).length,
  };
}

// The first difference of two lists of numbers decides, the smaller first.
function inOrder(one, other) {
  const at = one.findIndex((number, place) => number !== other[place]);
  return at < 0 ? 0 : one[at] - other[at];
}

function gapsOf(results, data) {
  const urgency = { overdue: 0, due: 1, "no-clock": 2, "not-yet-due": 3 };
  const care = { clinical: 0, enabler: 1 };
  const rank = at => {
    const question = data.questions[at];
    return [urgency[results[at].pace], question.tier === "core" ? 0 : 1, results[at].evidenced - question.target,
      care[data.elements[question.element].kind] ?? 2, at];
  };
  const open = results.map((one, at) => at).filter(at => results[at].state === "answered" && !results[at].inPlace);
  return open.sort((a, b) => inOrder(rank(a), rank(b)));
}

// Ideas come from the program in the order that decides between equals.
function ideasFor(gaps, results, adopted, data) {
  const found = [];
  data.ideas.forEach((idea, at) => {
    const helps = gaps.filter(gap => idea.helps.includes(gap));
    if (!helps.length || adopted.includes(idea.id)) return;
    const core = helps.filter(gap => data.questions[gap].tier === "core");
    const overdue = core.filter(gap => results[gap].pace === "overdue");
    found.push({ idea, helps, rank: [-overdue.length, -core.length, -helps.length, at] });
  });
  return found.sort((a, b) => inOrder(a.rank, b.rank));
}

function scoreFile(file, data) {
  const start = file.started ?? data.started;
  const months = start === null || file.date === null ? null : monthsBetween(start, file.date);
  const results = data.questions.map(question => stateOf(question, file.answers[question.id], months, data));
  const gaps = gapsOf(results, data);
  return {
    months,
    results,
    stage: stageOf(results, data),
    core: countsOf(results, data, "core"),
    enhanced: countsOf(results, data, "enhanced"),
    gaps,
    ideas: ideasFor(gaps, results, file.adopted, data),
  };
}
