// Sends a file to be imported. The browser reads it from the disk as it goes; nothing of it passes through the circuit.

import { here } from "../../workspace.js";

class ImportForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", event => event.target.matches("[data-file]") && this.#send(event.target));
  }

  async #send(input) {
    const file = input.files[0];
    if (!file) {
      return;
    }

    this.#say("[data-problem]", "");
    this.#say("[data-state]", `${this.dataset.sending} ${file.name}`);
    try {
      const response = await fetch(here(this.dataset.address), {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream" },
        body: file,
      });
      if (!response.ok) {
        const problem = await response.json().catch(() => ({}));
        this.#say("[data-problem]", problem.detail ?? this.dataset.unreachable);
      }
    } catch {
      this.#say("[data-problem]", this.dataset.unreachable);
    }

    this.#say("[data-state]", "");

    // The same file may be chosen again.
    input.value = "";
  }

  #say(where, text) {
    this.querySelector(where).textContent = text;
  }
}

customElements.define("work-import", ImportForm);
