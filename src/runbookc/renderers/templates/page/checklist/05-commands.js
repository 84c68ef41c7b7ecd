// Commands: filled in, copied, and as published.

const figures = () => all(".cmd[data-c]").map((figure) => [figure, data.commands[figure.dataset.c]]);
const isRun = (command) => ["template", "literal", "sample"].includes(command.u);

function buildCommands() {
  for (const [figure, command] of figures()) {
    if (!isRun(command)) continue;
    const copy = button("", () => copyCommand(figure, command), { class: "copy" });
    const toggle = button("", () => {
      const open = toggle.getAttribute("aria-expanded") !== "true";
      toggle.setAttribute("aria-expanded", String(open));
      figure.querySelector(".published").hidden = !open;
    }, { class: "quiet toggle", "aria-expanded": "false" });
    figure.querySelector("figcaption").append(el("span", { class: "cmd-tools" }, toggle, copy));
    figure.append(el("pre", { class: "published", translate: "no", dir: "ltr", hidden: true }, el("code")),
      el("p", { class: "cmd-reason", hidden: true }));
  }
}

/** Where a command stands, for its button's name: the step's label. */
function whereIs(figure) {
  const id = figure.closest(".step")?.id;
  return id ? say("Step {step}", { step: labelOf(id) }) : "";
}

function refreshCommands() {
  for (const [figure, command] of figures()) {
    if (!isRun(command)) {
      figure.querySelector("code").replaceChildren(...unbroken([{ text: published(command) }]));
      continue;
    }
    const now = filled(command);
    figure.querySelector("code").replaceChildren(...unbroken(now.show));
    const copy = figure.querySelector(".copy");
    copy.textContent = say("Copy");
    copy.setAttribute("aria-label", `${say("Copy")} ${whereIs(figure)}`.trim());
    copy.classList.toggle("blocked", now.missing.length > 0 || now.reason !== "");
    const toggle = figure.querySelector(".toggle");
    toggle.textContent = say("As published");
    toggle.setAttribute("aria-label", `${say("As published")} ${whereIs(figure)}`.trim());
    const raw = published(command);
    toggle.hidden = now.text === raw && !command.v;
    figure.querySelector(".published code").replaceChildren(...unbroken([{ text: raw }]));
    const reason = figure.querySelector(".cmd-reason");
    reason.hidden = !now.reason;
    reason.textContent = now.reason;
  }
}

function shownPart(part) {
  if (part.open) {
    return [button(part.written, () => toField(part.slot), { class: "slot", "data-p": part.slot,
      "aria-label": say("Fill in: {name}", { name: part.written }) })];
  }
  return part.value ? [el("b", { class: "value" }, ...visible(part.text))] : visible(part.text);
}

/** Parts of a command as nodes; a line that is full ends between its words, not inside of "-Server" or "?{$_". */
function unbroken(parts) {
  const out = [];
  let word = [];
  const flush = () => {
    if (word.length) out.push(el("span", { class: "word" }, ...word));
    word = [];
  };
  for (const part of parts) {
    if (part.open || /\s/.test(part.value ? part.text : "")) {
      flush();
      out.push(...shownPart(part));
      continue;
    }
    part.text.split(/(\s+)/).forEach((text, n) => {
      if (n % 2) {
        flush();
        out.push(text);
      } else if (text) word.push(...shownPart({ ...part, text }));
    });
  }
  flush();
  return out;
}

let cameFrom = null;

/** To the field of a placeholder; Enter there comes back. */
function toField(name) {
  cameFrom = document.activeElement?.closest(".step")?.id ?? null;
  const input = byId("p--fields").querySelector(`[data-p="${CSS.escape(name === "ProbeHealthSet" ? "HealthSet" : name)}"]`);
  if (!input) return;
  input.scrollIntoView({ block: "center" });
  input.focus();
}

async function copyCommand(figure, command) {
  const now = filled(command);
  if (now.missing.length) {
    notify(say("Fill in: {name}", { name: now.missing.map(nameOfSlot).join(", ") }));
    return toField(now.missing[0]);
  }
  IN_CODE.lastIndex = 0;
  const hidden = [...now.text.matchAll(IN_CODE)].some(([found]) => !"\n\t\r".includes(found));
  if (now.reason || hidden) return notify(now.reason || say("Refused: it holds invisible or control characters."));
  await copyText(now.text);
  const step = figure.closest(".step")?.id ?? figure.closest(".chunk").id;
  log({ step, command: now.text, outcome: "copied", ...(typed("Server") && { target: typed("Server") }) });
  save();
  notify(say(command.e === "change" ? "Copied. This command changes the system." : "Copied"));
}

function nameOfSlot(name) {
  const field = data.fields.find((each) => each.p === name);
  return field ? fieldName(field) : say("Health set");
}

/** To the clipboard; where the browser has none for a file, by way of a selection. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

let toastTimer = 0;

function notify(text) {
  const toast = byId("p--toast");
  toast.textContent = text;
  toast.classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.classList.remove("on"), 4000);
}
