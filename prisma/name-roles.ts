import pg from "pg";
import { type DatabaseRoles, scriptRoles } from "@/lib/kernel/database-roles";

const bareName = /^[a-z_][a-z0-9_]*$/;

/**
 * The same SQL with other roles in it. A name stands there as a literal ('patchbay_app') or as an identifier, also
 * inside the text that a function executes.
 */
export function nameRoles(sql: string, to: DatabaseRoles, from: DatabaseRoles = scriptRoles): string {
  const names = new Map<string, string>();
  for (const role of ["app", "fleet"] as const) {
    names.set(pg.escapeLiteral(from[role]), pg.escapeLiteral(to[role]));
    names.set(quoteName(from[role]), quoteName(to[role]));
  }
  // In one pass, so that a name that holds another isn't changed twice.
  const patterns = [...names.keys()].map((name) =>
    bareName.test(name) ? `(?<![\\w$])${name}(?![\\w$])` : escapePattern(name),
  );
  return sql.replaceAll(new RegExp(patterns.join("|"), "g"), (name) => names.get(name) ?? name);
}

/** As an identifier in SQL: quoted only where it has to be. */
export function quoteName(name: string): string {
  return bareName.test(name) ? name : pg.escapeIdentifier(name);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
