// Shortcuts that work anywhere on a page, and the sheet that names them. None is a key of a browser's own page commands or of a screen reader,
// and all of them can be switched off on the sheet.

import { isOn } from '../../preferences.js';

const sheet = () => document.getElementById('shortcuts');
let opener = null;

function toggle() {
  if (sheet().open) return sheet().close();
  opener = document.activeElement;
  sheet().showModal();
}

function goToConversation(step) {
  const links = [...document.querySelectorAll('[data-nav] .list a[href]')];
  const current = links.findIndex(link => link.pathname === location.pathname);
  const next = current < 0 ? (step > 0 ? 0 : -1) : current + step;
  if (next >= 0) links[next]?.click();
}

const last = selector => [...document.querySelectorAll(`work-transcript ${selector}`)].at(-1);

function actionOf(event) {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (isCommand && event.key === '/') return toggle;
  if (isCommand && event.shiftKey && event.code === 'KeyO') return () => document.querySelector('[data-nav] .new')?.click();
  if (isCommand && event.shiftKey && event.code === 'Comma') return () => last('.answer .copy')?.click();
  if (isCommand && event.shiftKey && event.code === 'Period') return () => last('[data-copy]:not(.thoughts *)')?.click();
  if (isCommand && !event.shiftKey && event.code === 'Period') return () => document.dispatchEvent(new Event('work:toggle-menu'));
  if (event.shiftKey && event.key === 'Escape') return () => document.getElementById('message')?.focus();
  const isArrow = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (isArrow && event.key === 'ArrowUp') return () => goToConversation(-1);
  if (isArrow && event.key === 'ArrowDown') return () => goToConversation(1);
  return null;
}

document.addEventListener('keydown', event => {
  if (event.isComposing || !isOn('shortcuts')) return;
  const action = actionOf(event);
  // What lies above the page has keys of its own.
  if (!action || (action !== toggle && document.querySelector('dialog[open]'))) return;
  event.preventDefault();
  action();
});
document.addEventListener('click', event => {
  if (event.target.closest('[data-shortcuts]')) toggle();
  // Outside of its box is its backdrop.
  else if (event.target === sheet()) sheet().close();
});
// A browser gives the focus back to what it was taken from, unless that has been rendered anew meanwhile.
sheet().addEventListener('close', () => {
  if (!opener?.isConnected) document.getElementById('main')?.focus({ preventScroll: true });
});
