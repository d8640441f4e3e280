// The message box. What is typed never travels through the circuit, and what is sent is a plain request, so both work while the circuit
// is lost.

const maxLength = 100_000;
const countFrom = 90_000;
const retryDelays = [500, 1_000, 2_000, 4_000, 8_000];
const drafts = new Map();

// What is written in one box, and its way to the server. It outlives the element: the circuit replaces the prerendered one.
class Draft {
  constructor(key, conversation) {
    this.key = key;
    this.conversation = conversation;
    this.text = '';
    this.command = null;
    this.isSending = false;
    this.isUndelivered = false;
    this.problem = '';
    this.view = null;
    this.failures = 0;
    this.#restore();
  }

  write(text) {
    this.text = text;
    // One id from the first letter to the acknowledgement: however often the text is sent, it arrives once.
    this.command ??= newId();
    if (!this.isSending) {
      this.#giveUpRetrying();
      this.problem = text.length > maxLength ? tooLong(text) : '';
    }

    this.#keep();
  }

  async send() {
    const text = this.text;
    if (this.isSending || text.trim() === '') return;
    if (text.length > maxLength) return this.#refuse(tooLong(text));

    clearTimeout(this.timer);
    this.isSending = true;
    this.isUndelivered = true;
    this.command ??= newId();
    this.#keep();
    this.view?.show();
    try {
      await this.#deliver(text);
    } catch {
      this.#retryLater();
    } finally {
      this.isSending = false;
      this.#keep();
      this.view?.show();
    }
  }

  retryNow() {
    if (this.isUndelivered) this.send();
  }

  async #deliver(text) {
    const response = await fetch(new URL(`c/${this.conversation}/messages`, document.baseURI), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ commandId: this.command, text }),
      signal: AbortSignal.timeout?.(30_000),
    });
    if (response.ok) return this.#acknowledge(text);

    const problem = await response.json().catch(() => null);
    // Without a reason of ours it was a proxy in front of a server that is not there.
    if (response.status >= 500 && !problem?.detail) throw new Error(response.statusText);
    if (response.status === 409) this.command = newId();
    this.#refuse(problem?.detail ?? `The server refused this message (${response.status}).`);
  }

  #acknowledge(sent) {
    this.failures = 0;
    this.isUndelivered = false;
    this.problem = '';
    this.command = null;
    // Whoever wrote on meanwhile keeps what was added.
    this.text = this.text === sent ? '' : this.text.startsWith(sent) ? this.text.slice(sent.length).trimStart() : this.text;
    if (this.text !== '') this.command = newId();
    this.#settle();
    this.view?.take();
    document.dispatchEvent(new CustomEvent('work:sent', { detail: { conversation: this.conversation } }));
  }

  // A new conversation exists from its first message on: it has an address now, and its box a name of its own.
  #settle() {
    const address = new URL(`c/${this.conversation}`, document.baseURI);
    if (this.key === 'new') {
      sessionStorage.removeItem('draft:new');
      drafts.delete('new');
      this.key = this.conversation;
      drafts.set(this.key, this);
    }

    const isShown = this.view?.dataset.conversation === this.conversation;
    if (location.href.split('#')[0] === address.href || !this.view) return;
    if (document.body.dataset.ready === 'true' && !isShown) Blazor.navigateTo(address.href, { replaceHistoryEntry: true });
    // The circuit replaces the address by itself when it sees the message; where there is none, a reload must find the conversation.
    else if (document.body.dataset.ready !== 'true') history.replaceState(null, '', address);
  }

  #refuse(reason) {
    this.isUndelivered = false;
    this.problem = reason;
    this.#keep();
    this.view?.show();
  }

  #retryLater() {
    this.problem = 'The server can’t be reached. Your message is kept here and will be sent as soon as it is back.';
    this.timer = setTimeout(() => this.send(), retryDelays[Math.min(this.failures++, retryDelays.length - 1)]);
  }

  #giveUpRetrying() {
    clearTimeout(this.timer);
    this.isUndelivered = false;
  }

  #keep() {
    try {
      if (this.text === '') sessionStorage.removeItem(`draft:${this.key}`);
      else sessionStorage.setItem(`draft:${this.key}`, JSON.stringify({
        text: this.text, command: this.command, conversation: this.conversation, isUndelivered: this.isUndelivered,
      }));
    } catch {
      // No storage, or a full one: the text lives as long as the page.
    }
  }

  #restore() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(`draft:${this.key}`));
      if (!kept) return;
      this.text = kept.text;
      this.command = kept.command;
      this.isUndelivered = kept.isUndelivered;
      // An attempt may have created its conversation: trying again must name the same one.
      if (kept.isUndelivered) this.conversation = kept.conversation;
    } catch {
      // As above.
    }
  }
}

class WorkComposer extends HTMLElement {
  #draft;
  #box;
  #isClosed = new AbortController();

  connectedCallback() {
    // The circuit inserts an element before its attributes and children.
    queueMicrotask(() => {
      if (this.isConnected && !this.#draft) this.#open();
    });
  }

  disconnectedCallback() {
    this.#isClosed.abort();
    if (this.#draft?.view === this) this.#draft.view = null;
  }

  get isEmpty() {
    return (this.#draft?.text ?? '') === '';
  }

  #open() {
    const key = this.dataset.unsaid === undefined ? this.dataset.conversation : 'new';
    this.#draft = drafts.get(key) ?? new Draft(key, this.dataset.conversation);
    // Another new conversation is another one, except for a message that is still on its way to the first.
    if (!this.#draft.isUndelivered) this.#draft.conversation = this.dataset.conversation;
    drafts.set(key, this.#draft);
    const isReplaced = this.#draft.hadFocus;
    this.#draft.view = this;

    this.#box = this.querySelector('textarea');
    const listening = { signal: this.#isClosed.signal };
    this.#box.addEventListener('input', () => this.#onInput(), listening);
    this.#box.addEventListener('keydown', event => this.#onKey(event), listening);
    this.#box.addEventListener('focus', () => { this.#draft.hadFocus = true; }, listening);
    this.#box.addEventListener('blur', () => { this.#draft.hadFocus = !this.isConnected; }, listening);
    this.querySelector('form').addEventListener('submit', event => {
      event.preventDefault();
      this.#send();
    }, listening);
    new MutationObserver(() => {
      this.show();
      // Stop has gone, and the focus with it.
      if (document.activeElement === document.body) this.#focus();
    }).observe(this.querySelector('[data-send]'), { attributeFilter: ['hidden'] });

    // What was typed into the prerendered box before this script ran.
    if (this.#draft.text === '' && this.#box.value !== '') this.#draft.write(this.#box.value);
    const selection = this.#draft.selection;
    this.take();
    if (isReplaced || (matchMedia('(pointer: fine)').matches && (document.activeElement ?? document.body) === document.body)) {
      this.#box.focus({ preventScroll: true });
      if (selection) this.#box.setSelectionRange(...selection);
    }

    if (this.#draft.isUndelivered) this.#draft.retryNow();
  }

  fill(text) {
    this.#box.value = text;
    this.#onInput();
    this.#box.focus();
    const gap = /\[[^\]]+\]/.exec(text);
    this.#box.setSelectionRange(gap?.index ?? text.length, gap ? gap.index + gap[0].length : text.length);
    this.#box.scrollTop = 0;
  }

  // Writes the draft into the box.
  take() {
    if (this.#box.value !== this.#draft.text) this.#box.value = this.#draft.text;
    this.show();
  }

  show() {
    const { text, isSending, problem } = this.#draft;
    const isBlank = text.trim() === '';
    const isRunning = this.querySelector('[data-send]').hidden;
    this.querySelector('[data-send]').disabled = isBlank || isSending;
    this.querySelector('[data-queue]').hidden = !isRunning || isBlank;
    this.querySelector('[data-queue]').disabled = isSending;
    this.querySelector('form').toggleAttribute('aria-busy', isSending);
    setText(this.querySelector('[data-problem]'), problem);
    setText(this.querySelector('[data-count]'), text.length > countFrom ? `${format(text.length)} of ${format(maxLength)} characters` : '');
    this.toggleAttribute('data-too-long', text.length > maxLength);
    this.#grow();
  }

  // Where the stylesheet's field-sizing is not known.
  #grow() {
    if (CSS.supports('field-sizing', 'content')) return;
    this.#box.style.height = 'auto';
    this.#box.style.height = `${this.#box.scrollHeight}px`;
  }

  #onInput() {
    this.#draft.write(this.#box.value);
    this.#draft.selection = [this.#box.selectionStart, this.#box.selectionEnd];
    this.show();
  }

  #onKey(event) {
    if (event.key === 'Escape') {
      const stop = this.querySelector('[data-stop]');
      if (!stop.hidden) stop.click();
    }

    // An input method takes Enter for itself while it composes; on a touch keyboard it is the only way to a new line.
    const isComposing = event.isComposing || event.keyCode === 229;
    const isPlain = !event.shiftKey && !event.altKey && matchMedia('(pointer: fine)').matches;
    if (event.key === 'Enter' && !isComposing && (isPlain || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#send();
    }
  }

  async #send() {
    await this.#draft.send();
    this.#focus();
  }

  // On a touch screen the focus would bring up the keyboard.
  #focus() {
    if (matchMedia('(pointer: fine)').matches) this.#box.focus({ preventScroll: true });
  }
}

const format = number => number.toLocaleString('en');
const tooLong = text =>
  `This text has ${format(text.length)} characters; a message may have ${format(maxLength)}. Shorten it, or send it in parts.`;

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Plain HTTP on a local network is no secure context.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

document.addEventListener('click', event => {
  const starter = event.target.closest?.('[data-starter]');
  if (starter) document.querySelector('work-composer').fill(starter.dataset.starter);
});
window.addEventListener('work:connected', () => drafts.forEach(draft => draft.retryNow()));

window.workSquared = Object.assign(window.workSquared ?? {}, {
  hasNothingWritten: () => document.querySelector('work-composer')?.isEmpty ?? true,
});
customElements.define('work-composer', WorkComposer);
