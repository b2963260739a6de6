// A citation number in an answer brings its source into view in the evidence pane.
(() => {
  const WAIT_MS = 1500;
  const FLASH_MS = 1600;

  const reveal = (number) => {
    const card = document.querySelector(`#evidence .da-source-${number}`);
    if (!card) return;
    card.scrollIntoView({ behavior: "smooth", block: "nearest" });
    card.classList.add("da-flash");
    setTimeout(() => card.classList.remove("da-flash"), FLASH_MS);
  };

  // Choosing an answer fetches its evidence, which arrives a moment after the click.
  const revealWhenThere = (number) => {
    const observer = new MutationObserver(() => requestAnimationFrame(() => reveal(number)));
    observer.observe(document.querySelector("#evidence"), { childList: true, subtree: true });
    setTimeout(() => observer.disconnect(), WAIT_MS);
    reveal(number);
  };

  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.(".da-answer .da-cite");
    if (mark) revealWhenThere(mark.textContent.trim());
  });

  document.addEventListener("keydown", (event) => {
    const mark = event.target.closest?.(".da-answer .da-cite");
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      mark.click();
    }
  });
})();

// The ids of this browser's conversations, whichever of its tabs began them.
(() => {
  const KEY = "deal-assistant-conversations";
  const MOST = 1000;

  const stored = () => {
    try {
      const ids = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(ids) ? ids : [];
    } catch {
      return [];
    }
  };

  const remembered = (ids) => {
    const all = [...new Set([...stored(), ...(ids ?? [])])].slice(-MOST);
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // A browser that keeps nothing still lists what this tab began.
    }
    return all;
  };

  window.dealAssistant = { remembered };
})();
