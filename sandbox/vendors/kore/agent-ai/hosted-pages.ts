import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { bundlePage } from "../../../wire/bundle-page";
import type { VendorAnswer, VendorRequest } from "../../shared/serve-vendor";

const folder = "/integrations/amzn";
const scripts: Readonly<Record<string, string>> = {
  "ccp-voice.js": "./hosted/ccp-voice.ts",
  "tpa-voice.js": "./hosted/tpa-voice.ts",
};

/**
 * Kore's hosted pages in their simplest form: the one with a softphone, which fetches the widget's credentials from the
 * address that someone entered in its form, and the application of the agent workspace. undefined: for another part.
 */
export async function answerHostedPage({ asked }: VendorRequest): Promise<VendorAnswer | undefined> {
  switch (asked.replace(/\/$/, "")) {
    case `GET ${folder}/ccp-voice/configure`:
      return page(
        "Configure the voice page",
        `<form><label>Widget credentials URL <input name="address" type="url" required></label> <button>Save</button></form>
        <script src="${folder}/scripts/ccp-voice.js"></script>`,
      );
    case `GET ${folder}/ccp-voice`:
      return page(
        "Voice page",
        `<div style="display: grid; grid-template-columns: 22rem 1fr; gap: 1rem">
          <div id="ccp" style="height: 75vh"></div><div id="widget"></div>
        </div>
        <script src="${folder}/scripts/streams.js"></script>
        <script src="${folder}/scripts/ccp-voice.js"></script>`,
      );
    case `GET ${folder}/tpa-voice`:
      return page("Agent AI", `<script src="${folder}/scripts/tpa-voice.js"></script>`);
    case `GET ${folder}/scripts/streams.js`:
      return script(await readFile(createRequire(import.meta.url).resolve("amazon-connect-streams"), "utf8"));
  }
  const name = asked.startsWith(`GET ${folder}/scripts/`) ? asked.slice(asked.lastIndexOf("/") + 1) : "";
  const source = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  return source === undefined ? undefined : script(await bundlePage(new URL(source, import.meta.url)));
}

/** Whether one of these pages has this address; the transcriber is beside them. */
export function isHostedPage({ asked }: VendorRequest): boolean {
  return /^GET \/integrations\/amzn\/(ccp-voice|tpa-voice|scripts)\b/.test(asked);
}

function script(body: string): VendorAnswer {
  return { status: 200, body, headers: { "content-type": "text/javascript; charset=utf-8" } };
}

function page(title: string, body: string): VendorAnswer {
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulated Agent AI: ${title}</title>
<style>:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }</style>
</head>
<body>
<h1 style="font-size: 1.1rem">${title}</h1>
<p id="status" role="status"></p>
${body}
</body>
</html>
`,
  };
}
