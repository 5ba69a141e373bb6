// Lets an editor pick the exact sentence of the chosen article in place of copying it.

const INLINE = ".inline-related";
const texts = document.querySelector("[data-articles]").dataset;

function addButton(quote) {
  if (quote.dataset.picker || quote.name.includes("__prefix__")) return;
  quote.dataset.picker = "ready";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button picker";
  button.textContent = texts.pickFrom;
  button.addEventListener("click", () => pick(quote, button));
  quote.after(button);
}

async function pick(quote, button) {
  const article = quote.closest(INLINE).querySelector('select[name$="-article"]');
  if (!article.value) {
    openDialog(texts.first, [], quote, button);
    return;
  }
  const response = await fetch(`${texts.articles}${article.value}/sentences/`);
  const { sentences } = response.ok ? await response.json() : { sentences: [] };
  const hint = sentences.length ? texts.hint : texts.none;
  openDialog(hint, sentences, quote, button);
}

function openDialog(hint, sentences, quote, button) {
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  const heading = document.createElement("h2");
  heading.textContent = texts.pick;
  const note = document.createElement("p");
  note.textContent = hint;
  const words = document.createElement("input");
  words.type = "search";
  words.setAttribute("aria-label", texts.words);
  words.placeholder = texts.words;
  const list = document.createElement("ul");
  const choose = (sentence) => {
    quote.value = sentence;
    dialog.close();
  };
  const show = () => {
    const wanted = words.value.toLocaleLowerCase().split(/\s+/);
    const fits = (sentence) => wanted.every((word) => sentence.toLocaleLowerCase().includes(word));
    list.replaceChildren(...sentences.filter(fits).map((sentence) => row(sentence, choose)));
  };
  words.addEventListener("input", show);
  show();
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button";
  close.textContent = texts.close;
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus();
  });
  dialog.setAttribute("aria-label", heading.textContent);
  dialog.append(heading, note, ...(sentences.length ? [words, list] : []), close);
  document.body.append(dialog);
  dialog.showModal();
}

function row(sentence, choose) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = sentence;
  button.addEventListener("click", () => choose(sentence));
  item.append(button);
  return item;
}

const addButtons = () => document.querySelectorAll('textarea[name$="-quote"]').forEach(addButton);
document.addEventListener("formset:added", addButtons);
addButtons();
