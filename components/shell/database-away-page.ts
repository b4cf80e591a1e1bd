import { plainPage } from "./plain-page";

/** How often the page asks whether the console is ready again. */
const askAgainMs = 3_000;

/**
 * What every screen answers while the database is away: a page of its own, because a screen cannot be put together without
 * it. It comes back to the same address by itself, and its link does the same without a script.
 *
 * @param path of the screen that was asked for, with its query
 */
export function databaseAwayPage(path: string, nonce: string): Response {
  return plainPage({
    status: 503,
    nonce,
    title: "Database unavailable",
    main: `<h1>Patchbay can't reach its database</h1>
<p>You are still signed in, and deployments continue once the database is back. This page reloads automatically. If this doesn't clear up, contact your operator.</p>
<a href="${escapeHtml(path.replace(/^[/\\]+/, "/"))}">Try again</a>`,
    script: `
setInterval(() => {
  fetch("/readyz", { cache: "no-store" }).then((answer) => answer.ok && location.replace(location.href), () => undefined);
}, ${askAgainMs});
`,
    headers: { "retry-after": String(askAgainMs / 1_000) },
  });
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
