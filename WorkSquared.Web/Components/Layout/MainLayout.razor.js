// Small things of the page that need no server: the menu on a narrow screen, copying, times in the reader's zone.

import { dates, say } from '../../wording.js';

const narrow = matchMedia('(max-width: 859px)');
const menu = () => document.querySelector('[data-nav]');

// On a wide screen the menu is there until it is put away; on a narrow one it lies above the page while it is open.
function toggleMenu() {
  if (narrow.matches) {
    if (document.body.dataset.menu === 'open') closeMenu();
    else openMenu();
  } else if (document.body.dataset.rail === 'hidden') {
    delete document.body.dataset.rail;
  } else {
    const wasWithin = menu()?.contains(document.activeElement);
    document.body.dataset.rail = 'hidden';
    if (wasWithin) document.querySelector('[data-nav-open]')?.focus();
  }
}

function openMenu() {
  if (!narrow.matches) return toggleMenu();
  document.body.dataset.menu = 'open';
  showMenu();
  menu()?.querySelector('[data-nav-close]')?.focus();
}

function closeMenu() {
  if (document.body.dataset.menu !== 'open') return;
  const wasWithin = menu()?.contains(document.activeElement);
  delete document.body.dataset.menu;
  showMenu();
  if (wasWithin) document.querySelector('[data-nav-open]')?.focus();
}

function showMenu() {
  const isOpen = document.body.dataset.menu === 'open';
  document.querySelector('[data-nav-open]')?.setAttribute('aria-expanded', String(isOpen));
  document.querySelector('.page')?.toggleAttribute('inert', isOpen && narrow.matches);
}

function announce(text) {
  document.getElementById('announcer').textContent = text;
}

async function copy(text, within) {
  await putOnClipboard(text);
  announce(say('Copied'));
  const button = typeof within === 'string' ? document.querySelector(`#${CSS.escape(within)} .copy`) : within;
  if (!button || button.dataset.copied) return;
  button.dataset.copied = 'true';
  const label = button.textContent;
  if (label.trim()) button.textContent = say('Copied');
  setTimeout(() => {
    delete button.dataset.copied;
    if (label.trim()) button.textContent = label;
  }, 1_500);
}

// A phone has a sheet of its own for it; whoever closes that has changed their mind.
async function share(path, title) {
  const url = new URL(path, document.baseURI).href;
  if (navigator.share && matchMedia('(pointer: coarse)').matches) {
    try {
      await navigator.share({ title, url });
      return false;
    } catch (error) {
      if (error.name === 'AbortError') return false;
    }
  }

  await putOnClipboard(url);
  announce(say('Link copied'));
  return true;
}

async function putOnClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyTheOldWay(text);
  }
}

// Plain HTTP on a local network has no clipboard API.
function copyTheOldWay(text) {
  const box = Object.assign(document.createElement('textarea'), { value: text, readOnly: true });
  box.className = 'visually-hidden';
  document.body.append(box);
  const focused = document.activeElement;
  box.select();
  document.execCommand('copy');
  box.remove();
  focused?.focus({ preventScroll: true });
}

const time = { hour: '2-digit', minute: '2-digit' };
const day = { day: 'numeric', month: 'short' };

function words(date) {
  const days = (new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000;
  const write = options => new Intl.DateTimeFormat(dates, options).format(date);
  if (Math.round(days) === 0) return write(time);
  return `${write({ ...day, ...(days > 300 && { year: 'numeric' }) })}, ${write(time)}`;
}

// As if by an arrow key, so that the menu itself knows where the focus is.
function enterMenu(frames = 300) {
  const list = document.querySelector('.conversation-menu [role=menu]');
  if (list) list.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', code: 'ArrowDown', bubbles: true }));
  else if (frames > 0) requestAnimationFrame(() => enterMenu(frames - 1));
}

// A conversation may have left the list with the choice, and its button with it.
// The button is the element, or its id.
function leaveMenu(button) {
  const left = typeof button === 'string' ? document.getElementById(button) : button;
  (left ?? document.getElementById('main'))?.focus({ preventScroll: true });
}

function focusOn(selector) {
  document.querySelector(selector)?.focus({ preventScroll: true });
}

function select(input) {
  input.focus();
  input.select();
}

// Stands behind what a click has opened, which may be below the edge of the window.
class Reveal extends HTMLElement {
  connectedCallback() {
    requestAnimationFrame(() => this.previousElementSibling?.scrollIntoView({ block: 'nearest' }));
  }
}

class LocalTime extends HTMLElement {
  connectedCallback() {
    // The circuit inserts an element before its attributes and children.
    queueMicrotask(() => {
      const element = this.querySelector('time');
      const date = new Date(element?.dateTime ?? NaN);
      if (isNaN(date)) return;
      element.textContent = words(date);
      element.title = new Intl.DateTimeFormat(dates, { dateStyle: 'full', timeStyle: 'medium' }).format(date);
    });
  }
}

document.addEventListener('click', event => {
  const target = event.target;
  if (target.closest('[data-nav-open]')) openMenu();
  else if (target.closest('[data-nav-close]') || (target.closest('[data-nav] a, [data-nav] .new'))) closeMenu();

  const button = target.closest('[data-copy]');
  if (button) copy(button.closest('figure').querySelector('code').textContent, button);
  const beside = target.closest('[data-copy-field]');
  if (beside) copy(beside.previousElementSibling.value, beside);
  const link = target.closest('[data-copy-link]');
  if (link) {
    event.preventDefault();
    event.stopPropagation();
    copy(link.href, link);
  }

  if (target.closest('[data-reload]')) {
    event.preventDefault();
    location.reload();
  }

  if (target.closest('[data-skip]')) {
    event.preventDefault();
    (document.getElementById('message') ?? document.getElementById('main'))?.focus();
  }
});
document.addEventListener('submit', async event => {
  const { target, submitter } = event;
  if (!target.matches('[data-language]')) return;
  event.preventDefault();
  await fetch(target.action, { method: 'POST', body: new URLSearchParams({ [submitter.name]: submitter.value }), redirect: 'manual' });
  location.reload();
});
document.addEventListener('keydown', event => {
  // What lies above the menu takes it first.
  if (event.key === 'Escape' && !event.target.closest?.('[role=menu], form')) closeMenu();
});
document.addEventListener('work:toggle-menu', toggleMenu);
narrow.addEventListener('change', showMenu);

window.workSquared = Object.assign(window.workSquared ?? {}, { copy, enterMenu, focusOn, leaveMenu, select, share });
customElements.define('local-time', LocalTime);
customElements.define('work-reveal', Reveal);
