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

/** Zoom in steps of the size that fits the frame, and keep the middle of the view where it is. */
function zoom(svg) {
  const sizes = [0.5, 1, 1.5, 2, 3, 4.5];
  const fit = sizes.indexOf(1);
  let place = fit;
  const bar = tools.content.firstElementChild.cloneNode(true);
  const button = (value) => bar.querySelector(`[value=${value}]`);
  const resize = () => {
    const middle = (picture.scrollLeft + picture.clientWidth / 2) / picture.scrollWidth;
    svg.removeAttribute("style");
    if (place === fit) return;
    svg.style.inlineSize = `${sizes[place] * svg.getBoundingClientRect().width}px`;
    svg.style.maxInlineSize = "none";
    picture.scrollLeft = middle * picture.scrollWidth - picture.clientWidth / 2;
  };
  const set = (next) => {
    const pressed = document.activeElement;
    place = Math.min(Math.max(next, 0), sizes.length - 1);
    resize();
    button("in").disabled = place === sizes.length - 1;
    button("out").disabled = place === 0;
    button("whole").disabled = place === fit;
    if (bar.contains(pressed) && pressed.disabled) bar.querySelector(":enabled").focus();
  };
  bar.addEventListener("click", (event) => {
    const steps = { in: place + 1, out: place - 1, whole: fit };
    if (event.target.value in steps) set(steps[event.target.value]);
  });
  picture.before(bar);
  set(fit);
}

if (picture && tools) {
  const svg = picture.querySelector("svg");
  widen(svg);
  neighbours(svg);
  zoom(svg);
}
