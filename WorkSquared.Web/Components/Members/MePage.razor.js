// Who this browser says it is. A cookie has it, so that is a matter of plain requests, and every tab of the browser follows.

import { passOn } from '../../draft-keeping.js';
import { here } from '../../workspace.js';

const changed = 'person';

async function send(form) {
  const button = form.querySelector('button');
  const problem = form.querySelector('[data-problem]');
  button.disabled = true;
  problem.textContent = '';
  try {
    const response = await fetch(here(form.action), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
    });
    if (response.ok) return arrive();
    problem.textContent = (await response.json().catch(() => null))?.detail ?? response.statusText;
  } catch {
    problem.textContent = form.dataset.unreachable;
  }

  button.disabled = false;
  form.querySelector('input')?.focus();
}

function arrive() {
  try {
    localStorage.setItem(changed, String(Date.now()));
  } catch {
    // Then the other tabs are who they were until they are loaded again.
  }

  reload();
}

// The circuit was opened by somebody else.
function reload() {
  window.dispatchEvent(new Event('work:leaving'));
  passOn();
  location.reload();
}

document.addEventListener('submit', event => {
  const form = event.target.closest('form[data-who]');
  if (!form) return;
  event.preventDefault();
  send(form);
});
window.addEventListener('storage', event => {
  if (event.key === changed) reload();
});
