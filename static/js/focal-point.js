// Lets editors point at the focal point of a picture, or move it with the arrow keys, and shows at
// once how pages crop it. The two numbers of the form stay, and do the same.

const stage = document.querySelector(".focal");
const file = document.getElementById("id_file");
const [left, top_] = ["id_focus_x", "id_focus_y"].map((id) => document.getElementById(id));
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SHAPES = ["wide", "square"];

const percent = (value) => Math.min(100, Math.max(0, Math.round(value) || 0));

function element(tag, className, properties = {}) {
  return Object.assign(document.createElement(tag), { className, ...properties });
}

function build(source, alt) {
  const picture = element("img", "focal__picture", { src: source, alt, draggable: false });
  const mark = element("button", "focal__mark", { type: "button" });
  const said = element("output", "focal__said");
  const crops = SHAPES.map((shape) => {
    const crop = element("img", "focal__crop", { src: source, alt: "" });
    crop.dataset.shape = shape;
    return crop;
  });
  const whole = element("div", "focal__whole");
  whole.append(picture, mark);
  const beside = element("div", "focal__crops");
  beside.append(...crops);
  stage.replaceChildren(whole, beside, said);

  const show = () => {
    const [x, y] = [percent(left.value), percent(top_.value)];
    Object.assign(mark.style, { left: `${x}%`, top: `${y}%` });
    for (const crop of crops) crop.style.objectPosition = `${x}% ${y}%`;
    said.value = stage.dataset.label.replace("{x}", x).replace("{y}", y);
    mark.setAttribute("aria-label", said.value);
  };
  const move = (x, y) => {
    [left.value, top_.value] = [percent(x), percent(y)];
    show();
  };
  const follow = (event) => {
    const box = picture.getBoundingClientRect();
    move(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  };
  whole.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    whole.setPointerCapture(event.pointerId);
    follow(event);
    mark.focus();
  });
  whole.addEventListener("pointermove", (event) => {
    if (whole.hasPointerCapture(event.pointerId)) follow(event);
  });
  mark.addEventListener("keydown", (event) => {
    if (!MOVES[event.key]) return;
    event.preventDefault();
    const [x, y] = MOVES[event.key].map((step) => step * (event.shiftKey ? 10 : 1));
    move(Number(left.value) + x, Number(top_.value) + y);
  });
  left.oninput = top_.oninput = show;
  show();
}

if (stage && left && top_) {
  const saved = stage.querySelector("img");
  if (saved) build(saved.src, saved.alt);
  file?.addEventListener("change", () => {
    const [chosen] = file.files;
    if (!chosen?.type.startsWith("image/")) return;
    const reader = new FileReader();
    reader.onload = () => build(reader.result, "");
    reader.readAsDataURL(chosen);
  });
}
