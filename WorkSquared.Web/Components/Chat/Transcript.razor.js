// Scrolling. It follows the text only while the reader is at its end, and any sign that the reader wants to be elsewhere ends that at once.

import { seenBefore } from '../../absence.js';
import { point, pointAgain } from '../../pointing.js';
import { isOn } from '../../preferences.js';
import { keepForReload, replace, takeKept } from '../../reading-place.js';
import { restoreSelection } from '../../selection.js';

const near = 100;
let sought = null;

// Found by a search: it is in view already, or comes with the next change, in this conversation or in another one.
document.addEventListener('work:found', event => {
  sought = event.detail;
  document.querySelector('work-transcript')?.showSought();
});

class WorkTranscript extends HTMLElement {
  #scroller;
  #column;
  #isFollowing = true;
  #top = 0;
  #kept = null;
  #turned = null;
  #last;
  #isGrowing = false;
  #isClosed = new AbortController();

  connectedCallback() {
    // The circuit inserts an element before its attributes and children.
    queueMicrotask(() => {
      if (this.isConnected && !this.#scroller) this.#open();
    });
  }

  disconnectedCallback() {
    this.#isClosed.abort();
    this.#observers?.forEach(observer => observer.disconnect());
    // The circuit's first render replaces the prerendered page: the reader must not notice.
    if (!document.body.dataset.ready) replace(this.#place());
  }

  #observers;
  #line = null;

  #open() {
    this.#scroller = this.querySelector('.scroller');
    this.#column = this.querySelector('.column');
    const listening = { signal: this.#isClosed.signal, passive: true };
    this.#scroller.addEventListener('scroll', () => this.#onScroll(), listening);
    this.#scroller.addEventListener('wheel', event => { if (event.deltaY < 0) this.#leave(); }, listening);
    this.#scroller.addEventListener('touchmove', () => this.#leave(), listening);
    this.#scroller.addEventListener('keydown', event => {
      if (['ArrowUp', 'PageUp', 'Home'].includes(event.key) || (event.key === ' ' && event.shiftKey)) this.#leave();
    }, listening);
    this.#scroller.addEventListener('pointerdown', event => {
      // On the scrollbar: between two of its steps new text would take it back.
      if (event.target === this.#scroller && event.offsetX >= this.#scroller.clientWidth) this.#leave();
    }, listening);
    document.addEventListener('selectionchange', () => this.#onSelection(), listening);
    document.addEventListener('work:sent', event => {
      if (event.detail.conversation === this.dataset.conversation) this.#follow();
    }, listening);
    document.addEventListener('work:outgoing', ({ detail: { conversation, isLeaving } }) => {
      // Whoever was away may be asked to read first.
      if (isLeaving && conversation === this.dataset.conversation && seenBefore(conversation) === null) this.#follow();
    }, listening);
    window.addEventListener('work:leaving', () => keepForReload(this.#place()), listening);
    window.addEventListener('work:connected', () => {
      // What was asked for while the circuit was lost never comes.
      this.#kept = null;
      this.#loadAhead();
    }, listening);
    this.addEventListener('click', event => this.#onClick(event), { signal: this.#isClosed.signal });

    const changes = new MutationObserver(() => this.#onChange());
    changes.observe(this.#column, { childList: true, subtree: true, characterData: true });
    const sizes = new ResizeObserver(() => this.#onChange());
    sizes.observe(this.#scroller);
    this.#observers = [changes, sizes];
    this.#arrive();
    document.dispatchEvent(new Event('work:opened'));
  }

  #arrive() {
    if (this.showSought()) return;
    const place = takeKept();
    const target = location.hash.startsWith('#m-') ? document.getElementById(location.hash.slice(1)) : null;
    if (place?.conversation === this.dataset.conversation && !place.isFollowing) {
      this.#isFollowing = false;
      this.#scrollTo(place.top);
      pointAgain(target);
    } else if (target) {
      this.#jumpTo(target);
    } else if (this.#lastArticle) {
      this.#scrollTo(this.#scroller.scrollHeight);
      this.#goToUnread();
    }

    this.#takeIn();
  }

  // A reader who comes back goes on where they had stopped, unless all that is new is in view anyway.
  #goToUnread() {
    const unread = this.dataset.unread && document.getElementById(this.dataset.unread);
    if (!unread || unread.getBoundingClientRect().top >= this.#scroller.getBoundingClientRect().top) return;
    this.#leave();
    unread.scrollIntoView({ block: 'start' });
    this.#top = this.#scroller.scrollTop;
  }

  // Whoever was away and had been at the end goes on at the first of what came meanwhile.
  #goToNew() {
    const line = this.#column.querySelector('[data-new]');
    if (line === this.#line) return;
    this.#line = line;
    if (!line || !this.#isFollowing || line.getBoundingClientRect().top >= this.#scroller.getBoundingClientRect().top) return;
    this.#leave();
    line.scrollIntoView({ block: 'start' });
    this.#top = this.#scroller.scrollTop;
  }

  get #lastArticle() {
    return [...this.#column.querySelectorAll('article')].at(-1);
  }

  // The window in view ends before the conversation does: new text goes to the end, and not to the end of what is here.
  get #hasLater() {
    return this.#column.querySelector('[data-later]') !== null;
  }

  get #distance() {
    return this.#scroller.scrollHeight - this.#scroller.clientHeight - this.#scroller.scrollTop;
  }

  #scrollTo(top) {
    this.#scroller.scrollTop = top;
    this.#top = this.#scroller.scrollTop;
  }

  #follow() {
    this.#isFollowing = true;
    if (this.#hasLater) this.querySelector('[data-newest]')?.click();
    this.#scrollTo(this.#scroller.scrollHeight);
    this.#showButton(false);
  }

  #leave() {
    this.#isFollowing = false;
  }

  #onScroll() {
    const moved = this.#scroller.scrollTop - this.#top;
    // Our own step, or one that the browser made to hold a line: not the reader's.
    if (Math.abs(moved) < 1) return;
    this.#top = this.#scroller.scrollTop;
    if (moved < 0 && this.#distance > 1) this.#leave();
    else if (moved > 0 && this.#distance < near && !this.#hasLater) {
      this.#isFollowing = true;
      document.dispatchEvent(new CustomEvent('work:read', { detail: { conversation: this.dataset.conversation } }));
    }

    if (this.#distance < near) this.#showButton(false);
    if (this.#kept) this.#keepPlace(this.#kept.edge);
    this.#loadAhead();
  }

  #onSelection() {
    const selection = document.getSelection();
    if (selection && !selection.isCollapsed && this.#scroller.contains(selection.anchorNode)) this.#leave();
  }

  showSought() {
    const target = sought?.conversation === this.dataset.conversation ? document.getElementById(`m-${sought.message}`) : null;
    if (!target) return false;
    sought = null;
    this.#jumpTo(target);
    // A screen reader begins to read there, the arrow keys scroll from there, and no keyboard comes up on a phone.
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    return true;
  }

  #onChange() {
    restoreSelection();
    // A step of the reader's that has not been told of yet: find in page, for one.
    if (this.#scroller.scrollTop < this.#top - 1 && this.#distance > 1) this.#leave();
    if (sought) this.showSought();
    this.#goToNew();
    if (this.#turned) this.#arriveOnBranch();
    if (this.#kept) this.#holdPlace();
    const { isNew, hasGrown } = this.#takeIn();
    if (isNew && this.#isFollowing) this.#scrollTo(this.#scroller.scrollHeight);
    else if (hasGrown && this.#isFollowing && isOn('follow')) this.#scrollTo(this.#scroller.scrollHeight);
    else if (hasGrown || isNew) this.#showButton(this.#distance > near && !this.#hasLater);
    this.#loadAhead();
  }

  // Whether something new has been said, or more of what is being said. Whatever else changes, such as the colours of code, moves nobody.
  #takeIn() {
    const last = `${this.#lastArticle?.id} ${this.#column.querySelector('work-outgoing')?.childElementCount}`;
    const isRunning = this.#column.querySelector('[aria-busy="true"]') !== null;
    const change = { isNew: last !== this.#last, hasGrown: isRunning || this.#isGrowing };
    this.#last = last;
    this.#isGrowing = isRunning;
    return change;
  }

  // Before the reader is there. The buttons do the same by keyboard, and whenever this has failed.
  #loadAhead() {
    if (this.#kept || document.body.dataset.ready !== 'true') return;
    const earlier = this.#column.querySelector('[data-earlier]');
    const later = this.#column.querySelector('[data-later]');
    if (earlier && this.#scroller.scrollTop < this.#scroller.clientHeight) earlier.click();
    else if (later && !this.#isFollowing && this.#distance < this.#scroller.clientHeight) later.click();
    // At the end of a conversation that has grown long while it was followed: what was said first is not needed here any more.
    else if (!later && this.#isFollowing) this.#forgetTheFirst();
  }

  #forgetTheFirst() {
    const newest = this.querySelector('[data-newest]:not([data-asked])');
    if (!newest) return;
    newest.dataset.asked = '';
    newest.click();
  }

  #onClick(event) {
    if (event.target.closest('[data-follow]')) this.#follow();
    const jump = event.target.closest('[data-jump]');
    const target = jump && document.getElementById(jump.dataset.jump);
    if (target) {
      event.preventDefault();
      event.stopPropagation();
      this.#jumpTo(target);
    }

    const step = event.target.closest('[data-step]');
    if (step) this.#turnOff(step);
    const more = event.target.closest('[data-earlier], [data-later]');
    if (more) this.#keepPlace(more.matches('[data-earlier]') ? 0 : -1);
    else if (event.target.closest('[data-newest]')) this.#isFollowing = true;
  }

  #jumpTo(target) {
    this.#leave();
    target.scrollIntoView({ block: 'start' });
    this.#top = this.#scroller.scrollTop;
    point(target);
  }

  // More is about to be put above the first article (0) or below the last one (-1), and what is far away may go: the line under the eye stays.
  #keepPlace(edge) {
    const articles = [...this.#column.querySelectorAll('article')];
    const { top } = this.#scroller.getBoundingClientRect();
    const line = articles.find(article => article.getBoundingClientRect().bottom > top);
    if (line) this.#kept = { line, top: line.getBoundingClientRect().top, edge, article: articles.at(edge) };
  }

  #holdPlace() {
    const { line, top, edge, article } = this.#kept;
    if ([...this.#column.querySelectorAll('article')].at(edge) === article) return;
    this.#kept = null;
    if (line.isConnected) this.#scrollTo(this.#scroller.scrollTop + line.getBoundingClientRect().top - top);
  }

  // Another branch is about to take the place of this one: its arrows stay under the pointer and under the focus.
  #turnOff(step) {
    const choice = step.closest('[data-branch]');
    this.#leave();
    const { top } = choice.getBoundingClientRect();
    this.#turned = { branch: choice.dataset.branch, text: choice.textContent, step: step.dataset.step, top };
  }

  #arriveOnBranch() {
    const { branch, text, step, top } = this.#turned;
    const choice = this.#column.querySelector(`[data-branch="${CSS.escape(branch)}"]`);
    if (!choice || choice.textContent === text) return;
    this.#turned = null;
    this.#scrollTo(this.#scroller.scrollTop + choice.getBoundingClientRect().top - top);
    if ((document.activeElement ?? document.body) === document.body) {
      (choice.querySelector(`a[data-step="${step}"]`) ?? choice.querySelector('a'))?.focus({ preventScroll: true });
    }
  }

  #showButton(isShown) {
    const button = this.querySelector('[data-follow]');
    if (button.hidden === isShown) button.hidden = !isShown;
  }

  #place() {
    return { conversation: this.dataset.conversation, isFollowing: this.#isFollowing, top: this.#top };
  }
}

customElements.define('work-transcript', WorkTranscript);
