import path from "node:path";
import { z } from "zod";
import { readHostList } from "@/lambdas/shared/read-host";
import { hostOf, isDomain, isLoopback, isMailServer } from "./config-addresses";
import { asRole, type DatabaseRoles, databaseRoles, isDatabaseUrl } from "./database-roles";
import { isTemplateAddress } from "./template-address";

const keyRing = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "isn't valid JSON" });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .object({ current: z.string().min(1), keys: z.record(z.string(), z.base64()) })
      .refine((ring) => ring.current in ring.keys, "names a current key that it doesn't contain")
      .refine(
        (ring) => Object.values(ring.keys).every((key) => Buffer.from(key, "base64").length === 32),
        "contains a key that isn't 32 bytes",
      ),
  );

const optionalUrl = z.url().optional();

const databaseUrl = z
  .string()
  .refine(isDatabaseUrl, "must look like postgresql://user:password@host:5432/database");

const seconds = (fallback: number) => z.coerce.number().positive().default(fallback);

const mailServer = z
  .string()
  .refine(isMailServer, "must look like smtps://user:password@host:465 or smtp://host:587")
  .optional();

const domains = z
  .string()
  .transform((text) => text.split(",").map((domain) => domain.trim().toLowerCase()))
  .refine((list) => list.every(isDomain), "must be domains separated by commas: example.com,example.org")
  .optional();

const environment = z.object({
  DATABASE_URL: databaseUrl.optional(),
  PATCHBAY_APP_DATABASE_URL: databaseUrl.optional().or(z.literal("").transform(() => undefined)),
  PATCHBAY_APP_PASSWORD: z.string().min(16).optional(),
  PATCHBAY_KEY_RING: keyRing,
  PATCHBAY_KEY_RING_FILE: z.string().optional(),
  NEXTAUTH_SECRET: z.string().min(32).optional(),
  NEXTAUTH_URL: optionalUrl,
  PATCHBAY_INSTALLATION: z.string().regex(/^[a-z0-9-]{4,40}$/),
  PATCHBAY_DATA: z.string().default(".patchbay"),
  PATCHBAY_FIRST_PASSWORD: z.string().min(12).optional(),
  PATCHBAY_HOST: z.string().default("127.0.0.1"),
  PATCHBAY_SESSION_IDLE_MINUTES: seconds(8 * 60),
  PATCHBAY_SESSION_HOURS: seconds(24),
  PATCHBAY_SMTP_URL: mailServer,
  PATCHBAY_MAIL_FROM: z.string().max(200).optional(),
  PATCHBAY_OIDC_ISSUER: optionalUrl,
  PATCHBAY_OIDC_CLIENT_ID: z.string().optional(),
  PATCHBAY_OIDC_CLIENT_SECRET: z.string().optional(),
  PATCHBAY_OIDC_DOMAINS: domains,
  PATCHBAY_OIDC_NAME: z.string().max(40).default("single sign-on"),
  PATCHBAY_TRUST_PROXY: z.enum(["off", "on"], "must be on or off").default("off"),
  PATCHBAY_SANDBOX_URL: optionalUrl,
  PATCHBAY_ALLOWED_HOSTS: z.string().default(""),
  PATCHBAY_TEMPLATE_URL: z.string().refine(isTemplateAddress, "must be an S3 address with https").optional(),
  PATCHBAY_SANDBOX_CONTROL_KEY: z.string().optional(),
  PATCHBAY_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  PATCHBAY_DATABASE_POOL: z.coerce.number().int().positive().default(10),
  PATCHBAY_WORKER_CONCURRENCY: z.coerce.number().int().positive().default(4),
  PATCHBAY_WORKER_BEAT_SECONDS: seconds(5),
  PATCHBAY_WORKER_DEAD_AFTER_SECONDS: seconds(20),
  PATCHBAY_WORKER_PLACE: z.string().optional(),
  PATCHBAY_SCAN_MINUTES: z.coerce.number().nonnegative().default(5),
});

export type SettingName = keyof typeof environment.shape;
export const settingNames = Object.keys(environment.shape) as readonly SettingName[];

/** What counts when a setting is unset, as text; undefined where that is nothing. */
export function usualSetting(name: SettingName): string | undefined {
  const usual = environment.shape[name].safeParse(undefined);
  return usual.success && usual.data !== undefined ? String(usual.data) : undefined;
}

/** PATCHBAY_<VENDOR>_SANDBOX_URL; which vendors there are is the registry's business. */
const vendorSandboxUrlName = /^PATCHBAY_([A-Z\d_]+)_SANDBOX_URL$/;
const vendorSandboxUrls = z
  .record(z.string(), z.url())
  .transform((urls) =>
    Object.fromEntries(
      Object.entries(urls).map(([name, url]) => [
        name.replace(vendorSandboxUrlName, "$1").toLowerCase(),
        url.replace(/\/$/, ""),
      ]),
    ),
  );

export type KeyRing = z.infer<typeof keyRing>;

/** @throws when the text is no key ring */
export function parseKeyRing(text: string): KeyRing {
  return keyRing.parse(text);
}

/** The company's identity provider (OpenID Connect). */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** People of other domains are refused, whatever the provider says of them. */
  domains: readonly string[];
  /** On the sign-in screen: "Continue with <name>". */
  name: string;
}

export interface WorkerSettings {
  concurrency: number;
  beatSeconds: number;
  deadAfterSeconds: number;
  /**
   * Given by a supervisor that starts one worker after another, never two at once: those of this place before are dead.
   */
  place?: string;
}

export interface Config {
  /**
   * The owner's: migrates, seeds, rotates keys, and carries the worker's queue. Throws in the console, which has none.
   */
  readonly databaseUrl: string;
  /** The console's own role, bound by row-level security. */
  appDatabaseUrl: string;
  databaseRoles: DatabaseRoles;
  /** As this process was started with it; lib/secrets/key-ring.ts has the newest. */
  keyRing: KeyRing;
  /** Where `npm run secrets:rotate` adds keys; undefined when the ring is the environment's own. */
  keyRingFile: string | undefined;
  /**
   * Signs sessions; also keys the hashes of email addresses in the sign-in attempts. Throws in the worker, which has
   * none.
   */
  readonly authSecret: string;
  /** The console's URL, as browsers see it. */
  publicUrl: string | undefined;
  /** Written as the tag patchbay:installation. */
  installation: string;
  dataFolder: string;
  firstPassword: string | undefined;
  /**
   * Other machines can reach the console: it listens on more than loopback, or its public address is another machine's.
   */
  isReachable: boolean;
  session: { idleSeconds: number; longestSeconds: number };
  /** undefined: no email is sent. */
  mail: { serverUrl: string; from: string } | undefined;
  /** undefined: people sign in only with passwords. */
  oidc: OidcSettings | undefined;
  /**
   * A proxy of ours stands before the console: what it writes into X-Forwarded-* is believed, the socket isn't asked.
   */
  trustsProxy: boolean;
  /** undefined when the sandbox is off. */
  sandbox: { url: string; controlKey: string } | undefined;
  /** Where each simulated vendor answers, by the vendor's name, without a trailing slash. */
  vendorSandboxUrls: Readonly<Record<string, string>>;
  /**
   * Hosts ("proxy.example.com", "10.1.2.3:8443") that connections may name though they stand inside or are no vendor's.
   */
  allowedHosts: readonly string[];
  /** Where the operator stores the onboarding template, for quick-create links. */
  templateUrl: string | undefined;
  logLevel: string;
  databasePoolSize: number;
  worker: WorkerSettings;
  /** How often contacts are scanned for findings; 0: never. */
  scanMinutes: number;
}

/** An empty variable counts as unset, because many deployments leave empty ones behind. */
function withoutEmpty(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ""));
}

/** Each process gets what it needs alone (scripts/setup/child-environment.mjs), so some are missing on purpose. */
function missingIn(env: Record<string, string | undefined>): string[] {
  const { PATCHBAY_APP_DATABASE_URL, PATCHBAY_PROCESS, ...rest } = withoutEmpty(env);
  const needed = [
    ...(PATCHBAY_APP_DATABASE_URL === undefined ? ["DATABASE_URL", "PATCHBAY_APP_PASSWORD"] : []),
    ...(PATCHBAY_PROCESS === "worker" || PATCHBAY_PROCESS === "seed" ? [] : ["NEXTAUTH_SECRET"]),
  ];
  return needed.filter((name) => rest[name] === undefined).map((name) => `${name} (is missing)`);
}

/** With it, whoever stands between the console and AWS or a vendor reads every secret. */
const anyCertificate =
  "NODE_TLS_REJECT_UNAUTHORIZED (lets any certificate pass; name your own authority in NODE_EXTRA_CA_CERTS instead)";

function given(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new Error(`${name} isn't one of this process's settings, because the process doesn't need it.`);
}

/**
 * Reads every setting, once and in one place. Throws one sentence that names the settings which are wrong, never their
 * values.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const parsed = environment.safeParse(withoutEmpty(env));
  const vendorUrls = vendorSandboxUrls.safeParse(vendorUrlsOf(env));
  const wrong = [
    ...[...(parsed.error?.issues ?? []), ...(vendorUrls.error?.issues ?? [])].map(
      (issue) => `${issue.path.join(".")} (${issue.message})`,
    ),
    ...missingIn(env),
    ...(env.NODE_TLS_REJECT_UNAUTHORIZED === "0" ? [anyCertificate] : []),
  ];
  if (!parsed.success || wrong.length > 0) {
    throw new Error(
      `Settings are missing or invalid: ${wrong.join("; ")}. Start with npm start, which creates the missing ones.`,
    );
  }
  const read = parsed.data;
  const roles = databaseRoles(read);
  const sandbox =
    read.PATCHBAY_SANDBOX_URL && read.PATCHBAY_SANDBOX_CONTROL_KEY
      ? { url: read.PATCHBAY_SANDBOX_URL, controlKey: read.PATCHBAY_SANDBOX_CONTROL_KEY }
      : undefined;
  return {
    get databaseUrl() {
      return given("DATABASE_URL", read.DATABASE_URL);
    },
    appDatabaseUrl:
      read.PATCHBAY_APP_DATABASE_URL ??
      asRole(read.DATABASE_URL ?? "", roles.app, read.PATCHBAY_APP_PASSWORD ?? ""),
    databaseRoles: roles,
    keyRing: read.PATCHBAY_KEY_RING,
    keyRingFile: read.PATCHBAY_KEY_RING_FILE,
    get authSecret() {
      return given("NEXTAUTH_SECRET", read.NEXTAUTH_SECRET);
    },
    publicUrl: read.NEXTAUTH_URL,
    installation: read.PATCHBAY_INSTALLATION,
    dataFolder: path.resolve(read.PATCHBAY_DATA),
    firstPassword: read.PATCHBAY_FIRST_PASSWORD,
    isReachable: !isLoopback(read.PATCHBAY_HOST) || !isLoopback(hostOf(read.NEXTAUTH_URL)),
    session: {
      idleSeconds: read.PATCHBAY_SESSION_IDLE_MINUTES * 60,
      longestSeconds: read.PATCHBAY_SESSION_HOURS * 3_600,
    },
    mail: mailOf(read),
    oidc: oidcOf(read),
    trustsProxy: read.PATCHBAY_TRUST_PROXY === "on",
    sandbox,
    vendorSandboxUrls: vendorUrls.data ?? {},
    allowedHosts: readHostList(read.PATCHBAY_ALLOWED_HOSTS),
    templateUrl: read.PATCHBAY_TEMPLATE_URL,
    logLevel: read.PATCHBAY_LOG_LEVEL,
    databasePoolSize: read.PATCHBAY_DATABASE_POOL,
    worker: {
      concurrency: read.PATCHBAY_WORKER_CONCURRENCY,
      beatSeconds: read.PATCHBAY_WORKER_BEAT_SECONDS,
      deadAfterSeconds: read.PATCHBAY_WORKER_DEAD_AFTER_SECONDS,
      ...(read.PATCHBAY_WORKER_PLACE ? { place: read.PATCHBAY_WORKER_PLACE } : {}),
    },
    scanMinutes: read.PATCHBAY_SCAN_MINUTES,
  };
}

function vendorUrlsOf(env: Record<string, string | undefined>): Record<string, string | undefined> {
  const set = Object.entries(withoutEmpty(env));
  return Object.fromEntries(set.filter(([name]) => vendorSandboxUrlName.test(name)));
}

type Read = z.infer<typeof environment>;

function mailOf({ PATCHBAY_SMTP_URL: serverUrl, PATCHBAY_MAIL_FROM: from }: Read): Config["mail"] {
  if (!serverUrl) return undefined;
  if (!from)
    throw new Error("PATCHBAY_SMTP_URL needs PATCHBAY_MAIL_FROM: the address that emails are sent from.");
  return { serverUrl, from };
}

function oidcOf(read: Read): OidcSettings | undefined {
  const {
    PATCHBAY_OIDC_ISSUER: issuer,
    PATCHBAY_OIDC_CLIENT_ID: clientId,
    PATCHBAY_OIDC_CLIENT_SECRET: clientSecret,
    PATCHBAY_OIDC_DOMAINS: allowed,
  } = read;
  if (!issuer) return undefined;
  if (!clientId || !clientSecret || !allowed) {
    throw new Error(
      "PATCHBAY_OIDC_ISSUER needs PATCHBAY_OIDC_CLIENT_ID, PATCHBAY_OIDC_CLIENT_SECRET, and PATCHBAY_OIDC_DOMAINS.",
    );
  }
  return { issuer, clientId, clientSecret, domains: allowed, name: read.PATCHBAY_OIDC_NAME };
}

let cached: Config | undefined;

/** The settings of this process, read at the first use: importing a module must not need them (the build has none). */
export function config(): Config {
  cached ??= readConfig();
  return cached;
}

/** For tests that change the environment. */
export function forgetConfig(): void {
  cached = undefined;
}
