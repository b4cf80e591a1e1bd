import { z } from "zod";

/** How the harness hands what it started to the tests, which run in processes of their own. */
const installationVariable = "PATCHBAY_E2E_INSTALLATION";

/** Where the operator of the installation under test keeps the onboarding template. No one reads it. */
export const templateUrl = "https://patchbay-templates.s3.us-east-1.amazonaws.com/onboarding.json";

const installation = z.object({
  address: z.url(),
  email: z.string(),
  password: z.string(),
  dataFolder: z.string(),
  databaseUrl: z.string(),
  sandbox: z.object({
    awsUrl: z.url(),
    vendorUrls: z.record(z.string(), z.url()),
    region: z.string(),
    accountId: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    controlKey: z.string(),
  }),
});

export type Installation = z.infer<typeof installation>;

export function parseInstallation(message: unknown): Installation {
  return installation.parse(message);
}

/** Ready to be put where `theInstallation` finds them. */
export function handOver(installations: Installation[]): void {
  process.env[installationVariable] = JSON.stringify(installations);
}

/** Only in the processes that run tests. */
export function hasInstallation(): boolean {
  return installationVariable in process.env && "TEST_PARALLEL_INDEX" in process.env;
}

/** This test process's own: each of the runner's workers has an installation to itself. */
export function theInstallation(): Installation {
  const all = z.array(installation).parse(JSON.parse(process.env[installationVariable] ?? "null"));
  const own = all[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
  if (!own) throw new Error(`There are ${all.length} installations, and none for this worker.`);
  return own;
}
