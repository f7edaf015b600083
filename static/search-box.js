// Names to choose from while somebody types into a search box. Without this script the box is a plain form.

const PAUSE = 120; // milliseconds without a keystroke before names are asked for
const FIRST_OF_WIDE_LETTERS = 0x2e80; // from here on one letter can be a word

for (const form of document.querySelectorAll("form[data-names]")) {
  const input = form.elements.q;
  const begin = () => suggest(form, input);
  if (document.activeElement === input) begin();
  else input.addEventListener("focus", begin, { once: true });
}

async function suggest(form, input) {
  const { default: Combobox } = await import(form.dataset.combobox);
  const list = listbox(form, input);
  const count = politeCount(form);
  const combobox = new Combobox(input, list, { tabInsertsSuggestions: false });
  let asked = new AbortController();
  let pause = 0;

  const askNoMore = () => {
    asked.abort();
    clearTimeout(pause);
  };
  const close = () => {
    askNoMore();
    combobox.stop();
    list.hidden = true;
    count.textContent = "";
  };
  const open = (names) => {
    if (!names.length) return close();
    list.replaceChildren(...names.map((name, place) => option(`${list.id}-${place}`, name)));
    list.hidden = false;
    combobox.start();
    count.textContent = `${form.dataset.label}: ${names.length}`;
  };
  const ask = async (typed) => {
    asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.names}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      open(answer.ok ? (await answer.json()).suggestions : []);
    } catch {
      // Whoever types on, or has no line, searches without suggestions.
    }
  };

  const listen = () => {
    const typed = input.value.trim();
    clearTimeout(pause);
    if (typed.length > 1 || typed.codePointAt(0) >= FIRST_OF_WIDE_LETTERS) pause = setTimeout(ask, PAUSE, typed);
    else close();
  };

  input.addEventListener("input", listen);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // browsers would empty the field
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) listen();
      else askNoMore(); // a late answer would take the choice away
    }
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("combobox-commit", ({ target }) => {
    input.value = target.textContent;
    form.requestSubmit();
  });
  if (input.value !== input.defaultValue) listen(); // somebody was faster than this script
}

function listbox(form, input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-names`;
  list.className = "names-found";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  input.parentElement.append(list);
  return list;
}

function politeCount(form) {
  const count = document.createElement("p");
  count.className = "visually-hidden";
  count.setAttribute("role", "status");
  form.append(count);
  return count;
}

function option(id, { text, language }) {
  const item = document.createElement("li");
  item.id = id;
  item.lang = language;
  item.dir = "auto";
  item.setAttribute("role", "option");
  item.textContent = text;
  return item;
}
