// What had been seen of a conversation when the connection to it was lost. The tab keeps it: the page may have to be loaded anew to come back.

const key = conversation => `seen:${conversation}`;
const transcript = () => document.querySelector('work-transcript');
const shown = () => transcript()?.dataset.conversation;

export function seenBefore(conversation) {
  try {
    const seen = sessionStorage.getItem(key(conversation));
    return seen === null ? null : Number(seen);
  } catch {
    return null;
  }
}

// The reader has seen what came meanwhile, or does not want to.
export function settle(conversation) {
  try {
    sessionStorage.removeItem(key(conversation));
  } catch {
    // Then there was nothing kept.
  }

  if (conversation === shown()) document.querySelectorAll('[data-away]').forEach(notice => { notice.hidden = true; });
}

// All of it is in view: whoever sends now has it before their eyes.
export function settleIfInView(conversation) {
  const line = transcript()?.querySelector('[data-new]');
  const last = [...transcript()?.querySelectorAll('article') ?? []].at(-1);
  const frame = transcript()?.querySelector('.scroller').getBoundingClientRect();
  if (line && last && line.getBoundingClientRect().top >= frame.top && last.getBoundingClientRect().bottom <= frame.bottom) settle(conversation);
}

export function readFirst(conversation) {
  const message = document.querySelector('[data-away]')?.dataset.first;
  settle(conversation);
  if (message) document.dispatchEvent(new CustomEvent('work:found', { detail: { conversation, message } }));
}

function leave() {
  const conversation = shown();
  const positions = [...transcript()?.querySelectorAll('article[data-position]') ?? []].map(article => Number(article.dataset.position));
  // Lost again before all was seen: what was new then is still new.
  if (positions.length === 0 || seenBefore(conversation) !== null) return;
  try {
    sessionStorage.setItem(key(conversation), String(Math.max(...positions)));
  } catch {
    // Then nobody is told what came meanwhile; it is in the transcript all the same.
  }
}

async function comeBack() {
  const conversation = shown();
  const seen = conversation ? seenBefore(conversation) : null;
  if (seen === null || document.body.dataset.ready !== 'true') return;
  try {
    if (await window.workSquared.attending?.invokeMethodAsync('ReturnTo', conversation, seen) === 0) settle(conversation);
  } catch {
    // Lost again.
  }
}

window.addEventListener('work:lost', leave);
// A tab that sleeps may be thrown away, and is loaded anew when it is looked at.
document.addEventListener('freeze', leave);
window.addEventListener('work:connected', comeBack);
document.addEventListener('work:opened', comeBack);
document.addEventListener('work:read', event => settle(event.detail.conversation));
document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-away] button');
  if (!button) return;
  if (button.matches('[data-jump-new]')) readFirst(shown());
  else settle(shown());
});
