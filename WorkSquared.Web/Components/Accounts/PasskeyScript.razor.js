// Passkeys on the plain pages: asks the server for a question, the browser for the answer, and posts that as a form.

// Browsers do them over TLS and on one's own machine, and at names alone: an address of digits has none.
const isName = !/^[\d.]+$|:/.test(location.hostname);
const knows = isName && typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function' && navigator.credentials;

// The browser has one question at a time; the one beneath the address field ends when the button asks.
let asking;

async function question(form) {
  const password = form.querySelector('input[type=password]');
  const response = await fetch(form.dataset.question, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: password ? JSON.stringify({ password: password.value }) : '{}',
    signal: asking.signal,
  });
  if (response.ok) return response.json();
  throw new Refused((await response.json().catch(() => null))?.detail ?? response.statusText);
}

function answer(form, options, mediation) {
  const signal = asking.signal;
  return form.dataset.passkey === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation, signal });
}

async function ask(form, mediation) {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  tell(form, '');
  try {
    const { options, state } = await question(form);
    const credential = await answer(form, options, mediation);
    if (signal.aborted || !credential) return;
    form.elements['Passkey.Credential'].value = JSON.stringify(credential);
    form.elements['Passkey.State'].value = state;
    form.submit();
  } catch (error) {
    if (!signal.aborted && !mediation) tell(form, reason(form, error));
  }
}

function reason(form, error) {
  const { cancelled, unreachable } = form.querySelector('[data-problem]').dataset;
  if (error instanceof Refused) return error.message;
  return error instanceof TypeError ? unreachable : cancelled;
}

function tell(form, text) {
  const problem = form.querySelector('[data-problem]');
  problem.textContent = text;
  problem.hidden = !text;
}

class Refused extends Error {}

async function start(form) {
  form.hidden = false;
  document.querySelector('[data-no-passkeys]')?.remove();
  form.addEventListener('submit', event => {
    event.preventDefault();
    ask(form);
  });

  // Offered among the addresses that the browser fills in, before anybody asks; not again right after one that was refused.
  const isRefused = document.querySelector('.problem:not([hidden])');
  if (form.dataset.passkey === 'get' && !isRefused && await PublicKeyCredential.isConditionalMediationAvailable?.()) ask(form, 'conditional');
}

if (knows) document.querySelectorAll('form[data-passkey]').forEach(start);
