// Small comforts. Every page works without this file; it is written for old phones too.
(function () {
  "use strict";
  document.documentElement.className += " js";

  // A form that changes something is sent once, however often its button is pressed.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.getAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "1");
    var button = form.querySelector("[data-busy]");
    if (!button) return;
    // After the browser has gathered the form's values, a button's own among them.
    setTimeout(function () {
      button.setAttribute("data-words", button.textContent);
      button.textContent = button.getAttribute("data-busy");
      button.disabled = true;
    }, 0);
  });

  // Back from the next page: the form may be sent again; its key sees to it that it counts once.
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    Array.prototype.forEach.call(document.querySelectorAll("form[data-sent]"), function (form) {
      form.removeAttribute("data-sent");
      var button = form.querySelector("[data-words]");
      if (!button) return;
      button.textContent = button.getAttribute("data-words");
      button.disabled = false;
    });
  });

  document.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable) return;
    var box = document.querySelector("[data-slash]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // A number that was typed counts at once; without script the form's own button does it.
  document.addEventListener("change", function (event) {
    var at = event.target;
    if (!at.hasAttribute || !at.hasAttribute("data-update-on-change") || !at.form) return;
    var update = at.form.querySelector("[data-update]");
    if (update) update.click();
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-print]")) window.print();
  });
})();
