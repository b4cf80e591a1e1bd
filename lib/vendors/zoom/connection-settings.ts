import { z } from "zod";
import { config } from "@/lib/kernel/config";
import { type Problem, ProblemError, type Result } from "@/lib/kernel/result";

export const zoomSettings = z.strictObject({
  accountId: z
    .string("Enter the account ID of the Server-to-Server OAuth app.")
    .trim()
    .regex(
      /^[\w-]{8,64}$/,
      "Copy the account ID from the app's credentials. It has letters, digits, - and _.",
    ),
  clientId: z
    .string("Enter the client ID of the Server-to-Server OAuth app.")
    .trim()
    .regex(
      /^[\w-]{8,64}$/,
      "Copy the client ID from the app's credentials. It has letters, digits, - and _.",
    ),
  /** Whether plans may create variables, import and publish the flow, and set its entry points. */
  flowAccess: z.enum(["read", "change"], "Choose what Patchbay may do with the flow.").default("read"),
  /** Set by the seed alone: the account lives in the simulated Zoom. */
  zoomSandbox: z.boolean().optional(),
});
export type ZoomSettings = z.infer<typeof zoomSettings>;

/** An opened connection: what a call to Zoom takes. */
export interface ZoomAccount {
  settings: ZoomSettings;
  clientSecret: string;
}

/** From what a stored connection opens to; undefined when its settings aren't Zoom's. */
export function readZoomAccount(opened: {
  settings: unknown;
  secrets: Readonly<Record<string, string>>;
}): ZoomAccount | undefined {
  const settings = zoomSettings.safeParse(opened.settings);
  return settings.success
    ? { settings: settings.data, clientSecret: opened.secrets.clientSecret ?? "" }
    : undefined;
}

/** A connection's, opened. Throws the Problem why it can't be, or zoom-settings-unknown for settings of another version. */
export function requireZoomAccount(opened: Result<Parameters<typeof readZoomAccount>[0]>): ZoomAccount {
  if (!opened.ok) throw new ProblemError(opened.problem);
  const account = readZoomAccount(opened.value);
  if (account === undefined) throw new ProblemError(settingsUnknown);
  return account;
}

const settingsUnknown: Problem = {
  code: "zoom-settings-unknown",
  sentence: "The saved settings of the Zoom connection are incomplete for this version of Patchbay.",
  wayOut: "Open the Zoom connection, fill in the missing fields, and save.",
};

export interface ZoomUrls {
  /** Where tokens come from. */
  oauth: string;
  /** With version, without a trailing slash. */
  api: string;
  simulated: boolean;
}

/** Zoom's own hosts, or the simulated Zoom; undefined when the account's simulated Zoom is switched off. */
export function zoomUrls({ zoomSandbox }: ZoomSettings): ZoomUrls | undefined {
  if (zoomSandbox !== true) return { ...realUrls, simulated: false };
  const url = config().vendorSandboxUrls.zoom;
  return url === undefined ? undefined : { oauth: url, api: `${url}/v2`, simulated: true };
}

const realUrls = { oauth: "https://zoom.us", api: "https://api.zoom.us/v2" };
