// Nothing here is needed: every page works without it.
const PATIENCE = 3000;

// The offline page, once the browser is at rest.
if ("serviceWorker" in navigator && window.isSecureContext) {
  window.addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => undefined));
}

// Theme and type change on the spot, so that what was typed on the page stays.
document.querySelector("footer")?.addEventListener("submit", async (event) => {
  const { name, value } = event.submitter ?? {};
  if (name !== "theme" && name !== "type") return;
  event.preventDefault();
  const form = event.target;
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form, event.submitter),
    headers: { Accept: "text/x-part" },
  });
  if (!answer.ok) return location.reload();
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form");
  // What the page carries (answers, where it leads back to) is the page's own: the fresh buttons get the old fields.
  part.querySelectorAll("input").forEach((input) => input.remove());
  part.prepend(...form.querySelectorAll("input"));
  document.documentElement.className = part.dataset.look;
  form.replaceWith(part);
  (part.querySelector(`[name=${name}]:not([value="${value}"])`) ?? part.querySelector("button")).focus();
});

// A form is sent once, however often its button is pressed; after a while, and on coming back, it may be sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, PATIENCE);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// In a worklist the arrow keys move from entry to entry.
const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-moves]");
  if (!list || !(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey) return;
  const entries = [...list.rows].map((row) => row.querySelector("a"));
  const here = [...list.rows].indexOf(event.target.closest("tr"));
  const there = Math.min(Math.max(here + STEPS[event.key], 0), entries.length - 1);
  event.preventDefault();
  entries[there].focus();
});
