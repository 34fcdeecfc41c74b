// Says on the page that a passkey did not work, or was not allowed: else nothing would seem to happen.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.getElementById("passkey-problem");
  problem.hidden = false;
  problem.focus();
});
