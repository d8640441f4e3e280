// Saves a person's version of an answer, and takes them to its branch.

import { say } from '../../wording.js';

class WorkAnswerEditor extends HTMLElement {
  #isSending = false;

  connectedCallback() {
    // The circuit inserts an element before its attributes and children.
    queueMicrotask(() => {
      if (!this.isConnected || this.dataset.open) return;
      this.dataset.open = 'true';
      this.addEventListener('submit', event => {
        event.preventDefault();
        this.#save(new FormData(event.target).get('text'));
      });
      this.querySelector('textarea').focus({ preventScroll: true });
    });
  }

  async #save(text) {
    if (this.#isSending) return;
    this.#isSending = true;
    const problem = this.querySelector('[data-problem]');
    const { conversation, response, command } = this.dataset;
    problem.textContent = '';
    try {
      const answer = await fetch(new URL(`c/${conversation}/answers/${response}/edits`, document.baseURI), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ commandId: command, text }),
        signal: AbortSignal.timeout?.(30_000),
      });
      const body = await answer.json();
      if (answer.ok) go(`c/${conversation}?turn=${body.turnId}`);
      else problem.textContent = body.detail;
    } catch {
      problem.textContent = say('The server can’t be reached. Nothing was saved: try again in a moment.');
    } finally {
      this.#isSending = false;
    }
  }
}

function go(path) {
  const address = new URL(path, document.baseURI);
  if (document.body.dataset.ready === 'true') Blazor.navigateTo(address.href);
  else location.assign(address);
}

customElements.define('work-answer-editor', WorkAnswerEditor);
