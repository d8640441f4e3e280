// Where a reader was, when the page is loaded anew or its prerendered part is replaced: they must not notice.

let replaced = null;

export function replace(place) {
  replaced = place;
}

export function keepForReload(place) {
  try {
    sessionStorage.setItem('place', JSON.stringify(place));
  } catch {
    // Then it opens at the end.
  }
}

export function takeKept() {
  const place = ofReload() ?? replaced;
  replaced = null;
  return place;
}

function ofReload() {
  try {
    const kept = JSON.parse(sessionStorage.getItem('place'));
    sessionStorage.removeItem('place');
    return kept;
  } catch {
    return null;
  }
}
