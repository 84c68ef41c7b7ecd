// Drift: where an edition that is shown differs from the others in what to do.

const FAMILIES = {
  STR: "Structure", TBL: "Probe table", CMD: "Command", IDN: "Name or identifier", NUM: "Number or duration",
  LNK: "Link", REF: "Cross reference", UIL: "Literal", TXT: "Missing or untranslated text", TRM: "Term",
  POL: "Condition turned round", TYP: "Typography", REV: "Out of date", SRC: "Source unreadable",
};

/** Findings that matter to whoever reads the shown editions. */
function findingsAt(home) {
  return data.findings.filter((each) => each.h === home && isShown(each));
}

const isShown = (finding) => finding.l < 0 || finding.l === shown || finding.l === beside || !finding.g.length;

function refreshDrift() {
  for (const id of stepElements.keys()) {
    const spot = partOf(id, ".foot > .drift-mark");
    const found = findingsAt(id);
    const old = spot.querySelector("button");
    if (!found.length) {
      spot.replaceChildren();
      partOf(id, ".differences")?.remove();
      continue;
    }
    const toggle = old ?? spot.appendChild(button("", () => toggleDifferences(id), { class: "differs", "aria-expanded": "false" }));
    toggle.textContent = say("Differs from other languages");
    toggle.setAttribute("aria-label", `${say("Differs from other languages")}, ${say("Step {step}", { step: labelOf(id) })}`);
    if (partOf(id, ".differences")) partOf(id, ".differences").replaceWith(differences(id));
  }
  refreshSectionDrift();
  refreshDriftSummary();
}

function toggleDifferences(id) {
  const open = partOf(id, ".differences");
  if (open) open.remove();
  else partOf(id, ".foot").after(differences(id));
  partOf(id, ".foot .differs").setAttribute("aria-expanded", String(!open));
}

/** What is wrong, and what each edition says at this step. */
function differences(id) {
  return el("div", { class: "differences" }, el("ul", { class: "findings" }, ...findingsAt(id).map(findingLine)), allEditions(stepElements.get(id), id));
}

function findingLine(finding) {
  const t = finding.g.length ? data.locales[finding.l]?.t ?? "" : ""; // without another side it is a defect of all
  const agreeing = finding.g.map((number) => data.locales[number].t).join(", ");
  const quote = (text) => el("q", { translate: "no" }, el("bdi", {}, ...visible(text)));
  const facts = [];
  if (finding.a) facts.push(el("span", { class: "fact" }, el("b", {}, t || say("All editions")), " ", quote(finding.a)));
  if (finding.x) facts.push(el("span", { class: "fact" }, el("b", {}, agreeing || say("Expected")), " ", quote(finding.x)));
  if (!facts.length && t) facts.push(el("b", {}, t));
  const family = own(FAMILIES, finding.r.slice(0, 3));
  return el("li", { class: finding.v }, el("span", { class: "family" }, family ? say(family) : finding.r), " ", el("code", {}, finding.r), ...facts.flatMap((fact) => [" ", fact]));
}

/** The step's own texts and commands, in every locale. */
function allEditions(node, id) {
  const mine = (each) => (each.closest(".step") ?? each.closest(".chunk")) === node;
  const parts = all("[data-t], .cmd[data-c]:not(.recalled)", node).filter((each) => mine(each) && !each.closest(".differences"));
  const rows = data.locales.map(({ t, d }, number) => {
    const cell = el("td", { lang: t, dir: d }, ...parts.flatMap((part) => saidBy(part, number)));
    if (!cell.childNodes.length) cell.append(el("span", { class: "none" }, "–"));
    const span = own(data.lines, id)?.[number];
    return el("tr", { class: number === shown ? "here" : "" },
      el("th", { scope: "row" }, t, span ? el("small", { dir: "ltr" }, ` :${span[0]}`) : null), cell);
  });
  return el("table", { class: "editions" }, el("caption", { class: "unseen" }, say("What each edition says")), el("tbody", {}, ...rows));
}

function saidBy(part, number) {
  if (part.dataset.c) {
    const command = data.commands[part.dataset.c];
    if (part.dataset.only && !part.dataset.only.split(" ").includes(String(number))) return [];
    return [el("pre", { dir: "ltr" }, el("code", {}, ...visible(own(command.v ?? {}, String(number)) ?? agreed(command))))];
  }
  const nodes = data.texts[part.dataset.t][number];
  return nodes?.length ? [el("p", {}, ...inline(nodes))] : [];
}

/** Findings of a whole section, or of the table of probes, stand under its title. */
function refreshSectionDrift() {
  const homes = [[byId("p--pick"), ""], ...chunks.map((chunk) => [chunk.body, chunk.info.i])];
  for (const [node, home] of homes) {
    if (!node) continue;
    node.querySelector(":scope > .section-drift")?.remove();
    const found = findingsAt(home);
    if (!found.length) continue;
    node.append(el("details", { class: "section-drift" },
      el("summary", {}, say("Differs from other languages"), " ", el("span", { class: "count" }, String(found.length))),
      el("ul", { class: "findings" }, ...found.map(findingLine))));
  }
}

function refreshDriftSummary() {
  const box = byId("p--drift");
  const found = chunks.map((chunk) => [chunk, chunk.steps.filter((id) => findingsAt(id).length)]).filter(([, ids]) => ids.length);
  box.hidden = !found.length;
  box.querySelector(".count").textContent = String(found.flatMap(([, ids]) => ids).length);
  box.querySelector("ul").replaceChildren(...found.map(([chunk, ids]) => el("li", {}, chunkName(chunk), " ",
    ...ids.flatMap((id) => [el("a", { href: `#${id}`, class: "ref" }, labelOf(id)), " "]))));
}
