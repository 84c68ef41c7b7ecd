// The page's data and the few ways in which elements are made. Texts from articles, records and
// fields only ever become text nodes: nothing here parses HTML.

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("p--data").textContent);
const root = document.documentElement;
root.classList.add("js");

/** A new element; `props` are attributes, `class`, and listeners as `onclick: function`. */
function el(tag, props = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kids.filter((kid) => kid !== undefined && kid !== null && kid !== ""));
  return node;
}

const button = (label, onclick, props = {}) => el("button", { type: "button", onclick, ...props }, label);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

// What invisible characters may not do: hide text, or turn it round. As in _page/controls.py.
const IN_CODE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Code as nodes, its invisible characters shown by their numbers; new lines and tabs stay. */
function visible(text) {
  const out = [];
  let end = 0;
  for (const match of text.matchAll(IN_CODE)) {
    if ("\n\t\r".includes(match[0])) continue;
    out.push(text.slice(end, match.index), control(match[0].codePointAt(0)));
    end = match.index + match[0].length;
  }
  return [...out, text.slice(end)];
}

function control(code) {
  return el("span", { class: "ctl" }, `U+${code.toString(16).toUpperCase().padStart(4, "0")}`);
}

// Steps in reading order, with what the page knows of each.
const stepIds = Object.keys(data.steps);
const stepElements = new Map(stepIds.map((id) => [id, byId(id)]).filter(([, node]) => node));
const parentOf = new Map([...stepElements].map(([id, node]) => [id, node.parentElement.closest(".step")?.id]));
const childrenOf = new Map();
for (const [id, parent] of parentOf) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), id]);

const labelOf = (id) => own(data.steps, id)?.n ?? id;
const kidsOf = (id) => childrenOf.get(id) ?? [];
