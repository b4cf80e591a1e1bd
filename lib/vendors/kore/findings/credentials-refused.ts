import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble } from "@/lib/trail/findings/finding-rule";
import { atIntegration, type IntegrationScreen } from "@/lib/trail/findings/go-to-screen";
import { evidenceOf, lastTranscription } from "./agent-ai-trail";

type Reason = "boundary" | "key" | "role" | "unknown";

const explanations: Record<Reason, { cause: string; nextStep: string; screen: IntegrationScreen }> = {
  role: {
    cause:
      "AWS refused the credentials for the call's stream: the role that may read it, or its trust, was changed.",
    nextStep:
      "In {screen}, choose “Plan changes”: the plan shows how the role differs, and deploying it reverts that.",
    screen: "",
  },
  boundary: {
    cause:
      "The functions' permissions boundary doesn't allow sts:AssumeRole, so no credentials for the stream could be made.",
    nextStep:
      "In Patchbay, open Connections › the AWS account, and update the onboarding stack with the current template. It has the permission.",
    screen: "",
  },
  key: {
    cause:
      "The key that the call's stream is encrypted with couldn't be used: it's disabled, or it isn't allowed to be used.",
    nextStep:
      "In the AWS console, check under Key Management Service that the key of live media streaming is enabled. Then, in {screen}, choose “Plan changes”: the plan shows whether the role may use it.",
    screen: "",
  },
  unknown: {
    cause: "AWS didn't return credentials for the call's stream.",
    nextStep:
      "Read the function's log line in this trail: it has AWS's name of the error. Then, in {screen}, choose “Plan changes”: the plan shows whether something was changed outside Patchbay.",
    screen: "",
  },
};

/** AWS let nobody read the call's stream. */
export const credentialsRefused = defineFinding({
  code: "agentai-credentials-refused",
  name: "Credentials for the stream refused",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const last = lastTranscription(trail);
  if (last?.result !== "CredentialsRefused") return [];
  const reason = isReason(last.reason) ? last.reason : "unknown";
  const { cause, nextStep, screen } = explanations[reason];
  return [
    {
      severity: "bad",
      facts: { reason, ...(last.awsError && { awsError: last.awsError }) },
      title: "AWS refused access to the call's audio",
      cause,
      ...atIntegration(trail, screen, nextStep),
      evidence: evidenceOf(trail),
    },
  ];
}

function isReason(text: string | undefined): text is Reason {
  return text !== undefined && Object.hasOwn(explanations, text);
}
