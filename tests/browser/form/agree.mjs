// What the script of form pages says of cases, for tests/browser/form/agree.rs to compare. Reads one JSON object from
// standard input: { pages: { kind: path }, cases: [{ kind, text, value?, texts? }] }, and prints a list with an answer
// to each case. The script is taken from the pages as they are; only its last line, which shows the page, is left out.
import { readFileSync } from "node:fs";

const WANTED = "{ DATA, readFile, writeFile, scoreFile, stateOfFile, fileOf, looksPersonal, parseToml, unknownIn }";

function scriptOf(path) {
  const html = readFileSync(path, "utf8");
  const script = html.slice(html.lastIndexOf("<script>") + 8, html.lastIndexOf("</script>"));
  const end = script.lastIndexOf("begin();");
  if (end < 0) throw new Error(`${path} has no last line that starts the page`);
  return new Function("document", `return ${script.slice(0, end)} return ${WANTED}; })();`)({ title: "" });
}

const { pages, cases } = JSON.parse(readFileSync(0, "utf8"));
const scripts = Object.fromEntries(Object.entries(pages).map(([kind, path]) => [kind, scriptOf(path)]));

function plainResult({ months, stage, results, core, enhanced, gaps, ideas }, data) {
  const of = ({ id, state, claimed, evidenced, inPlace, pace }, at) =>
    ({ id, state, claimed, evidenced, target: data.questions[at].target, in_place: inPlace, pace });
  return { months, stage, sub_elements: results.map(of), core, enhanced, gaps: gaps.map(at => data.questions[at].id),
    recommendations: ideas.map(({ idea }) => idea.id) };
}

const answers = cases.map(({ kind, text, value, texts }) => {
  const page = scripts[kind];
  if (texts) return texts.map(one => page.looksPersonal(one));
  let file;
  try {
    file = page.readFile(text, page.DATA);
  } catch (fault) {
    return { fault: fault.message, line: fault.line ?? null };
  }
  const typed = page.fileOf(page.stateOfFile(file, page.DATA), page.DATA);
  return {
    read: file,
    written: page.writeFile(value ?? file, page.DATA),
    typed: page.writeFile(typed.file, page.DATA),
    faults: typed.faults,
    unknown: page.unknownIn(file),
    result: plainResult(page.scoreFile(file, page.DATA), page.DATA),
  };
});
process.stdout.write(JSON.stringify(answers));
