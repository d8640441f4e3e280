// Shows what this tab has sent until the message itself is there: in the very change that brings it, so that nobody sees both or neither.

import { split } from '../../attached-files.js';
import { outgoingIn, takeBack } from '../../outgoing.js';

class WorkOutgoing extends HTMLElement {
  #isClosed;
  #changes;

  connectedCallback() {
    this.#isClosed = new AbortController();
    document.addEventListener('work:outgoing', event => {
      if (event.detail.conversation === this.dataset.conversation) this.#show();
    }, { signal: this.#isClosed.signal });
    // The circuit inserts an element before its attributes, and moves it when an answer begins below it.
    queueMicrotask(() => {
      if (!this.isConnected) return;
      this.#changes?.disconnect();
      this.#changes = new MutationObserver(() => this.#show());
      this.#changes.observe(this.parentElement, { childList: true });
      this.#show();
    });
  }

  disconnectedCallback() {
    this.#isClosed.abort();
    this.#changes?.disconnect();
  }

  #show() {
    const { conversation } = this.dataset;
    const messages = outgoingIn(conversation);
    const coming = messages.filter(message => !this.#isThere(message));
    messages.filter(message => message.position !== null && !coming.includes(message)).forEach(({ id }) => takeBack(conversation, id));
    const shown = [...this.children].map(each => `${each.dataset.id} ${each.dataset.stored ?? ''}`).join();
    if (coming.map(({ id, position }) => `${id} ${position ?? ''}`).join() === shown) return;
    this.hidden = coming.length === 0;
    this.replaceChildren(...coming.map(message => this.#row(message)));
  }

  // Or something that was stored after it: then it stands on another branch, or on another page of this one.
  #isThere({ id, position }) {
    const positions = [...this.parentElement.querySelectorAll('article[data-position]')].map(article => Number(article.dataset.position));
    return document.getElementById(`m-${id}`) !== null || (position !== null && positions.some(each => each >= position));
  }

  #row({ id, text, position }) {
    const byline = element('div', 'byline');
    byline.append(element('b', '', this.dataset.author));
    if (position === null) byline.append(element('span', '', this.dataset.sending));
    const { words, files } = split(text);
    const parts = [...(words ? [element('div', 'words', words)] : []), ...files.map(file => element('p', 'attached', file.name))];
    parts.forEach(part => { part.dir = 'auto'; });
    const row = element('div', '');
    row.dataset.id = id;
    if (position !== null) row.dataset.stored = position;
    row.append(byline, ...parts);
    return row;
  }
}

function element(name, className, text = '') {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

customElements.define('work-outgoing', WorkOutgoing);
