// Nobody keeps the answers: whoever presses a link out of the check is asked first. Back and the buttons of the page lose
// nothing and ask nothing.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const asks = document.querySelector("[data-leaving]")?.dataset.leaving;
  if (!asks || !link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.target === "_blank" || link.hash && link.pathname === location.pathname) return;
  if (!confirm(asks)) event.preventDefault();
});
