import { simulatedVendors, vendorUrlSetting } from "./simulated-vendors.mjs";

/**
 * What each process of an installation gets in its environment: nothing that is not on its list. A process that is taken
 * over, or that writes its environment into a log, then gives away no key that it did not need.
 *
 * @typedef {"postgres" | "migrations" | "seed" | "sandbox" | "worker" | "console" | "reaper"} Child
 */

/** Of the machine: where programs, certificates and temporary files are, and how to write. */
const machine = [
  ...["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TMP", "TEMP", "TERM", "LANG", "LANGUAGE", "TZ"],
  ...["CI", "NO_COLOR", "FORCE_COLOR", "NODE_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"],
  ...["SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "APPDATA", "LOCALAPPDATA", "USERPROFILE"],
  ...["PROGRAMDATA", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"],
  "LC_*",
];
const node = ["NODE_OPTIONS", "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"];
/** Who speaks to AWS, to vendors or to a database elsewhere. */
const network = [
  ...["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"],
  ...["AWS_*", "PGSSL*"],
];
const sandboxAddresses = [
  ...["PATCHBAY_SANDBOX_URL", "PATCHBAY_SANDBOX_CONTROL_KEY"],
  ...simulatedVendors.map(vendorUrlSetting),
];
/** The owner's, with what the console's own role is made of. */
const database = ["DATABASE_URL", "PATCHBAY_APP_DATABASE_URL", "PATCHBAY_APP_PASSWORD"];
/** Of console and worker: the same code runs in both. */
const common = [
  ...[
    "PATCHBAY_KEY_RING",
    "PATCHBAY_KEY_RING_FILE",
    "PATCHBAY_INSTALLATION",
    "PATCHBAY_DATA",
    "PATCHBAY_ALLOWED_HOSTS",
  ],
  ...["PATCHBAY_LOG_LEVEL", "PATCHBAY_DATABASE_POOL", "PATCHBAY_PROCESS", "PATCHBAY_SCAN_MINUTES"],
];

/** A name, or its beginning with "*". @type {Record<Child, string[]>} */
const wanted = {
  postgres: machine,
  reaper: machine,
  migrations: [...machine, ...node, ...network, ...database, "PATCHBAY_INSTALLATION"],
  seed: [
    ...machine,
    ...node,
    ...network,
    ...database,
    ...common,
    ...sandboxAddresses,
    "PATCHBAY_FIRST_PASSWORD",
  ],
  sandbox: [
    ...[...machine, ...node, "PATCHBAY_SANDBOX_CONTROL_KEY"],
    ...["PATCHBAY_SANDBOX_ACCESS_KEY_ID", "PATCHBAY_SANDBOX_SECRET_ACCESS_KEY"],
  ],
  // The queue is the owner's: its tables are closed to the console's role.
  worker: [...machine, ...node, ...network, ...database, ...common, ...sandboxAddresses, "PATCHBAY_WORKER_*"],
  console: [
    ...[...machine, ...node, ...network, ...common, ...sandboxAddresses],
    ...[
      "PATCHBAY_APP_DATABASE_URL",
      "PATCHBAY_TRUST_PROXY",
      "PATCHBAY_TEMPLATE_URL",
      "PATCHBAY_HOST",
      "PORT",
    ],
    ...["NEXTAUTH_SECRET", "NEXTAUTH_URL", "AUTH_TRUST_HOST", "PATCHBAY_STOP_DELAY_SECONDS"],
    ...["PATCHBAY_SESSION_*", "PATCHBAY_SMTP_URL", "PATCHBAY_MAIL_FROM", "PATCHBAY_OIDC_*"],
    ...["NEXT_MANUAL_SIG_HANDLE", "NEXT_TELEMETRY_DISABLED", "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"],
  ],
};

/**
 * Of this environment, what the process needs.
 *
 * @param {Child} child @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv}
 */
export function environmentOf(child, env) {
  const all = child === "console" ? { ...env, ...consoleDatabase(env) } : env;
  const kept = Object.entries(all).filter(([name]) => isOn(wanted[child], name));
  return { ...Object.fromEntries(kept), NODE_ENV: env.NODE_ENV };
}

/** @param {string[]} list @param {string} name Windows and proxies write names in either case */
function isOn(list, name) {
  const asked = name.toUpperCase();
  return list.some((one) => (one.endsWith("*") ? asked.startsWith(one.slice(0, -1)) : one === asked));
}

/**
 * The console signs in to the database as its own role alone, so it is told that role's address and not the owner's. The
 * name is lib/kernel/database-roles' (a test holds them together).
 *
 * @param {NodeJS.ProcessEnv} env
 */
function consoleDatabase(env) {
  const { DATABASE_URL, PATCHBAY_APP_DATABASE_URL, PATCHBAY_APP_PASSWORD, PATCHBAY_INSTALLATION } = env;
  if (PATCHBAY_APP_DATABASE_URL || !DATABASE_URL || !PATCHBAY_APP_PASSWORD) return {};
  const url = new URL(DATABASE_URL);
  url.username = `patchbay_app${PATCHBAY_INSTALLATION ? `_${PATCHBAY_INSTALLATION.replaceAll("-", "_")}` : ""}`;
  url.password = encodeURIComponent(PATCHBAY_APP_PASSWORD);
  return { PATCHBAY_APP_DATABASE_URL: url.toString() };
}
