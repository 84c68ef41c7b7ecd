// Languages: which one is shown, its words, its texts, and a second one beside it.

const ui = readJson("runbookc/ui") ?? {};
const asked = new URLSearchParams(location.search);
let shown = firstLocale();
let beside = numberOf(asked.get("lang2") ?? ui.lang2 ?? "");

function readJson(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function writeJson(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function numberOf(tag) {
  return data.locales.findIndex((each) => each.t.toLowerCase() === String(tag).toLowerCase());
}

/** The address's language, the one chosen before, the browser's, else the page's own. */
function firstLocale() {
  for (const tag of [asked.get("lang"), ui.lang, ...navigator.languages]) {
    const number = tag ? closest(tag) : -1;
    if (number >= 0) return number;
  }
  return data.order[0];
}

/** The locale of that tag, else one in the same language and script. */
function closest(tag) {
  const exact = numberOf(tag);
  if (exact >= 0) return exact;
  const wanted = script(tag);
  return wanted ? data.locales.findIndex((each) => script(each.t) === wanted) : -1;
}

function script(tag) {
  try {
    const full = new Intl.Locale(tag).maximize();
    return `${full.language}-${full.script}`;
  } catch {
    return "";
  }
}

/** The page's word in the shown language, its {fields} filled in. */
function say(key, values = {}) {
  const text = data.words[data.locales[shown].w][data.keys.indexOf(key)];
  return text.replace(/\{(\w+)\}/g, (field, name) => own(values, name) ?? field);
}

const format = (options) => {
  try {
    return new Intl.DateTimeFormat(data.locales[shown].w, { calendar: "gregory", ...options });
  } catch {
    return new Intl.DateTimeFormat("en", options);
  }
};
const clock = (at) => format({ hour: "2-digit", minute: "2-digit" }).format(new Date(at));
const moment = (at) => format({ dateStyle: "medium", timeStyle: "medium" }).format(new Date(at));

/** The locale that has the text, best first. */
function holder(texts, wanted) {
  return [wanted, ...data.order].find((number) => texts[number]?.length);
}

/** JSON nodes as DOM nodes; see _page/nodes.py for their kinds. */
function inline(nodes) {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return document.createTextNode(node);
    const [kind, first, second] = node;
    if (kind === "u") return control(parseInt(first, 16));
    if (kind === "c") return el("code", { translate: "no" }, ...inline(node.slice(1)));
    if (kind === "v") return el("var", { translate: "no" }, "<", ...inline(node.slice(1)), ">");
    if (kind === "m") return el("span", { class: "image" }, ...inline(node.slice(1)));
    if (kind === "b") return el("strong", {}, ...inline(first));
    if (kind === "i") return el("em", {}, ...inline(first));
    if (kind === "t") return [document.createTextNode(" "), el("span", { class: "ref-title" }, ...inline([first]))];
    if (kind === "r") return el("a", { class: "ref", href: `#${first}` }, ...inline(second));
    if (kind === "l") {
      const query = `?lang=${encodeURIComponent(data.locales[shown].t)}`;
      return el("a", { class: "book", href: first + query }, ...inline(second));
    }
    return el("a", { class: "out", rel: "noreferrer", href: first }, ...inline(second));
  });
}

/** What the article says in the nodes, as plain text. */
function plain(nodes) {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    if (node[0] === "t") return "";
    if (node[0] === "u") return `U+${node[1]}`;
    if (node[0] === "v") return `<${plain(node.slice(1))}>`;
    return plain("cm".includes(node[0]) ? node.slice(1) : node.at(-1));
  }).join("");
}

/** Attributes that say which language an element's text is in. */
function speaks(node, number) {
  node.lang = data.locales[number].t;
  node.dir = data.locales[number].d;
}

/** One text in one locale, or the best there is, marked when it is another. */
function said(node, texts, wanted) {
  const number = holder(texts, wanted);
  if (number === undefined) return node.replaceChildren();
  node.replaceChildren(...inline(texts[number]));
  node.classList.toggle("elsewhere", number !== wanted);
  speaks(node, number);
}

function fillText(node) {
  const texts = data.texts[node.dataset.t];
  if (beside < 0) return said(node, texts, shown);
  const parts = [shown, beside].map((number) => {
    const part = el("span", { class: "side" });
    said(part, texts, number);
    return part;
  });
  node.removeAttribute("lang");
  node.removeAttribute("dir");
  node.classList.remove("elsewhere");
  node.replaceChildren(...parts);
}

/** Whether a block is shown: this edition has it, or most editions do. */
function limit(node) {
  const has = node.dataset.l.split(" ").map(Number);
  const wanted = [shown, beside].some((number) => has.includes(number));
  node.hidden = !wanted && has.length * 2 <= data.locales.length;
}

/** A step or command that this edition lacks stays, and says so. */
function only(node) {
  const missing = !node.dataset.only.split(" ").map(Number).includes(shown);
  node.classList.toggle("lacking", missing);
  node.querySelector(":scope > .lack")?.remove();
  if (missing) node.append(el("p", { class: "lack" }, say("Not in this edition: shown from another one.")));
}

function relabel() {
  for (const node of all("[data-m]")) node.textContent = say(data.keys[node.dataset.m]);
  for (const name of ["aria-label", "placeholder"]) {
    for (const node of all(`[data-m-${name}]`)) node.setAttribute(name, say(data.keys[node.getAttribute(`data-m-${name}`)]));
  }
  for (const node of all(".sources time")) {
    node.textContent = format({ dateStyle: "long", timeZone: "UTC" }).format(new Date(node.dateTime));
  }
}

/** Shows everything in the chosen languages; what was marked or typed stays. */
function speak() {
  const { t, d, w } = data.locales[shown];
  root.lang = w;
  root.dir = d;
  root.classList.toggle("two", beside >= 0);
  all("[data-t]").forEach(fillText);
  all("[data-l]").forEach(limit);
  all("[data-only]").forEach(only);
  relabel();
  document.title = plainTitle();
  byId("p--lang").value = t;
  if (byId("p--lang2")) byId("p--lang2").value = beside < 0 ? "" : data.locales[beside].t;
}

function plainTitle() {
  const texts = data.texts[data.title];
  const number = holder(texts, shown);
  return number === undefined ? data.id : plain(texts[number]);
}

function choose(change) {
  Object.assign(ui, change);
  writeJson("runbookc/ui", { ...(readJson("runbookc/ui") ?? {}), ...change });
  root.dataset.theme = ui.theme ?? "auto";
}

function chooseLanguages(first, second) {
  shown = first;
  beside = second === first ? -1 : second;
  choose({ lang: data.locales[shown].t, lang2: beside < 0 ? "" : data.locales[beside].t });
  const query = new URLSearchParams({ lang: ui.lang, ...(ui.lang2 && { lang2: ui.lang2 }) });
  try {
    history.replaceState(null, "", `?${query}${location.hash}`);
  } catch {
    // A page opened from a file may not change its address in every browser.
  }
  speak();
  refreshAll();
}
