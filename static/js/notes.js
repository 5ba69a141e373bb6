// A note opens beside the mark that leads to it, and so does a sentence on the page. Without this
// script the mark leads there as any link, and the note leads back.

const OPENS = 'a[href^="#note-"], a.mark[href^="#s-"], a.ref[href^="#n"]';
const pattern = document.getElementById("note-box");

/** Return the item to show: a copy of a note, or of a sentence. */
function itemOf(target) {
  const item = target.cloneNode(true);
  item.removeAttribute("id");
  item.removeAttribute("tabindex");
  if (item.matches("li")) return item;
  const [whole, quote] = ["li", "q"].map((tag) => document.createElement(tag));
  quote.lang = target.closest("[lang]").lang;
  quote.append(...item.childNodes);
  whole.append(quote);
  return whole;
}

function nameOf(mark) {
  return mark.getAttribute("aria-label") ?? mark.querySelector("title")?.textContent ?? mark.textContent;
}

function newBox() {
  const box = document.createElement("div");
  const traits = { popover: "auto", role: "dialog", tabindex: "-1", autofocus: "" };
  for (const [name, value] of Object.entries(traits)) box.setAttribute(name, value);
  box.classList.add("note-box");
  box.classList.add("notes");
  box.append(pattern.content.cloneNode(true));
  return box;
}

function open(mark, target) {
  const box = newBox();
  const [list, toSentence] = box.children;
  list.append(itemOf(target));
  toSentence.setAttribute("href", mark.getAttribute("href"));
  if (target.matches("li")) toSentence.remove();
  const place = mark.getBoundingClientRect();
  box.style.setProperty("--below", `${place.bottom + scrollY}px`);
  box.style.setProperty("--start", `${place.left}px`);
  box.setAttribute("aria-label", nameOf(mark));
  box.addEventListener("toggle", ({ newState }) => newState === "closed" && box.remove());
  box.addEventListener("click", (event) => event.target.closest("a, button") && box.hidePopover());
  document.body.append(box);
  // The mark is where the keyboard comes from and goes on; an arrow of a picture cannot be that.
  box.showPopover(mark instanceof HTMLElement ? { source: mark } : {});
}

if (pattern && HTMLElement.prototype.showPopover) {
  for (const mark of document.querySelectorAll(OPENS)) mark.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(OPENS);
    const target = mark && document.getElementById(mark.getAttribute("href").slice(1));
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(mark, target);
  });
}
