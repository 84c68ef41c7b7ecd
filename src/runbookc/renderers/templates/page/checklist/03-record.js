// The record: kept in local storage under the runbook's id and the hash of its content. Each entry
// bears the time of its last change; of two the later wins, so tabs and files merge in any order.

const STATES = ["open", "done", "deferred", "not-applicable", "failed"];
const RECORDS = `runbookc/record/${data.id}/`;
const KEY = RECORDS + data.build;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/;
let epoch = 0; // grows when a run is dropped on purpose: what older tabs still hold must not come back
let record = blank();
let kept = true;

function blank() {
  const at = new Date().toISOString();
  return { created: at, updated: at, operator: ui.operator ?? "", build: data.build,
    values: new Map(), steps: new Map(), waits: new Map(), events: [] };
}

/** The record as the schema has it. */
function encoded() {
  const { created, updated, operator, build } = record;
  const sorted = (map) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { format: "runbookc-record", schema_version: 1, runbook: data.id, build, created, updated, operator,
    values: sorted(record.values), steps: sorted(record.steps), waits: sorted(record.waits), events: record.events };
}

/** A record from JSON. Throws an Error whose message is a word of the page. */
function decoded(value) {
  const wrong = new Error("This file is no record of a run.");
  const check = (good) => {
    if (!good) throw wrong;
  };
  const text = (item, limit) => check(typeof item === "string" && item.length <= limit);
  const time = (item) => check(typeof item === "string" && TIME.test(item) && !Number.isNaN(Date.parse(item)));
  const map = (object, read) => {
    check(object && typeof object === "object" && !Array.isArray(object));
    return new Map(Object.entries(object).map(([name, item]) => [name, read(item)]));
  };
  check(value && value.format === "runbookc-record" && value.schema_version === 1);
  if (value.runbook !== data.id) throw new Error("This record belongs to another runbook.");
  time(value.created);
  time(value.updated);
  const entry = ({ state, at, by = "", note = "" }) => {
    check(STATES.includes(state));
    time(at);
    text(by, 200);
    text(note, 20000);
    return { state, at, by, note };
  };
  const typed = ({ value: item, at, by = "" }) => {
    text(item, 1000);
    time(at);
    text(by, 200);
    return { value: item, at, by };
  };
  const wait = ({ started, ends }) => {
    time(started);
    time(ends);
    return { started, ends };
  };
  const happened = (event) => {
    check(event && typeof event === "object");
    time(event.at);
    text(event.step, 200);
    for (const name of ["by", "note", "command", "target", "outcome"]) {
      if (event[name] !== undefined && event[name] !== null) text(event[name], 20000);
    }
    if (event.state !== undefined && event.state !== null) check(STATES.includes(event.state));
    return event;
  };
  const events = value.events ?? [];
  check(Array.isArray(events));
  const { build = "", operator = "" } = value;
  text(build, 200);
  text(operator, 200);
  try {
    return { created: value.created, updated: value.updated, operator, build,
      values: map(value.values ?? {}, typed), steps: map(value.steps ?? {}, entry),
      waits: map(value.waits ?? {}, wait), events: events.map(happened) };
  } catch (error) {
    throw error instanceof TypeError ? wrong : error;
  }
}

const later = (a, b, when) => {
  const [first, second] = [Date.parse(when(a)), Date.parse(when(b))];
  if (first !== second) return first > second ? a : b;
  return JSON.stringify(a) > JSON.stringify(b) ? a : b;
};

function mergedMap(left, right, when) {
  const out = new Map(left);
  for (const [name, item] of right) out.set(name, out.has(name) ? later(out.get(name), item, when) : item);
  return out;
}

function merged(left, right) {
  const events = new Map([...left.events, ...right.events].map((event) => [JSON.stringify(event), event]));
  const last = later(left, right, (each) => each.updated);
  return {
    created: left.created < right.created ? left.created : right.created,
    updated: last.updated, operator: last.operator || left.operator || right.operator, build: data.build,
    values: mergedMap(left.values, right.values, (each) => each.at),
    steps: mergedMap(left.steps, right.steps, (each) => each.at),
    waits: mergedMap(left.waits, right.waits, (each) => each.started),
    events: [...events.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
}

/** Takes in what another tab, or this page before a reload, has kept. */
function takeIn(stored) {
  if (!stored || typeof stored.epoch !== "number") return;
  let other;
  try {
    other = decoded(stored.record);
  } catch {
    return;
  }
  if (stored.epoch > epoch) [epoch, record] = [stored.epoch, other];
  else if (stored.epoch === epoch) record = merged(record, other);
}

function save() {
  record.updated = new Date().toISOString();
  takeIn(readJson(KEY));
  kept = writeJson(KEY, { epoch, record: encoded() });
}

/** Now, but never before what was there: clocks of two operators may differ. */
function after(at) {
  const now = Date.now();
  return new Date(at ? Math.max(now, Date.parse(at) + 1) : now).toISOString();
}

const entryOf = (id) => record.steps.get(id) ?? { state: "open", at: "", by: "", note: "" };
const stateOf = (id) => entryOf(id).state;
const isTouched = () => record.values.size + record.steps.size + record.waits.size > 0;

function log(event) {
  record.events.push({ at: after(), by: record.operator, ...event });
  record.events = record.events.slice(-5000);
}

function setEntry(id, change) {
  const before = entryOf(id);
  const entry = { ...before, ...change, at: after(before.at), by: record.operator };
  record.steps.set(id, entry);
  if (change.state && change.state !== before.state) log({ step: id, state: change.state });
}

function setValue(name, value) {
  const before = record.values.get(name);
  if ((before?.value ?? "") === value) return;
  record.values.set(name, { value, at: after(before?.at), by: record.operator });
}

/** A step is settled when it or a step around it has a state, or all its parts have. */
function isSettled(id) {
  for (let each = id; each; each = parentOf.get(each)) if (stateOf(each) !== "open") return true;
  const kids = kidsOf(id);
  return kids.length > 0 && kids.every(isSettled);
}

/** The last part done makes the whole done; a part taken back opens it again. */
function settleParents(id) {
  const parent = parentOf.get(id);
  if (!parent) return;
  const done = kidsOf(parent).every((kid) => stateOf(kid) !== "open");
  if (done && stateOf(parent) === "open") setEntry(parent, { state: "done" });
  else if (!done && stateOf(parent) === "done") setEntry(parent, { state: "open" });
  else return;
  settleParents(parent);
}

function mark(id, state) {
  setEntry(id, { state });
  settleParents(id);
  save();
  refreshAll();
}
