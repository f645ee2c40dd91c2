// 大字版: remembers on this device, and nowhere else, that its reader wants large type.
(function () {
  var root = document.documentElement;
  var KEY = "lianhu-size";

  function remembered() {
    try { return localStorage.getItem(KEY) === "large"; } catch (refused) { return false; }
  }

  function remember(large) {
    try {
      if (large) localStorage.setItem(KEY, "large"); else localStorage.removeItem(KEY);
    } catch (refused) { /* the size then holds for this page only */ }
  }

  function show(large) {
    root.classList.toggle("large", large);
    var button = document.querySelector("button.size");
    if (button) button.textContent = button.getAttribute(large ? "data-normal" : "data-large");
  }

  root.classList.add("scripted");
  show(remembered());
  document.addEventListener("DOMContentLoaded", function () { show(remembered()); });
  document.addEventListener("click", function (event) {
    if (!event.target.classList || !event.target.classList.contains("size")) return;
    var large = !root.classList.contains("large");
    remember(large);
    show(large);
  });
})();
