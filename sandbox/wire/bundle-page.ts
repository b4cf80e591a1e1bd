import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const bundled = new Map<string, Promise<string>>();

/** The script of a page of the sandbox's, bundled when a browser first asks for it. */
export function bundlePage(source: URL): Promise<string> {
  const known = bundled.get(source.href) ?? bundle(fileURLToPath(source));
  bundled.set(source.href, known);
  return known;
}

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
