// Suggests records while a reader types into a search box: a combobox with a list (ARIA 1.2).
// Without it, or while the answer is on its way, the box is an ordinary form.

const WAIT = 150; // milliseconds after the last key
const SHORTEST = 2; // letters, as the server has it

class Suggestions {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.list = input.parentElement.querySelector("[role=listbox]");
    this.pattern = input.parentElement.querySelector("template").content.firstElementChild;
    this.status = input.parentElement.querySelector("[role=status]");
    input.autocomplete = "off";
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.askSoon());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.children];
  }

  askSoon() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.input.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    this.request = new AbortController();
    const address = `${this.input.dataset.suggestions}?${new URLSearchParams({ q: this.input.value })}`;
    try {
      const response = await fetch(address, { signal: this.request.signal });
      if (response.ok && document.activeElement === this.input) this.show(await response.json());
    } catch {
      this.close(); // offline or overtaken by the next key: the form still works
    }
  }

  show({ suggestions, message }) {
    this.list.replaceChildren(...suggestions.map((each, place) => this.option(each, place)));
    this.activate(-1);
    this.list.hidden = suggestions.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.status.textContent = message;
  }

  option({ title, name, kind, url }, place) {
    const item = this.pattern.cloneNode(true);
    const texts = [title, kind, name];
    item.id = `${this.list.id}-${place}`;
    item.dataset.url = url;
    [...item.children].forEach((part, n) => (part.textContent = texts[n]));
    return item;
  }

  onKey(event) {
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault(); // the first Escape closes the list, the next empties the box
      this.close();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.open(this.options[this.active]);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && !this.list.hidden) {
      event.preventDefault();
      const number = this.options.length + 1; // one place more: the box itself
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.activate(((this.active + 1 + step + number) % number) - 1);
    }
  }

  activate(place) {
    this.active = place;
    this.options.forEach((option, n) => option.setAttribute("aria-selected", String(n === place)));
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", this.options[place].id);
      this.options[place].scrollIntoView({ block: "nearest" });
    }
  }

  open(option) {
    if (option) window.location.assign(option.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
    this.activate(-1);
  }
}

for (const input of document.querySelectorAll("input[data-suggestions]")) new Suggestions(input);
