// Finds records by substring. The index is fetched when there is something to look for, and not before; that of a year
// gone by when the reader asks for it, or when nothing was found in those that are there.
(function () {
  "use strict";
  var SHOWN = 50;
  var form = document.querySelector("form[data-index]");
  var input = document.getElementById("q");
  var found = document.getElementById("found");
  var results = document.getElementById("results");
  if (!form) return;

  var older = document.getElementById("older");
  var years = (form.getAttribute("data-years") || "").split(" ").filter(Boolean); // not fetched yet, the newest first
  var entries = null; // [kind, name, details, address, pinyin, all of it to match against]
  var asked = false;

  // Phones write the dot of 阿依古丽·买买提 in many ways or leave it out; pinyin is kept with v for ü.
  function plain(text) {
    return (text.normalize ? text.normalize("NFKC") : text).toLowerCase()
      .replace(/[\u00b7\u2022\u2027\u2219\u22c5\u30fb]/g, "").replace(/\u00fc/g, "v");
  }

  function fetchIndex(address) {
    if (asked) return;
    asked = true;
    found.textContent = "正在打开名单……";
    var request = new XMLHttpRequest();
    request.open("GET", address);
    request.onload = function () {
      try {
        entries = (entries || []).concat(JSON.parse(request.responseText).map(function (entry) {
          return entry.concat(plain(entry[1] + " " + entry[2] + " " + entry[4]));
        }));
        if (address === years[0] + ".json") years.shift();
        asked = false;
        show();
      } catch (broken) { refuse(); }
    };
    request.onerror = refuse;
    request.send();
  }

  function refuse() {
    asked = false;
    found.textContent = "名单没有打开。请再试一次，或者用下面的名单。";
  }

  // A name that begins with the words comes first, then one that holds them, then the rest, in the index's order.
  function rank(entry, words) {
    var name = plain(entry[1]);
    if (name.indexOf(words[0]) === 0 || entry[4].split(" ").indexOf(words[0]) >= 0) return 0;
    return name.indexOf(words[0]) > 0 ? 1 : 2;
  }

  function matching(words) {
    var ranked = [[], [], []];
    entries.forEach(function (entry) {
      var matches = words.every(function (word) { return entry[5].indexOf(word) >= 0; });
      if (matches) ranked[rank(entry, words)].push(entry);
    });
    return ranked[0].concat(ranked[1], ranked[2]);
  }

  function part(tag, name, text) {
    var element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  }

  function item(entry) {
    var row = document.createElement("li");
    var link = part("a", "matter", entry[1]);
    link.href = form.getAttribute("data-base") + entry[3];
    row.appendChild(part("span", "role", entry[0]));
    row.appendChild(link);
    row.appendChild(part("span", "soft", entry[2]));
    return row;
  }

  function show() {
    var query = plain(input.value).trim();
    results.textContent = "";
    older.hidden = true;
    if (!query) { found.textContent = ""; return; }
    if (!entries) { fetchIndex(form.getAttribute("data-index")); return; }
    // Input methods put ' between the syllables of pinyin while they are being typed.
    var hits = matching(query.replace(/'/g, "").split(/\s+/));
    if (hits.length === 0 && years.length > 0) { fetchIndex(years[0] + ".json"); return; }
    found.textContent = hits.length === 0 ? "没有找到“" + input.value.trim() + "”。换个字试试，或者用下面的名单。"
      : "找到" + hits.length + "条" + (hits.length > SHOWN ? "，先列" + SHOWN + "条，多打一个字会更准" : "");
    hits.slice(0, SHOWN).forEach(function (entry) { results.appendChild(item(entry)); });
    older.hidden = years.length === 0;
    older.textContent = "再找" + years[0] + "年的";
  }

  older.addEventListener("click", function () { fetchIndex(years[0] + ".json"); });

  form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  input.addEventListener("input", show);
  var asks = /[?&]q=([^&]*)/.exec(location.search);
  if (asks) {
    try { input.value = decodeURIComponent(asks[1].replace(/\+/g, " ")); } catch (malformed) { /* an empty field */ }
    show();
  }
})();
