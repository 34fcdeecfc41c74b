// The review of suppliers: one key an answer. Without this file the same buttons do the same things.
(function () {
  "use strict";

  var REMEMBERED = "tallystick-single-keys";
  var box = document.getElementById("single-keys");
  var sent = false;

  function remembered() {
    try {
      return window.localStorage.getItem(REMEMBERED) !== "off";
    } catch (refused) {
      return true;
    }
  }

  function remember(on) {
    try {
      window.localStorage.setItem(REMEMBERED, on ? "on" : "off");
    } catch (refused) {
      // A browser that keeps nothing asks again next time.
    }
  }

  function show() {
    document.querySelectorAll(".ts-key").forEach(function (hint) {
      hint.hidden = !box.checked;
    });
    document.querySelectorAll("[data-key]").forEach(function (button) {
      if (box.checked) {
        button.setAttribute("aria-keyshortcuts", button.dataset.key);
      } else {
        button.removeAttribute("aria-keyshortcuts");
      }
    });
  }

  function typing(at) {
    return at.isContentEditable || /^(SELECT|TEXTAREA)$/.test(at.tagName) || (at.tagName === "INPUT" && at.type !== "checkbox");
  }

  document.addEventListener("keydown", function (pressed) {
    if (!box.checked || sent || pressed.repeat || pressed.ctrlKey || pressed.altKey || pressed.metaKey) {
      return;
    }
    if (pressed.key.length !== 1 || typing(pressed.target)) {
      return;
    }
    var button = document.querySelector('[data-key="' + CSS.escape(pressed.key.toLowerCase()) + '"]');
    if (button) {
      pressed.preventDefault();
      sent = true;
      button.click();
    }
  });

  // Come back to by the browser's own "back", the page takes answers again.
  window.addEventListener("pageshow", function () {
    sent = false;
  });

  box.checked = remembered();
  box.addEventListener("change", function () {
    remember(box.checked);
    show();
  });
  document.getElementById("keys").hidden = false;
  show();
})();
