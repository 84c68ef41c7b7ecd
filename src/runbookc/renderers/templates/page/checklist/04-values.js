// Values for the commands' placeholders: one field each, and the rules by which they are put in.

const LIMIT = 256;
const HARMLESS = /^[A-Za-z0-9_.:\\/][A-Za-z0-9_.:\\/-]*$/;

const choice = () => data.choices.find(
  (each) => each.m === typed("Monitor") && (!record.values.has("Probe") || each.p === typed("Probe")),
);
const typed = (name) => record.values.get(name)?.value.trim() ?? "";

/** What a parameter stands for: as typed, else as the picked monitor says. */
function valueOf(name) {
  const picked = choice();
  if (name === "ProbeHealthSet") return picked?.q || typed("HealthSet");
  if (typed(name)) return typed(name);
  return { HealthSet: picked?.s, Probe: picked?.p, Monitor: picked?.m }[name] ?? "";
}

/** Whether the picked monitor, and nobody else, says what a parameter stands for. */
function fromMonitor(name) {
  const picked = choice();
  if (!picked) return false;
  return name === "HealthSet" ? !typed(name) && picked.s !== "" : name === "Probe" && picked.p !== "";
}

/** Why a value cannot be used; empty when it can. */
function refusal(value) {
  IN_CODE.lastIndex = 0;
  if (IN_CODE.test(value)) return say("Refused: it holds invisible or control characters.");
  return value.length > LIMIT ? say("Refused: it is too long.") : "";
}

// PowerShell closes a string at any character of the quote's class; two of them are one.
const doubled = (text) => text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&");
const literal = (text) => `'${doubled(text)}'`;
const insert = {
  bare: (parts) => {
    const text = parts.map((part) => part.text).join("");
    const safe = parts.every((part) => !part.slot || HARMLESS.test(part.text)) && !/^[-.:]/.test(text);
    return safe ? text : literal(text);
  },
  word: (parts) => literal(parts.map((part) => part.text).join("")),
  single: (parts) => doubled(parts[0].text),
  double: (parts) => parts[0].text.replace(/[`$]/g, "`$&").replace(/["\u201c\u201d\u201e]/g, "$&$&"),
  fixed: (parts) => parts.map((part) => part.text).join(""),
};

/** What the article offers to choose from, as in <$true | $false>; empty for a free value. */
function optionsOf(written) {
  const inside = written.match(/^<(.*)>$/s)?.[1] ?? "";
  return inside.includes("|") ? inside.split("|").map((each) => each.trim()).filter(Boolean) : [];
}

/** A choice stands in the command as the article has it; anything else by the rules of its place. */
function inserted(mode, parts) {
  const [only] = parts;
  if (parts.length === 1 && optionsOf(only.written).includes(only.text)) return only.text;
  return insert[mode](parts);
}

/** One piece of a command with its values: what to show, what to copy, what is missing or refused. */
function filledPiece(piece) {
  if (typeof piece === "string") return { show: [{ text: piece }], text: piece };
  const [mode, raw] = piece;
  const parts = raw.map((part) => (typeof part === "string" ? { text: part }
    : { slot: part[0], written: part[1], text: valueOf(part[0]) }));
  const slots = parts.filter((part) => part.slot);
  const missing = slots.filter((part) => !part.text);
  const reason = slots.map((part) => refusal(part.text)).find(Boolean)
    ?? (mode === "fixed" && slots.some((part) => part.text && !HARMLESS.test(part.text) && !optionsOf(part.written).includes(part.text))
      ? say("Refused here: only letters, digits and . _ - : / \\ can be put in safely.") : "");
  if (missing.length || reason) {
    const bad = (part) => part.slot && (!part.text || reason);
    return { show: parts.map((part) => (bad(part) ? { ...part, open: true } : { ...part, value: part.slot })),
      text: "", missing: missing.map((part) => part.slot), reason };
  }
  const text = inserted(mode, parts);
  return { show: [{ text, value: true }], text };
}

/** A command with the values put in. */
function filled(command) {
  const pieces = command.p.map(filledPiece);
  return {
    show: pieces.flatMap((piece) => piece.show),
    text: pieces.map((piece) => piece.text).join(""),
    missing: [...new Set(pieces.flatMap((piece) => piece.missing ?? []))],
    reason: pieces.map((piece) => piece.reason).find(Boolean) ?? "",
  };
}

const agreed = (command) => command.p
  .map((piece) => (typeof piece === "string" ? piece
    : piece[1].map((part) => (typeof part === "string" ? part : part[1])).join(""))).join("");
const published = (command) => own(command.v ?? {}, String(shown)) ?? agreed(command);

const FIELD_NAMES = { Server: "Server", HealthSet: "Health set", Probe: "Probe", Monitor: "Monitor" };

function fieldName(field) {
  if (own(FIELD_NAMES, field.p)) return say(FIELD_NAMES[field.p]);
  return optionsOf(field.n).length ? field.p.replace(/\d+$/, " $&") : field.n.replace(/^<|>$/g, "");
}

/** The fields, built once; `refreshFields` keeps them true. */
function buildFields() {
  const box = byId("p--fields");
  if (!box) return;
  for (const field of data.fields.filter((each) => each.p !== "ProbeHealthSet")) {
    const hint = `p--hint-${field.p}`;
    const options = optionsOf(field.n);
    const choices = ["", ...options].map((option) => el("option", { value: option }, option));
    const input = el(options.length ? "select" : "input", { "data-p": field.p, autocomplete: "off", autocapitalize: "none",
      spellcheck: "false", maxlength: options.length ? undefined : 1000, dir: "ltr", "aria-describedby": hint,
      oninput: () => {
        setValue(field.p, input.value);
        save();
        refreshAll();
      },
      onkeydown: (event) => {
        if (event.key === "Enter" && !event.isComposing) goOn();
      } }, ...(options.length ? choices : []));
    box.append(el("label", { class: "field" }, el("span", { class: "field-name" }), input,
      el("small", { class: "field-hint", id: hint, "aria-live": "polite" })));
  }
}

function refreshFields() {
  for (const input of all("#p--fields [data-p]")) {
    const field = data.fields.find((each) => each.p === input.dataset.p);
    const value = record.values.get(field.p)?.value ?? "";
    if (input.value !== value && document.activeElement !== input) input.value = value;
    const name = input.parentElement.querySelector(".field-name");
    name.textContent = fieldName(field);
    name.dir = own(FIELD_NAMES, field.p) ? "" : "ltr";
    if (input.localName === "input") input.placeholder = value ? "" : valueOf(field.p);
    input.classList.toggle("derived", !value && valueOf(field.p) !== "");
    // What the picked monitor says stands above the fields already.
    input.parentElement.hidden = fromMonitor(field.p) && document.activeElement !== input;
    const reason = refusal(valueOf(field.p));
    input.setAttribute("aria-invalid", reason ? "true" : "false");
    const hint = input.parentElement.querySelector(".field-hint");
    hint.textContent = reason || (!value && valueOf(field.p) ? say("from the picked monitor") : "");
  }
}
