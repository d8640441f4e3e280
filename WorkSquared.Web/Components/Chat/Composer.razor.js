// The message box. What is typed never travels through the circuit, and what is sent is a plain request, so both work while the circuit
// is lost.

import { readFirst, settle, settleIfInView } from '../../absence.js';
import { join, split, textOf } from '../../attached-files.js';
import { Attachments } from '../../attachments.js';
import { ask } from '../../draft-keeping.js';
import { beginEdit, draftOf, editIn, takeEdit } from '../../drafts.js';
import { go } from '../../going.js';
import { isOn } from '../../preferences.js';
import { PromptPicker } from '../Prompts/PromptPicker.razor.js';

const mostQuoted = 600;

// The browser's own way, dir="auto", takes a minute and sometimes the page with it when somebody drops a book into the box.
const startsRightToLeft = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

class WorkComposer extends HTMLElement {
  #draft;
  #edit = null;
  #box;
  #picker;
  #attached;
  #isClosed = new AbortController();

  connectedCallback() {
    // The circuit inserts an element before its attributes and children.
    queueMicrotask(() => {
      if (this.isConnected && !this.#draft) this.#open();
    });
  }

  disconnectedCallback() {
    this.#isClosed.abort();
    for (const draft of [this.#draft, this.#edit]) {
      if (draft?.view === this) draft.view = null;
    }
  }

  get isEmpty() {
    return (this.#draft?.text ?? '') === '' && !this.#edit;
  }

  get #current() {
    return this.#edit ?? this.#draft;
  }

  get #drafts() {
    return this.#edit ? [this.#draft, this.#edit] : [this.#draft];
  }

  #open() {
    const { conversation, unsaid } = this.dataset;
    this.#draft = draftOf(unsaid === undefined ? conversation : 'new', conversation);
    this.#edit = editIn(conversation);
    const isReplaced = this.#draft.hadFocus;
    this.#draft.view = this;
    if (this.#edit) this.#edit.view = this;

    this.#box = this.querySelector('textarea');
    const listening = { signal: this.#isClosed.signal };
    this.#box.addEventListener('input', () => this.#onInput(), listening);
    this.#box.addEventListener('keydown', event => this.#onKey(event), listening);
    this.#box.addEventListener('paste', event => this.#limit(event, event.clipboardData), listening);
    this.#box.addEventListener('drop', event => this.#limit(event, event.dataTransfer), listening);
    this.#attached = new Attachments(this, () => this.#current, listening);
    this.#picker = new PromptPicker(this.#box, this.querySelector('[data-prompts]'), () => this.#onInput(), listening.signal);
    this.#box.addEventListener('focus', () => { this.#draft.hadFocus = true; }, listening);
    this.#box.addEventListener('blur', () => {
      this.#draft.hadFocus = !this.isConnected;
      this.#current.keeping.save(true);
    }, listening);
    this.querySelector('[data-take-others]').addEventListener('click', () => this.#choose(keeping => keeping.takeOthers()), listening);
    this.querySelector('[data-keep-these]').addEventListener('click', () => this.#choose(keeping => keeping.keepThese()), listening);
    window.addEventListener('work:connected', () => this.#follow(), listening);
    document.addEventListener('change', event => {
      if (event.target.matches('[data-private]')) this.#draft.keepPrivate(event.target.checked);
      this.show();
    }, listening);
    new MutationObserver(() => {
      const known = this.#drafts.map(draft => draft.keeping.knows(this.dataset.draft));
      if (this.dataset.draft === 'none' ? known.includes(false) : !known.includes(true)) this.#follow();
    }).observe(this, { attributeFilter: ['data-draft'] });
    this.querySelector('[data-cancel]').addEventListener('click', () => this.#cancelEdit(), listening);
    this.querySelector('[data-anyway]').addEventListener('click', () => {
      settle(this.dataset.conversation);
      this.#send();
    }, listening);
    this.querySelector('[data-read-first]').addEventListener('click', () => {
      this.#current.question = '';
      this.show();
      readFirst(this.dataset.conversation);
    }, listening);
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
    if (this.#current.text === '' && this.#box.value !== '') this.#current.write(this.#box.value);
    const selection = this.#current.selection;
    this.take();
    if (isReplaced || (matchMedia('(pointer: fine)').matches && (document.activeElement ?? document.body) === document.body)) {
      this.#box.focus({ preventScroll: true });
      if (selection) this.#box.setSelectionRange(...selection);
    }

    this.#drafts.forEach(draft => draft.retryNow());
    this.#follow(true);
  }

  // What was written in another tab or browser. An edit that is begun there disturbs nobody here, until the conversation is opened again.
  async #follow(isOpening = false) {
    const followed = this.#drafts;
    const kept = await ask(this.#draft, followed.map(draft => draft.keeping)).catch(() => null);
    if (!kept || !this.isConnected) return;
    followed[0].keeping.hear(kept.text);
    followed[1]?.keeping.hear(kept.edit);
    if (!isOpening || !kept.edit || this.#edit) return;
    this.#edit = takeEdit(this.dataset.conversation, kept.edit);
    this.#edit.view = this;
    this.take();
  }

  #choose(choice) {
    choice(this.#current.keeping);
    this.show();
    this.#focus();
  }

  fill(text) {
    this.#box.value = text;
    this.#onInput();
    this.#box.focus();
    this.#picker.toFirstGap();
  }

  edit(message, text) {
    if (this.#edit?.replaces !== message) {
      this.#edit = beginEdit(this.dataset.conversation, message, text);
      this.#edit.view = this;
      this.take();
    }

    this.#box.focus();
    this.#box.setSelectionRange(this.#box.value.length, this.#box.value.length);
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  // After what is being written: the reply follows what it quotes.
  quote(text) {
    const quoted = text.trim().split('\n').map(line => `> ${line}`.trimEnd()).join('\n');
    const before = this.#box.value.trimEnd();
    this.#box.value = `${before ? `${before}\n\n` : ''}${quoted}\n\n`;
    this.#onInput();
    this.#box.focus();
    this.#box.setSelectionRange(this.#box.value.length, this.#box.value.length);
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  // What was being written before is there again.
  endEdit() {
    this.#edit?.discard();
    this.#edit = null;
    this.take();
  }

  // The reader goes where the edit has begun a branch.
  finishEdit(turn) {
    this.endEdit();
    go(`c/${this.dataset.conversation}?turn=${turn}`);
  }

  #cancelEdit() {
    this.endEdit();
    this.#focus();
  }

  // Writes the draft into the box, and its files above it.
  take() {
    const { words, files } = split(this.#current.text);
    if (this.#box.value !== words) this.#box.value = words;
    this.#attached.show(files);
    this.show();
  }

  show() {
    const { text, isSending, problem, question, count, isTooLong, keeping } = this.#current;
    const isBlank = text.trim() === '';
    const isRunning = this.querySelector('[data-send]').hidden;
    this.#box.dir = startsRightToLeft.test(text.slice(0, 200)) ? 'rtl' : 'ltr';
    this.querySelector('[data-editing]').hidden = !this.#edit;
    const choice = document.querySelector('[data-private]');
    if (choice) choice.checked = this.#draft.isPrivate;
    // What is added to an edit on its way would be in neither the old text nor the new one.
    this.#box.readOnly = this.#edit !== null && isSending;
    this.querySelector('[data-send]').disabled = isBlank || isSending;
    this.querySelector('[data-queue]').hidden = !isRunning || isBlank;
    this.querySelector('[data-queue]').disabled = isSending;
    this.querySelector('form').toggleAttribute('aria-busy', isSending);
    setText(this.querySelector('[data-problem]'), problem);
    this.querySelector('[data-question]').hidden = question === '';
    setText(this.querySelector('[data-question] p'), question);
    setText(this.querySelector('[data-count]'), count);
    this.toggleAttribute('data-too-long', isTooLong);
    this.toggleAttribute('data-breaks-lines', !isOn('enter-sends'));
    this.querySelector('[data-elsewhere]').hidden = keeping.other === null;
    setText(this.querySelector('[data-elsewhere-text]'), keeping.other ? shorten(keeping.other.text) : '');
    this.#grow();
  }

  // Where the stylesheet's field-sizing is not known.
  #grow() {
    if (CSS.supports('field-sizing', 'content')) return;
    this.#box.style.height = 'auto';
    this.#box.style.height = `${this.#box.scrollHeight}px`;
  }

  #onInput() {
    this.#current.write(join(this.#box.value, this.#attached.files));
    this.#current.selection = [this.#box.selectionStart, this.#box.selectionEnd];
    this.show();
  }

  // More than a box can bear is left out before it freezes the page; the clipboard still has it.
  #limit(event, data) {
    const text = data?.getData('text/plain') ?? '';
    if (!this.#current.takes(text.length)) event.preventDefault();
  }

  #onKey(event) {
    // An input method takes Enter and Escape for itself while it composes.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (!isComposing && this.#picker.takes(event)) return event.preventDefault();
    if (event.key === 'Escape' && !isComposing) {
      const stop = this.querySelector('[data-stop]');
      if (this.#edit) this.#cancelEdit();
      else if (!stop.hidden) stop.click();
    }

    if (event.key === 'ArrowUp' && !isComposing && this.#box.value === '' && !this.#edit) {
      const last = [...document.querySelectorAll('[data-edit]')].at(-1);
      if (last) event.preventDefault();
      last?.click();
    }

    // On a touch keyboard Enter is the only way to a new line; elsewhere the person may wish it so.
    const isPlain = !event.shiftKey && !event.altKey && matchMedia('(pointer: fine)').matches && isOn('enter-sends');
    if (event.key === 'Enter' && !isComposing && (isPlain || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#send();
    }
  }

  async #send() {
    settleIfInView(this.dataset.conversation);
    await this.#attached.reading;
    await this.#current.send();
    this.#focus();
  }

  // On a touch screen the focus would bring up the keyboard.
  #focus() {
    if (matchMedia('(pointer: fine)').matches) this.#box.focus({ preventScroll: true });
  }
}

function selectedIn(article) {
  const selection = document.getSelection();
  return article.contains(selection.anchorNode) && article.contains(selection.focusNode) ? selection.toString() : '';
}

// The reader knows the rest; the model has it in its history.
function shorten(text) {
  return text.length > mostQuoted ? `${text.slice(0, mostQuoted).trimEnd()} …` : text;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

document.addEventListener('click', event => {
  const composer = document.querySelector('work-composer');
  const starter = event.target.closest?.('[data-starter]');
  if (starter) composer.fill(starter.dataset.starter);
  const article = event.target.closest?.('[data-edit]')?.closest('article');
  if (article) composer.edit(article.dataset.messageId, textOf(article));
  // Its question stands above it, with an Edit of its own.
  const failed = event.target.closest?.('[data-edit-message]');
  if (failed) document.getElementById(failed.dataset.editMessage)?.querySelector('[data-edit]')?.click();
  const quoted = event.target.closest?.('[data-quote]')?.closest('article');
  if (quoted) composer.quote(selectedIn(quoted) || shorten(quoted.querySelector('.words, .markdown:not(.thoughts *, .attempts *), .attached summary').innerText));
});

window.workSquared = Object.assign(window.workSquared ?? {}, {
  hasNothingWritten: () => document.querySelector('work-composer')?.isEmpty ?? true,
});
customElements.define('work-composer', WorkComposer);
