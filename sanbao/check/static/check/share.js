// A link that carries the sealed answers in its fragment, which no server sees. Without this file there is no such link.
(() => {
  const start = document.getElementById("check-start");
  if (start && location.hash.startsWith("#s=")) {
    start.elements.state.value = location.hash.slice(3);
    history.replaceState(null, "", location.pathname);
    const go = document.createElement("input");
    Object.assign(go, { type: "hidden", name: "go", value: "resume" });
    start.append(go);
    start.submit();
  }
  const place = document.querySelector("[data-share]");
  if (place) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "quiet", textContent: place.dataset.share });
    button.addEventListener("click", async () => {
      const url = `${location.origin}${place.dataset.url}#s=${document.getElementById("case").elements.state.value}`;
      try {
        await navigator.clipboard.writeText(url);
        button.textContent = place.dataset.done;
      } catch {
        const shown = document.createElement("input");
        Object.assign(shown, { value: url, readOnly: true });
        shown.setAttribute("aria-label", place.dataset.share);
        place.append(shown);
        shown.select();
      }
    });
    place.append(button);
  }
})();
