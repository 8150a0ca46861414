// A link that carries the sealed answers in its fragment, which no server sees. Without this file there is no such link.
(() => {
  // A link pasted while a page of the check is open changes the fragment alone: what it carries is opened all the same.
  const resume = () => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (!token || !location.hash.startsWith("#s=")) return;
    const action = document.querySelector("[data-share]")?.dataset.url ?? location.pathname;
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action, hidden: true });
    const sent = { csrfmiddlewaretoken: token.value, state: location.hash.slice(3), go: "resume" };
    for (const [name, value] of Object.entries(sent)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    history.replaceState(null, "", location.pathname);
    document.body.append(form);
    form.submit();
  };
  resume();
  addEventListener("hashchange", resume);

  const place = document.querySelector("[data-share]");
  if (!place) return;
  const { share, done, hand, url } = place.dataset;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: share });
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "soft";
  button.addEventListener("click", async () => {
    const link = `${location.origin}${url}#s=${document.getElementById("case").elements.state.value}`;
    try {
      await navigator.clipboard.writeText(link);
      status.textContent = done;
    } catch {
      const shown = Object.assign(document.createElement("input"), { value: link, readOnly: true });
      shown.setAttribute("aria-label", share);
      status.replaceChildren(hand, shown);
      shown.select();
    }
  });
  place.before(button);
  place.append(status);
})();
