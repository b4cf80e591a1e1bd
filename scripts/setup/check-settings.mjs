import { simulatedVendors, vendorUrlSetting } from "./simulated-vendors.mjs";
import { ToldError } from "./told-error.mjs";

/**
 * The rules of lib/kernel/config for what a person may set, known before anything is installed: a wrong setting is told at once
 * and not after minutes of installing and building. A test holds these to lib/kernel/config.
 *
 * @typedef {(value: string) => string | undefined} Rule what must be otherwise, if anything
 */

/** @param {string} sentence @param {(value: string) => boolean} holds @returns {Rule} */
const must = (sentence, holds) => (value) => (holds(value) ? undefined : sentence);

/** @param {...string} words */
const oneOf = (...words) => must(`must be ${listOf(words)}`, (value) => words.includes(value));

/** @param {number} length */
const atLeast = (length) =>
  must(`must have at least ${length} characters`, (value) => value.length >= length);

/** @param {number} length */
const atMost = (length) => must(`must have at most ${length} characters`, (value) => value.length <= length);

const url = must("must be a URL", (value) => URL.canParse(value));
const databaseUrl = must("must look like postgresql://user:password@host:5432/database", isDatabaseUrl);
const count = must(
  "must be a whole number above 0",
  (value) => Number.isSafeInteger(Number(value)) && Number(value) > 0,
);
const seconds = must(
  "must be a number above 0",
  (value) => Number.isFinite(Number(value)) && Number(value) > 0,
);
const minutes = must("must be 0 or more", (value) => Number.isFinite(Number(value)) && Number(value) >= 0);

/** @type {Record<string, Rule>} */
export const settingRules = {
  DATABASE_URL: databaseUrl,
  PATCHBAY_APP_DATABASE_URL: databaseUrl,
  PATCHBAY_APP_PASSWORD: atLeast(16),
  PATCHBAY_KEY_RING: (value) => complaintAboutKeyRing(value),
  NEXTAUTH_SECRET: atLeast(32),
  NEXTAUTH_URL: url,
  PATCHBAY_INSTALLATION: must("must be 4 to 40 characters from a-z, 0-9, and -", (value) =>
    /^[a-z0-9-]{4,40}$/.test(value),
  ),
  PATCHBAY_FIRST_PASSWORD: atLeast(12),
  PATCHBAY_SESSION_IDLE_MINUTES: seconds,
  PATCHBAY_SESSION_HOURS: seconds,
  PATCHBAY_SMTP_URL: must(
    "must look like smtps://user:password@host:465 or smtp://host:587",
    (value) =>
      URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol) && new URL(value).hostname !== "",
  ),
  PATCHBAY_MAIL_FROM: atMost(200),
  PATCHBAY_OIDC_ISSUER: url,
  PATCHBAY_OIDC_DOMAINS: must("must be domains separated by commas: example.com,example.org", (value) =>
    value.split(",").every((domain) => isDomain(domain.trim().toLowerCase())),
  ),
  PATCHBAY_OIDC_NAME: atMost(40),
  PATCHBAY_TRUST_PROXY: oneOf("on", "off"),
  PATCHBAY_SANDBOX_URL: url,
  ...Object.fromEntries(simulatedVendors.map((vendor) => [vendorUrlSetting(vendor), url])),
  PATCHBAY_TEMPLATE_URL: must("must be an S3 URL with https", isTemplateAddress),
  PATCHBAY_LOG_LEVEL: oneOf("trace", "debug", "info", "warn", "error", "silent"),
  PATCHBAY_DATABASE_POOL: count,
  PATCHBAY_WORKER_CONCURRENCY: count,
  PATCHBAY_WORKER_BEAT_SECONDS: seconds,
  PATCHBAY_WORKER_DEAD_AFTER_SECONDS: seconds,
  PATCHBAY_SCAN_MINUTES: minutes,
};

/** What the commands themselves read. @type {Record<string, Rule>} */
const commandRules = {
  PORT: must(
    "must be a port from 1 to 65535, or 0 for any free port",
    (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
  ),
  PATCHBAY_SANDBOX: must("must be on or off", (value) => /^(on|off|1|0|true|false|yes|no)$/i.test(value)),
  DATABASE_URL_TEST: databaseUrl,
  PATCHBAY_LOG_MEGABYTES: count,
  PATCHBAY_LOG_FILES: count,
  PATCHBAY_STOP_DELAY_SECONDS: must("must be from 0 to 300", isStopDelay),
};

/**
 * An empty setting counts as not set.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {string[]} a complaint for each setting that is wrong: its name and the rule, never its value
 */
export function listWrongSettings(env) {
  const wrong = Object.entries({ ...commandRules, ...settingRules }).flatMap(([name, rule]) => {
    const value = env[name];
    const complaint = value?.trim() ? rule(value) : undefined;
    return complaint ? [`${name} ${complaint}`] : [];
  });
  return [...wrong, ...settingsThatBelongTogether.flatMap((names) => listMissing(env, names))];
}

/** Whoever sets the first needs the others. */
const settingsThatBelongTogether = [
  ["PATCHBAY_SMTP_URL", "PATCHBAY_MAIL_FROM"],
  ["PATCHBAY_OIDC_ISSUER", "PATCHBAY_OIDC_CLIENT_ID", "PATCHBAY_OIDC_CLIENT_SECRET", "PATCHBAY_OIDC_DOMAINS"],
];

/** @param {Record<string, string | undefined>} env @param {string[]} names @returns {string[]} */
function listMissing(env, names) {
  if (!env[names[0] ?? ""]?.trim()) return [];
  return names
    .slice(1)
    .filter((name) => !env[name]?.trim())
    .map((name) => `${name} is needed with ${names[0]}`);
}

/** @param {Record<string, string | undefined>} [env] @throws {ToldError} when one is wrong */
export function checkSettings(env = process.env) {
  const wrong = listWrongSettings(env);
  if (wrong.length > 0) throw new ToldError(`Invalid settings: ${wrong.join("; ")}.`);
}

/** A socket's folder stands in the host's place, encoded, or in `?host=`. @param {string} value */
function isDatabaseUrl(value) {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return (protocol === "postgresql:" || protocol === "postgres:") && hostname !== "";
}

/** As the console itself reads it (scripts/services/serve-console.mjs). @param {string} value */
function isStopDelay(value) {
  return Number(value) >= 0 && Number(value) <= 300;
}

/** @param {string} value */
function isDomain(value) {
  return /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(
    value,
  );
}

/** Where CloudFormation reads templates: in S3, over https, at most 1,024 characters. @param {string} value */
function isTemplateAddress(value) {
  if (value.length > 1024 || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" && /(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(hostname);
}

/** @param {string} value */
function complaintAboutKeyRing(value) {
  /** @type {unknown} */
  let ring;
  try {
    ring = JSON.parse(value);
  } catch {
    return "isn't valid JSON";
  }
  if (typeof ring !== "object" || ring === null || !("current" in ring) || !("keys" in ring))
    return "must have current and keys";
  const { current, keys } = ring;
  if (typeof current !== "string" || typeof keys !== "object" || keys === null || Array.isArray(keys))
    return "must have current and keys";
  if (!Object.keys(keys).includes(current)) return "names a current key that it doesn't contain";
  return Object.values(keys).every(isKey) ? undefined : "contains a key that isn't 32 bytes in base64";
}

/** @param {unknown} key */
function isKey(key) {
  return (
    typeof key === "string" && /^[A-Za-z0-9+/]{43}=$/.test(key) && Buffer.from(key, "base64").length === 32
  );
}

/** @param {string[]} words */
function listOf(words) {
  return words.length === 2 ? words.join(" or ") : `one of ${words.join(", ")}`;
}
