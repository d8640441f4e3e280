// Tells the others that somebody is writing: at most every two seconds while they are, and once when they have done.

const pause = 2_000;
let last = 0;
let isWriting = false;

function tell(next) {
  const now = performance.now();
  if (next === isWriting && (!next || now - last < pause)) return;
  isWriting = next;
  last = now;
  window.workSquared?.attending?.invokeMethodAsync('Write', next).catch(() => {
    // The circuit is lost, and with it what was said.
    isWriting = false;
  });
}

document.addEventListener('input', event => {
  if (event.target.id === 'message') tell(event.target.value.trim() !== '');
});
document.addEventListener('focusout', event => {
  if (event.target.id === 'message') tell(false);
});
document.addEventListener('work:sent', () => tell(false));
