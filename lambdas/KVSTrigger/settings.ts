import { type KoreApp, readKoreApp } from "../shared/kore/kore-app";
import { parseHost, readHostList, readVendorHost } from "../shared/read-host";

/** What the deployment sets on the function. */
export interface TriggerSettings {
  /** READER_ROLE_ARN: the role that may read the instance's streams. */
  readerRoleArn: string;
  /** STREAM_KEY_ARN: the customer's own key that the streams are encrypted with; "" with AWS's. */
  streamKeyArn: string;
  /** TRANSCRIBER_URL */
  transcriberUrl: URL;
  /** Its host is one of KORE_ALLOWED_HOSTS: it may have a private address. */
  inwardAllowed: boolean;
  app: KoreApp;
}

export type SettingsReading =
  | { ok: true; settings: TriggerSettings }
  | { ok: false; reason: "host-not-allowed" | "not-configured" };

type Environment = Record<string, string | undefined>;

const roleArn = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const keyArn = /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]{1,64}$/;

const names = [
  "KORE_ALLOWED_HOSTS",
  "KORE_CLIENT_ID",
  "KORE_CLIENT_SECRET",
  "READER_ROLE_ARN",
  "STREAM_KEY_ARN",
  "TRANSCRIBER_URL",
] as const;
let last: { from: string; reading: SettingsReading } | undefined;

/** Looked at for each call, and read when they have changed: in Lambda once a process. */
export function readTriggerSettings(environment: Environment = process.env): SettingsReading {
  const from = JSON.stringify(names.map((name) => environment[name]));
  if (last?.from !== from) last = { from, reading: read(environment) };
  return last.reading;
}

function read(environment: Environment): SettingsReading {
  const app = readKoreApp(environment);
  const readerRoleArn = environment.READER_ROLE_ARN?.trim() ?? "";
  const streamKeyArn = environment.STREAM_KEY_ARN?.trim() ?? "";
  const written = parseTranscriberUrl(environment.TRANSCRIBER_URL);
  if (!app || !written || !roleArn.test(readerRoleArn) || !(streamKeyArn === "" || keyArn.test(streamKeyArn)))
    return { ok: false, reason: "not-configured" };
  const host = readVendorHost(written.origin, readHostList(environment.KORE_ALLOWED_HOSTS), isKoreHost);
  if (!host) return { ok: false, reason: "host-not-allowed" };
  const transcriberUrl = new URL(written.pathname + written.search, host.origin);
  return {
    ok: true,
    settings: { app, readerRoleArn, streamKeyArn, transcriberUrl, inwardAllowed: host.named },
  };
}

function parseTranscriberUrl(text: string | undefined): URL | undefined {
  const written = text?.trim() ?? "";
  if (!URL.canParse(written) || /[\\#\s]/.test(written)) return undefined;
  const url = new URL(written);
  const bare = url.username === "" && url.password === "";
  return bare && parseHost(url.origin) !== undefined ? url : undefined;
}

/** agentassist.kore.ai, platform.kore.ai, eu-platform.kore.ai. An account on its own premises has another host. */
function isKoreHost(hostname: string): boolean {
  return /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+kore\.ai$/.test(hostname);
}
