// Saves a prompt. The page hears of it from the log, as every other page does, and closes the form.

import { SavedForm } from '../../saved-form.js';

class WorkPromptForm extends SavedForm {
  method = 'PUT';

  get address() {
    return `library/prompts/${this.dataset.id}`;
  }

  opened() {
    this.querySelector('input').focus();
  }
}

customElements.define('work-prompt-form', WorkPromptForm);
