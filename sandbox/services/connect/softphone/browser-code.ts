import { bundlePage } from "../../../wire/bundle-page";

/** The scripts of the instance's pages. */
const scripts: Readonly<Record<string, string>> = {
  "softphone.js": "./page/softphone.ts",
  "workspace.js": "./page/workspace.ts",
};

export function browserCode(name: string): Promise<string> | undefined {
  const file = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  return file === undefined ? undefined : bundlePage(new URL(file, import.meta.url));
}
