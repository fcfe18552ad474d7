"use strict";
// One line in a page of a school puts a button there that opens the chat:
// <script src="https://HOST/widget.js" data-color="#0d6b57" data-greeting="您好" async></script>
(() => {
  const script = document.currentScript;
  if (!script) return;
  const { origin } = new URL(script.src);
  const words = { name: "%name%", open: "%open%", close: "%close%" };
  const { color = "#0d6b57", greeting = "", label = words.name } = script.dataset;
  const accent = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(color) ? color : "#0d6b57";

  const style = (element, values) => Object.assign(element.style, values);

  // Black or white, whichever is easier to read on the colour.
  const readable = () => {
    const digits = accent.length === 4 ? accent.replace(/[^#]/g, "$&$&") : accent;
    const parts = [1, 3, 5].map((at) => {
      const part = parseInt(digits.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] > 0.179 ? "#000" : "#fff";
  };

  const begin = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", "wence-frame");
    style(button, {
      all: "initial", boxSizing: "border-box", textAlign: "center",
      position: "fixed", right: "16px", bottom: "16px", zIndex: "2147483001", minWidth: "56px",
      minHeight: "48px", padding: "0 18px", border: "2px solid #fff", borderRadius: "26px",
      background: accent, color: readable(), font: "600 17px/1.2 system-ui, sans-serif",
      cursor: "pointer", boxShadow: "0 2px 10px rgba(0, 0, 0, .3)",
    });
    const say = (open) => {
      button.textContent = open ? `× ${words.close}` : label;
      button.setAttribute("aria-label", `${open ? words.close : words.open} ${label}`);
      button.setAttribute("aria-expanded", String(open));
    };
    say(false);

    let frame = null;
    let ready = false;
    const narrow = matchMedia("(max-width: 480px), (max-height: 500px)");
    const place = () => {
      if (!frame) return;
      style(frame, narrow.matches
        ? { left: "0", right: "0", top: "0", bottom: "auto", width: "100%", height: "calc(100% - 80px)", borderRadius: "0" }
        : { left: "auto", right: "16px", top: "auto", bottom: "80px", width: "400px", height: "min(640px, calc(100% - 100px))", borderRadius: "12px" });
    };
    const make = () => {
      const made = document.createElement("iframe");
      const looks = new URLSearchParams({ color: accent });
      if (greeting) looks.set("greeting", greeting);
      made.id = "wence-frame";
      made.title = label;
      made.src = `${origin}/widget?${looks}`;
      made.allow = "clipboard-write";
      style(made, {
        all: "initial", boxSizing: "border-box", display: "block",
        position: "fixed", zIndex: "2147483000", border: "1px solid #999", background: "Canvas",
        maxWidth: "100%", boxShadow: "0 6px 30px rgba(0, 0, 0, .3)", colorScheme: "light dark",
      });
      made.addEventListener("load", enter);
      return made;
    };
    const isOpen = () => button.getAttribute("aria-expanded") === "true";
    const enter = () => {
      if (!isOpen()) return;
      frame.focus();
      frame.contentWindow.postMessage("wence-open", origin);
    };
    const open = () => {
      say(true);
      if (frame && ready) {
        frame.style.display = "block";
        enter();
        return;
      }
      // What could not be loaded is tried again.
      if (frame) frame.remove();
      frame = make();
      place();
      // Behind the button, so that the tabulator leads from the one into the other.
      button.after(frame);
    };
    const close = () => {
      if (!isOpen()) return;
      say(false);
      frame.style.display = "none";
      button.focus();
    };
    button.addEventListener("click", () => (isOpen() ? close() : open()));
    narrow.addEventListener("change", place);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    window.addEventListener("message", (event) => {
      if (!frame || event.source !== frame.contentWindow) return;
      if (event.data === "wence-close") close();
      if (event.data === "wence-ready") ready = true;
    });
    document.body.append(button);
  };

  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
