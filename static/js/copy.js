// Buttons that copy: data-copy holds the text, or “#id” of the element that does; data-done is
// what the button says afterwards. Without this script, or without a clipboard, they stay hidden.

const REVERT_AFTER = 2500;

/** The day of reading, which a reference after GOST asks for, takes the place kept for it. */
function withToday(text) {
  return text.replace("дд.мм.гггг", new Date().toLocaleDateString("ru-RU", { day: "2-digit", month: "2-digit", year: "numeric" }));
}

function textOf(button) {
  const source = button.dataset.copy;
  return source.startsWith("#") ? withToday(document.querySelector(source).textContent.trim()) : source;
}

async function copy(button) {
  const label = button.textContent;
  await navigator.clipboard.writeText(textOf(button));
  button.textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = label;
  }, REVERT_AFTER);
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
}
