// Saves a prompt. The page hears of it from the log, as every other page does, and closes the form.

import { say } from '../../wording.js';

class WorkPromptForm extends HTMLElement {
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
      this.querySelector('input').focus();
    });
  }

  async #save(form) {
    if (this.#isSending) return;
    this.#isSending = true;
    const problem = this.querySelector('[data-problem]');
    problem.textContent = '';
    try {
      const response = await fetch(new URL(`library/prompts/${this.dataset.id}`, document.baseURI), {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ commandId: this.dataset.command, name: form.get('name'), text: form.get('text') }),
        signal: AbortSignal.timeout?.(30_000),
      });
      if (!response.ok) problem.textContent = (await response.json()).detail;
    } catch {
      problem.textContent = say('The server can’t be reached. Nothing was saved: try again in a moment.');
    } finally {
      this.#isSending = false;
    }
  }
}

customElements.define('work-prompt-form', WorkPromptForm);
