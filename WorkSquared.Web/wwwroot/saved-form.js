// A form whose text may be longer than what a hub takes: saved by a request of its own, and refused with the server's reason. A form says where
// it goes, and what becomes of the answer.

import { say } from './wording.js';
import { here } from './workspace.js';

export class SavedForm extends HTMLElement {
  #isSending = false;

  connectedCallback() {
    // The circuit inserts an element before its attributes and children.
    queueMicrotask(() => {
      if (!this.isConnected || this.dataset.open) return;
      this.dataset.open = 'true';
      this.addEventListener('submit', event => {
        event.preventDefault();
        this.#save(new FormData(event.target));
      });
      this.opened();
    });
  }

  // The answer to a form that was saved. Not every page needs one: most hear of it from the log.
  async saved() {}

  async #save(form) {
    if (this.#isSending) return;
    this.#isSending = true;
    const problem = this.querySelector('[data-problem]');
    problem.textContent = '';
    try {
      const response = await fetch(here(this.address), {
        method: this.method,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ commandId: this.dataset.command, ...Object.fromEntries(form) }),
        signal: AbortSignal.timeout?.(30_000),
      });
      if (response.ok) await this.saved(response);
      else problem.textContent = (await response.json()).detail;
    } catch {
      problem.textContent = say('The server can’t be reached. Nothing was saved: try again in a moment.');
    } finally {
      this.#isSending = false;
    }
  }
}
