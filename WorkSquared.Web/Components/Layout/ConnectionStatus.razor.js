// Starts the circuit and mends it. A lost circuit takes nothing with it: what was said is on the server, what is being written is in the
// tab.

import { say } from '../../wording.js';
import { here } from '../../workspace.js';

const status = document.getElementById('connection');
const firstDelay = 250;
const lastDelay = 800;
const patientDelay = 3_000;
const patientAfter = 100;
const reloadPause = 10_000;

let isLost = false;
let isTrying = false;
let failures = 0;
let timer;
let destination = null;

// The server is told whether this tab is in view, by the first call of each circuit and at every change since.
let circuit = null;

function tellVisibility() {
  circuit?.invokeMethodAsync('Show', document.visibilityState === 'visible').catch(() => {
    // The circuit is lost; the next one is told.
  });
}

function ready(tab, attending) {
  if (attending) window.workSquared.attending = attending;
  circuit = tab ?? circuit;
  tellVisibility();
  isLost = false;
  delete document.body.dataset.lost;
  document.body.dataset.ready = 'true';
  status.hidden = true;
  window.dispatchEvent(new Event('work:connected'));
}

function lose() {
  delete document.body.dataset.ready;
  document.body.dataset.lost = 'true';
  if (!isLost) {
    isLost = true;
    window.dispatchEvent(new Event('work:lost'));
    failures = 0;
    show(say('Connection lost. Reconnecting… You can go on reading and writing.'));
  }

  tryNow();
}

function show(text) {
  status.hidden = false;
  status.querySelector('[data-text]').textContent = text;
}

async function tryNow() {
  clearTimeout(timer);
  if (!isLost || isTrying) return;
  isTrying = true;
  const isBack = await answers() && await reconnect();
  isTrying = false;
  if (isBack) return;
  if (++failures === 20) show(say('Still no connection. It comes back by itself as soon as the server answers.'));
  // A server that was restarted is found within a second; one that stays away is asked less often.
  timer = setTimeout(tryNow, Math.min(firstDelay * 1.5 ** failures, failures < patientAfter ? lastDelay : patientDelay));
}

async function answers() {
  try {
    const response = await fetch(here('session'), { cache: 'no-store', signal: AbortSignal.timeout?.(3_000) });

    // The session is over, and the connection was lost with it. What this address shows now is where to sign in. Or this workspace is closed to
    // the person: they see another one of theirs.
    if (response.status === 403) destination = document.baseURI;
    if (response.status === 401 || response.status === 403) reload();
    return response.ok;
  } catch {
    return false;
  }
}

async function reconnect() {
  try {
    // A connection that was lost before the circuit had begun has none to come back to.
    if (destination === null && circuit !== null && await Blazor.reconnect()) {
      ready();
      return true;
    }
  } catch {
    return false;
  }

  // The server does not know this circuit any more: it has been restarted. The same address gives the same page.
  return reload();
}

function reload() {
  const last = Number(sessionStorage.getItem('reloaded') ?? 0);
  if (Date.now() - last < reloadPause) {
    timer = setTimeout(reload, reloadPause - (Date.now() - last));
    return true;
  }

  sessionStorage.setItem('reloaded', String(Date.now()));
  window.dispatchEvent(new CustomEvent('work:leaving', { detail: { isReload: destination === null } }));
  if (destination === null) location.reload();
  else location.assign(destination);
  return true;
}

// A link followed now would lead to the browser's own error page. It is followed when the server is back.
document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  if (!isLost || !link || link.origin !== location.origin || link.target || link.matches('.reload, [data-jump], [data-skip]')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  destination = link.href;
  show(say('Connection lost. The page you chose opens as soon as the server answers.'));
}, true);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') tryNow();
});
window.addEventListener('online', () => {
  if (isLost) tryNow();
  else status.hidden = true;
});
window.addEventListener('offline', () => {
  if (document.body.dataset.ready) show(say('You are offline. You can go on reading and writing.'));
});

// The framework says nothing of a connection that can't be made, or that ends while the circuit is only beginning.
function watched(connection) {
  const start = connection.start.bind(connection);
  connection.start = () => start().catch(error => {
    lose();
    throw error;
  });
  connection.onclose(() => { if (circuit === null) lose(); });
  return connection;
}

window.workSquared = Object.assign(window.workSquared ?? {}, { ready });
document.addEventListener('visibilitychange', tellVisibility);

Blazor.start({
  circuit: {
    reconnectionHandler: { onConnectionDown: lose, onConnectionUp: () => ready() },
    // Silence is noticed within seconds; the server sends a sign of life every five.
    configureSignalR: builder => {
      builder.withUrl(here('_blazor').href).withServerTimeout(15_000).withKeepAliveInterval(5_000);
      const build = builder.build.bind(builder);
      builder.build = () => watched(build());
    },
  },
}).catch(lose);
