// Handing over: a file, the ticket's text, a newer build, starting over.

/** A question; resolves with the chosen answer's value, null when the dialog is closed. */
function ask(text, answers) {
  const dialog = byId("p--dialog");
  return new Promise((resolve) => {
    const done = (value) => {
      dialog.onclose = null;
      dialog.close();
      resolve(value);
    };
    byId("p--dialog-text").textContent = text;
    byId("p--dialog-buttons").replaceChildren(...answers.map(([label, value], n) => button(label, () => done(value), { class: n ? "" : "strong" })));
    dialog.onclose = () => resolve(null);
    dialog.showModal();
  });
}

function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function exportRecord(what = encoded()) {
  const stamp = new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-");
  download(`${data.id}-${stamp}.record.json`, "application/json", `${JSON.stringify(what, null, 2)}\n`);
  notify(say("The record was saved as a file."));
}

async function importRecord(file) {
  let other;
  try {
    if (file.size > 20000000) throw new Error("This file is no record of a run.");
    let value = null;
    try {
      value = JSON.parse(await file.text());
    } catch {
      // Not JSON: told below.
    }
    other = decoded(value);
  } catch (error) {
    return ask(say(error.message), [[say("Close"), null]]);
  }
  let way = isTouched() ? await ask(say("There is a run in this browser. Put both together, or go on with the file alone?"),
    [[say("Put together"), "merge"], [say("The file alone"), "replace"], [say("Cancel"), null]]) : "replace";
  if (!way) return undefined;
  const { operator } = record;
  if (way === "replace") [epoch, record] = [epoch + 1, other];
  else record = merged(record, other);
  record.build = data.build;
  record.operator = operator || record.operator;
  save();
  folds = {};
  refreshAll();
  notify(say("Going on from the file. Steps with a state: {done}", { done: record.steps.size }));
  const next = nextStep();
  return next && isTouched() ? reveal(next) : undefined;
}

async function startOver() {
  const sure = await ask(say("Start over? Marks, notes, values and timers of this run are dropped. Export them first to keep them."),
    [[say("Cancel"), null], [say("Export and start over"), "export"], [say("Start over"), "drop"]]);
  if (!sure) return;
  if (sure === "export") exportRecord();
  const { operator } = record;
  epoch += 1;
  record = { ...blank(), operator };
  folds = {};
  writeJson(FOLDS, folds);
  called.clear();
  save();
  refreshAll();
}

/** Records of this runbook that other builds of it have kept, the latest first. */
function olderRecords() {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(RECORDS) || key === KEY) continue;
      const stored = readJson(key);
      try {
        found.push({ key, record: decoded(stored?.record) });
      } catch {
        // Not ours to read, and not ours to drop.
      }
    }
  } catch {
    return [];
  }
  return found.sort((a, b) => Date.parse(b.record.updated) - Date.parse(a.record.updated));
}

/** The runbook changed since a run was begun: nothing is dropped without a word. */
async function offerOlder() {
  if (readJson(KEY)) return;
  const [last] = olderRecords();
  if (!last || last.record.steps.size + last.record.values.size === 0) return;
  const known = [...last.record.steps.keys()].filter((id) => stepElements.has(id)).length;
  const text = say("This runbook was rebuilt since you began. Marked steps that are still in it: {known} of {all}. Go on with them?", { known, all: last.record.steps.size });
  const way = await ask(text, [[say("Go on"), "take"], [say("Export and begin anew"), "export"], [say("Begin anew, keep the old"), null]]);
  if (way === "take") {
    record = merged(record, last.record);
    save();
    refreshAll();
  } else if (way === "export") {
    const mine = record;
    record = last.record;
    const old = encoded();
    record = mine;
    exportRecord({ ...old, build: last.record.build });
    save();
  } else save();
}

// The ticket's text: Markdown, the same as `runbookc record` writes.

const escaped = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").replace(/\s+/g, " ").trim()
  .replace(/[\\`*_[\]<>&|~#]/g, "\\$&");
const codeSpan = (text) => {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ");
  const fence = "`".repeat(1 + Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length)));
  const pad = flat.startsWith("`") || flat.endsWith("`") ? " " : "";
  return `${fence}${pad}${flat}${pad}${fence}`;
};
const utc = (at) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

function ticketText() {
  const facts = [[say("Runbook"), codeSpan(data.id)], ...[...record.values].sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, { value }]) => value).map(([name, { value }]) => [own(FIELD_NAMES, name) ? say(FIELD_NAMES[name]) : codeSpan(name), codeSpan(value)]),
    [say("Operator"), escaped(record.operator) || "–"], [say("Begun"), utc(record.created)], [say("Last change"), utc(record.updated)]];
  const lines = [`# ${escaped(plainTitle())}`, "", ...facts.map(([name, value]) => `- ${name}: ${value}`)];
  for (const chunk of chunks) lines.push(...ticketChunk(chunk));
  const strangers = [...record.steps].filter(([id]) => !stepElements.has(id)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (strangers.length) lines.push("", `## ${say("Steps that this runbook no longer has")}`, "", ...strangers.map(([id, entry]) => ticketLine(codeSpan(id), "", entry, 0)));
  if (record.events.length) lines.push("", `## ${say("Log")}`, "", ...record.events.map(ticketEvent));
  return `${lines.join("\n")}\n`;
}

async function copyTicket() {
  await copyText(ticketText());
  notify(say("The record is on the clipboard: paste it into the ticket."));
}

function ticketChunk(chunk) {
  const touched = chunk.steps.some((id) => record.steps.has(id));
  if (!chunk.steps.length || !(touched || isInRun(chunk))) return [];
  const lines = chunk.steps.map((id) => {
    let depth = 0;
    for (let each = parentOf.get(id); each; each = parentOf.get(each)) depth += 1;
    return ticketLine(`**${labelOf(id)}**`, stepText(id), entryOf(id), depth);
  });
  return ["", `## ${escaped(chunkTitle(chunk))}`, "", ...lines];
}

/** The section's title in the shown language; its id where it has none. */
const chunkTitle = (chunk) => (chunk.node.querySelector(".fold > [data-t]") ? chunkName(chunk) : chunk.info.i);

/** Whether a chunk belongs into the ticket untouched: verification, and the monitor's recovery. */
function isInRun({ info }) {
  const picked = choice();
  return info.r === "verification" || (info.r === "recovery" && Boolean(picked) && concerns(info, picked));
}

function ticketLine(label, text, entry, depth) {
  const tail = entry.state === "open" ? [] : [say(STATE_WORDS[entry.state]), entry.at && utc(entry.at), escaped(entry.by)].filter(Boolean);
  const note = entry.note ? ` ${say("Note")}: ${escaped(entry.note)}` : "";
  const state = tail.length ? ` — ${tail.join(", ")}.` : "";
  return `${"  ".repeat(depth)}- [${entry.state === "done" ? "x" : " "}] ${label} ${text}${state}${note}`.replace(/ +$/, "");
}

/** The step's first paragraph in the best language there is: its number, and plain text. */
function beginning(id) {
  const first = stepElements.get(id).querySelector(":scope > .body > p[data-t]");
  const texts = first ? data.texts[first.dataset.t] : [];
  const number = holder(texts, shown);
  return number === undefined ? [shown, ""] : [number, brief(plain(texts[number]))];
}

const stepText = (id) => escaped(beginning(id)[1]);

/** The beginning of a long text: a ticket names a step, it does not repeat the article. */
function brief(text) {
  const signs = [...text];
  return signs.length > 160 ? `${signs.slice(0, 159).join("").trimEnd()}…` : text;
}

function ticketEvent(event) {
  const what = [event.state && say(STATE_WORDS[event.state]), event.note && `${say("Note")}: ${escaped(event.note)}`,
    event.command && codeSpan(event.command), event.outcome && escaped(event.outcome === "copied" ? say("Copied") : event.outcome)].filter(Boolean);
  const chunk = chunks.find((each) => each.steps.includes(event.step));
  const label = chunk ? `${say("Step {step}", { step: labelOf(event.step) })} (${escaped(chunkTitle(chunk))})` : codeSpan(event.step);
  return `- ${event.at.slice(0, 10)} ${event.at.slice(11, 19)} UTC ${label}: ${what.join(", ")}${event.by ? ` (${escaped(event.by)})` : ""}`;
}
