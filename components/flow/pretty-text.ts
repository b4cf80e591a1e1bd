/** A flow's text with a value a line, for reading and comparing; what is no JSON stays as it is. Pure. */
export function prettyText(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
