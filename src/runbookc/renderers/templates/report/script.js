"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const words = JSON.parse(byId("words").textContent);
  const cards = [...document.querySelectorAll(".finding")];
  const haystack = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
  const state = { text: "", locale: "", family: "", runbook: "", levels: new Set(["error", "warning", "note"]) };
  let language = "en-US";
  root.classList.remove("no-script");

  // Theme and language as chosen on any of the pages; a page from a file may have no storage.
  function kept() {
    try { return JSON.parse(localStorage.getItem("runbookc/ui")) || {}; } catch { return {}; }
  }

  function keep(change) {
    try { localStorage.setItem("runbookc/ui", JSON.stringify({ ...kept(), ...change })); } catch { /* not kept */ }
  }

  const say = (id) => (words[language] || {})[id] || id;

  function speak(tag) {
    language = tag;
    root.lang = tag;
    root.dir = words[tag] && words[tag][""] === "rtl" ? "rtl" : "ltr";
    for (const node of document.querySelectorAll("[data-i18n]")) node.textContent = say(node.dataset.i18n);
    for (const node of document.querySelectorAll("[data-i18n-label]")) node.setAttribute("aria-label", say(node.dataset.i18nLabel));
    for (const node of document.querySelectorAll("[data-i18n-title]")) node.title = say(node.dataset.i18nTitle);
    for (const node of document.querySelectorAll("[data-i18n-placeholder]")) node.placeholder = say(node.dataset.i18nPlaceholder);
    document.title = say("Translation drift");
    byId("language").value = tag;
    filter();
  }

  function best(wanted) {
    const tags = Object.keys(words);
    for (const tag of wanted) {
      const same = tags.find((one) => one.toLowerCase() === tag.toLowerCase());
      const near = tags.find((one) => one.split("-")[0] === tag.split("-")[0].toLowerCase());
      if (same || near) return same || near;
    }
    return "en-US";
  }

  function fits(card) {
    const { level, family, locales, runbooks } = card.dataset;
    return state.levels.has(level)
      && (!state.family || state.family === family)
      && (!state.locale || locales.split(" ").includes(state.locale))
      && (!state.runbook || runbooks.split(" ").includes(state.runbook))
      && state.text.split(/\s+/).every((word) => haystack.get(card).includes(word));
  }

  function filter() {
    let shown = 0;
    for (const card of cards) {
      const fit = fits(card);
      card.hidden = !fit;
      shown += fit ? 1 : 0;
    }
    byId("shown").textContent = `${shown} / ${cards.length}${state.runbook ? ` · ${state.runbook}` : ""}`;
    byId("nothing").hidden = shown > 0 || cards.length === 0;
    byId("locale").value = state.locale;
    byId("family").value = state.family;
    for (const button of document.querySelectorAll("button[data-level]"))
      button.setAttribute("aria-pressed", String(state.levels.has(button.dataset.level)));
  }

  function reset() {
    Object.assign(state, { text: "", locale: "", family: "", runbook: "", levels: new Set(["error", "warning", "note"]) });
    byId("search").value = "";
    filter();
  }

  function toggle(level) {
    if (!state.levels.delete(level)) state.levels.add(level);
    filter();
  }

  function move(by) {
    const shown = cards.filter((card) => !card.hidden);
    if (!shown.length) return;
    const at = shown.indexOf(document.activeElement && document.activeElement.closest(".finding"));
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    shown[next].focus();
    shown[next].scrollIntoView({ block: "start" });
  }

  function open() {
    const card = document.activeElement && document.activeElement.closest(".finding");
    if (!card) return;
    const parts = [...card.querySelectorAll("details")];
    const closed = parts.some((part) => !part.open);
    for (const part of parts) part.open = closed;
  }

  byId("search").addEventListener("input", (event) => { state.text = event.target.value.trim().toLowerCase(); filter(); });
  byId("locale").addEventListener("change", (event) => { state.locale = event.target.value; filter(); });
  byId("family").addEventListener("change", (event) => { state.family = event.target.value; filter(); });
  byId("reset").addEventListener("click", reset);
  byId("language").addEventListener("change", (event) => { speak(event.target.value); keep({ lang: language }); });
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep({ theme: root.dataset.theme });
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { level, locale, family, runbook } = button.dataset;
    if (level) return toggle(level);
    if (!locale && !runbook) return;
    Object.assign(state, { locale: locale || "", family: family || "", runbook: runbook || "" });
    filter();
    byId("findings").scrollIntoView();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") { reset(); if (typing) event.target.blur(); return; }
    if (typing) return;
    const level = { 1: "error", 2: "warning", 3: "note" }[event.key];
    if (level) toggle(level);
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "o") open();
    else if (event.key === "?") byId("keys").showModal();
    else if (event.key === "/") { event.preventDefault(); byId("search").focus(); }
  });
  addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details")) part.open = true; });
  const { theme, lang } = kept();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const asked = new URLSearchParams(location.search).getAll("lang");
  speak(best([...asked, ...(typeof lang === "string" ? [lang] : []), ...(navigator.languages || [])]));
})();
