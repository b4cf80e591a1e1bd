/** The two database roles of one installation. */
export interface DatabaseRoles {
  /** The console signs in as this one; row-level security binds it. */
  app: string;
  /** Has no sign-in: an operator's transaction enters it to read across tenants. */
  fleet: string;
}

/** What the migrations' scripts call the roles. They stand for those of the installation that is migrated. */
export const scriptRoles: DatabaseRoles = { app: "patchbay_app", fleet: "patchbay_fleet" };

/** PostgreSQL cuts longer names. */
const longestName = 63;

interface RoleSettings {
  PATCHBAY_APP_DATABASE_URL?: string | undefined;
  PATCHBAY_INSTALLATION?: string | undefined;
}

/**
 * Roles belong to the whole server, so their names carry the installation: two installations on one server share neither
 * a role nor its password. A role that PATCHBAY_APP_DATABASE_URL names is used as it is.
 */
export function databaseRoles(settings: RoleSettings): DatabaseRoles {
  const app = givenRole(settings) ?? roleOf(settings.PATCHBAY_INSTALLATION);
  return { app, fleet: fleetRoleOf(app) };
}

/** The role that the operator has named, if they have. */
export function givenRole(settings: RoleSettings): string | undefined {
  const url = settings.PATCHBAY_APP_DATABASE_URL;
  if (!url || !URL.canParse(url)) return undefined;
  return decodeURIComponent(new URL(url).username) || undefined;
}

/** An installation's id has no "_", so that no two ids give one name. */
function roleOf(installation: string | undefined): string {
  return installation ? `${scriptRoles.app}_${installation.replaceAll("-", "_")}` : scriptRoles.app;
}

function fleetRoleOf(app: string): string {
  if (app === scriptRoles.app || app.startsWith(`${scriptRoles.app}_`))
    return scriptRoles.fleet + app.slice(scriptRoles.app.length);
  return `${app.slice(0, longestName - "_fleet".length)}_fleet`;
}

/** The address of the same database for another role. */
export function asRole(url: string, role: string, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = encodeURIComponent(password);
  return changed.toString();
}

/** A socket's folder stands in the host's place, encoded, or in `?host=`. */
export function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === "postgresql:" || protocol === "postgres:") && hostname !== "";
}
