/** As after a rotation that the vendor doesn't have yet: replaces a token in headers with another of the same shape. */
export function withOtherTokens(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      /auth|token|key/i.test(name) ? turn(value) : value,
    ]),
  );
}

/** Digits become other digits, letters a to f others of a to f, all other letters the next or previous one. */
function turn(token: string): string {
  const rings = ["0123456789", "abcdef", "ABCDEF", "ghijklmnopqrstuvwxyz", "GHIJKLMNOPQRSTUVWXYZ"];
  return [...token]
    .map((character) => {
      const ring = rings.find((one) => one.includes(character));
      return ring === undefined ? character : ring[(ring.indexOf(character) + 1) % ring.length];
    })
    .join("");
}
