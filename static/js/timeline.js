// Closer looks at the timeline, and what belongs together. The page is whole without it.
//
// Dragging over the picture, or + and − on the keyboard, asks the server for another period, so
// that words are placed anew and “back” leads back. The next page begins where this one was left.

const picture = document.querySelector("#timeline svg");
const { first, last, left, right } = picture.dataset;
const DAY = 86_400_000;
const start = Date.parse(first);
const days = (Date.parse(last) - start) / DAY + 1;
const marks = [...picture.querySelectorAll("[data-kind][href]")];
const SHORTEST = 14; // days of a period to look at
const LEAST_DRAG = 8; // pixels
const EARLIEST = Date.parse("0001-01-01");
const LATEST = Date.parse("9999-12-31");
const LEFT = "timeline-left";

document.querySelector("[data-zoom]").hidden = false;

function look(from, to) {
  const query = new URLSearchParams(location.search);
  const edges = [from, to].map((day) => Math.min(Math.max(start + day * DAY, EARLIEST), LATEST));
  const [one, other] = edges.map((time) => new Date(time).toISOString().slice(0, 10));
  query.set("date", `${one}/${other}`);
  query.delete("page");
  leave(`?${query}`);
  location.search = query;
}

// The picture stays where it is in the window, and the keyboard at its mark, or at the picture if
// that no longer shows the mark.
function leave(search) {
  const mark = document.activeElement.closest("#timeline svg a")?.getAttribute("href");
  const { top } = picture.getBoundingClientRect();
  sessionStorage.setItem(LEFT, JSON.stringify({ search, top, mark }));
}

function comeBack() {
  const left = JSON.parse(sessionStorage.getItem(LEFT));
  sessionStorage.removeItem(LEFT);
  if (left?.search !== location.search) return;
  scrollBy({ top: picture.getBoundingClientRect().top - left.top, behavior: "instant" });
  if (!left.mark) return;
  const mark = marks.find((each) => each.getAttribute("href") === left.mark);
  if (!mark) picture.tabIndex = -1;
  (mark ?? picture).focus();
}

function zoom(middle, share) {
  const half = Math.max(days * share, SHORTEST) / 2;
  look(Math.round(middle - half), Math.round(middle + half) - 1);
}

// The place of a pixel on the axis, in days after its start.
function dayAt(x) {
  const box = picture.getBoundingClientRect();
  const place = ((x - box.left) / box.width) * picture.viewBox.baseVal.width;
  return ((Math.min(Math.max(place, left), right) - left) / (right - left)) * days;
}

function middleOf(element) {
  const box = (element.querySelector("circle, rect:last-of-type") ?? element).getBoundingClientRect();
  return dayAt(box.left + box.width / 2);
}

picture.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const link = event.target.closest("a");
  const middle = link ? middleOf(link) : days / 2;
  const actions = {
    "+": () => zoom(middle, 1 / 2),
    "-": () => zoom(middle, 2),
    ArrowRight: () => follow(link, 1),
    ArrowLeft: () => follow(link, -1),
  };
  const action = actions[event.key === "=" ? "+" : event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

function follow(link, step) {
  const links = [...picture.querySelectorAll("a")];
  links[links.indexOf(link) + step]?.focus();
}

// Dragging selects a period; a click stays a click.
let from = null;
let band = null;

picture.addEventListener("dragstart", (event) => event.preventDefault());
picture.addEventListener("pointerdown", (event) => {
  if (event.button === 0 && event.pointerType === "mouse") from = event.clientX;
});
picture.addEventListener("pointermove", (event) => {
  if (from === null || Math.abs(event.clientX - from) < LEAST_DRAG) return;
  if (!band) {
    band = document.createElementNS(picture.namespaceURI, "rect");
    band.toggleAttribute("data-band", true);
    picture.append(band);
    picture.setPointerCapture(event.pointerId);
  }
  const [one, other] = [dayAt(from), dayAt(event.clientX)].sort((a, b) => a - b);
  const unit = (right - left) / days;
  band.setAttribute("x", Number(left) + one * unit);
  band.setAttribute("width", (other - one) * unit);
  band.setAttribute("height", picture.viewBox.baseVal.height);
});
picture.addEventListener("pointerup", (event) => {
  if (band) {
    const [one, other] = [dayAt(from), dayAt(event.clientX)].sort((a, b) => a - b);
    look(Math.floor(one), Math.max(Math.ceil(other) - 1, Math.floor(one)));
  }
  end();
});
picture.addEventListener("pointercancel", end);
document.addEventListener("keydown", (event) => event.key === "Escape" && end());

function end() {
  band?.remove();
  from = band = null;
}

// What shares a partner or a relation with the record looked at stays, the rest steps back.
for (const mark of marks) {
  const near = new Set((mark.dataset.near ?? "").split(" ").filter(Boolean).map(Number));
  const show = () => {
    for (const [number, other] of marks.entries()) {
      other.toggleAttribute("data-away", near.size && other !== mark && !near.has(number));
    }
  };
  const hide = () => marks.forEach((other) => other.removeAttribute("data-away"));
  mark.addEventListener("pointerenter", show);
  mark.addEventListener("pointerleave", hide);
  mark.addEventListener("focus", show);
  mark.addEventListener("blur", hide);
}

comeBack();
