/* The workbench: puts each passage of the original beside the field or block that translates it.
   Without it the passages stand above the text, in their order. */
const layOut = () => {
  const bench = document.querySelector("[data-workbench]");
  if (!bench) return;
  const form = bench.closest("form");
  const passages = [...bench.querySelectorAll(".passage")];

  const place = (name) => {
    const found = form.querySelector(`[data-contentpath="${CSS.escape(name)}"]`);
    return found && (found.querySelector(".w-panel__content") ?? found.closest(".w-panel")?.querySelector(".w-panel__content"));
  };

  const put = () => {
    let above = null;
    for (const passage of passages) {
      const beside = passage.dataset.beside && place(passage.dataset.beside);
      if (beside) {
        above = beside;
        if (passage.parentElement !== beside) {
          beside.classList.add("pairing");
          beside.prepend(passage);
          for (const field of beside.querySelectorAll("textarea, input[type=text], [contenteditable]")) {
            field.lang = bench.dataset.lang;
            field.dir = "auto";
          }
        }
      } else if (above && !above.contains(passage)) {
        above.append(passage);
      } else if (!above && !passage.isConnected) {
        bench.append(passage);
      }
    }
  };

  /* Wagtail draws the blocks of a text when it comes to them, and anew when they are moved. */
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      put();
    });
  };
  new MutationObserver(later).observe(form, { childList: true, subtree: true });
  put();

  /* Of two columns a telephone shows one. */
  const side = bench.querySelector(".bench__switch");
  bench.closest(".w-panel").before(side);
  side.addEventListener("change", (event) => {
    form.dataset.side = event.target.value;
  });
  form.dataset.side = "translation";

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button || (button.dataset.confirm && !window.confirm(button.dataset.confirm))) return;
    const wanted = document.createElement("input");
    Object.assign(wanted, { type: "hidden", name: "take", value: button.dataset.take });
    form.append(wanted);
    form.requestSubmit();
  });

  const remarks = bench.dataset.remarks;
  if (remarks) {
    document.addEventListener("w-autosave:success", async () => {
      const answer = await fetch(remarks, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      for (const [id, html] of Object.entries(await answer.json())) {
        const shown = document.getElementById(id);
        if (shown) shown.innerHTML = html;
      }
    });
  }

  const wanted = location.hash.startsWith("#passage-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (wanted) setTimeout(() => wanted.scrollIntoView({ block: "center" }), 600);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", layOut);
else layOut();
