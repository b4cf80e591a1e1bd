import { asRole, type DatabaseRoles, databaseRoles, givenRole } from "@/lib/kernel/database-roles";

/** The console's role as a migration needs it. */
export interface AppRole {
  roles: DatabaseRoles;
  password: string;
  /** Where it signs in, to the database of the owner's address. */
  urlFor(ownerUrl: string): string;
  /** PATCHBAY_APP_DATABASE_URL names it: it may be others' too, and never gets another password from us. */
  isGiven: boolean;
}

/** From the environment's variables. @throws Error when there is no password in them */
export function readAppRole(env: Record<string, string | undefined> = process.env): AppRole {
  const given = givenRole(env) === undefined ? undefined : env.PATCHBAY_APP_DATABASE_URL;
  const ownPassword = given && decodeURIComponent(new URL(given).password);
  const password = ownPassword || env.PATCHBAY_APP_PASSWORD;
  if (!password) throw new Error("PATCHBAY_APP_PASSWORD isn't set: the console's database role needs one.");
  const roles = databaseRoles(env);
  return {
    roles,
    password,
    urlFor: (ownerUrl) => given ?? asRole(ownerUrl, roles.app, password),
    isGiven: given !== undefined,
  };
}
