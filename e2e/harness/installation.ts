import { z } from "zod";

/** How the harness hands what it started to the tests, which run in processes of their own. */
export const installationVariable = "PATCHBAY_E2E_INSTALLATION";

const installation = z.object({
  address: z.url(),
  email: z.string(),
  password: z.string(),
  dataFolder: z.string(),
  databaseUrl: z.string(),
  sandbox: z.object({
    awsUrl: z.url(),
    koreUrl: z.url(),
    region: z.string(),
    accountId: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
  }),
});

export type Installation = z.infer<typeof installation>;

export function parseInstallation(message: unknown): Installation {
  return installation.parse(message);
}

export function theInstallation(): Installation {
  return parseInstallation(JSON.parse(process.env[installationVariable] ?? "null"));
}
