/**
 * Gives the page's address these parameters, past the router: the router takes a new address for a navigation. It writes
 * its own address again with its renders, so this is done again after each.
 */
export function writeAddress(parameters: URLSearchParams): void {
  const { pathname, search, hash } = window.location;
  const written = parameters.toString();
  const address = `${pathname}${written ? `?${written}` : ""}${hash}`;
  if (address === `${pathname}${search}${hash}`) return;
  History.prototype.replaceState.call(window.history, window.history.state, "", address);
}
