/** Names under which vendors' samples put secrets into attributes and logs. */
const secretName =
  /secret|token|password|authori[sz]ation|credential|api[-_]?key|access[-_]?key(?!id)|private[-_]?key/i;
const hidden = "[hidden]";
const deepest = 12;

/** `"clientSecret": "…"` inside a text that holds JSON; the rest of the text stays digit for digit. */
const secretMember =
  /("[^"\\]*(?:secret|token|password|authori[sz]ation|credential|api[-_]?key|private[-_]?key)[^"\\]*"\s*:\s*)("(?:[^"\\]|\\.)*"|[^\s,}\]]+)/gi;
const secretShapes = [
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /\bBearer\s+[\w.~+/=-]{8,}/gi,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
];

/**
 * A copy without secrets, for what systems said about a contact. Unlike a log's redactor it leaves phone numbers and
 * session ids: whoever may open a contact has to see them.
 */
export function hideSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return hideSecretText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= deepest) return "[deeper]";
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isSecretName(name) ? hidden : hideSecrets(item, depth + 1),
    ]),
  );
}

export function hideSecretText(text: string): string {
  let clean = text.replace(secretMember, `$1"${hidden}"`);
  for (const shape of secretShapes) clean = clean.replace(shape, hidden);
  return clean;
}

/** A row of a panel: an attribute's key and value. */
export function hideSecretValue(key: string, value: string): string {
  return isSecretName(key) ? hidden : hideSecretText(value);
}

function isSecretName(name: string): boolean {
  return secretName.test(name) && !/^(nextToken|matched)$/i.test(name);
}
