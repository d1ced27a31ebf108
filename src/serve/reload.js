// Loads the page anew when something else is shown than when it was loaded.
(() => {
  const shown = document.currentScript.dataset.shown;
  let changes;
  // A browser opens few connections to one server, so only a page in view holds one.
  const follow = () => {
    if (document.hidden) {
      changes?.close();
      changes = undefined;
    } else if (!changes || changes.readyState === EventSource.CLOSED) {
      changes = new EventSource("/-/changes");
      changes.onmessage = (event) => {
        if (event.data === shown) return;
        changes.close();
        if (location.search) location.replace(location.pathname + location.hash);
        else location.reload();
      };
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
})();
