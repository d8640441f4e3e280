// A page shows one workspace for as long as it is open. Another tab of the browser may have gone to another one since, and the session with it:
// so whatever this page asks for says which one is meant.

export const workspace = document.body.dataset.workspace ?? '';

export function here(path) {
  const address = new URL(path, document.baseURI);
  if (workspace) address.searchParams.set('workspace', workspace);
  return address;
}
