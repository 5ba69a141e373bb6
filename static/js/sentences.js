// Offers to copy a link to the sentence that a reader clicks or comes to by its address.

const reading = document.querySelector(".reading");
const template = document.getElementById("copy-sentence");
let button = null;

function offer(sentence) {
  button?.remove();
  button = template.content.firstElementChild.cloneNode(true);
  const address = new URL(location.href);
  address.hash = sentence.id;
  button.dataset.copy = address.href;
  button.hidden = false;
  const mark = sentence.nextElementSibling;
  (mark?.matches(".ref") ? mark : sentence).after(button);
}

function isSentence(element) {
  return element?.closest(".prose") && element.matches("span[id]");
}

function fromAddress() {
  const sentence = document.querySelector(".prose :target");
  if (isSentence(sentence)) offer(sentence);
}

if (reading && template && navigator.clipboard) {
  reading.addEventListener("click", (event) => {
    const sentence = event.target.closest(".prose span[id]");
    if (sentence && !event.target.closest("a") && getSelection().isCollapsed) offer(sentence);
  });
  addEventListener("hashchange", fromAddress);
  fromAddress();
}
