// Saves the model's settings and tests the connection. The page hears of a change by itself, and has another form then.

import { SavedForm } from '../../saved-form.js';
import { say } from '../../wording.js';
import { here } from '../../workspace.js';

class WorkModel extends SavedForm {
  method = 'POST';
  address = 'model/settings';
  #testing = null;

  opened() {
    this.addEventListener('click', event => {
      if (!event.target.closest('[data-test]')) return;
      if (this.#testing) this.#testing.abort();
      else this.#test();
    });
  }

  disconnectedCallback() {
    this.#testing?.abort();
  }

  async saved() {
    this.querySelector('[name=key]').value = '';
    document.getElementById('model-state')?.focus();
  }

  async #test() {
    const form = this.querySelector('form');
    this.#testing = new AbortController();
    this.#show(true);
    this.#say(this.dataset.asking);
    try {
      const response = await fetch(here('model/test'), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(form ? Object.fromEntries(new FormData(form)) : {}),
        signal: this.#testing.signal,
      });
      const answer = await response.json();
      this.#say(answer.text ?? answer.detail, response.ok && answer.isGood);
    } catch {
      this.#say(this.#testing.signal.aborted ? '' : say('The server can’t be reached. Try again in a moment.'));
    } finally {
      this.#testing = null;
      this.#show(false);
    }
  }

  #show(isRunning) {
    this.querySelector('[data-idle]').hidden = isRunning;
    this.querySelector('[data-running]').hidden = !isRunning;
  }

  #say(text, isGood = null) {
    const result = this.querySelector('[data-result]');
    result.textContent = text;
    if (isGood === null) delete result.dataset.good;
    else result.dataset.good = String(isGood);
  }
}

customElements.define('work-model', WorkModel);
