// Keys and small comforts. Every page works without this file; nothing here knows what a page is about.
"use strict";
(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const current = () => document.querySelector('[data-row][aria-current="true"]');
  let led = false; // g was pressed, the next key names a page

  function mark(row) {
    if (!row) return;
    current()?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    row.querySelector("a")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    mark(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  }

  function close() {
    const panel = document.getElementById("panel");
    if (panel?.childElementCount) {
      panel.replaceChildren();
      document.querySelector("[data-opener]")?.focus();
      return;
    }
    document.querySelectorAll("details[data-closes][open]").forEach((each) => each.removeAttribute("open"));
  }

  const keys = {
    "/": () => document.getElementById("search")?.focus(),
    "?": () => document.getElementById("keys")?.showModal(),
    j: () => step(1),
    k: () => step(-1),
    x: () => current()?.querySelector("input[type=checkbox]")?.click(),
    n: () => document.querySelector("[data-next]")?.click(),
    b: () => document.querySelector("[data-before]")?.click(),
    Escape: close,
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "k") {
      event.preventDefault();
      document.getElementById("search")?.focus();
      return;
    }
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) close();
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (led) {
      led = false;
      document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`)?.click();
      return;
    }
    if (event.key === "g") {
      led = true;
      setTimeout(() => { led = false; }, 1200);
      return;
    }
    const deed = document.querySelector(`[data-deed="${CSS.escape(event.key)}"]`);
    if (deed) {
      event.preventDefault();
      deed.click();
      return;
    }
    const act = keys[event.key];
    if (act && event.key !== "Escape") {
      event.preventDefault();
      act();
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    if (event.target.closest("[data-shuts]")) close();
    if (event.target.closest("[data-prints]")) window.print();
    document.querySelectorAll("details[data-closes][open]").forEach((each) => {
      if (!each.contains(event.target)) each.removeAttribute("open");
    });
    const all = event.target.closest("[data-all]");
    if (all) {
      document.querySelectorAll(`input[name="${CSS.escape(all.dataset.all)}"]`).forEach((box) => { box.checked = all.checked; });
      document.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  document.addEventListener("change", (event) => {
    const sender = event.target.closest?.("[data-sends]");
    if (sender) sender.form?.requestSubmit();
    const bar = document.querySelector("[data-marked]");
    if (bar) {
      const number = document.querySelectorAll("[data-row] input[type=checkbox]:checked").length;
      bar.hidden = number === 0;
      const told = bar.querySelector("[data-number]");
      if (told) told.textContent = String(number);
    }
  });

  // Money is drawn onto an invoice, or given to the row at hand by the key a: as much as there is, and as it takes.
  const chip = document.querySelector("[data-money]");
  function give(row) {
    const field = row?.querySelector("input[data-digits]");
    if (!chip || !field) return;
    const digits = Number(field.dataset.digits);
    const minor = (input) => Math.round(Number(input.value.replace(",", ".") || 0) * 10 ** digits);
    const others = [...document.querySelectorAll("input[data-digits]")].filter((each) => each !== field);
    const left = Number(chip.dataset.money) - others.reduce((sum, each) => sum + minor(each), 0);
    const takes = Math.max(0, Math.min(left, Number(row.dataset.takes)));
    field.value = takes ? (takes / 10 ** digits).toFixed(digits) : "";
    field.focus();
  }
  if (chip) {
    keys.a = () => give(current());
    chip.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", chip.dataset.money));
    document.querySelectorAll("[data-takes]").forEach((row) => {
      row.addEventListener("dragover", (event) => event.preventDefault());
      row.addEventListener("drop", (event) => {
        event.preventDefault();
        give(row);
      });
    });
  }

  // Fields that belong to one answer show with it alone: data-when="result=promise dispute".
  function fit(root) {
    root.querySelectorAll("[data-when]").forEach((part) => {
      const [name, values] = part.dataset.when.split("=");
      const asked = part.closest("form")?.elements[name];
      part.hidden = Boolean(asked) && !values.split(" ").includes(asked.value);
    });
  }
  fit(document);
  document.addEventListener("change", () => fit(document));

  document.addEventListener("htmx:afterSwap", (event) => {
    fit(document);
    if (event.target.id === "panel") (event.target.querySelector("input:not([type=hidden]), select, textarea") ?? event.target.querySelector("button"))?.focus();
  });
  // A fault comes back as a page of its own status, and is shown where it was asked for.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
})();
