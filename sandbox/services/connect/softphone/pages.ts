const style = `
  :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
  body { margin: 0; padding: 1rem; }
  main { max-width: 24rem; margin: 0 auto; display: grid; gap: 0.75rem; }
  h1 { font-size: 1.1rem; margin: 0; }
  form, section { display: grid; gap: 0.5rem; }
  label { display: grid; gap: 0.25rem; }
  input, select, button { font: inherit; padding: 0.45rem 0.6rem; }
  li { display: grid; gap: 0.4rem; padding: 0.6rem; border: 1px solid GrayText; border-radius: 6px; }
  ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.5rem; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  .workspace { display: grid; grid-template-columns: minmax(18rem, 22rem) 1fr; gap: 1rem; }
  .workspace main { max-width: none; margin: 0; align-content: start; }
  .workspace iframe { width: 100%; height: 80vh; border: 1px solid GrayText; }
  [role="alert"]:empty { display: none; }
`;

export function signInPage(destination: string, problem = ""): string {
  return page(
    "Sign in",
    `<main>
      <h1>Sign in to the simulated contact center</h1>
      <p role="alert">${escapeHtml(problem)}</p>
      <form method="post" action="/connect/login?destination=${escapeHtml(encodeURIComponent(destination))}">
        <label>User name <input name="username" autocomplete="username" required></label>
        <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
        <button>Sign in</button>
      </form>
    </main>`,
  );
}

export function softphonePage(username: string): string {
  return page(
    "Contact Control Panel",
    `<main>
      <h1>Simulated softphone</h1>
      <div class="row">
        <span>${escapeHtml(username)}</span>
        <span id="state" role="status"></span>
      </div>
      <div class="row" id="states"></div>
      <p id="problem" role="alert"></p>
      <section aria-label="Contacts"><ul id="contacts"></ul></section>
      <div class="row"><button id="sign-out" type="button">Sign out</button></div>
    </main>
    <script src="/connect/assets/softphone.js"></script>`,
  );
}

export function workspacePage(): string {
  return page(
    "Agent workspace",
    `<div class="workspace">
      <iframe id="softphone" title="Softphone" allow="microphone; autoplay"></iframe>
      <main>
        <h1>Simulated agent workspace</h1>
        <p id="problem" role="alert"></p>
        <nav aria-label="Apps" class="row" id="applications"></nav>
        <div id="frames"></div>
      </main>
    </div>
    <script src="/connect/assets/workspace.js"></script>`,
  );
}

export function refusedPage(sentence: string): string {
  return page("Simulated contact center", `<main><p>${escapeHtml(sentence)}</p></main>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  const named: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (character) => named[character] ?? character);
}
