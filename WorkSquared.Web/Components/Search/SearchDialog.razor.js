// Opens, closes and moves within the search. None of it waits for the server; only what is found comes from there.

import { isOn } from '../../preferences.js';

// The circuit's first render replaces the prerendered dialog: whoever was already typing must not notice.
let replaced = null;

if (/Mac|iPhone|iPad/.test(navigator.platform)) document.documentElement.dataset.mac = '';

class WorkSearch extends HTMLElement {
  #dialog;
  #text;
  #results;
  #opensFirst = false;
  #isClosed = new AbortController();
  #changes;

  connectedCallback() {
    // The circuit inserts an element before its attributes and children.
    queueMicrotask(() => {
      if (this.isConnected && !this.#dialog) this.#begin();
    });
  }

  disconnectedCallback() {
    this.#isClosed.abort();
    this.#changes?.disconnect();
    if (this.#dialog?.open) replaced = this.#text.value;
  }

  #begin() {
    this.#dialog = this.querySelector('dialog');
    this.#text = this.querySelector('[data-search-text]');
    this.#results = this.querySelector('[data-search-results]');
    const listening = { signal: this.#isClosed.signal };
    document.addEventListener('keydown', event => this.#onShortcut(event), listening);
    document.addEventListener('click', event => {
      if (event.target.closest('[data-search-open]')) this.#open();
    }, listening);
    this.#dialog.addEventListener('keydown', event => this.#onKey(event), listening);
    this.#dialog.addEventListener('click', event => this.#onClick(event), listening);
    this.#text.addEventListener('input', () => { this.#opensFirst = false; }, listening);
    this.#changes = new MutationObserver(() => this.#openFirst());
    this.#changes.observe(this.#results, { attributeFilter: ['data-for'], childList: true, subtree: true });
    if (replaced === null) return;
    this.#text.value = replaced;
    replaced = null;
    this.#open();
  }

  #open() {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#text.focus();
    this.#text.select();
    // What was found before may be out of date.
    if (this.#text.value !== '') this.#text.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #onShortcut(event) {
    if (!isOn('shortcuts') || event.key?.toLowerCase() !== 'k' || event.ctrlKey === event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.#open();
  }

  #onKey(event) {
    if (event.isComposing) return;
    const hits = [...this.#results.querySelectorAll('[data-hit], [data-search-more]')];
    const at = hits.indexOf(document.activeElement);
    const isInText = event.target === this.#text;
    if (event.key === 'Escape') {
      // Not for the menu below as well.
      event.stopPropagation();
    } else if (event.key === 'ArrowDown' && (isInText || at >= 0)) {
      event.preventDefault();
      hits[Math.min(at + 1, hits.length - 1)]?.focus();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      (hits[at - 1] ?? this.#text).focus();
    } else if (event.key === 'Enter' && isInText) {
      event.preventDefault();
      this.#opensFirst = true;
      this.#openFirst();
    } else if (at >= 0 && event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // Writing on: the letter goes where the focus is by then.
      this.#text.focus();
    }
  }

  // Never a result of other words: whoever is faster than the server gets what was meant.
  #openFirst() {
    if (!this.#opensFirst || this.#results.dataset.for !== this.#text.value) return;
    this.#opensFirst = false;
    this.#results.querySelector('[data-hit]')?.click();
  }

  #onClick(event) {
    if (event.target === this.#dialog || event.target.closest('[data-search-close]')) this.#dialog.close();
    const hit = event.target.closest('[data-hit]');
    if (!hit || event.ctrlKey || event.metaKey || event.shiftKey) return;
    this.#dialog.close();
    const { conversation, message } = hit.dataset;
    if (message) document.dispatchEvent(new CustomEvent('work:found', { detail: { conversation, message } }));
  }
}

customElements.define('work-search', WorkSearch);
