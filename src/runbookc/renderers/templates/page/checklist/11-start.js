// Putting it together.

function refreshAll() {
  refreshPicker();
  refreshFields();
  refreshCommands();
  for (const id of stepElements.keys()) refreshStep(id);
  refreshChunks();
  refreshPairs();
  refreshTimers();
  refreshBar();
  const { locales } = refreshAll;
  if (locales !== `${shown} ${beside}`) {
    refreshAll.locales = `${shown} ${beside}`;
    rebuildPanels();
    refreshDrift();
  }
  byId("p--kept").textContent = say(kept ? "Kept in this browser." : "This browser keeps nothing: export the record before you close the page.");
  if (document.activeElement !== byId("p--operator")) byId("p--operator").value = record.operator;
}

function listen() {
  const on = (id, type, act) => byId(id)?.addEventListener(type, act);
  on("p--lang", "change", (event) => chooseLanguages(numberOf(event.target.value), beside));
  on("p--lang2", "change", (event) => chooseLanguages(shown, numberOf(event.target.value)));
  on("p--theme", "change", (event) => choose({ theme: event.target.value }));
  on("p--operator", "input", (event) => {
    record.operator = event.target.value;
    choose({ operator: record.operator });
    save();
  });
  on("p--export", "click", () => exportRecord());
  on("p--import", "click", () => byId("p--file").click());
  on("p--file", "change", async (event) => {
    const [file] = event.target.files;
    if (file) await importRecord(file);
    event.target.value = "";
  });
  on("p--ticket", "click", copyTicket);
  on("p--print", "click", () => window.print());
  on("p--reset", "click", startOver);
  document.addEventListener("click", followReference);
  window.addEventListener("hashchange", () => {
    reveal(decodeURIComponent(location.hash.slice(1)));
    refreshBar();
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY || !event.newValue) return;
    const mine = JSON.stringify(encoded());
    takeIn(readJson(KEY));
    if (JSON.stringify(encoded()) === mine) return;
    refreshAll();
    if (event.newValue !== JSON.stringify({ epoch, record: encoded() })) save();
  });
  document.addEventListener("visibilitychange", tick);
  const examples = all("details.example");
  window.addEventListener("beforeprint", () => examples.forEach((each) => { each.open = true; }));
  window.addEventListener("afterprint", () => examples.forEach((each) => { each.open = false; }));
}

function start() {
  takeIn(readJson(KEY));
  root.dataset.theme = ui.theme ?? "auto";
  buildChunks();
  buildPicker();
  buildFields();
  buildCommands();
  buildSteps();
  speak();
  refreshAll();
  listen();
  callOut();
  if (location.hash) reveal(decodeURIComponent(location.hash.slice(1)));
  offerOlder();
}

start();
