// The index: language, theme, search. Nothing here makes elements from text.

const byId = (id) => document.getElementById(id);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const data = JSON.parse(byId("data").textContent);
const root = document.documentElement;
root.classList.add("js");

const ui = kept() ?? {};
let shown = firstLanguage();

function kept() {
  try {
    return JSON.parse(localStorage.getItem("runbookc/ui"));
  } catch {
    return null;
  }
}

function keep(change) {
  Object.assign(ui, change);
  try {
    localStorage.setItem("runbookc/ui", JSON.stringify({ ...(kept() ?? {}), ...change }));
  } catch {
    // Nothing is kept then; the page works all the same.
  }
}

function script(tag) {
  try {
    const { language, script: written } = new Intl.Locale(tag).maximize();
    return `${language}-${written}`;
  } catch {
    return "";
  }
}

/** The address's language, the one chosen before, the browser's, else English. */
function firstLanguage() {
  const tags = Object.keys(data.words);
  for (const tag of [new URLSearchParams(location.search).get("lang"), ui.lang, ...navigator.languages]) {
    if (!tag) continue;
    const found = tags.find((each) => each === tag) ?? tags.find((each) => script(each) === script(tag));
    if (found) return found;
  }
  return "en-US";
}

const say = (key, values = {}) => data.words[shown][data.keys.indexOf(key)]
  .replace(/\{(\w+)\}/g, (field, name) => (Object.hasOwn(values, name) ? values[name] : field));

function speak() {
  root.lang = shown;
  root.dir = data.directions[shown];
  document.title = say("Runbooks");
  byId("lang").value = shown;
  for (const node of all("[data-m]")) node.textContent = data.words[shown][node.dataset.m];
  for (const name of ["placeholder", "title"]) {
    for (const node of all(`[data-m-${name}]`)) node.setAttribute(name, data.words[shown][node.getAttribute(`data-m-${name}`)]);
  }
  const dates = new Intl.DateTimeFormat(shown, { dateStyle: "long", timeZone: "UTC", calendar: "gregory" });
  for (const node of all("time")) node.textContent = dates.format(new Date(node.dateTime));
  for (const book of all(".book")) retitle(book);
  filter();
}

/** The runbook's title and link in the chosen language, if it has that edition. */
function retitle(book) {
  const links = all("tbody a", book);
  const best = links.find((link) => link.lang === shown) ?? links.find((link) => script(link.lang) === script(shown));
  if (!best) return;
  const title = book.querySelector("h2 a");
  title.textContent = best.textContent;
  title.lang = best.lang;
  for (const link of [title, book.querySelector(".open")]) link.setAttribute("href", best.getAttribute("href"));
}

function filter() {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const books = all(".book");
  for (const book of books) {
    const found = words.every((word) => book.dataset.find.includes(word));
    book.hidden = !found || (byId("only").checked && book.dataset.errors === "0");
  }
  const count = books.filter((book) => !book.hidden).length;
  byId("shown").textContent = say("Shown: {shown} of {all}", { shown: count, all: books.length });
  byId("nothing").hidden = count > 0;
}

byId("lang").addEventListener("change", (event) => {
  shown = event.target.value;
  keep({ lang: shown });
  speak();
});
byId("theme").addEventListener("change", (event) => {
  keep({ theme: event.target.value });
  root.dataset.theme = ui.theme;
});
byId("search").addEventListener("input", filter);
byId("only").addEventListener("change", filter);
root.dataset.theme = ui.theme ?? "auto";
byId("theme").value = root.dataset.theme;
speak();
