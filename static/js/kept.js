// Forgets typing that unsaved.js has kept, on every page of the desk: what the site says is saved
// (cookies “saved-<name>”, see admin/kept_typing.py), what an editor drops, whatever is too old,
// and all of an editor’s when they log out. Keys: unsaved:<account>:<form>:<name>.

const PREFIX = "unsaved:";
const OLD = 30 * 24 * 60 * 60 * 1000;

const forget = (chosen) => {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  keys.filter(chosen).forEach((key) => localStorage.removeItem(key));
};

const isOld = (key) => {
  try {
    return !(Date.now() - JSON.parse(localStorage.getItem(key)).at < OLD);
  } catch {
    return true;
  }
};

try {
  for (const [, name] of document.cookie.matchAll(/\bsaved-([0-9a-f]+)=/g)) {
    forget((key) => key.endsWith(`:${name}`));
    document.cookie = `saved-${name}=; path=/; max-age=0; samesite=lax`;
  }
  const account = document.querySelector("[data-forget]")?.dataset.forget;
  if (account) {
    forget((key) => key.startsWith(`${PREFIX}${account}:`));
    // other tabs hear this (the event “storage”) and stop keeping
    localStorage.setItem("unsaved-logged-out", `${account} ${Date.now()}`);
  }
  forget(isOld);
  document.addEventListener("click", (event) => {
    const name = event.target.closest?.("[data-drop-typing]")?.dataset.dropTyping;
    if (name) forget((key) => key.endsWith(`:${name}`));
  });
} catch {
  // a browser that keeps nothing has nothing to forget
}
