const main = document.querySelector("main");
const ids = selector => new Set([...document.querySelectorAll(selector)].map(element => element.id));
let shown = "";
async function refresh() {
  try {
    const answer = await fetch("/_sandbox/timelines");
    const fresh = await answer.text();
    if (answer.ok && fresh !== shown) {
      const posts = ids(".post"), unfolded = ids(".unfold:checked");
      main.innerHTML = shown = fresh;
      for (const post of document.querySelectorAll(".post")) post.classList.toggle("new", !posts.has(post.id));
      for (const box of document.querySelectorAll(".unfold")) box.checked = unfolded.has(box.id);
    }
  } finally {
    setTimeout(refresh, 1000);
  }
}
setTimeout(refresh, 1000);
const faults = document.querySelector(".faults");
faults.addEventListener("click", async event => {
  if (event.target.tagName !== "BUTTON") return;
  const fault = event.target.value, account = faults.querySelector("select").value;
  const answer = await fetch("/_sandbox/faults", { method: "POST", body: JSON.stringify({ add: [{ fault, account }] }) });
  faults.querySelector("output").textContent = answer.ok ? `has “${fault}”.` : await answer.text();
});
