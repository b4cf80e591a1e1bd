import { z } from "zod";
import { readAsappHost } from "@/lambdas/shared/asapp/read-asapp-host";
import type { VendorHost } from "@/lambdas/shared/read-host";
import { config } from "@/lib/kernel/config";

export const asappSettings = z.strictObject({
  /** Without scheme, which people paste with it: "api.sandbox.asapp.com". */
  host: z
    .string("Enter the host that ASAPP gave you, like api.sandbox.asapp.com.")
    .transform((text, context) => {
      const host = parseHost(text);
      if (host) return host.host;
      context.addIssue({
        code: "custom",
        message:
          "Enter the host that ASAPP gave you, like api.sandbox.asapp.com. Any other host must be allowed by the operator.",
      });
      return z.NEVER;
    }),
  apiId: z
    .string("Enter the API ID from ASAPP's developer portal.")
    .trim()
    .regex(/^[\x21-\x7e]{1,200}$/, "Copy the API ID from ASAPP's developer portal. It has no spaces."),
  /** Set by the seed alone: the account lives in the simulated ASAPP. */
  simulated: z.boolean().optional(),
});
export type AsappSettings = z.infer<typeof asappSettings>;

/** Where this account's API answers, without a trailing slash; undefined when its simulated ASAPP is switched off. */
export function asappBaseUrl({ host, simulated }: AsappSettings): string | undefined {
  if (simulated === true) return config().vendorSandboxUrls.asapp;
  return parseHost(host)?.origin;
}

/** ASAPP's own hosts need no configuration, so that settings can be read without one. */
function parseHost(text: string): VendorHost | undefined {
  return readAsappHost(text, []) ?? readAsappHost(text, config().allowedHosts);
}
