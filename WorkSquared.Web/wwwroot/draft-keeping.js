// Where a draft is kept: on the server within a second, for every tab and browser of the person; and in this tab at every letter, for as
// long as the server is away.
//
// Which wins when the two differ: the server, unless this tab has words that the server has not acknowledged. Those replace the version
// that they go on from, and any other one only when the person says so: nothing is overwritten unseen.

import { newId } from './ids.js';
import { here, workspace } from './workspace.js';

const pause = 1_000;
const patience = 5_000;
// A browser sends no more than 64 KB for a page that is being left.
const mostWhileLeaving = 60_000;

export class Keeping {
  #draft;
  #timer = null;
  #isSaving = false;
  // The version that the text goes on from, and those written here that nobody has acknowledged.
  #seen = [];
  #isUnsaved = false;

  // Other words that were written elsewhere meanwhile, until the person has chosen.
  other = null;
  // How often the two have agreed or differed: an answer from before says nothing about now.
  turns = 0;

  constructor(draft) {
    this.#draft = draft;
  }

  knows(version) {
    return version === 'none' ? this.#seen.length === 0 : this.#seen.includes(version);
  }

  changed() {
    this.#isUnsaved = true;
    this.keepInTab();
    this.#schedule(pause);
  }

  // After a message was on its way.
  resume() {
    this.keepInTab();
    if (this.#isUnsaved) this.#schedule(pause);
  }

  async save(isLeaving = false) {
    const draft = this.#draft;
    clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#isUnsaved || this.other || draft.isSending || draft.isDiscarded || draft.isTooLong) return;
    if (this.#isSaving && !isLeaving) return this.#schedule(pause);

    const { text, command } = draft;
    this.#isSaving = true;
    try {
      const [version, response] = await this.#put(draft.isEmpty ? null : text, isLeaving);
      // A message by now, or somebody else's words.
      if (command !== draft.command || draft.isSending) return;
      if (response.ok) this.#settle(version, text, await response.json());
      else if (response.status >= 500) this.#schedule(patience);
    } catch {
      this.#schedule(patience);
    } finally {
      this.#isSaving = false;
      this.keepInTab();
      draft.view?.show();
    }
  }

  // What the server has now.
  hear(current) {
    const draft = this.#draft;
    if (draft.isSending || draft.isUndelivered || draft.isDiscarded) return;
    if (current && this.#seen.includes(current.version)) {
      this.other = null;
      this.#agree(current.version, current.text);
    } else if (!this.#isUnsaved) {
      if (current || this.#seen.length > 0) this.#adopt(current);
    } else if (current) {
      this.#differ(current);
    } else {
      // What it went on from is gone: there is nothing to be overwritten.
      this.other = null;
      this.#schedule(pause);
    }

    this.keepInTab();
    draft.view?.show();
  }

  keepThese() {
    this.#seen = [this.other.version];
    this.other = null;
    this.#isUnsaved = true;
    this.save();
  }

  takeOthers() {
    this.#adopt(this.other);
  }

  // The server has dropped the draft with the message that it became.
  sent() {
    this.turns++;
    this.#seen = [];
    this.#isUnsaved = this.#draft.text !== '';
    if (this.other && !this.#isUnsaved) this.#adopt(this.other);
  }

  // Nobody wants it any more. A draft that came after it stays: this one has not seen it.
  drop() {
    clearTimeout(this.#timer);
    this.forget();
    if (this.#seen.length > 0) this.#put(null, true).catch(() => {});
  }

  keepInTab() {
    const draft = this.#draft;
    if (draft.isDiscarded) return;
    const { text, command, conversation, replaces, isPrivate, isUndelivered } = draft;
    try {
      if (draft.isEmpty && !isPrivate && !this.#isUnsaved) return this.forget();
      sessionStorage.setItem(placeOf(draft), JSON.stringify({
        text, command, conversation, replaces, isPrivate, isUndelivered, seen: this.#seen, isUnsaved: this.#isUnsaved,
      }));
    } catch {
      // No storage, or a full one: the text lives as long as the page.
    }
  }

  restore() {
    const draft = this.#draft;
    try {
      const kept = JSON.parse(sessionStorage.getItem(placeOf(draft)));
      if (!kept) return;
      draft.text = kept.text;
      draft.command = kept.command;
      draft.replaces = kept.replaces ?? null;
      draft.isPrivate = kept.isPrivate ?? false;
      draft.isUndelivered = kept.isUndelivered;
      this.#seen = kept.seen ?? [];
      this.#isUnsaved = kept.isUnsaved ?? true;
      // An attempt may have created its conversation: trying again must name the same one.
      if (kept.isUndelivered) draft.conversation = kept.conversation;
    } catch {
      // As above.
    }
  }

  forget() {
    try {
      sessionStorage.removeItem(placeOf(this.#draft));
    } catch {
      // As above.
    }
  }

  #schedule(delay) {
    this.#timer ??= setTimeout(() => this.save(), delay);
  }

  async #put(text, isLeaving) {
    const { command, replaces } = this.#draft;
    const version = newId();
    const body = JSON.stringify({
      text, commandId: command ?? newId(), replacesMessageId: replaces, isEdit: replaces !== null, version, seen: this.#seen,
    });
    this.turns++;
    this.#seen = [...this.#seen, version];
    this.keepInTab();
    const response = await fetch(addressOf(this.#draft), {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body,
      keepalive: isLeaving && body.length * 3 < mostWhileLeaving,
    });
    this.turns++;
    return [version, response];
  }

  #settle(version, text, { outcome, current }) {
    if (outcome === 'saved') {
      this.#agree(version, text);
    } else if (outcome === 'overtaken') {
      this.#differ(current);
    } else if (!this.#draft.isUndelivered) {
      // Sent from another tab, while more was written here: that is another message.
      this.#seen = [];
      this.#draft.command = newId();
      this.#schedule(pause);
    }
  }

  #agree(version, text) {
    const at = this.#seen.indexOf(version);
    this.#seen = at < 0 ? [version] : this.#seen.slice(at);
    this.#isUnsaved = this.#draft.text !== text;
    if (this.#isUnsaved) this.#schedule(pause);
  }

  #differ(current) {
    const draft = this.#draft;
    if (draft.isEmpty || current.text === draft.text) return this.#adopt(current);
    this.other = current;
    // Each of the two can be sent.
    if (draft.command === current.commandId) draft.command = newId();
  }

  #adopt(current) {
    this.turns++;
    this.other = null;
    this.#isUnsaved = false;
    this.#seen = current ? [current.version] : [];
    this.#draft.become(current);
    this.keepInTab();
  }
}

// What the server has of these drafts; asked again when something was saved meanwhile.
export async function ask(draft, keepings) {
  while (true) {
    const turns = keepings.map(keeping => keeping.turns);
    const response = await fetch(addressOf(draft), { cache: 'no-store' });
    if (!response.ok) return null;
    const drafts = await response.json();
    if (keepings.every((keeping, i) => keeping.turns === turns[i])) return drafts;
  }
}

// The browser is somebody else's from now on. What this tab has is not lost with the person who kept it: it goes on as a draft of the next.
export function passOn() {
  try {
    for (const key of Object.keys(sessionStorage).filter(key => key.startsWith('draft:'))) {
      const kept = JSON.parse(sessionStorage.getItem(key));
      // What may have been sent already keeps its command, or it would be sent twice.
      const command = kept.isUndelivered ? kept.command : newId();
      sessionStorage.setItem(key, JSON.stringify({ ...kept, command, seen: [], isUnsaved: true }));
    }
  } catch {
    // As above.
  }
}

// A tab may go from one workspace to another, and nothing that was written in the one may turn up in the other.
const placeOf = ({ key }) => `draft:${workspace}:${key}`;

// The conversation that has not begun has one draft, whatever its id will be.
function addressOf({ key, conversation }) {
  return here(`drafts/${key === 'new' ? 'new' : conversation}`);
}
