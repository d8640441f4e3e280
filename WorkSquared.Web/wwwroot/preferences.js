// What a person likes, in this browser. Everything is on until it is switched off; each switch is a checkbox with the name of its preference.

const prefix = 'work:';

export function isOn(name) {
  try {
    return localStorage.getItem(prefix + name) !== 'off';
  } catch {
    return true;
  }
}

function set(name, isWanted) {
  try {
    if (isWanted) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, 'off');
  } catch {
    // Without storage it stays as it is.
  }
}

document.querySelectorAll('[data-preference]').forEach(box => {
  box.checked = isOn(box.dataset.preference);
  box.addEventListener('change', () => set(box.dataset.preference, box.checked));
});
