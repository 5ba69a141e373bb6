// Says that the form is open, and shows who else has it open; see admin/presence.py.
// While the tab is in sight every 20 seconds, after failures more and more seldom.

const box = document.querySelector("[data-presence]");
const token = document.querySelector("[name=csrfmiddlewaretoken]");
const EVERY = 20_000;
const AT_MOST = 320_000;
let pause = EVERY;
let timer;
let hasLeft = false;
let isSent = false; // what becomes of it then, the site knows first

const message = (state) => new URLSearchParams({ state, csrfmiddlewaretoken: token.value });

function show(lines) {
  const live = box.querySelector("[aria-live]");
  const shown = [...live.children].map((line) => line.textContent);
  if (JSON.stringify(shown) === JSON.stringify(lines)) return; // so that it is not read out again
  live.replaceChildren(
    ...lines.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );
}

async function renew() {
  clearTimeout(timer);
  try {
    const response = await fetch(box.dataset.presence, { method: "POST", body: message("open") });
    const isLoggedOut = response.redirected || response.status === 403;
    box.querySelector("[data-logged-out]").hidden = !isLoggedOut;
    box.querySelector("[data-deleted]").hidden = response.status !== 404;
    if (response.status === 404) return;
    if (isLoggedOut || !response.ok) throw new Error(response.status);
    show((await response.json()).present);
    pause = EVERY;
  } catch {
    pause = Math.min(pause * 2, AT_MOST);
  }
  if (!document.hidden && !hasLeft) timer = setTimeout(renew, pause);
}

function say(state) {
  clearTimeout(timer);
  navigator.sendBeacon(box.dataset.presence, message(state));
}

if (box && token) {
  document.addEventListener("visibilitychange", () => {
    if (hasLeft) return;
    if (document.hidden) say("away");
    else renew();
  });
  box.closest("form").addEventListener("submit", () => {
    isSent = true;
  });
  addEventListener("pagehide", () => {
    hasLeft = true;
    if (!isSent) say("left");
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    hasLeft = isSent = false;
    renew();
  });
  if (!document.hidden) renew();
}
