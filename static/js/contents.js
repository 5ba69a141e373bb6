// Marks in the contents the section that is being read.

const contents = document.querySelector("[data-contents]");
const links = new Map();

if (contents) {
  for (const link of contents.querySelectorAll("a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
}

function mark() {
  const line = innerHeight / 4;
  const passed = [...links.keys()].filter((heading) => heading.getBoundingClientRect().top <= line);
  const current = links.get(passed.at(-1));
  for (const link of links.values()) {
    if (link === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

if (links.size) {
  // The upper quarter of the window is where the eye is: headings that cross its edge count.
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
  for (const heading of links.keys()) observer.observe(heading);
}
