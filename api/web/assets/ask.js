// Runs the query of its section against /graphql and shows the answer below it.
async function ask(section) {
  const query = section.querySelector("code").textContent;
  const answer = section.querySelector(".answer");
  answer.hidden = false;
  answer.textContent = "…";
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" },
      body: JSON.stringify({ query }),
    });
    answer.textContent = JSON.stringify(await response.json(), null, 2);
  } catch {
    answer.textContent = "The server does not answer. Is it still running?";
  }
}

for (const section of document.querySelectorAll(".example")) {
  const button = section.querySelector("[data-ask]");
  button.hidden = false;
  button.addEventListener("click", () => ask(section));
}
