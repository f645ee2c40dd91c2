// The check code of a sheet as it was typed: read as lianhu reads it (public/check_code), or what is wrong with it.
var lianhuCheckCode = (function () {
  "use strict";
  var CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  var LENGTH = 12;
  var ALIKE = { O: "0", I: "1", L: "1" };
  var PARTED = /[\s\-‐‑–—－_.·]+/g;
  var SIGNS = /[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g;

  function narrow(sign) { return String.fromCharCode(sign.charCodeAt(0) - 0xfee0); }

  // ISO/IEC 7064, modulus 33 and 32.
  function checkDigit(payload) {
    var modulus = CHARACTERS.length;
    var product = modulus;
    payload.split("").forEach(function (sign) {
      product = ((product + CHARACTERS.indexOf(sign)) % modulus || modulus) * 2 % (modulus + 1);
    });
    return CHARACTERS.charAt((1 - product + modulus) % modulus);
  }

  // {code: "XXXX-XXXX-XXXX"}, else {fault: "sign", sign: …}, {fault: "length", found: …} or {fault: "mistyped"}.
  function read(text) {
    var typed = text.replace(/[\uff01-\uff5e]/g, narrow).replace(PARTED, "").toUpperCase()
      .replace(/[OIL]/g, function (sign) { return ALIKE[sign]; });
    var signs = typed.match(SIGNS) || [];
    for (var at = 0; at < signs.length; at++) {
      if (CHARACTERS.indexOf(signs[at]) < 0) return { fault: "sign", sign: signs[at] };
    }
    if (signs.length !== LENGTH) return { fault: "length", found: signs.length };
    if (typed.charAt(LENGTH - 1) !== checkDigit(typed.slice(0, LENGTH - 1))) return { fault: "mistyped" };
    return { code: typed.match(/.{4}/g).join("-") };
  }

  return { read: read, LENGTH: LENGTH };
})();
