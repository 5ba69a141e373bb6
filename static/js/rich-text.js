// Two parts of the rich-text editor: pasting, which the site reads by the same rules as imported
// files, and links, whose addresses the site completes or refuses at once. If the site cannot be
// reached, the editor pastes by itself, and saving checks the links.

import { Extension, Link as EditorLink, Plugin } from "django-prose-editor/editor";

const box = document.querySelector("[data-rich-text]");
const WAIT = 60000;
const reading = new Set(); // pasted texts that the site is reading

async function ask(address, body, type) {
  const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
  if (type) headers["Content-Type"] = type;
  const signal = AbortSignal.timeout(WAIT);
  const response = await fetch(address, { method: "POST", redirect: "error", headers, body, signal });
  if (![200, 400].includes(response.status)) throw new Error(`The site answered ${response.status}`);
  return response.json();
}

// Pasting

function say(editor, lines) {
  const paragraphs = lines.map((textContent) =>
    Object.assign(document.createElement("p"), { textContent }),
  );
  editor.storage.pasting.notes.replaceChildren(...paragraphs);
}

// The place of the text stays right while the editor types elsewhere.
function follow(editor, range) {
  const move = ({ transaction }) => {
    range.from = transaction.mapping.map(range.from);
    range.to = Math.max(range.from, transaction.mapping.map(range.to));
  };
  editor.on("transaction", move);
  return () => editor.off("transaction", move);
}

async function insert(editor, html, { from, to }) {
  const range = { from, to };
  const stop = follow(editor, range);
  say(editor, [box.dataset.reading]);
  let found = { html, notes: [box.dataset.unreached] };
  try {
    found = await ask(box.dataset.read, html, "text/html; charset=utf-8");
  } catch {
    // what was set above stays
  }
  stop();
  if (editor.isDestroyed) return;
  say(editor, found.error ? [found.error] : found.notes);
  if (!found.html) return;
  editor.commands.setTextSelection(range);
  editor.view.pasteHTML(found.html);
}

function take(editor, event, data, range) {
  const html = data?.getData("text/html");
  if (!box || !html || html.includes("data-pm-slice")) return false; // of an editor like this one
  event.preventDefault();
  const task = insert(editor, html, range).finally(() => reading.delete(task));
  reading.add(task);
  return true;
}

export const Pasting = Extension.create({
  name: "pasting",
  addStorage: () => ({ notes: null }),
  onCreate() {
    const notes = Object.assign(document.createElement("div"), { className: "pasting-notes" });
    notes.setAttribute("role", "status");
    this.editor.view.dom.after(notes);
    this.storage.notes = notes;
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    const handleDOMEvents = {
      paste: (view, event) => take(editor, event, event.clipboardData, view.state.selection),
      drop(view, event) {
        const place = view.dragging ? null : view.posAtCoords({ left: event.clientX, top: event.clientY });
        return Boolean(place) && take(editor, event, event.dataTransfer, { from: place.pos, to: place.pos });
      },
    };
    return [new Plugin({ props: { handleDOMEvents } })];
  },
});

// A form that is sent waits for what was pasted into it.
box?.closest("form").addEventListener("submit", async (event) => {
  if (!reading.size) return;
  event.preventDefault();
  await Promise.allSettled([...reading]);
  event.target.requestSubmit(event.submitter);
});

// Links

function setLink(editor, href, text) {
  const chain = editor.chain().focus();
  if (editor.isActive("link")) chain.extendMarkRange("link").updateAttributes("link", { href }).run();
  else if (!editor.state.selection.empty) chain.setMark("link", { href }).run();
  else chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).unsetMark("link").run();
}

function openDialog(editor) {
  const dialog = box.querySelector("template").content.firstElementChild.cloneNode(true);
  const form = dialog.querySelector("form");
  const { address, text } = form.elements;
  const error = dialog.querySelector("[role=alert]");
  const isNew = editor.state.selection.empty && !editor.isActive("link");
  address.value = editor.getAttributes("link").href ?? "";
  text.closest("p").hidden = !isNew;
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = address.value.trim();
    let found = { address: typed };
    try {
      found = await ask(box.dataset.check, new URLSearchParams({ typed }));
    } catch {
      // saving checks it
    }
    error.hidden = !found.error;
    error.textContent = found.error ?? "";
    if (found.error) {
      address.focus();
      return;
    }
    dialog.close();
    setLink(editor, found.address, text.value.trim() || typed);
  });
  document.body.append(dialog);
  dialog.showModal();
}

export const Link = EditorLink.extend({
  addMenuItems(given) {
    this.parent?.(given);
    const { menu, buttons } = given;
    menu.defineItem({
      name: "link",
      groups: "link",
      command: (editor) => openDialog(editor),
      button: buttons.material("insert_link", "insert link"),
      active: (editor) => editor.isActive("link"),
    });
  },
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          openDialog(editor);
          return true;
        },
    };
  },
});
