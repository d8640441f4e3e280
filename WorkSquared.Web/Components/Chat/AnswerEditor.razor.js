// Saves a person's version of an answer, and takes them to its branch.

import { go } from '../../going.js';
import { SavedForm } from '../../saved-form.js';

class WorkAnswerEditor extends SavedForm {
  method = 'POST';

  get address() {
    return `c/${this.dataset.conversation}/answers/${this.dataset.response}/edits`;
  }

  opened() {
    this.querySelector('textarea').focus({ preventScroll: true });
  }

  async saved(response) {
    go(`c/${this.dataset.conversation}?turn=${(await response.json()).turnId}`);
  }
}

customElements.define('work-answer-editor', WorkAnswerEditor);
