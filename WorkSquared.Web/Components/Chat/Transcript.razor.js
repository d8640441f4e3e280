// Scrolling. It follows the text only while the reader is at its end, and any sign that the reader wants to be elsewhere ends that at once.

const near = 100;
const pointing = 2_000;
let replaced = null;
let pointed = null;
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
    if (!document.body.dataset.ready) replaced = this.#place();
  }

  #observers;

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
    document.addEventListener('selectionchange', () => this.#onSelection(), listening);
    document.addEventListener('work:sent', event => {
      if (event.detail.conversation === this.dataset.conversation) this.#follow();
    }, listening);
    window.addEventListener('work:leaving', () => this.#keepForReload(), listening);
    this.addEventListener('click', event => this.#onClick(event), { signal: this.#isClosed.signal });

    const changes = new MutationObserver(() => this.#onChange());
    changes.observe(this.#column, { childList: true, subtree: true, characterData: true });
    const sizes = new ResizeObserver(() => this.#onChange());
    sizes.observe(this.#scroller);
    this.#observers = [changes, sizes];
    this.#arrive();
  }

  #arrive() {
    if (this.showSought()) return;
    const place = this.#takeKept() ?? replaced;
    replaced = null;
    const target = location.hash.startsWith('#m-') ? document.getElementById(location.hash.slice(1)) : null;
    if (place?.conversation === this.dataset.conversation && !place.isFollowing) {
      this.#isFollowing = false;
      this.#scrollTo(place.top);
      // The mark was on the article that has just been replaced.
      if (target && pointed?.id === target.id && performance.now() < pointed.until) this.#point(target);
    } else if (target) {
      this.#jumpTo(target);
    } else if (this.#column.querySelector('article')) {
      this.#scrollTo(this.#scroller.scrollHeight);
    }
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
    else if (moved > 0 && this.#distance < near) this.#isFollowing = true;
    if (this.#distance < near) this.#showButton(false);
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
    if (sought) this.showSought();
    if (this.#turned) this.#arriveOnBranch();
    if (this.#kept) this.#holdPlace();
    else if (!this.#column.querySelector('article')) return;
    else if (this.#isFollowing) this.#scrollTo(this.#scroller.scrollHeight);
    else this.#showButton(this.#distance > near);
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
    if (event.target.closest('[data-keep-place]')) this.#keepPlace();
  }

  #jumpTo(target) {
    this.#leave();
    target.scrollIntoView({ block: 'start' });
    this.#top = this.#scroller.scrollTop;
    this.#point(target);
  }

  #point(target) {
    pointed = { id: target.id, until: performance.now() + pointing };
    target.classList.add('pointed-at');
    setTimeout(() => target.classList.remove('pointed-at'), pointing);
  }

  // Earlier messages are about to be put above the first one: its line stays where the eye is.
  #keepPlace() {
    const first = this.#column.querySelector('article');
    if (first) this.#kept = { first, top: first.getBoundingClientRect().top };
  }

  #holdPlace() {
    const { first, top } = this.#kept;
    if (this.#column.querySelector('article') === first) return;
    this.#kept = null;
    this.#leave();
    this.#scrollTo(this.#scroller.scrollTop + first.getBoundingClientRect().top - top);
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

  #keepForReload() {
    try {
      sessionStorage.setItem('place', JSON.stringify(this.#place()));
    } catch {
      // Then it opens at the end.
    }
  }

  #takeKept() {
    try {
      const kept = JSON.parse(sessionStorage.getItem('place'));
      sessionStorage.removeItem('place');
      return kept;
    } catch {
      return null;
    }
  }
}

customElements.define('work-transcript', WorkTranscript);
