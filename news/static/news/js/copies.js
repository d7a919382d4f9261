// Saves two keystrokes: a field is selected when one steps into it, and a button copies it.
// Without this script the fields hold the same, and each copy is a file to download.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const name = button.textContent;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without https there is no clipboard but that of the old command.
      if (!document.execCommand("copy")) return;
    }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = name; }, 3000);
  });
  button.hidden = false;
}
