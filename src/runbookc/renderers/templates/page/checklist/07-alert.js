// The alert: which monitor, and so which chunks concern this run. The rest is folded.

const chunks = all(".chunk:not(.bare)").map((node) => ({ node, info: data.sections[node.dataset.i],
  body: node.querySelector(".chunk-body"), steps: all(".step", node).map((each) => each.id) }));
const FOLDS = `runbookc/folds/${data.id}`;
let folds = readJson(FOLDS) ?? {}; // what the operator opened or closed by hand

function buildPicker() {
  const search = byId("p--search");
  if (!search) return;
  for (const row of all("#p--probes tbody tr")) {
    const name = row.querySelector(".pick-name");
    const pick = button("", () => pickMonitor(data.choices[row.dataset.k]), { class: "pick" });
    name.before(pick);
    pick.append(name);
  }
  search.addEventListener("input", filterRows);
  search.addEventListener("keydown", (event) => {
    const first = all("#p--probes tbody tr").find((row) => !row.hidden);
    if (event.key === "Enter" && !event.isComposing && first && search.value.trim()) pickMonitor(data.choices[first.dataset.k]);
  });
}

function filterRows() {
  const words = byId("p--search").value.toLowerCase().split(/\s+/).filter(Boolean);
  let any = false;
  for (const row of all("#p--probes tbody tr")) {
    const { m, p, s } = data.choices[row.dataset.k];
    row.hidden = !words.every((word) => `${m} ${p} ${s}`.toLowerCase().includes(word));
    any ||= !row.hidden;
  }
  byId("p--nothing").hidden = any;
}

function pickMonitor(picked) {
  setValue("Monitor", picked?.m ?? "");
  setValue("Probe", picked?.p ?? "");
  setValue("HealthSet", "");
  folds = {};
  writeJson(FOLDS, folds);
  save();
  refreshAll();
  if (!picked) return byId("p--search").focus();
  if (hasRecovery(picked)) notify(say("{monitor}: only its recovery is open, the rest is folded.", { monitor: picked.m }));
  (byId("p--fields").querySelector("input[data-p=Server]") ?? byId("p--picked").querySelector("button")).focus();
}

function refreshPicker() {
  const box = byId("p--picked");
  if (!box) return;
  const picked = choice();
  byId("p--pick").hidden = Boolean(picked);
  box.hidden = !picked;
  if (!picked) return filterRows();
  const facts = [[say("Monitor"), picked.m], [say("Probe"), picked.p ? `${picked.q}\\${picked.p}` : "–"], [say("Health set"), picked.s]];
  box.replaceChildren(
    el("dl", {}, ...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", { dir: "ltr" }, el("code", { translate: "no" }, value))))),
    button(say("Another monitor"), () => pickMonitor(null), { class: "quiet" }),
  );
  if (recoveries().length && !hasRecovery(picked)) box.append(el("p", { class: "caveat" }, say("No recovery section names this monitor: all of them stay open.")));
}

const concerns = (info, picked) => info.m.includes(picked.m) || (picked.p !== "" && info.m.includes(picked.p));
const recoveries = () => data.sections.filter((info) => info.r === "recovery" && info.m.length > 0);
const hasRecovery = (picked) => recoveries().some((info) => concerns(info, picked));

/** "in": part of this run. "out": for another monitor. "rest": background. */
function scopeOf({ info, steps }) {
  if (!data.choices.length) return "in";
  if (info.r !== "recovery" || !info.m.length) return steps.length ? "in" : "rest";
  const picked = choice();
  if (!picked) return recoveries().length > 1 ? "out" : "in";
  return concerns(info, picked) || !hasRecovery(picked) ? "in" : "out";
}

const isOpen = (chunk) => own(folds, chunk.info.i) ?? scopeOf(chunk) === "in";

function buildChunks() {
  for (const chunk of chunks) {
    const title = chunk.node.querySelector(".chunk-title");
    chunk.button = button("", () => fold(chunk, !isOpen(chunk)), { class: "fold", "aria-controls": chunk.body.id });
    chunk.count = el("span", { class: "chunk-count" });
    chunk.tag = el("span", { class: "chunk-tag" });
    chunk.button.append(...title.childNodes);
    title.append(chunk.button);
    title.after(el("p", { class: "chunk-meta" }, chunk.count, chunk.tag));
    chunk.body.addEventListener("beforematch", () => fold(chunk, true));
  }
}

/** Its title in the shown language alone. */
function chunkName({ node, button: heading }) {
  const title = node.querySelector(".fold > [data-t]");
  const texts = title ? data.texts[title.dataset.t] : [];
  const number = holder(texts, shown);
  return number === undefined ? heading.textContent : plain(texts[number]);
}

function fold(chunk, open) {
  folds = { ...folds, [chunk.info.i]: open };
  writeJson(FOLDS, folds);
  refreshChunks();
}

function progressOf(chunk) {
  const leaves = chunk.steps.filter((id) => !kidsOf(id).length);
  return [leaves.filter(isSettled).length, leaves.length];
}

function refreshChunks() {
  for (const chunk of chunks) {
    const scope = scopeOf(chunk);
    const open = isOpen(chunk);
    const [settled, total] = progressOf(chunk);
    chunk.node.dataset.scope = scope;
    chunk.node.classList.toggle("folded", !open);
    chunk.button.setAttribute("aria-expanded", String(open));
    if (open) chunk.body.removeAttribute("hidden");
    else chunk.body.setAttribute("hidden", "until-found");
    chunk.count.textContent = total ? `${settled} / ${total}` : "";
    chunk.node.classList.toggle("complete", total > 0 && settled === total);
    chunk.tag.textContent = scope !== "out" ? "" : say(choice() ? "for another monitor" : "opens when its monitor is picked");
  }
  refreshProgress();
}

function refreshProgress() {
  const listed = chunks.filter((chunk) => chunk.steps.length
    && (scopeOf(chunk) === "in" || progressOf(chunk)[0] > 0 || own(folds, chunk.info.i)));
  byId("p--progress").replaceChildren(...listed.map((chunk) => {
    const [settled, total] = progressOf(chunk);
    const meter = el("progress", { max: total, value: settled, "aria-hidden": "true" });
    const failed = chunk.steps.some((id) => stateOf(id) === "failed");
    return el("li", { class: failed ? "failed" : settled === total ? "complete" : "" },
      el("a", { href: `#${chunk.info.i}` }, chunkName(chunk)),
      el("span", { class: "count", "aria-label": say("Steps settled: {done} of {all}", { done: settled, all: total }) }, `${settled} / ${total}`), meter);
  }));
}

/** Opens what hides an element and goes there. */
function reveal(id) {
  const node = byId(id);
  if (!node) return;
  const chunk = chunks.find((each) => each.node.contains(node));
  if (chunk && !isOpen(chunk)) fold(chunk, true);
  if (node.id === "p--probes" && byId("p--pick").hidden) byId("p--pick").hidden = false;
  node.setAttribute("tabindex", "-1");
  node.scrollIntoView({ block: "start" });
  node.focus({ preventScroll: true });
}

function followReference(event) {
  const link = event.target.closest?.("a.ref, #p--progress a");
  if (!link || event.ctrlKey || event.metaKey) return;
  const id = decodeURIComponent(link.hash.slice(1));
  cameFrom = link.classList.contains("ref") ? link.closest(".step")?.id ?? null : null;
  if (location.hash === link.hash) reveal(id);
  refreshBar();
}

/** From a field: back to the step that asked for it, else on to the next one. */
function goOn() {
  if (cameFrom) return goBack();
  const next = nextStep();
  return next ? reveal(next) : undefined;
}

function goBack() {
  const id = cameFrom;
  cameFrom = null;
  if (id) {
    reveal(id);
    refreshBar();
  }
}
