// Marks a message for a moment, when somebody is led to it.

const pointing = 2_000;
let pointed = null;

export function point(target) {
  pointed = { id: target.id, until: performance.now() + pointing };
  target.classList.add('pointed-at');
  setTimeout(() => target.classList.remove('pointed-at'), pointing);
}

// The mark was on an article that has just been replaced.
export function pointAgain(target) {
  if (target && pointed?.id === target.id && performance.now() < pointed.until) point(target);
}
