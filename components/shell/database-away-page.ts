/** How often the page asks whether the console is ready again. */
const askAgainMs = 3_000;

/**
 * What every screen answers while the database is away: a page of its own, because a screen cannot be put together without
 * it. It comes back to the same address by itself, and its link does the same without a script.
 *
 * @param path of the screen that was asked for, with its query
 */
export function databaseAwayPage(path: string, nonce: string): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Database unavailable · Patchbay</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100dvh; display: grid; place-content: center; padding: 24px; box-sizing: border-box;
  background: light-dark(#fbfbfa, #111110); color: light-dark(#1b1b19, #eeeeec); }
main { max-width: 30rem; }
h1 { font-size: 18px; margin: 0 0 8px; }
p { margin: 0 0 12px; color: light-dark(#5d5c57, #b0aea6); }
a { color: light-dark(#3b5bdb, #8aa2ff); }
</style>
</head>
<body>
<main role="alert">
<h1>Patchbay can't reach its database</h1>
<p>You are still signed in, and deployments continue once the database is back. This page reloads by itself when the
console is ready again. If this lasts, tell the people who run Patchbay.</p>
<a href="${escapeHtml(path.replace(/^[/\\]+/, "/"))}">Try again</a>
</main>
<script nonce="${nonce}">
setInterval(() => {
  fetch("/readyz", { cache: "no-store" }).then((answer) => answer.ok && location.replace(location.href), () => undefined);
}, ${askAgainMs});
</script>
</body>
</html>
`;
  return new Response(html, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src 'nonce-${nonce}'`,
        "connect-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join("; "),
      "cache-control": "no-store",
      "retry-after": String(askAgainMs / 1_000),
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
    },
  });
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
