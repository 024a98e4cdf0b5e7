// Files may be dropped where they can be chosen. Without this, the field alone takes them.
"use strict";

(() => {
  const place = document.querySelector("[data-drop]");
  const field = place && place.querySelector("input[type=file]");
  if (!field) return;
  place.querySelector("[data-drop-words]").hidden = false;
  for (const kind of ["dragenter", "dragover"]) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
  });
})();
