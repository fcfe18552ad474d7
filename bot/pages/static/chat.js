"use strict";
// The chat without loading a page for each answer; without it each answer is a page.
(() => {
  const log = document.getElementById("log");
  const form = document.getElementById("ask");
  if (!log || !form || !window.fetch || !window.AbortController) return;
  const input = form.elements.q;
  const framed = window.parent !== window;
  const patience = 20000;
  let busy = false;

  const make = (name, kind, words) => {
    const made = document.createElement(name);
    made.className = kind;
    if (words) made.textContent = words;
    return made;
  };

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const show = (element) =>
    element.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });

  const post = async (url, values) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(url, {
        method: "POST",
        body: new URLSearchParams(values),
        headers: { "X-Fragment": "1" },
        signal: stop.signal,
      });
      // A whole page says what went wrong in words that are too many for here, and what comes from
      // a proxy is no answer.
      const fragment = answer.headers.has("X-Fragment") ? await answer.text() : "";
      return { status: answer.status, fragment };
    } catch {
      return { status: 0, fragment: "" };
    } finally {
      clearTimeout(timer);
    }
  };

  const reason = (status) => {
    if (status === 429) return log.dataset.busy;
    return status || navigator.onLine ? log.dataset.failed : log.dataset.offline;
  };

  const wait = (on) => {
    busy = on;
    for (const button of document.querySelectorAll("form[data-ask] button")) {
      if (on) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };

  const begin = () => {
    const lead = document.querySelector("#welcome .lead");
    if (lead) {
      // The heading stays for those who find their way by headings.
      lead.parentElement.className = "away";
      lead.remove();
    }
    form.querySelector("label").textContent = log.dataset.next;
    for (const part of document.querySelectorAll(".suggestions, .sources, .greeting")) part.remove();
    for (const link of document.querySelectorAll(".restart")) link.hidden = false;
  };

  // Who reads an item and comes back finds what was said; it goes with the tab.
  const keep = () => {
    const said = { log: log.innerHTML, conversation: form.elements.conversation.value };
    try {
      history.replaceState({ said }, "");
    } catch {
      // It is more than the browser keeps.
    }
  };

  const ask = async (words, values, typed) => {
    if (busy) return;
    wait(true);
    const turn = make("div", "turn");
    const asked = make("p", "asked", words);
    asked.prepend(make("span", "away", log.dataset.you));
    const waiting = make("p", "waiting", log.dataset.waiting);
    turn.append(asked, waiting);
    log.append(turn);
    show(turn);
    const { status, fragment } = await post(form.action, values);
    wait(false);
    if (fragment) {
      waiting.insertAdjacentHTML("afterend", fragment);
      waiting.remove();
      window.wenceReveal(turn);
      begin();
      keep();
      // Too long: who shortens it need not type it again.
      if (status === 422 && typed && !input.value) input.value = words;
    } else {
      waiting.className = "note";
      waiting.textContent = reason(status);
      const again = make("button", "again", log.dataset.again);
      again.type = "button";
      again.addEventListener("click", () => {
        if (busy) return;
        if (input.value === words) input.value = "";
        turn.remove();
        ask(words, values, typed);
      });
      turn.append(again);
      if (typed && !input.value) input.value = words;
    }
    // What was too long to be read is too long to be looked at before what is wrong with it.
    show((status === 422 && turn.querySelector(".card")) || turn);
    if (!typed) turn.querySelector(".card, .again").focus({ preventScroll: true });
    // On a phone the keyboard would cover the answer.
    else if (matchMedia("(pointer: coarse)").matches) input.blur();
    else input.focus({ preventScroll: true });
  };

  const vote = async (sent, submitter) => {
    if (sent.dataset.busy) return;
    sent.dataset.busy = "1";
    const values = new URLSearchParams(new FormData(sent));
    values.append(submitter.name, submitter.value);
    const { status, fragment } = await post(sent.action, values);
    delete sent.dataset.busy;
    if (fragment) {
      const place = sent.closest(".voted") || sent;
      place.insertAdjacentHTML("afterend", fragment);
      const voted = place.nextElementSibling;
      place.remove();
      voted.focus({ preventScroll: true });
      keep();
      return;
    }
    let told = sent.querySelector("[role=alert]");
    if (!told) {
      told = make("p", "failed");
      told.setAttribute("role", "alert");
      sent.append(told);
    }
    told.textContent = reason(status);
  };

  const restore = (said) => {
    // What was announced once is not announced again.
    log.innerHTML = said.log.replaceAll('role="alert"', "");
    form.elements.conversation.value = said.conversation;
    begin();
  };

  const { said } = history.state || {};
  const [visit] = performance.getEntriesByType("navigation");
  // Who comes here by a link or loads the page anew begins anew.
  if (said && visit && visit.type !== "back_forward") history.replaceState(null, "");
  else if (said) restore(said);

  // A link to the same address would take the conversation's place; so one can go back to it.
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".restart") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    history.pushState({ anew: true }, "");
    location.reload();
  });
  window.addEventListener("popstate", (event) => {
    const state = event.state || {};
    if (state.said) restore(state.said);
    else if (state.anew) location.reload();
  });

  document.addEventListener("submit", (event) => {
    const sent = event.target;
    const by = event.submitter;
    if (sent.matches("[data-vote]") && by) {
      event.preventDefault();
      vote(sent, by);
      return;
    }
    if (!sent.matches("[data-ask]")) return;
    const typed = sent === form;
    if (!typed && !by) return;
    event.preventDefault();
    if (busy) return;
    const words = typed ? input.value.trim() : by.dataset.asked || by.value;
    if (!words) return;
    const conversation = form.elements.conversation.value;
    const values = typed ? { q: words, conversation } : { [by.name]: by.value, conversation };
    if (typed) input.value = "";
    ask(words, values, typed);
  });

  if (!framed) return;
  // The page around the frame opens and closes it.
  window.parent.postMessage("wence-ready", "*");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") window.parent.postMessage("wence-close", "*");
  });
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data === "wence-open") input.focus();
  });
})();
