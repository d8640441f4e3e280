// What is written in a message box, and its way to the server. It outlives the element: the circuit replaces the prerendered one.

import { seenBefore, settle } from './absence.js';
import { without } from './attached-files.js';
import { Keeping } from './draft-keeping.js';
import { newId } from './ids.js';
import { arrive, depart, takeBack } from './outgoing.js';
import { language, say } from './wording.js';
import { here } from './workspace.js';

export const maxLength = 100_000;
const countFrom = 90_000;
const retryDelays = [500, 1_000, 2_000, 4_000, 8_000];
const drafts = new Map();
let isReloading = false;
// Twice what a message may have can still be shortened in the box; more would only freeze it.
const mostTaken = 2 * maxLength;

class Draft {
  constructor(key, conversation) {
    this.key = key;
    this.conversation = conversation;
    this.text = '';
    this.command = null;
    // The message that this one is an edit of.
    this.replaces = null;
    // Whether the conversation that it begins is to be its writer's alone.
    this.isPrivate = false;
    this.isSending = false;
    this.isUndelivered = false;
    this.isDiscarded = false;
    this.problem = '';
    // What the server asks before it takes a text that is older than what others have written meanwhile.
    this.question = '';
    this.view = null;
    this.failures = 0;
    this.keeping = new Keeping(this);
    this.keeping.restore();
  }

  get isEmpty() {
    return this.text === '' && !this.replaces;
  }

  get isTooLong() {
    return this.text.length > maxLength;
  }

  get count() {
    return this.text.length > countFrom ? say('{0} of {1} characters', format(this.text.length), format(maxLength)) : '';
  }

  write(text) {
    this.text = text;
    this.question = '';
    // One id from the first letter to the acknowledgement: however often the text is sent, it arrives once.
    this.command ??= newId();
    if (!this.isSending) {
      this.#giveUpRetrying();
      this.problem = this.isTooLong ? tooLong(text) : '';
    }

    this.keeping.changed();
  }

  // What was written or sent in another tab.
  become(kept) {
    this.text = kept?.text ?? '';
    this.command = kept?.commandId ?? null;
    this.question = '';
    if (!this.isUndelivered) this.problem = '';
    if (this.replaces && !kept) {
      this.discard();
      return this.view?.endEdit();
    }

    if (this.replaces) this.replaces = kept.replacesMessageId;
    this.view?.take();
  }

  // Whether so much more can be put into the box.
  takes(length) {
    if (this.text.length + length <= mostTaken) return true;
    this.problem = tooMuch(length);
    this.view?.show();
    return false;
  }

  async send() {
    const text = this.text;
    if (this.isSending || text.trim() === '') return;
    if (this.isTooLong) return this.#refuse(tooLong(text));

    clearTimeout(this.timer);
    this.question = '';
    this.isSending = true;
    this.isUndelivered = true;
    this.command ??= newId();
    this.keeping.keepInTab();
    if (!this.replaces) depart(this.conversation, this.command, text);
    this.view?.show();
    try {
      await this.#deliver(text);
    } catch {
      this.#retryLater();
    } finally {
      this.isSending = false;
      if (!this.isDiscarded) this.keeping.resume();
      this.view?.show();
    }
  }

  keepPrivate(isPrivate) {
    this.isPrivate = isPrivate;
    this.keeping.keepInTab();
  }

  retryNow() {
    if (this.isUndelivered) this.send();
  }

  discard() {
    this.isDiscarded = true;
    this.#giveUpRetrying();
    drafts.delete(this.key);
    this.keeping.drop();
  }

  async #deliver(text) {
    const after = this.replaces ? null : this.view?.dataset.after ?? null;
    const response = await fetch(here(`c/${this.conversation}/messages`), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        commandId: this.command, text, afterTurnId: after, replacesMessageId: this.replaces, seen: seenBefore(this.conversation), isPrivate: this.isPrivate,
      }),
      signal: AbortSignal.timeout?.(30_000),
    });
    if (response.ok) return this.#acknowledge(text, await response.json());

    const problem = await response.json().catch(() => null);
    // Without a reason of ours it was a proxy in front of a server that is not there.
    if (response.status >= 500 && !problem?.detail) throw new Error(response.statusText);
    takeBack(this.conversation, this.command);
    if (response.status === 412) return this.#ask(problem.detail);
    if (response.status === 409) this.command = newId();
    this.#refuse(problem?.detail ?? say('The server refused this message ({0}).', response.status));
  }

  #acknowledge(sent, { turnId, position }) {
    arrive(this.conversation, this.command, position);
    // An edit that was given up while it was on its way has its branch all the same, but nobody is taken there.
    if (this.isDiscarded) return;
    this.failures = 0;
    this.isUndelivered = false;
    this.problem = '';
    this.command = null;
    settle(this.conversation);
    if (this.replaces) {
      this.keeping.sent();
      this.discard();
      this.view?.finishEdit(turnId);
    } else {
      // Whoever wrote on meanwhile keeps what was added.
      this.text = this.text === sent ? '' : without(this.text, sent);
      if (this.text !== '') this.command = newId();
      this.#settle();
      this.keeping.sent();
      this.view?.take();
    }

    document.dispatchEvent(new CustomEvent('work:sent', { detail: { conversation: this.conversation } }));
  }

  // A new conversation exists from its first message on: it has an address now, and its box a name of its own.
  #settle() {
    const address = new URL(`c/${this.conversation}`, document.baseURI);
    if (this.key === 'new') {
      this.isPrivate = false;
      this.keeping.forget();
      drafts.delete('new');
      this.key = this.conversation;
      drafts.set(this.key, this);
    }

    if (location.pathname === address.pathname || !this.view) return;
    if (document.body.dataset.ready === 'true') return this.#goTo(address);
    // This page is being loaded again by the address of before: it is too late for that to change.
    if (isReloading) return location.replace(address);
    // Where there is no circuit, a reload must find the conversation; and one that is about to begin may have been told the address of before.
    history.replaceState(null, '', address);
    window.addEventListener('work:connected', () => this.#goTo(address), { once: true });
  }

  // The circuit replaces the address by itself when it sees the message in the conversation that it shows.
  #goTo(address) {
    const shown = document.querySelector('work-composer')?.dataset.conversation;
    if (shown && shown !== this.conversation) Blazor.navigateTo(address.href, { replaceHistoryEntry: true });
  }

  // The text stays, and its sender decides.
  #ask(question) {
    this.isUndelivered = false;
    this.problem = '';
    this.question = question;
    this.keeping.keepInTab();
  }

  #refuse(reason) {
    this.isUndelivered = false;
    this.problem = reason;
    this.keeping.keepInTab();
    this.view?.show();
  }

  #retryLater() {
    if (this.isDiscarded) return;
    this.problem = say('The server can’t be reached. Your message is kept here and will be sent as soon as it is back.');
    this.timer = setTimeout(() => this.send(), retryDelays[Math.min(this.failures++, retryDelays.length - 1)]);
  }

  #giveUpRetrying() {
    clearTimeout(this.timer);
    if (this.isUndelivered) takeBack(this.conversation, this.command);
    this.isUndelivered = false;
  }
}

export function draftOf(key, conversation) {
  const draft = drafts.get(key) ?? new Draft(key, conversation);
  // Another new conversation is another one, except for a message that is still on its way to the first.
  if (!draft.isUndelivered) draft.conversation = conversation;
  drafts.set(key, draft);
  return draft;
}

// An edit has a place of its own: what was being written before it began is there again when it ends.
export function editIn(conversation) {
  const edit = draftOf(`edit:${conversation}`, conversation);
  if (edit.replaces) return edit;
  edit.discard();
  return null;
}

// One that was begun in another tab.
export function takeEdit(conversation, kept) {
  const edit = draftOf(`edit:${conversation}`, conversation);
  edit.replaces = kept.replacesMessageId;
  edit.keeping.hear(kept);
  return edit;
}

export function beginEdit(conversation, message, text) {
  editIn(conversation)?.discard();
  const edit = draftOf(`edit:${conversation}`, conversation);
  edit.replaces = message;
  edit.write(text);
  return edit;
}

const format = number => number.toLocaleString(language);
const tooLong = text =>
  say('This text has {0} characters; a message may have {1}. Shorten it, or send it in parts.', format(text.length), format(maxLength));
const tooMuch = length =>
  say('What you pasted has {0} characters; a message may have {1}. It was left out: paste it in parts.', format(length), format(maxLength));

window.addEventListener('work:leaving', event => { isReloading = event.detail?.isReload ?? false; });
window.addEventListener('work:connected', () => drafts.forEach(draft => draft.retryNow()));
window.addEventListener('pagehide', () => drafts.forEach(draft => draft.keeping.save(true)));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') drafts.forEach(draft => draft.keeping.save(true));
});
