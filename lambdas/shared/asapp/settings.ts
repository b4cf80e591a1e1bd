import { readHostList } from "../read-host";
import { readAsappHost } from "./read-asapp-host";

/** What the deployment sets on the functions that call ASAPP. */
export interface AsappSettings {
  /** ASAPP_API_HOST, with scheme. */
  origin: string;
  /** The host is one of ASAPP_ALLOWED_HOSTS: it may have a private address. */
  inwardAllowed: boolean;
  apiId: string;
  apiSecret: string;
  /** ASAPP_COUNTRY: the country of the temporary number; ISO 3166, two letters. */
  country: string;
  /** BLOCK_LIMIT_SECONDS: how long the flow's block waits for the function. */
  blockLimitMs: number;
}

export type SettingsReading =
  | { ok: true; settings: AsappSettings }
  | { ok: false; reason: "host-not-allowed" | "not-configured"; error: string };

type Environment = Record<string, string | undefined>;

/** The maximum that Amazon Connect allows a block. */
const maxBlockMs = 8000;

/** Read at each call: in Lambda a changed environment is a new process, and tests need no reload. */
export function readAsappSettings(environment: Environment = process.env): SettingsReading {
  const apiId = environment.ASAPP_API_ID?.trim() ?? "";
  const apiSecret = environment.ASAPP_API_SECRET?.trim() ?? "";
  const hostText = environment.ASAPP_API_HOST?.trim() ?? "";
  const complete = hostText !== "" && [apiId, apiSecret].every((value) => /^[\x21-\x7e]+$/.test(value));
  if (!complete) {
    const error = "ASAPP_API_ID, ASAPP_API_SECRET or ASAPP_API_HOST is missing or not valid";
    return { ok: false, reason: "not-configured", error };
  }
  const host = readAsappHost(hostText, readHostList(environment.ASAPP_ALLOWED_HOSTS));
  if (!host) {
    return {
      ok: false,
      reason: "host-not-allowed",
      error: "ASAPP_API_HOST is not a host of ASAPP and not in ASAPP_ALLOWED_HOSTS",
    };
  }
  const seconds = Number(environment.BLOCK_LIMIT_SECONDS);
  return {
    ok: true,
    settings: {
      origin: host.origin,
      inwardAllowed: host.named,
      apiId,
      apiSecret,
      country: readCountry(environment.ASAPP_COUNTRY) ?? "US",
      blockLimitMs: seconds > 0 ? Math.min(seconds * 1000, maxBlockMs) : maxBlockMs,
    },
  };
}

/** "us" → "US"; undefined when it isn't two letters. */
export function readCountry(text: string | undefined): string | undefined {
  const country = text?.trim().toUpperCase() ?? "";
  return /^[A-Z]{2}$/.test(country) ? country : undefined;
}
