// Whether the sheet on the wall is the present one: its code, typed or scanned, is looked up in the one small file that
// holds the codes that begin like it.
(function () {
  "use strict";
  var form = document.querySelector("form[data-beginning]");
  if (!form) return;
  var input = document.getElementById("code");
  var answer = document.getElementById("answer");
  var asked = 0; // only the newest question is answered

  function part(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  // `state` is in its style; what it means is in the words.
  function tell(state, title, lines) {
    var card = part("div", "answer card " + state);
    card.appendChild(part("p", "verdict", title));
    lines.forEach(function (line) { card.appendChild(typeof line === "string" ? part("p", "", line) : line); });
    answer.textContent = "";
    answer.appendChild(card);
  }

  function link(address, text) {
    var line = part("p", "links"), way = part("a", "", text);
    way.href = form.getAttribute("data-base") + address;
    line.appendChild(way);
    return line;
  }

  function list(words) {
    var all = part("ul", "bullets");
    words.forEach(function (one) { all.appendChild(part("li", "", one)); });
    return all;
  }

  function helpline() { return document.getElementById("helpline").cloneNode(true).firstElementChild; }

  function mistake(found, text) {
    var what = {
      sign: "核对码里没有“" + found.sign + "”这个字符，只有数字和除 I、L、O、U 以外的英文字母。",
      length: "核对码有" + lianhuCheckCode.LENGTH + "位，这里是" + found.found + "位。",
      mistyped: "最后一位与前面各位对不上，有一位抄错了。请对照纸面再看一遍。"
    };
    tell("mistyped", "核对码抄错了", ["您输入的是“" + text.trim() + "”。", what[found.fault]]);
  }

  function unknown(code) {
    tell("unknown", "没有这个核对码", [
      code + " 的写法没有错，但它不是本镇现在的公示、联户卡或证书，以前的公示里也没有。请再对照纸面看一遍；还是这样，请告诉工作站或镇里，您在哪里看到的。",
      helpline()
    ]);
  }

  // What the file says of a code: {sheet, page}, and of one that is no longer current {since}, which is empty where
  // nobody knows the day, and what has {changed}; of one that is recorded to hang {hung}.
  function known(code, found) {
    var stale = found.since !== undefined;
    var lines = [code + "：" + found.sheet];
    if (!stale) lines.push(form.getAttribute("data-day") + "的记录和这一张一样。");
    else lines.push(found.since ? "从" + found.since + "起，记录和这一张不一样了。" : "现在的记录和这一张不一样。");
    if (found.hung) lines.push(found.hung + "挂上，登记着还在墙上。");
    if (found.changed) lines.push("此后变了的：", list(found.changed));
    lines.push(link(found.page, "看网上现在的内容"));
    tell(stale ? "stale" : "current", stale ? "不是现在的" : "是现在的", lines);
  }

  function refuse() {
    tell("refused", "没有查成", ["名单没有打开。请再试一次，或者用下面的名单。"]);
  }

  function look(code, question) {
    var length = Number(form.getAttribute("data-beginning"));
    if (!length) { refuse(); return; }
    var request = new XMLHttpRequest();
    request.open("GET", code.slice(0, length) + ".json");
    request.onload = function () {
      if (question !== asked) return;
      var codes;
      try { codes = JSON.parse(request.responseText); } catch (broken) { refuse(); return; }
      if (Object.prototype.hasOwnProperty.call(codes, code)) known(code, codes[code]); else unknown(code);
    };
    request.onerror = function () { if (question === asked) refuse(); };
    request.send();
  }

  function ask(text) {
    var question = ++asked;
    answer.textContent = "";
    if (!text.trim()) return;
    var found = lianhuCheckCode.read(text);
    if (!found.code) { mistake(found, text); return; }
    input.value = found.code;
    look(found.code, question);
  }

  // A QR code leads to board/#XXXX-XXXX-XXXX; the other marks in an address are places of this page.
  function askOfAddress() {
    var marked = /^#(.+)/.exec(location.hash);
    var typed = (marked && !document.getElementById(marked[1]) && marked) || /[?&]code=([^&]*)/.exec(location.search);
    if (!typed) return;
    try { input.value = decodeURIComponent(typed[1].replace(/\+/g, " ")); } catch (malformed) { input.value = typed[1]; }
    ask(input.value);
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(input.value); });
  window.addEventListener("hashchange", askOfAddress);
  askOfAddress();
})();
