// What is live on the desk. Every page works without it: links and forms do the rest.
"use strict";

(() => {
  const said = document.getElementById("said");
  const gone = document.getElementById("gone");
  // What the page itself says already is no news.
  let lastSaid = said && said.dataset.was;

  function parts(of) {
    return new Map([...of.querySelectorAll("[data-live]")].map((each) => [each.dataset.live, each]));
  }

  function isEntered(field) {
    return field.checked !== field.defaultChecked || (field.type !== "file" && field.value !== field.defaultValue);
  }

  // Put a newer part in place of the one shown; what had the focus in it keeps it, if it is still there. Where somebody
  // has entered or unticked something, the part stays.
  function replacePart(shown, newer) {
    if (shown.innerHTML === newer.innerHTML) return;
    if ([...shown.querySelectorAll("input")].some(isEntered)) return;
    const focused = shown.contains(document.activeElement) ? document.activeElement : null;
    if (focused && focused.matches("input, textarea, select")) return;
    const chosen = shown.value;
    const open = new Set([...shown.querySelectorAll("details[open]")].map((each) => each.id));
    shown.replaceChildren(...newer.childNodes);
    if (chosen !== undefined && [...shown.options].some((each) => each.value === chosen)) shown.value = chosen;
    for (const each of shown.querySelectorAll("details")) each.open = each.open || open.has(each.id);
    shown.classList.add("fresh");
    shown.addEventListener("animationend", () => shown.classList.remove("fresh"), { once: true });
    if (!focused) return;
    const again = focused.id && document.getElementById(focused.id);
    if (!again) shown.tabIndex = -1;
    (again || shown).focus({ preventScroll: true });
  }

  async function refresh() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const newer = new DOMParser().parseFromString(await answer.text(), "text/html");
    const shown = parts(document);
    for (const [name, part] of parts(newer)) {
      if (shown.has(name)) replacePart(shown.get(name), part);
    }
    followPreview(newer.getElementById("preview"));
  }

  // One look at a time; what happens meanwhile is looked at once, afterwards.
  let looking = false;
  let again = false;
  async function look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      do {
        again = false;
        await refresh();
      } while (again);
    } catch {
      // The desk has gone away: what listens says so.
    } finally {
      looking = false;
    }
  }

  function say(words) {
    if (words === lastSaid) return;
    lastSaid = words;
    said.textContent = words;
  }

  // While the desk does not answer nothing on its page leads anywhere, and nobody knows how things stand.
  function close(isClosed) {
    if (gone.hidden === !isClosed) return;
    gone.hidden = !isClosed;
    for (const each of document.querySelectorAll("a[href]:not([href^='#']), button, [data-live=stands]")) each.inert = isClosed;
    const stands = document.querySelector("[data-live=stands]");
    if (isClosed && stands) stands.replaceChildren(paragraph("The desk is closed", "tag error"));
    if (!isClosed) look();
  }

  // A browser keeps few connections to one place: a page that nobody looks at gives its own away.
  let listening = null;
  function listenToNews() {
    if (listening || document.hidden) return;
    listening = new EventSource("/events");
    listening.addEventListener("news", (event) => {
      const news = JSON.parse(event.data);
      close(false);
      say(news.said);
      document.documentElement.dataset.number = news.number;
      look();
    });
    listening.addEventListener("error", () => {
      close(true);
      say(gone.textContent);
    });
  }
  function stopListening() {
    if (listening) listening.close();
    listening = null;
  }

  if (said && gone) {
    listenToNews();
    document.addEventListener("visibilitychange", () => (document.hidden ? stopListening() : listenToNews()));
    addEventListener("pagehide", stopListening);
    addEventListener("pageshow", listenToNews);
  }

  // A piece of work tells how far it is, until it is done.
  const work = document.querySelector("[data-listen]");
  if (work && "EventSource" in window) {
    const progress = new EventSource(work.dataset.listen);
    progress.addEventListener("work", (event) => {
      const news = JSON.parse(event.data);
      say(news.said);
      look();
      if (news.done) progress.close();
    });
  }

  // Where does this come from? The frame runs no script of its own; this one reads it from outside.
  const frame = document.getElementById("preview");
  const whence = document.getElementById("whence");

  function paragraph(words, name, kind = "p") {
    const made = document.createElement(kind);
    made.textContent = words;
    if (name) made.className = name;
    return made;
  }

  function tell(place) {
    const [sheet, cell] = place.dataset.cell.split("!");
    whence.replaceChildren(
      paragraph("This comes from"),
      paragraph(`${sheet}, cell ${cell}`, "cell"),
      paragraph(place.textContent.trim(), "", "blockquote"),
      paragraph("Change it there, and save.", "muted"),
    );
    whence.scrollIntoView({ block: "nearest" });
  }

  function tellNothing() {
    whence.replaceChildren(
      paragraph("This comes from no single cell: it was worked out, or it stands in the template."),
    );
    whence.scrollIntoView({ block: "nearest" });
  }

  // What was asked for by the address of the page has the focus once, so that the keyboard goes on from there.
  let wanted = new URLSearchParams(location.search).has("cell");
  function focusAsked(shown) {
    const asked = wanted && shown.querySelector("[data-asked]");
    if (!asked) return; // as in the empty page that a frame holds at first
    wanted = false;
    (asked.closest("a[href]") || asked).focus({ preventScroll: true });
  }

  function listen() {
    const shown = frame.contentDocument;
    if (!shown || !shown.body) return;
    for (const place of shown.querySelectorAll("[data-cell]")) {
      if (!place.closest("a[href]")) place.tabIndex = 0;
    }
    shown.addEventListener("click", (event) => {
      const place = event.target.closest("[data-cell]");
      if (place) tell(place);
      else if (event.target !== shown.body && event.target !== shown.documentElement) tellNothing();
    });
    focusAsked(shown);
    shown.addEventListener("keydown", (event) => {
      const place = event.target.closest("[data-cell]");
      if (!place || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      tell(place);
    });
  }

  // Show the page of a newer save where the one before was: at what has changed, else where the reader was.
  function followPreview(newer) {
    if (!frame || !newer) return;
    const address = newer.getAttribute("src");
    if (address === frame.getAttribute("src")) return;
    const top = frame.contentWindow.scrollY;
    const goesSomewhere = address.includes("#");
    if (!goesSomewhere) {
      frame.addEventListener("load", () => frame.contentWindow.scrollTo({ top, behavior: "instant" }), { once: true });
    }
    frame.setAttribute("src", address);
  }

  if (frame && whence) {
    const how = whence.querySelector("[data-click]");
    if (how) how.textContent = how.dataset.click;
    frame.addEventListener("load", listen);
    if (frame.contentDocument && frame.contentDocument.readyState === "complete") listen();
  }
})();
