interface PlainPage {
  status: number;
  nonce: string;
  title: string;
  /** HTML, escaped by the caller. */
  main: string;
  script?: string;
  headers?: Record<string, string>;
}

/** A page of its own, for where no screen can be put together. */
export function plainPage({ status, nonce, title, main, script, headers }: PlainPage): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Patchbay</title>
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
${main}
</main>
${script === undefined ? "" : `<script nonce="${nonce}">${script}</script>`}
</body>
</html>
`;
  return new Response(html, {
    status,
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
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      ...headers,
    },
  });
}
