// Steps: the box to tick, the other states, a note, and where the step comes from.

const STATE_WORDS = { open: "Open", done: "Done", deferred: "Deferred", "not-applicable": "Not applicable", failed: "Failed" };

function buildSteps() {
  for (const [id, node] of stepElements) {
    const no = node.querySelector(":scope > .mark > .no");
    const box = el("input", { type: "checkbox", onchange: () => mark(id, box.checked ? "done" : "open") });
    const check = el("label", { class: "check" }, box);
    no.before(check);
    check.append(no);
    const panel = el("div", { class: "panel", id: `p--panel-${id}`, hidden: true });
    const more = button("", () => togglePanel(id), { class: "quiet more", "aria-expanded": "false", "aria-controls": panel.id });
    const foot = el("div", { class: "foot" }, el("span", { class: "chip", hidden: true }),
      el("span", { class: "timers" }), el("span", { class: "pairs" }), el("span", { class: "drift-mark" }));
    node.querySelector(":scope > .mark").after(more);
    const body = node.querySelector(":scope > .body");
    const parts = body.querySelector(":scope > .steps");
    if (parts) parts.before(foot, panel);
    else body.append(foot, panel);
  }
}

const moreOf = (id) => stepElements.get(id).querySelector(":scope > .more");
const partOf = (id, selector) => stepElements.get(id).querySelector(`:scope > .body > ${selector}`);

function togglePanel(id) {
  const panel = partOf(id, ".panel");
  panel.hidden = !panel.hidden;
  moreOf(id).setAttribute("aria-expanded", String(!panel.hidden));
  if (!panel.hidden) buildPanel(id, panel);
}

function buildPanel(id, panel) {
  const label = say("Step {step}", { step: labelOf(id) });
  const states = STATES.map((state) => {
    const radio = el("input", { type: "radio", name: `p--state-${id}`, value: state, onchange: () => mark(id, state) });
    return el("label", { class: `state ${state}` }, radio, el("span", { class: "icon", "aria-hidden": "true" }), say(STATE_WORDS[state]));
  });
  const note = el("textarea", { rows: 2, maxlength: 20000, dir: "auto",
    oninput: () => {
      setEntry(id, { note: note.value });
      save();
      refreshStep(id);
    },
    onchange: () => {
      log({ step: id, note: note.value });
      save();
    } });
  panel.replaceChildren(
    el("fieldset", { class: "states" }, el("legend", {}, `${label}: ${say("State")}`), ...states),
    el("label", { class: "field" }, el("span", {}, say("Your note")), note),
    el("dl", { class: "origin" }, ...origin(id)),
    el("p", { class: "permalink" }, el("a", { href: `#${id}` }, `#${id}`)),
  );
  refreshPanel(id);
}

/** Where the step stands in each edition shown. */
function origin(id) {
  const lines = own(data.lines, id) ?? {};
  return [shown, beside].filter((number) => number >= 0).flatMap((number) => {
    const span = lines[number];
    const { t, f } = data.locales[number];
    const place = span ? `${f}:${span[0]}` : say("Not in this edition: shown from another one.");
    return [el("dt", {}, `${say("Source")} ${t}`), el("dd", { dir: "ltr" }, el("code", { translate: "no" }, place))];
  });
}

function refreshPanel(id) {
  const panel = partOf(id, ".panel");
  const entry = entryOf(id);
  for (const radio of all("input[type=radio]", panel)) radio.checked = radio.value === entry.state;
  const note = panel.querySelector("textarea");
  if (note && document.activeElement !== note) note.value = entry.note;
}

function refreshStep(id) {
  const node = stepElements.get(id);
  const entry = entryOf(id);
  node.dataset.state = entry.state;
  const around = parentOf.get(id);
  node.classList.toggle("covered", entry.state === "open" && Boolean(around) && stateOf(around) !== "open");
  const box = node.querySelector(":scope > .mark input");
  box.checked = entry.state === "done";
  box.indeterminate = entry.state === "open" && kidsOf(id).some((kid) => stateOf(kid) !== "open");
  box.setAttribute("aria-label", say("Step {step} done", { step: labelOf(id) }));
  refreshChip(id, entry);
  const more = moreOf(id);
  more.textContent = say("State and note");
  more.setAttribute("aria-label", `${say("State and note")}, ${say("Step {step}", { step: labelOf(id) })}`);
  if (!partOf(id, ".panel").hidden) refreshPanel(id);
}

function refreshChip(id, entry) {
  const chip = partOf(id, ".foot > .chip");
  chip.hidden = entry.state === "open" && !entry.note;
  chip.className = `chip ${entry.state}`;
  const when = entry.at ? el("time", { datetime: entry.at, title: moment(entry.at), class: "at" }, clock(entry.at)) : null;
  chip.replaceChildren(...[
    entry.state !== "open" && el("span", { class: "icon", "aria-hidden": "true" }),
    entry.state !== "open" && el("span", { class: "chip-state" }, say(STATE_WORDS[entry.state])),
    entry.state !== "open" && when,
    entry.by && entry.state !== "open" && el("bdi", {}, entry.by),
    entry.note && el("bdi", { class: "chip-note" }, entry.note),
  ].filter(Boolean));
}

/** After a change of language: panels that are open are built anew, their focus kept. */
function rebuildPanels() {
  for (const id of stepElements.keys()) {
    const panel = partOf(id, ".panel");
    if (!panel.hidden) buildPanel(id, panel);
  }
}
