// The prompts that a slash at the beginning of the message box lists. They are asked for at each opening, so none is out of date.

import { here } from '../../workspace.js';

// More would have to be scrolled: whoever types on sees fewer.
const mostShown = 8;
const gap = /\{\{[^{}\n]+\}\}/g;

export class PromptPicker {
  #box;
  #popup;
  #list;
  #onTaken;
  #prompts = [];
  #shown = [];
  #at = 0;
  #isLoading = false;
  #takesFirst = false;
  #isDismissed = false;
  // Tab goes from one gap to the next only in a text that came from here.
  #hasGaps = false;

  constructor(box, popup, onTaken, signal) {
    this.#box = box;
    this.#popup = popup;
    this.#list = popup.querySelector('[role=listbox]');
    this.#onTaken = onTaken;
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-haspopup', 'listbox');
    box.setAttribute('aria-controls', this.#list.id);
    box.addEventListener('input', () => this.#update(), { signal });
    box.addEventListener('blur', () => this.#close(), { signal });
    // The focus stays in the box.
    popup.addEventListener('mousedown', event => event.preventDefault(), { signal });
    popup.addEventListener('click', event => {
      const at = this.#options.indexOf(event.target.closest('[role=option]'));
      if (at >= 0) this.#take(this.#shown[at]);
    }, { signal });
  }

  get #options() {
    return [...this.#list.children];
  }

  // Whether the key was for the list, or for the next gap.
  takes(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const isTaking = event.key === 'Enter' || event.key === 'Tab';
    if (this.#isLoading && isTaking) return this.#takesFirst = true;
    if (this.#popup.hidden) return event.key === 'Tab' && this.#hasGaps && this.#toGap(this.#box.selectionEnd);
    if (isTaking) this.#take(this.#shown[this.#at]);
    else if (event.key === 'ArrowDown') this.#select(this.#at + 1);
    else if (event.key === 'ArrowUp') this.#select(this.#at - 1);
    else if (event.key === 'Escape') this.#dismiss();
    else return false;
    return true;
  }

  toFirstGap() {
    this.#hasGaps = true;
    if (!this.#toGap(0)) this.#box.setSelectionRange(this.#box.value.length, this.#box.value.length);
  }

  async #update() {
    if (this.#word() === null) {
      this.#isDismissed = false;
      return this.#close();
    }

    if (this.#isDismissed || this.#isLoading) return;
    if (this.#popup.hidden && !await this.#load()) return;
    const word = this.#word();
    if (word === null || document.activeElement !== this.#box) return this.#close();
    this.#show(word.toLowerCase());
    if (!this.#takesFirst) return;
    this.#takesFirst = false;
    if (this.#shown.length > 0) this.#take(this.#shown[0]);
  }

  async #load() {
    this.#isLoading = true;
    try {
      const response = await fetch(here('library/prompts'), { cache: 'no-store' });
      this.#prompts = response.ok ? await response.json() : [];
      return response.ok;
    } catch {
      // Without a server a slash is a slash.
      this.#takesFirst = false;
      return false;
    } finally {
      this.#isLoading = false;
    }
  }

  // What stands between the slash and the caret; null when no name can.
  #word() {
    return /^\/([\p{L}\p{N}-]*)$/u.exec(this.#box.value.slice(0, this.#box.selectionStart))?.[1] ?? null;
  }

  #show(word) {
    const found = this.#prompts.filter(prompt => prompt.name.toLowerCase().includes(word));
    const first = found.filter(prompt => prompt.name.toLowerCase().startsWith(word));
    this.#shown = [...first, ...found.filter(prompt => !first.includes(prompt))].slice(0, mostShown);
    this.#list.replaceChildren(...this.#shown.map(optionOf));
    this.#popup.querySelector('[data-more]').hidden = found.length <= mostShown;
    if (found.length === 0) return this.#close();
    this.#popup.hidden = false;
    this.#select(0);
    document.getElementById('announcer').textContent = this.#popup.dataset.countText.replace('{0}', found.length);
  }

  #select(at) {
    const options = this.#options;
    this.#at = (at + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === this.#at)));
    this.#box.setAttribute('aria-activedescendant', options[this.#at].id);
    options[this.#at].scrollIntoView({ block: 'nearest' });
  }

  async #take({ name }) {
    const length = this.#box.selectionStart;
    this.#close();
    const address = here(`library/prompts/${encodeURIComponent(name)}`);
    const response = await fetch(address, { cache: 'no-store' }).catch(() => null);
    // Removed meanwhile, or written on.
    if (!response?.ok || this.#box.selectionStart !== length || this.#word() === null) return;
    this.#box.setRangeText((await response.json()).text, 0, length, 'end');
    this.#onTaken();
    this.#box.focus();
    this.toFirstGap();
  }

  #toGap(from) {
    gap.lastIndex = from;
    const found = gap.exec(this.#box.value);
    if (!found) return this.#hasGaps = false;
    this.#box.setSelectionRange(found.index, found.index + found[0].length);
    return true;
  }

  #dismiss() {
    this.#isDismissed = true;
    this.#close();
  }

  #close() {
    this.#popup.hidden = true;
    this.#box.removeAttribute('aria-activedescendant');
  }
}

function optionOf({ name, about }, i) {
  const option = document.createElement('li');
  option.id = `prompt-option-${i}`;
  option.role = 'option';
  option.append(span('name', `/${name}`), span('text', about));
  return option;
}

function span(className, text) {
  return Object.assign(document.createElement('span'), { className, textContent: text });
}
