import { readLambdaManifest } from "@/lib/engine/lambda-artifacts";
import { ProblemError } from "@/lib/kernel/result";

/** What is known of a built function without opening it. */
export interface LambdaArtifact {
  /** Base64 of the zip's SHA-256, as Lambda says it. */
  sha256Base64: string;
  handler: string;
  /** "nodejs24.x": what it is built for. */
  runtime: string;
}
/** By the folder's name: "call-transfer". Tests need none of them built. */
export type LookUpArtifact = (name: string) => LambdaArtifact;

/** Throws `lambda-not-built` when the console has no such function. */
export function builtArtifact(name: string): LambdaArtifact {
  const artifact = readLambdaManifest()[name];
  if (artifact) return artifact;
  throw new ProblemError({
    code: "lambda-not-built",
    sentence: `The Lambda function ${name} isn't built. Nothing was changed.`,
    wayOut: "Restart Patchbay. It builds the functions when it starts.",
  });
}
