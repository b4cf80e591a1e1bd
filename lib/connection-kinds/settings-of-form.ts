type Settings = Record<string, unknown>;

/** Set by the console alone: from what the account or the seed said, never from what a form claims. */
const ownFields = [
  "accountId",
  "instanceId",
  "instanceArn",
  "instanceAlias",
  "koreSandbox",
  "simulated",
] as const;

/**
 * The settings to store, from what a form sent and what was stored before. An external id comes from the console, so that
 * no tenant can name another's; the chosen instance stays while the region and the way into the account do.
 */
export function settingsOfForm(given: Settings, stored: Settings, externalId: string): Settings {
  const settings: Settings = { ...given };
  for (const field of ownFields) {
    delete settings[field];
    if (stored[field] !== undefined && isSamePlace(given, stored)) settings[field] = stored[field];
  }
  const access = isSettings(given.access) ? given.access : undefined;
  if (access?.kind === "role") {
    settings.access = { ...access, externalId: storedExternalId(stored) ?? externalId };
  }
  return settings;
}

/** An instance is in one region of one account; a role's ARN names its account. */
function isSamePlace(given: Settings, stored: Settings): boolean {
  const wayIn = ({ access }: Settings) =>
    isSettings(access) ? `${access.kind} ${String(access.roleArn ?? "").split(":")[4] ?? ""}` : "";
  return stored.region === given.region && wayIn(given) === wayIn(stored);
}

/** The one that roles already ask for, once a connection was stored with it. */
export function storedExternalId(stored: Settings): string | undefined {
  const id = isSettings(stored.access) ? stored.access.externalId : undefined;
  return typeof id === "string" ? id : undefined;
}

/**
 * A secret belongs to one account at one host. With another id, the stored one is not its secret; with another host, it would
 * be sent to somebody whom nobody meant it for.
 */
export function needsNewSecret(settings: Settings, stored: Settings): boolean {
  return JSON.stringify(belongsTo(settings)) !== JSON.stringify(belongsTo(stored));
}

function belongsTo(settings: Settings): unknown[] {
  const access = isSettings(settings.access) ? settings.access : {};
  const { host, clientId, apiId, koreSandbox, simulated } = settings;
  return [host, clientId, apiId, koreSandbox, simulated, access.accessKeyId];
}

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
