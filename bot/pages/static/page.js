"use strict";
// What helps on every page; without it all works by links and forms.
(() => {
  const plain = (words) => {
    const area = document.createElement("textarea");
    area.value = words;
    area.setAttribute("readonly", "");
    area.className = "away";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  const copy = async (words) => {
    // Only pages with HTTPS have a clipboard.
    if (!navigator.clipboard) return plain(words);
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      return plain(words);
    }
  };

  const reveal = (place) => {
    for (const button of place.querySelectorAll("[data-copy][hidden], [data-print][hidden]")) {
      if (button.hasAttribute("data-copy")) button.setAttribute("aria-live", "polite");
      button.hidden = false;
    }
  };
  window.wenceReveal = reveal;
  reveal(document);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if (button.hasAttribute("data-print")) {
      window.print();
      return;
    }
    if (button.dataset.words) return;
    if (!(await copy(button.dataset.copy))) return;
    button.dataset.words = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = button.dataset.words;
      delete button.dataset.words;
    }, 2000);
  });

  // Searching while somebody types.
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const input = form.elements.q;
  const places = document.querySelector(form.dataset.search);
  // It stands there before anything is told, or a screen reader would not hear of it.
  const found = document.getElementById("found");
  let timer = 0;
  let asking = null;
  let shown = input.value.trim();
  const name = shown ? document.title.slice(shown.length + 3) : document.title;
  places.querySelector("template").remove();

  const search = async () => {
    const phrase = input.value.trim();
    if (phrase === shown) return;
    shown = phrase;
    if (asking) asking.abort();
    asking = new AbortController();
    const asked = new URLSearchParams(new FormData(form));
    asked.set("q", phrase);
    const url = phrase || asked.has("document") ? `${form.action}?${asked}` : form.action;
    // What stands there is of other words.
    places.classList.add("past");
    try {
      const answer = await fetch(url, { headers: { "X-Fragment": "1" }, signal: asking.signal });
      if (!answer.ok || !answer.headers.has("X-Fragment")) throw new Error(answer.statusText);
      places.innerHTML = await answer.text();
      places.classList.remove("past");
      const told = places.querySelector("template");
      found.textContent = told.content.textContent;
      told.remove();
      document.title = phrase ? `${phrase} - ${name}` : name;
      history.replaceState(null, "", url);
    } catch (error) {
      if (error.name === "AbortError") return;
      shown = null;
      found.textContent = navigator.onLine ? places.dataset.failed : places.dataset.offline;
      places.replaceChildren();
      places.classList.remove("past");
      document.title = name;
    }
  };
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(search, wait);
  };
  // Half a syllable of an input method is no phrase yet.
  input.addEventListener("input", (event) => event.isComposing || soon(250));
  input.addEventListener("compositionend", () => soon(0));
  window.addEventListener("online", () => soon(0));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
    // On a phone the keyboard would cover what is found.
    if (matchMedia("(pointer: coarse)").matches) input.blur();
  });
})();
