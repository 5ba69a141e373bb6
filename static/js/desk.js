// Gives names to the parts of the admin's form that have none, and takes the editor to a new row.

const texts = document.querySelector('script[data-date]').dataset;
const labelOf = (id) => document.querySelector(`label[for="${id}"]`)?.textContent.trim();

function nameFields() {
  for (const box of document.querySelectorAll(".select2-selection")) {
    const select = box.closest(".select2-container").previousElementSibling;
    const label = select && labelOf(select.id);
    if (label) box.setAttribute("aria-label", label);
  }
  for (const text of document.querySelectorAll('.ProseMirror[contenteditable="true"]')) {
    const field = text.closest(".form-row, .fieldBox")?.querySelector("textarea");
    const label = field && labelOf(field.id);
    if (label) text.setAttribute("aria-label", label);
  }
  for (const part of document.querySelectorAll(".vDateField, .vTimeField")) {
    const row = part.closest(".form-row")?.querySelector("label, legend")?.textContent.trim();
    const own = part.classList.contains("vDateField") ? texts.date : texts.time;
    if (row) part.setAttribute("aria-label", `${row} ${own}`);
  }
}

document.addEventListener("formset:added", (event) => {
  nameFields();
  event.target.querySelector("select, input:not([type=hidden]), textarea")?.focus();
});
window.addEventListener("load", () => {
  nameFields();
  (document.querySelector(".errors input, .errors select, .errors textarea") ??
    document.querySelector("#id_title_en"))?.focus();
});
document.addEventListener("prose-editor:ready", nameFields);
