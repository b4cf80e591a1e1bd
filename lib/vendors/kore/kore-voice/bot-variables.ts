/** Environment variables of the bot that the Service node uses. Kore allows no hyphen in a name. */
export interface BotVariableNames {
  /** The metadata API's URL. Patchbay can set it. */
  url: string;
  /** The token that the API asks for: a secure variable, made by a person. */
  token: string;
}

/** Two integrations of one bot have different APIs: what tells their resources apart tells their variables apart. */
export function variableNamesOf({ prefix }: { prefix: string }): BotVariableNames {
  const suffix = prefix
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase();
  const name = (what: string) => `PATCHBAY_METADATA_${what}${suffix === "" ? "" : `_${suffix}`}`;
  return { url: name("URL"), token: name("TOKEN") };
}

/** How a Service node, or any other field of the bot, refers to a variable. */
export function variableTemplate(name: string): string {
  return `{{env.${name}}}`;
}
