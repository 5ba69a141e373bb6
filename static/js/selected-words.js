// Copies the words that an editor selects in the sentence into the title of the new record.

const sentence = document.querySelector("[data-select-into]");
const title = document.getElementById(sentence.dataset.selectInto);

function copyWords() {
  const words = sentence.value.slice(sentence.selectionStart, sentence.selectionEnd).trim();
  if (words) title.value = words;
}

for (const event of ["select", "keyup", "mouseup"]) sentence.addEventListener(event, copyWords);
