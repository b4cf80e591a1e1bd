/** "authToken" → "authTokenPrevious": what it was before is still accepted, so that nothing breaks between two forms. */
export function previousNameOf(name: string): string {
  return `${name}Previous`;
}
