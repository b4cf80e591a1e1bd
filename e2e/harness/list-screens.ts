import { readdirSync } from "node:fs";
import { inRoot } from "../../scripts/setup/paths.mjs";

/** Every screen's address, read from the files themselves: "/[tenant]/flows/[flowId]". A new one can't be forgotten. */
export function listScreens(): string[] {
  return readdirSync(inRoot("app"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file.replace(/\(\w+\)\//g, "").replace(/\/?page\.tsx$/, "")}`)
    .sort();
}

/** An address with its parameters given. Throws for a parameter that nothing is given for. */
export function fillAddress(pattern: string, given: Readonly<Record<string, string>>): string {
  return pattern.replace(/\[(\w+)\]/g, (_whole, name: string) => {
    const value = given[name];
    if (value === undefined) throw new Error(`Nothing is given for [${name}] in ${pattern}.`);
    return encodeURIComponent(value);
  });
}

/** Only who isn't signed in sees them. */
export const doors = ["/sign-in", "/forgot-password", "/reset-password/[token]", "/invitation/[token]"];
