// Served by the preview alone: shows a page again as soon as there is a newer generation than the one it comes from.
"use strict";
const shown = document.currentScript.dataset.generation;
async function follow() {
  try {
    const health = await (await fetch("/healthz", { cache: "no-store" })).json();
    if (health.generation > shown) {
      location.reload();
      return;
    }
  } catch {
    // The preview has ended or is starting: go on asking.
  }
  setTimeout(follow, 500);
}
follow();
