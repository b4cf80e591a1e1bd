import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ProblemError } from "@/lib/kernel/result";

const manifestSchema = z.record(
  z.string(),
  z.object({ sha256Base64: z.string(), sizeKiB: z.number(), handler: z.string(), runtime: z.string() }),
);
export type LambdaManifest = z.infer<typeof manifestSchema>;

/** Built Lambdas stand beside the console: the process is always started in the project's folder. */
const folder = path.join(process.cwd(), "lambdas", "dist");

/** What is built: the zip's SHA-256 as Lambda tells it, size in KiB, handler, runtime. Throws a Problem when nothing is built. */
export function readLambdaManifest(): LambdaManifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8")));
  } catch (cause) {
    throw new ProblemError(notBuilt("The Lambda functions"), { cause });
  }
}

/** The zip of one function, as long as it is the one that the plan was made for. */
export function readLambdaZip(artifact: string, codeSha256: string): Uint8Array {
  const zip = readZip(artifact);
  if (createHash("sha256").update(zip).digest("base64") !== codeSha256) {
    throw new ProblemError({
      code: "lambda-build-changed",
      sentence: `The code of ${artifact} was rebuilt after this plan was created. The function wasn't changed.`,
      wayOut: "Create a new plan and approve it.",
    });
  }
  return zip;
}

function readZip(artifact: string): Uint8Array {
  try {
    return readFileSync(path.join(folder, `${path.basename(artifact)}.zip`));
  } catch (cause) {
    throw new ProblemError(notBuilt(`The Lambda function ${artifact}`), { cause });
  }
}

function notBuilt(what: string) {
  return {
    code: "lambda-not-built",
    sentence: `${what} couldn't be read from lambdas/dist. Nothing was changed.`,
    wayOut: "Restart Patchbay, which builds them.",
  };
}
