// Files that are picked, pasted, or dropped anywhere on the page: read here, and shown above the message box until they are sent with its words.

import { join, mostFiles, nameOf, sizeOf, split } from './attached-files.js';
import { maxLength } from './drafts.js';
import { language, say } from './wording.js';

const format = number => number.toLocaleString(language);

export class Attachments {
  #composer;
  #draft;
  #box;
  #list;
  #shown = '';
  #progress = null;

  files = [];
  // Until everything that was given is read: who sends meanwhile sends it too.
  reading = Promise.resolve();

  constructor(composer, draft, listening) {
    this.#composer = composer;
    this.#draft = draft;
    this.#box = composer.querySelector('textarea');
    this.#list = composer.querySelector('[data-files]');
    this.#list.addEventListener('click', event => this.#remove(event.target.closest('button')?.dataset.remove), listening);
    const picked = composer.querySelector('[data-picked]');
    composer.querySelector('[data-attach]').addEventListener('click', () => picked.click(), listening);
    picked.addEventListener('change', () => {
      this.#take([...picked.files]);
      // The same file may be picked again, after it was changed.
      picked.value = '';
    }, listening);
    document.addEventListener('paste', event => this.#onPaste(event), listening);
    for (const name of ['dragenter', 'dragover']) document.addEventListener(name, event => this.#onDrag(event), listening);
    document.addEventListener('dragleave', event => {
      if (!event.relatedTarget) this.#markTarget(false);
    }, listening);
    document.addEventListener('drop', event => {
      this.#markTarget(false);
      if (hasFiles(event.dataTransfer)) this.#takeFrom(event, event.dataTransfer);
    }, listening);
  }

  show(files = this.files) {
    this.files = files;
    const shown = JSON.stringify([files.map(file => [file.name, file.content.length]), this.#progress?.dataset.name]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.replaceChildren(...files.map(chip));
    if (this.#progress) this.#list.append(this.#progress);
  }

  #onPaste(event) {
    const { target, clipboardData: data } = event;
    // A picture of the copied cells or paragraphs comes with them; their words are meant.
    const isPictureOfWords = data?.types.includes('text/html') && data.getData('text/plain') !== '';
    const isElsewhere = target !== this.#box && target.closest?.('input, textarea, [contenteditable]');
    if (hasFiles(data) && !isPictureOfWords && !isElsewhere) this.#takeFrom(event, data);
  }

  #onDrag(event) {
    if (!hasFiles(event.dataTransfer)) return;
    // The browser would open the file in place of the page.
    event.preventDefault();
    event.dataTransfer.dropEffect = this.#box.readOnly ? 'none' : 'copy';
    this.#markTarget(!this.#box.readOnly);
  }

  #markTarget(isOn) {
    this.#composer.toggleAttribute('data-dropping', isOn);
  }

  #takeFrom(event, data) {
    event.preventDefault();
    this.#take([...data.files]);
  }

  #take(given) {
    if (this.#box.readOnly) return;
    const draft = this.#draft();
    this.reading = this.reading.then(() => this.#attach(given, draft));
  }

  // The draft outlives this element, and the conversation in view.
  async #attach(given, draft) {
    const refusals = [];
    for (const file of given) {
      const refusal = await this.#read(file, draft);
      if (refusal) refusals.push(refusal);
    }

    if (refusals.length === 0) return;
    draft.problem = refusals.join('\n');
    draft.view?.show();
  }

  async #read(file, draft) {
    const name = nameOf(file.name);
    if (split(draft.text).files.length >= mostFiles) return say('{0} can’t be attached: a message has at most {1} files.', name, mostFiles);
    try {
      this.#progress = progressOf(name);
      this.show();
      const content = await textIn(file, this.#progress.lastChild);
      if (draft.isDiscarded) return null;
      const { words, files } = split(draft.text);
      const text = join(words, [...files, { name, content }]);
      if (text.length > maxLength) throw new RangeError();
      draft.write(text);
      return null;
    } catch (error) {
      if (error instanceof TypeError) return say('{0} can’t be attached: only text files can.', name);
      if (error instanceof RangeError) return say('{0} is too large: a message may have {1} characters, its files included.', name, format(maxLength));
      return say('{0} can’t be attached: it could not be read.', name);
    } finally {
      this.#progress = null;
      this.show();
      draft.view?.take();
    }
  }

  #remove(index) {
    if (index === undefined || this.#box.readOnly) return;
    const draft = this.#draft();
    draft.write(join(this.#box.value, this.files.filter((_, each) => each !== Number(index))));
    draft.view?.take();
    this.#box.focus({ preventScroll: true });
  }
}

// As far as it can be one: a picture is given up at its first bytes, a large file where it passes what a message may have.
async function textIn(file, progress) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = file.stream().getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      text += decoder.decode(value, { stream: !done });
      if (text.includes('\0')) throw new TypeError();
      // Line ends as the server has them.
      if (done) return text.replace(/\r\n|[\r\f\u0085\u2028\u2029]/g, '\n');
      if (text.length > 2 * maxLength) throw new RangeError();
      progress.value += value.length / file.size;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function hasFiles(data) {
  return data?.types.includes('Files') ?? false;
}

function chip({ name, content }, index) {
  const remove = element('button', { type: 'button', textContent: '×', title: say('Remove {0}', name), ariaLabel: say('Remove {0}', name) });
  remove.dataset.remove = index;
  const item = element('li');
  item.append(element('bdi', { textContent: name }), element('span', { textContent: say('{0} KB', format(sizeOf(content))) }), remove);
  return item;
}

function progressOf(name) {
  const item = element('li');
  item.dataset.name = name;
  item.append(element('bdi', { textContent: name }), element('progress', { max: 1, value: 0, ariaLabel: say('Reading {0}', name) }));
  return item;
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
