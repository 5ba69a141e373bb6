// The network comes to hand: neighbours of a partner stand out, and the picture can grow.

const picture = document.querySelector(".network .figure__picture");
const tools = document.getElementById("network-tools");
const WITH = /^(.*\/)([^/]+)\/with\/([^/]+)\/$/;

/** Return the addresses of the partners that a link of the picture concerns. */
function ends(link) {
  const path = new URL(link.getAttribute("href"), location).pathname.replace(/index\.html$/, "");
  const pair = WITH.exec(path);
  return pair ? [`${pair[1]}${pair[2]}/`, `${pair[1]}${pair[3]}/`] : [path];
}

/** Dim everything that does not touch one link: a partner, or the line between two. */
function focus(links, chosen) {
  const own = ends(chosen);
  const isLine = own.length === 2;
  const near = new Set(own);
  const touches = (link) => link.ends.length === 2 && link.ends.includes(own[0]);
  if (!isLine) links.filter(touches).forEach((link) => link.ends.forEach((end) => near.add(end)));
  for (const link of links) {
    const shown = link.ends.length === 1 ? near.has(link.ends[0])
      : isLine ? link.node === chosen : touches(link);
    link.node.toggleAttribute("data-dim", !shown);
  }
}

/** Let a pointer meet a line that passes near it. */
function widen(svg) {
  for (const line of svg.querySelectorAll(".network__lines a path")) {
    const area = line.cloneNode();
    area.removeAttribute("stroke-width");
    area.classList.add("hit");
    line.before(area);
  }
}

function neighbours(svg) {
  const links = [...svg.querySelectorAll("a")].map((node) => ({ node, ends: ends(node) }));
  const show = (event) => {
    const link = event.target.closest("a");
    if (link) focus(links, link);
  };
  const clear = () => links.forEach((link) => link.node.removeAttribute("data-dim"));
  // On the frame: listening for focus would make the picture itself a stop of the keyboard.
  picture.addEventListener("pointerover", show);
  picture.addEventListener("pointerout", clear);
  picture.addEventListener("focusin", show);
  picture.addEventListener("focusout", clear);
  picture.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
}

function zoom(svg) {
  const sizes = [0.5, 1, 1.5, 2, 3];
  let place = 1;
  const bar = tools.content.firstElementChild.cloneNode(true);
  const set = (next) => {
    place = Math.min(Math.max(next, 0), sizes.length - 1);
    const whole = place === 1;
    svg.style.inlineSize = whole ? "" : `${sizes[place] * svg.viewBox.baseVal.width}px`;
    bar.querySelector("[value=in]").disabled = place === sizes.length - 1;
    bar.querySelector("[value=out]").disabled = place === 0;
    bar.querySelector("[value=whole]").disabled = whole;
  };
  bar.addEventListener("click", (event) => {
    const steps = { in: place + 1, out: place - 1, whole: 1 };
    if (event.target.value in steps) set(steps[event.target.value]);
  });
  picture.before(bar);
  set(1);
}

if (picture && tools) {
  const svg = picture.querySelector("svg");
  widen(svg);
  neighbours(svg);
  zoom(svg);
}
