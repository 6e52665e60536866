// Runs the query of the editor against /sparql, and shows a table, a truth or triples.
const form = document.getElementById("ask");
const editor = document.getElementById("query");
const answer = document.getElementById("answer");
const state = document.getElementById("state");
const button = form.querySelector("button");
let running = null;

function element(name, content) {
  const made = document.createElement(name);
  made.append(content);
  return made;
}

function term(value) {
  if (!value) return "";
  if (value.type !== "uri") return value.type === "triple" ? JSON.stringify(value.value) : value.value;
  const base = form.dataset.base;
  const own = value.value.startsWith(base);
  if (!own && !/^https?:\/\//.test(value.value)) return value.value;
  const link = element("a", own ? value.value.slice(base.length) || value.value : value.value);
  link.href = own ? `${form.dataset.here}${value.value.slice(base.length)}` : value.value;
  return link;
}

function table({ head, results }) {
  const names = head.vars;
  const made = document.createElement("table");
  const top = made.createTHead().insertRow();
  for (const name of names) {
    const cell = element("th", name);
    cell.scope = "col";
    top.append(cell);
  }
  const body = made.createTBody();
  for (const row of results.bindings) {
    const line = body.insertRow();
    for (const name of names) line.insertCell().append(term(row[name]));
  }
  return made;
}

function count(number) {
  return number === 1 ? "1 row" : `${number.toLocaleString("en")} rows`;
}

async function show(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (!response.ok) {
    const said = type.includes("json") ? (await response.json()).errors[0].message : await response.text();
    state.textContent = said;
    return null;
  }
  if (!type.includes("sparql-results+json")) {
    state.textContent = "The triples are below.";
    return element("pre", await response.text());
  }
  const body = await response.json();
  if ("boolean" in body) {
    state.textContent = body.boolean ? "Yes." : "No.";
    return null;
  }
  state.textContent = `${count(body.results.bindings.length)}.`;
  return body.results.bindings.length ? table(body) : null;
}

async function run() {
  running?.abort();
  const mine = (running = new AbortController());
  button.setAttribute("aria-busy", "true");
  state.textContent = "Asking …";
  answer.hidden = true;
  history.replaceState(null, "", `${form.action}?query=${encodeURIComponent(editor.value)}`);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: {
        "Content-Type": "application/sparql-query; charset=utf-8",
        Accept: "application/sparql-results+json, text/turtle",
      },
      body: editor.value,
      signal: mine.signal,
    });
    const shown = await show(response);
    if (shown && mine === running) {
      answer.replaceChildren(shown);
      answer.hidden = false;
    }
  } catch {
    if (mine === running) state.textContent = "The server does not answer. Is it still running?";
  } finally {
    if (mine === running) button.removeAttribute("aria-busy");
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
editor.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
for (const link of document.querySelectorAll("[data-query]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    editor.value = link.dataset.query;
    form.scrollIntoView({ block: "start" });
    run();
  });
}
if (new URLSearchParams(location.search).has("query")) run();
