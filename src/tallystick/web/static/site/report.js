// Reports: says that one is being made, and when it is there. Without this file the same links give the same reports.
(function () {
  "use strict";

  var told = document.getElementById("made");
  var making = false;

  function tell(text) {
    told.className = "govuk-inset-text";
    told.textContent = text;
  }

  function save(report, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(report);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    window.setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 60000);
    tell("The report is made: " + name);
  }

  function make(link) {
    making = true;
    tell("The report is being made. It takes some seconds.");
    window
      .fetch(link.href, { credentials: "same-origin" })
      .then(function (answer) {
        var named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
        if (!answer.ok || !named) {
          throw new Error("It is no report, and the page that it leads to says why.");
        }
        return answer.blob().then(function (report) {
          save(report, named[1]);
        });
      })
      .catch(function () {
        window.location.assign(link.href);
      })
      .then(function () {
        making = false;
      });
  }

  document.querySelectorAll("a[data-report]").forEach(function (link) {
    link.addEventListener("click", function (pressed) {
      if (pressed.button || pressed.ctrlKey || pressed.metaKey || pressed.shiftKey || pressed.altKey) {
        return;
      }
      pressed.preventDefault();
      if (!making) {
        make(link);
      }
    });
  });
})();
