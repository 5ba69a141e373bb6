// Keeps what is typed into a form in this browser until the site says that it is saved (kept.js),
// and offers it when the form is opened again. Only what differs from the form as it came is kept,
// with the seal of the record as it was then: a form of a record that has moved on is opened again
// as it was (admin/reopening.py), so that saving merges and overwrites nothing.
// An entry: {at, opened, search, rows: {prefix: total}, values: {name: [value]}, options, labels,
// files}. Two tabs keep two entries.

const box = document.querySelector("[data-unsaved]");
const form = box?.closest("form");
const scope = `unsaved:${box?.dataset.user}:${box?.dataset.form}:`;
const status = box?.querySelector("[role=status]");
const SKIPPED = new Set(["hidden", "file", "password", "submit", "button", "reset", "image"]);
const TOTAL = "-TOTAL_FORMS";

// This module stands before those of the rich-text editor, which tell of each editor only once.
const editors = new WeakMap();
document.addEventListener("prose-editor:ready", ({ detail }) => {
  editors.set(detail.textarea, detail.editor);
});

const isCheck = (element) => element.type === "checkbox" || element.type === "radio";
const plain = (text) => text.replace(/\r\n?/g, "\n");
const recordOf = (seal) => seal?.split(":")[0]; // without the time and the signature
const openedNow = () => form?.elements.namedItem("opened")?.value ?? "";
const totals = () => [...(form?.querySelectorAll(`[name$="${TOTAL}"]`) ?? [])];
const random = () =>
  [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// The address says what a form starts with (a sentence, for example), and also what does not matter.
function search() {
  const query = new URLSearchParams(location.search);
  for (const name of ["_popup", "_to_field", "_changelist_filters"]) query.delete(name);
  return query.toString();
}

function controls() {
  const found = new Map();
  for (const element of form.elements) {
    const { name, type } = element;
    if (!name || !type || SKIPPED.has(type) || type === "fieldset" || name.includes("__prefix__"))
      continue;
    found.set(name, [...(found.get(name) ?? []), element]);
  }
  return found;
}

function valuesOf(elements) {
  const [first] = elements;
  if (isCheck(first)) return elements.filter((each) => each.checked).map((each) => each.value);
  return first.options ? [...first.selectedOptions].map((each) => each.value) : [plain(first.value)];
}

// What a select came with is noted at the start, since select2 adds options; of rows added later,
// the row that they are copied from tells.
const choices = new Map(
  [...(form?.querySelectorAll("select[name]") ?? [])].map((each) => [each.name, valuesOf([each])]),
);

function cameWith(elements) {
  const [first] = elements;
  if (isCheck(first)) return elements.filter((each) => each.defaultChecked).map((each) => each.value);
  if (!first.options) return [plain(first.defaultValue)];
  return choices.get(first.name) ?? choices.get(first.name.replace(/-\d+-/, "-__prefix__-")) ?? [];
}

function labelOf(element) {
  const label =
    (element.id && !isCheck(element) && form.querySelector(`label[for="${element.id}"]`)) ||
    element.closest(".form-row, .fieldBox")?.querySelector("label, legend");
  const part = element.closest(".inline-group")?.querySelector("h2");
  const texts = [part, label].map((each) => each?.textContent.trim().replace(/:$/, ""));
  return texts.filter(Boolean).join(": ") || element.name;
}

// Keeping

let name = form?.elements.namedItem("typing").value || random(); // sent back with errors: the same
const key = scope + name;
const before = stored(key);
const came = Object.fromEntries(totals().map((each) => [each.name, each.value]));
let last = "";
let timer = 0;
let isOver = false;

function typed() {
  const entry = { opened: openedNow(), search: search(), rows: {}, values: {}, options: {} };
  const labels = new Set();
  for (const each of totals()) {
    const prefix = each.name.slice(0, -TOTAL.length);
    if (each.value !== came[each.name] || before?.rows[prefix]) entry.rows[prefix] = +each.value;
  }
  for (const [own, elements] of controls()) {
    const now = valuesOf(elements);
    const isAsItCame = JSON.stringify(now) === JSON.stringify(cameWith(elements));
    if (isAsItCame && !(before && own in before.values)) continue;
    entry.values[own] = now;
    for (const each of elements[0].selectedOptions ?? []) entry.options[each.value] = each.text;
    labels.add(labelOf(elements[0]));
  }
  const files = [...form.querySelectorAll("input[type=file]")].filter((each) => each.files.length);
  entry.files = [...new Set(files.map(labelOf))];
  entry.labels = [...labels];
  const isEmpty = ![entry.values, entry.rows, entry.files].some((each) => Object.keys(each).length);
  return isEmpty ? null : entry;
}

function keep() {
  clearTimeout(timer);
  timer = 0;
  if (isOver) return;
  const entry = typed();
  const text = JSON.stringify(entry);
  if (text === last) return;
  last = text;
  try {
    if (entry) localStorage.setItem(key, JSON.stringify({ at: Date.now(), ...entry }));
    else localStorage.removeItem(key);
  } catch {
    status.textContent = status.dataset.full;
  }
}

// Restoring

function put(elements, values, options) {
  const [first] = elements;
  if (isCheck(first)) {
    for (const each of elements) each.checked = values.includes(each.value);
  } else if (first.options) {
    const there = new Set([...first.options].map((each) => each.value));
    for (const value of values) {
      if (!there.has(value)) first.add(new Option(options[value] ?? value, value));
    }
    for (const each of first.options) each.selected = values.includes(each.value);
  } else {
    [first.value] = values;
    editors.get(first)?.commands.setContent(values[0]); // it shows a copy of its own
  }
  for (const type of ["input", "change"]) first.dispatchEvent(new Event(type, { bubbles: true }));
  for (let fold = first.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
}

function putBack(entry) {
  for (const [prefix, total] of Object.entries(entry.rows)) {
    const number = form.elements.namedItem(prefix + TOTAL);
    const button = document.querySelector(`#${prefix}-group .add-row a`);
    for (let rest = total - number?.value; button && rest > 0; rest -= 1) button.click();
  }
  const there = controls();
  for (const [own, values] of Object.entries(entry.values)) {
    if (there.has(own)) put(there.get(own), values, entry.options);
  }
  status.textContent = status.dataset.restored;
  keep();
}

function post(action, fields) {
  const sender = Object.assign(document.createElement("form"), { method: "post", action });
  for (const [field, value] of Object.entries(fields)) {
    sender.append(Object.assign(document.createElement("input"), { type: "hidden", name: field, value }));
  }
  document.body.append(sender);
  sender.submit();
}

const hasMoved = (entry) =>
  Boolean(box.dataset.reopens && entry.opened && recordOf(entry.opened) !== recordOf(openedNow()));

function restore(own, entry) {
  const address = location.pathname + (entry.search && `?${entry.search}`);
  if (hasMoved(entry)) {
    const csrfmiddlewaretoken = document.querySelector("[name=csrfmiddlewaretoken]").value;
    post(address, { _reopen: 1, opened: entry.opened, typing: own, csrfmiddlewaretoken });
  } else if (form && entry.search === search()) {
    putBack(entry);
    if (scope + own !== key) localStorage.removeItem(scope + own);
    return true;
  } else {
    location.assign(`${address}#restore=${own}`);
  }
  return false;
}

function offer(own, entry) {
  const shown = box.querySelector("template").content.firstElementChild.cloneNode(true);
  const when = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
    dateStyle: "long",
    timeStyle: "short",
  }).format(entry.at);
  const heading = shown.querySelector("[data-when]");
  heading.textContent = heading.dataset.when.replace("{when}", when);
  const labels = entry.labels.length > 12 ? [...entry.labels.slice(0, 12), "…"] : entry.labels;
  shown
    .querySelector("ul")
    .append(...labels.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  shown.querySelector("[data-files]").hidden = !entry.files.length;
  shown.querySelector("[data-files] span").textContent = entry.files.join(", ");
  shown.querySelector("[data-moved]").hidden = !form || !hasMoved(entry);
  const done = (isDone) => {
    if (!isDone) return;
    shown.remove();
    box.focus();
  };
  shown.querySelector("[data-do=restore]").addEventListener("click", () => done(restore(own, entry)));
  shown.querySelector("[data-do=discard]").addEventListener("click", () => {
    localStorage.removeItem(scope + own);
    status.textContent = status.dataset.discarded;
    done(true);
  });
  box.insertBefore(shown, status);
}

function entries() {
  return Object.keys(localStorage)
    .filter((each) => each.startsWith(scope) && each !== key)
    .map((each) => [each.slice(scope.length), stored(each)])
    .filter(([, entry]) => entry?.values)
    .sort(([, one], [, other]) => other.at - one.at);
}

function start() {
  const wanted = box.dataset.restore || new URLSearchParams(location.hash.slice(1)).get("restore");
  const asked = wanted && stored(scope + wanted);
  if (location.hash.startsWith("#restore=")) history.replaceState(history.state, "", location.href.split("#")[0]);
  for (const [own, entry] of entries()) {
    if (own !== wanted) offer(own, entry);
  }
  if (asked?.values && form) {
    putBack(asked);
    if (wanted !== name) localStorage.removeItem(scope + wanted);
  }
}

// Who goes back to a form has the same form again, even if the browser has fetched another one.
function keepToken(token) {
  const [{ type }] = performance.getEntriesByType("navigation");
  if (type === "back_forward" && history.state?.token) token.value = history.state.token;
  history.replaceState({ ...history.state, token: token.value }, "");
}

function listen() {
  form.elements.namedItem("typing").value = name;
  keepToken(form.elements.namedItem("form_token"));
  const later = () => {
    timer ||= setTimeout(keep, 600);
  };
  for (const type of ["input", "change", "click"]) form.addEventListener(type, later);
  document.addEventListener("formset:removed", later);
  window.django?.jQuery?.(form).on("change", later); // what select2 tells jQuery alone
  form.addEventListener("submit", keep);
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  addEventListener("storage", (event) => {
    const isOut = event.key === "unsaved-logged-out";
    isOver ||= isOut && Boolean(event.newValue?.startsWith(`${box.dataset.user} `));
  });
}

if (box) {
  box.tabIndex = -1;
  try {
    if (form) listen();
    if (document.readyState === "complete") start();
    else addEventListener("load", start); // once rows can be added and the editors stand
  } catch {
    status.textContent = status.dataset.full;
  }
}
