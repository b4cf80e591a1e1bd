import { randomUUID } from "node:crypto";
import { bundlePage } from "../../../wire/bundle-page";
import { memberOf } from "../../shared/read-request";
import type { VendorAnswer, VendorRequest } from "../../shared/serve-vendor";
import type { WidgetInstances } from "./widget-instances";

export const widgetFolder = "/koreagentassist-sdk-v3/UI";
const reportPath = /^POST \/koreagentassist-sdk-v3\/UI\/instances\/([\w-]{36})$/;
const failures = ["custom-data", "backend", "configuration", "socket"];

/** The widget's own page, its script, and what the page reports of itself. undefined: for another part. */
export async function answerWidgetPage(
  { asked, url, body }: VendorRequest,
  instances: WidgetInstances,
): Promise<VendorAnswer | undefined> {
  if (asked === `GET ${widgetFolder}/agentassist-iframe.html`) {
    const id = randomUUID();
    instances.open(id, url.searchParams.has("token"));
    return {
      status: 200,
      body: page(id),
      headers: { ...noStore, "content-type": "text/html; charset=utf-8" },
    };
  }
  if (asked === `GET ${widgetFolder}/widget.js`) {
    const code = await bundlePage(new URL("./widget/widget.ts", import.meta.url));
    return { status: 200, body: code, headers: { "content-type": "text/javascript; charset=utf-8" } };
  }
  const reported = reportPath.exec(asked)?.[1];
  const instance = reported === undefined ? undefined : instances.find(reported);
  const failure = failures.find((one) => one === memberOf(body, "failure"));
  if (!instance || failure === undefined) return undefined;
  instance.failure = failure;
  return { status: 200, body: {} };
}

const noStore = { "cache-control": "no-store" };

function page(id: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="instance" content="${id}">
<title>Simulated Agent AI</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
  body { margin: 0; padding: 1rem; display: grid; gap: 0.75rem; }
  h1 { font-size: 1.1rem; margin: 0; }
  h2 { font-size: 1rem; margin: 0; }
  ul, ol { margin: 0; padding-left: 1.2rem; }
  pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  [role="alert"]:empty, section:not(:has(*:not(h2):not(:empty))) { display: none; }
</style>
</head>
<body>
<h1>Simulated Agent AI</h1>
<p id="problem" role="alert"></p>
<p id="caller" role="status"></p>
<section aria-label="Custom data"><h2>Custom data</h2><pre id="custom-data"></pre></section>
<section aria-label="Suggestions"><h2>Suggestions</h2><ul id="suggestions"></ul></section>
<section aria-label="Transcript"><h2>Transcript</h2><ol id="transcript"></ol></section>
<section aria-label="Summary"><h2>Summary</h2><p id="summary"></p></section>
<script src="/agentassist/api/v1/chat/socket.io.js"></script>
<script src="${widgetFolder}/widget.js"></script>
</body>
</html>
`;
}
