// The key is in a cookie by now: it leaves the address, and so the history and what is copied from there.
// The address also loses anything else: the terminal's script would fetch what `?ping=` names.
history.replaceState(null, "", "/");

addEventListener("DOMContentLoaded", () => {
  document.getElementById("again").addEventListener("click", () => location.reload());
});
// The terminal has the keyboard from the start, and again when the page is looked at again.
addEventListener("load", async () => {
  await document.fonts.load('16px "Roboto Mono"'); // measured before it is there, lines would be too long
  dispatchEvent(new Event("resize"));
  document.querySelector(".xterm-helper-textarea")?.focus();
});
addEventListener("focus", () => document.querySelector(".xterm-helper-textarea")?.focus());
