// Copies a text that stands on the page, such as a fingerprint, by the button beside it.
"use strict";

if (navigator.clipboard) {
  document.documentElement.classList.add("scripted");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const said = document.getElementById("said");
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      if (said) said.textContent = "Copied.";
      button.firstChild.textContent = "Copied";
    } catch {
      if (said) said.textContent = "It could not be copied. Select it, and copy it by hand.";
    }
  });
}
