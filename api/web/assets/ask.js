// Runs the query of its section against /graphql and shows the answer below it.
async function ask(section, button) {
  const query = section.querySelector("code").textContent;
  const answer = section.querySelector(".answer");
  const state = section.querySelector(".state");
  button.setAttribute("aria-busy", "true");
  state.textContent = "Asking …";
  try {
    const response = await fetch(new URL("../graphql", import.meta.url), {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" },
      body: JSON.stringify({ query }),
    });
    const body = await response.json();
    answer.textContent = JSON.stringify(body, null, 2);
    answer.hidden = false;
    state.textContent = body.errors ? "The answer below holds an error." : "The answer is below.";
  } catch {
    answer.hidden = true;
    state.textContent = "The server does not answer. Is it still running?";
  } finally {
    button.removeAttribute("aria-busy");
  }
}

for (const section of document.querySelectorAll(".example")) {
  const button = section.querySelector("[data-ask]");
  button.hidden = false;
  button.addEventListener("click", () => ask(section, button));
}
