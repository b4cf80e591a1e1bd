const names: Record<string, string> = {
  api: "API",
  asapp: "ASAPP",
  kore: "Kore",
  lambda: "Lambda",
  sip: "SIP",
};

/** A finding's code as words: the scan keeps codes alone. "kore-never-posted" → "Kore never posted". */
export function sayFinding(code: string): string {
  const text = code
    .split("-")
    .map((word) => names[word] ?? word)
    .join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
