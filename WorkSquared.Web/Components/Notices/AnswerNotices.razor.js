// Tells a person who looks elsewhere that an answer is ready, in the system's own notifications: if they wish so, in this browser.

import { go } from '../../going.js';
import { say } from '../../wording.js';

const wish = 'work:notices';
const told = 'work:told';
const mostTold = 50;
// A tab that shows the conversation comes before one that does not: a click on the notification leads to its tab.
const precedence = 500;

const box = document.querySelector('[data-notices]');
const problem = document.querySelector('[data-notices-problem]');

const isAllowed = () => window.Notification?.permission === 'granted';

function isWished() {
  try {
    return localStorage.getItem(wish) === 'on';
  } catch {
    return false;
  }
}

function setWish(isOn) {
  try {
    if (isOn) localStorage.setItem(wish, 'on');
    else localStorage.removeItem(wish);
  } catch {
    // Without storage nobody is told.
  }
}

async function choose() {
  setWish(box.checked);
  if (box.checked && window.Notification) await Notification.requestPermission();
  show();
  problem.scrollIntoView({ block: 'nearest' });
}

function show() {
  box.checked = isWished() && isAllowed();
  problem.textContent = !isWished() || isAllowed() ? ''
    : window.Notification && isSecureContext ? say('Your browser does not let this page notify you. Allow notifications in its settings for this site.')
    : say('Your browser can’t notify you here: it does so on pages with HTTPS alone.');
}

// Whoever looks at one of the tabs needs no telling by the others.
let release = null;
function look() {
  release?.();
  release = null;
  if (document.visibilityState !== 'visible') return;
  navigator.locks?.request('work:looking', { mode: 'shared' }, () => document.visibilityState === 'visible' ? new Promise(resolve => { release = resolve; }) : null);
}

async function tell(notice) {
  if (document.querySelector('work-transcript')?.dataset.conversation !== notice.conversation) await new Promise(resolve => setTimeout(resolve, precedence));
  await navigator.locks.request('work:telling', async () => {
    // What could be seen when it came is no news to the tab that hears of it last.
    if (!isFirst(notice.id)) return;
    const { held } = await navigator.locks.query();
    if (held.some(lock => lock.name === 'work:looking')) return;
    const shown = new Notification(notice.title, { body: notice.body, tag: notice.id, lang: document.documentElement.lang });
    shown.onclick = () => {
      window.focus();
      shown.close();
      go(notice.address);
    };
  });
}

// Each tab hears of the answer, and some much later than others.
function isFirst(id) {
  const ids = JSON.parse(localStorage.getItem(told) ?? '[]');
  if (ids.includes(id)) return false;
  localStorage.setItem(told, JSON.stringify([...ids, id].slice(-mostTold)));
  return true;
}

box.addEventListener('change', choose);
box.closest('dialog').addEventListener('toggle', show);
document.addEventListener('visibilitychange', look);
show();
look();

window.workSquared = Object.assign(window.workSquared ?? {}, {
  wantsNotices: () => isWished() && isAllowed(),
  // Chrome on Android has the constructor and refuses it.
  tellOfAnswer: notice => { tell(notice).catch(() => {}); },
});
