// Shortcuts that work anywhere on a page.

const sheet = () => document.getElementById('shortcuts');

function toggle() {
  if (sheet().open) sheet().close();
  else sheet().showModal();
}

document.addEventListener('keydown', event => {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (event.isComposing) return;
  if (isCommand && event.key === '/') {
    event.preventDefault();
    toggle();
  } else if (isCommand && event.shiftKey && event.code === 'KeyO') {
    event.preventDefault();
    document.querySelector('[data-nav] .new')?.click();
  } else if (event.shiftKey && event.key === 'Escape') {
    event.preventDefault();
    document.getElementById('message')?.focus();
  }
});
document.addEventListener('click', event => {
  if (event.target.closest('[data-shortcuts]')) toggle();
  // Outside of its box is its backdrop.
  else if (event.target === sheet()) sheet().close();
});
