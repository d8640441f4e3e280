// Goes to an address of this site: by the circuit where there is one, so that the page stays.

export function go(path) {
  const address = new URL(path, document.baseURI);
  if (document.body.dataset.ready === 'true') Blazor.navigateTo(address.href);
  else location.assign(address);
}
