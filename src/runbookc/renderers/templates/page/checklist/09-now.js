// What goes on now: timers that outlive a reload, changes still in effect, the next step.

const BEEP = { hertz: 880, seconds: 0.25, times: 3 };
const called = new Set(); // timers whose end this page has announced
let ticking = 0;

const waitsOf = (id) => own(data.steps, id)?.w ?? [];
const timerKeys = () => [...stepElements.keys()].flatMap((id) => waitsOf(id).flatMap((seconds, n) => (seconds ? [`${id}/${n + 1}`] : [])));
const stepOfTimer = (key) => key.slice(0, key.lastIndexOf("/"));

function length(seconds) {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const parts = [];
  for (const [unit, size] of units) {
    if (seconds >= size) {
      parts.push(new Intl.NumberFormat(data.locales[shown].w, { style: "unit", unit, unitDisplay: "long" }).format(Math.floor(seconds / size)));
      seconds %= size;
    }
  }
  return parts.join(" ");
}

function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const pad = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ""}${pad(Math.floor((seconds % 3600) / 60))}:${pad(seconds % 60)}`;
}

/** "idle", "running" or "over"; one that was stopped ends when it started. */
function timerState(key) {
  const wait = record.waits.get(key);
  if (!wait || wait.started === wait.ends) return "idle";
  return Date.parse(wait.ends) > Date.now() ? "running" : "over";
}

function startTimer(key, seconds) {
  const started = after(record.waits.get(key)?.started);
  record.waits.set(key, { started, ends: new Date(Date.parse(started) + seconds * 1000).toISOString() });
  called.delete(key);
  save();
  refreshAll();
  notify(say("Timer started: {time}", { time: length(seconds) }));
}

function stopTimer(key) {
  const started = after(record.waits.get(key)?.started);
  record.waits.set(key, { started, ends: started });
  save();
  refreshAll();
}

function refreshTimers() {
  for (const id of stepElements.keys()) {
    const spot = partOf(id, ".foot > .timers");
    waitsOf(id).forEach((seconds, n) => seconds && refreshTimer(spot, id, `${id}/${n + 1}`, seconds));
  }
  if (timerKeys().some((key) => timerState(key) === "running")) ticking ||= setInterval(tick, 1000);
}

function refreshTimer(spot, id, key, seconds) {
  let box = all(".timer", spot).find((each) => each.dataset.key === key);
  if (!box) {
    const act = () => (timerState(key) === "running" ? stopTimer(key) : startTimer(key, seconds));
    box = spot.appendChild(el("span", { class: "timer", "data-key": key }, el("span", { class: "left", role: "timer" }), button("", act)));
  }
  const state = timerState(key);
  box.dataset.state = state;
  box.querySelector(".left").textContent = state === "over" ? say("Wait over") : state === "running" ? countdown(leftOf(key)) : "";
  const act = box.querySelector("button");
  act.textContent = state === "running" ? say("Stop the timer") : say("Start timer: {time}", { time: length(seconds) });
  act.setAttribute("aria-label", `${act.textContent}, ${say("Step {step}", { step: labelOf(id) })}`);
}

const leftOf = (key) => Date.parse(record.waits.get(key).ends) - Date.now();

function tick() {
  const running = timerKeys().filter((key) => timerState(key) === "running");
  for (const box of all(".timer[data-state=running] > .left")) {
    const { key } = box.parentElement.dataset;
    if (timerState(key) === "running") box.textContent = countdown(leftOf(key));
  }
  for (const box of all("[data-left]")) if (timerState(box.dataset.left) === "running") box.textContent = countdown(leftOf(box.dataset.left));
  callOut();
  if (running.length) return;
  clearInterval(ticking);
  ticking = 0;
}

/** Says once, loudly, that a wait is over, unless its step is settled. */
function callOut() {
  const over = timerKeys().filter((key) => timerState(key) === "over" && !called.has(key));
  if (!over.length) return;
  const news = over.filter((key) => !isSettled(stepOfTimer(key)));
  over.forEach((key) => called.add(key));
  if (!news.length) return;
  const text = news.map((key) => say("The wait of step {step} is over.", { step: labelOf(stepOfTimer(key)) })).join(" ");
  byId("p--alarm").textContent = text;
  notify(text);
  document.title = `! ${text}`;
  beep();
  refreshTimers();
  refreshBar();
}

function beep() {
  try {
    const audio = new AudioContext();
    const gain = audio.createGain();
    gain.gain.value = 0.2;
    gain.connect(audio.destination);
    for (let n = 0; n < BEEP.times; n += 1) {
      const tone = audio.createOscillator();
      tone.frequency.value = BEEP.hertz;
      tone.connect(gain);
      tone.start(audio.currentTime + 2 * n * BEEP.seconds);
      tone.stop(audio.currentTime + (2 * n + 1) * BEEP.seconds);
    }
  } catch {
    // No sound here: the words are on the page and spoken by the live region.
  }
}

/** Pairs whose change was made and not yet taken back. */
const openUndos = () => data.undo.filter(([does, undoes]) => stateOf(does) === "done" && !["done", "not-applicable"].includes(stateOf(undoes)));

function refreshPairs() {
  const open = openUndos();
  for (const [does, undoes] of data.undo) {
    const spots = [[does, undoes, "Taken back in step {step}"], [undoes, does, "Takes back step {step}"]];
    for (const [id, other, key] of spots) {
      if (!stepElements.has(id)) continue;
      const isOpenChange = id === does && open.some(([first]) => first === does);
      partOf(id, ".foot > .pairs").replaceChildren(el("a", { class: `ref pair${isOpenChange ? " open" : ""}`, href: `#${other}` }, say(key, { step: labelOf(other) })));
    }
  }
}

/** The first step of this run that nobody has settled. */
function nextStep() {
  const inRun = chunks.filter((chunk) => scopeOf(chunk) === "in").flatMap((chunk) => chunk.steps);
  return inRun.find((id) => !kidsOf(id).length && !isSettled(id));
}

function refreshBar() {
  const next = nextStep();
  for (const [id, node] of stepElements) {
    if (id === next) node.setAttribute("aria-current", "step");
    else node.removeAttribute("aria-current");
  }
  const focused = document.activeElement?.dataset?.bar;
  const items = next ? [el("a", { class: "ref to-record", href: "#p--record", "data-bar": "record" }, say("Record"))] : [];
  if (cameFrom) items.push(button(say("Back to step {step}", { step: labelOf(cameFrom) }), goBack, { class: "back", "data-bar": "back" }));
  for (const [does, undoes, number] of openUndos()) items.push(openChange(does, undoes, number));
  for (const key of timerKeys()) if (timerState(key) !== "idle" && !isSettled(stepOfTimer(key))) items.push(barTimer(key));
  if (next) items.push(el("a", { class: "ref next", href: `#${next}`, "data-bar": "next" }, el("span", {}, say("Next")), " ", el("b", {}, labelOf(next)), nextWords(next)));
  else if (stepIds.length) items.push(el("span", { class: "finished" }, say("Nothing left open")), button(say("Copy for the ticket"), copyTicket, { class: "strong", "data-bar": "ticket" }));
  byId("p--bar").replaceChildren(...items);
  if (focused) byId("p--bar").querySelector(`[data-bar="${focused}"]`)?.focus();
}

/** How the next step begins: a number alone is said of several sections' steps. */
function nextWords(id) {
  const [number, text] = beginning(id);
  return text && el("span", { class: "what", lang: data.locales[number].t, dir: data.locales[number].d }, text);
}

function openChange(does, undoes, number) {
  const { text } = filled(data.commands[number]);
  return el("a", { class: "ref in-effect", href: `#${undoes}`, title: text },
    say("Still in effect since step {step}: take it back in step {undo}", { step: labelOf(does), undo: labelOf(undoes) }));
}

function barTimer(key) {
  const over = timerState(key) === "over";
  return el("a", { class: `ref bar-timer${over ? " over" : ""}`, href: `#${stepOfTimer(key)}` },
    say("Step {step}", { step: labelOf(stepOfTimer(key)) }), " ",
    over ? el("b", {}, say("Wait over")) : el("b", { "data-left": key }, countdown(leftOf(key))));
}
