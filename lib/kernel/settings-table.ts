import { type SettingName, usualSetting } from "./config";

type Row = { meaning: string } & (
  | { name: SettingName; unset?: string }
  /** Read by other processes than the console and the worker: the start, the sandbox, the SDK. Its name as the table shows it. */
  | { others: string; unset: string }
);

/** Every setting, in the order of the README. `unset` says what counts without it, where the schema has no default. */
const rows: readonly Row[] = [
  { others: "`PORT`", meaning: "the console's port", unset: "3000, or the next free one" },
  { name: "PATCHBAY_HOST", meaning: "the address the console listens on" },
  {
    name: "NEXTAUTH_URL",
    meaning: "the URL where browsers reach the console, and the only one that it redirects to",
    unset: "`http://localhost:PORT`",
  },
  { name: "NEXTAUTH_SECRET", meaning: "signs sessions", unset: "generated once" },
  { name: "PATCHBAY_DATA", meaning: "the data folder" },
  {
    name: "DATABASE_URL",
    meaning:
      "PostgreSQL 15 or newer, as the role that owns the tables and runs migrations ([using your own PostgreSQL](#using-your-own-postgresql))",
    unset: "an embedded PostgreSQL",
  },
  {
    name: "PATCHBAY_APP_DATABASE_URL",
    meaning: "the same database, as the role that the console uses, restricted by row-level security",
    unset: "derived: the role `patchbay_app_` and the installation's ID",
  },
  { name: "PATCHBAY_APP_PASSWORD", meaning: "that role's password", unset: "generated once" },
  {
    name: "PATCHBAY_KEY_RING",
    meaning: 'encrypts secrets: `{"current":"k1","keys":{"k1":"<32 bytes, base64>"}}`',
    unset: "generated once",
  },
  {
    name: "PATCHBAY_KEY_RING_FILE",
    meaning:
      "where running processes find keys added by `npm run secrets:rotate`, in the format of `keys.json`",
    unset: "`keys.json` in the data folder, unless `PATCHBAY_KEY_RING` is set",
  },
  {
    name: "PATCHBAY_INSTALLATION",
    meaning: "written as the tag `patchbay:installation` on every resource that is created",
    unset: "generated once",
  },
  {
    name: "PATCHBAY_FIRST_PASSWORD",
    meaning: "password of the first user, `owner@localhost`",
    unset: "generated once and printed",
  },
  { name: "PATCHBAY_SESSION_IDLE_MINUTES", meaning: "a session ends after this many minutes without use" },
  { name: "PATCHBAY_SESSION_HOURS", meaning: "a session ends this many hours after sign-in" },
  {
    name: "PATCHBAY_SMTP_URL",
    meaning:
      "the mail server: `smtps://user:password@host:465`, or `smtp://host:587` with STARTTLS. People who forgot their password get a link by email",
    unset: "no email; an administrator creates the link",
  },
  { name: "PATCHBAY_MAIL_FROM", meaning: "the sender's address; required with it", unset: "none" },
  {
    name: "PATCHBAY_OIDC_ISSUER",
    meaning:
      "single sign-on with your identity provider (OpenID Connect); the redirect URI is `NEXTAUTH_URL` followed by `/api/auth/callback/oidc` ([docs/security.md](docs/security.md#single-sign-on))",
    unset: "off",
  },
  {
    name: "PATCHBAY_OIDC_CLIENT_ID",
    meaning: "the client ID at the identity provider; required with it",
    unset: "none",
  },
  {
    name: "PATCHBAY_OIDC_CLIENT_SECRET",
    meaning: "the client secret at the identity provider; required with it",
    unset: "none",
  },
  {
    name: "PATCHBAY_OIDC_DOMAINS",
    meaning: "email domains, separated by commas, whose users can use single sign-on; required with it",
    unset: "none",
  },
  { name: "PATCHBAY_OIDC_NAME", meaning: "its name on the sign-in page: *Continue with …*" },
  {
    name: "PATCHBAY_TRUST_PROXY",
    meaning:
      "`on`: the console is behind your proxy, and its `X-Forwarded-*` headers are trusted; otherwise a request's address is its socket's",
  },
  {
    name: "PATCHBAY_ALLOWED_HOSTS",
    meaning:
      "hosts, separated by commas, that connections can use even though they're inside your network or don't belong to a vendor: `proxy.example.com,10.1.2.3:8443`",
    unset: "none",
  },
  {
    name: "PATCHBAY_TEMPLATE_URL",
    meaning:
      "the S3 URL (https) of your copy of the onboarding template: the connection page then offers a link that opens it in the CloudFormation console",
    unset: "none",
  },
  { others: "`PATCHBAY_SANDBOX`", meaning: "`off`: no sandbox account", unset: "on" },
  {
    name: "PATCHBAY_SANDBOX_URL",
    meaning: "the URL of a sandbox that you started yourself, with `PATCHBAY_SANDBOX=off`",
    unset: "set by `npm start` for its processes",
  },
  {
    others: "`PATCHBAY_<VENDOR>_SANDBOX_URL`",
    meaning: "the URL of one of its simulated vendors",
    unset: "set by `npm start` for its processes",
  },
  {
    others: "`PATCHBAY_SANDBOX_ACCESS_KEY_ID`, `PATCHBAY_SANDBOX_SECRET_ACCESS_KEY`",
    meaning: "the access keys of the sandbox's first account; only the sandbox gets them",
    unset: "generated once",
  },
  {
    name: "PATCHBAY_SANDBOX_CONTROL_KEY",
    meaning:
      "protects the sandbox's own routes (test calls, faults); sent by the console, the worker, and tests",
    unset: "generated once",
  },
  { name: "PATCHBAY_LOG_LEVEL", meaning: "trace, debug, info, warn, error, silent" },
  {
    others: "`PATCHBAY_LOG_MEGABYTES`, `PATCHBAY_LOG_FILES`",
    meaning: "the maximum size of a log file of `npm start`, and how many are kept per process",
    unset: "10, 5",
  },
  { name: "PATCHBAY_DATABASE_POOL", meaning: "connections per process" },
  { name: "PATCHBAY_WORKER_CONCURRENCY", meaning: "deployments that one worker runs at the same time" },
  { name: "PATCHBAY_WORKER_BEAT_SECONDS", meaning: "how often a worker sends a heartbeat" },
  {
    name: "PATCHBAY_WORKER_DEAD_AFTER_SECONDS",
    meaning: "time without a heartbeat after which a worker's jobs go to another worker",
  },
  {
    name: "PATCHBAY_WORKER_PLACE",
    meaning:
      "names the computer or container that a worker runs in: a worker that starts there immediately releases the jobs of one that was killed there",
    unset: "generated by `npm start` at each start",
  },
  { name: "PATCHBAY_SCAN_MINUTES", meaning: "how often ended contacts are scanned for findings; 0: never" },
  {
    others: "`PATCHBAY_STOP_DELAY_SECONDS`",
    meaning: "how long a stopping console still accepts requests while `/readyz` returns 503; at most 300",
    unset: "0",
  },
  {
    others: "`NEXT_SERVER_ACTIONS_ENCRYPTION_KEY`",
    meaning:
      "for consoles that are built separately and share a load balancer: the same on each, set before building",
    unset: "generated for each build",
  },
  { others: "`PATCHBAY_PROCESS`", meaning: "this process's name in its log", unset: "console, worker" },
  {
    others: "`AWS_ACCESS_KEY_ID` and the AWS SDK's other variables, profile or role",
    meaning: "the identity that assumes roles in customers' accounts",
    unset: "none: connections by role can't be created",
  },
  {
    others: "`AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>`",
    meaning: "a custom AWS endpoint, such as a VPC endpoint",
    unset: "AWS",
  },
  { others: "`CHROMIUM_PATH`", meaning: "the browser for `npm test`", unset: "an installed one" },
  {
    others: "`DATABASE_URL_TEST`",
    meaning: "a PostgreSQL server only for the integration tests, as a role that can create databases",
    unset: "an embedded one",
  },
];

/** The names of the schema's settings that the table has. */
export const namedSettings: readonly SettingName[] = rows.flatMap((row) => ("name" in row ? [row.name] : []));

/** The README's table of settings, as Markdown. */
export function settingsTable(): string {
  const lines = rows.map((row) => {
    const name = "name" in row ? `\`${row.name}\`` : row.others;
    const unset = row.unset ?? ("name" in row ? usualSetting(row.name) : undefined);
    return `| ${name} | ${row.meaning} | ${unset ?? ""} |`;
  });
  return ["| Variable | Meaning | Default |", "|---|---|---|", ...lines].join("\n");
}
