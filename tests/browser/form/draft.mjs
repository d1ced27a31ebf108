// What two windows of one form say of a draft that both keep, for tests/browser/form/draft.rs. The first argument is the
// script that keeps drafts, as it stands in the page.
import { readFileSync } from "node:fs";

const draftKeeper = new Function(`${readFileSync(process.argv[2], "utf8")} return draftKeeper;`)();
const kept = new Map();
const storage = { getItem: key => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text), removeItem: key => kept.delete(key) };
const data = { framework: "f", version: "1", organisation: { id: "home" }, questions: [{ id: "q" }] };
const state = words => ({ head: { organisation: "home" }, entries: { q: { choice: words } } });
const [one, other] = ["one", "other"].map(tab => draftKeeper(data, () => storage, tab));

const told = [];
told.push(one.find() === null, other.find() === null);
told.push(one.keep(state("first"), 1).crossed);
told.push(other.keep(state("second"), 2).crossed);
told.push(other.keep(state("third"), 3).crossed);
told.push(one.keep(state("fourth"), 4).crossed);
told.push(one.keep(state("fifth"), 5).crossed);
process.stdout.write(JSON.stringify({ told, choice: other.find().state.entries.q.choice }));
