import type { FlowAction } from "./flow-document";
import { isRecord } from "./flow-document";
import type { BlockFinding } from "./flow-finding";
import { stringsIn } from "./references";

/** A name as people write it for something that must not be read: clientSecret, auth_token, API-Key. */
const SECRET_NAME =
  /(?:^|[^a-z])(?:secret|password|passwd|passphrase|token|api[_-]?key|private[_-]?key|authorization|credential)s?(?:$|[^a-z])/;

/** Shapes that only a secret has: a JWT, an AWS key id, a bearer header. */
const SECRET_VALUE = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bBearer\s+\S{16,}/;

/**
 * Whatever a flow sets or passes on is readable by everybody who may search contacts, and stands in the flow's log:
 * no secret belongs in it, neither by value nor by name.
 */
export function checkSecrets(action: FlowAction): BlockFinding[] {
  const found: BlockFinding[] = [];
  if (holdsSecretRef(action.Parameters)) found.push(secretFinding(action.Identifier, "Parameters"));
  for (const { path, value } of stringsIn(action.Parameters)) {
    if (SECRET_VALUE.test(value) || (isKeptOrPassed(path) && hasSecretName(lastPart(path)))) {
      found.push(secretFinding(action.Identifier, `Parameters.${path}`));
    }
  }
  return found;
}

function secretFinding(blockId: string, path: string): BlockFinding {
  return {
    code: "secret-in-flow",
    severity: "bad",
    path,
    sentence: `"${blockId}" holds what looks like a secret at ${path}: everybody who may search contacts could read it.`,
    wayOut: "Keep the secret in the environment of a Lambda function, and let that function use it.",
  };
}

const KEPT_OR_PASSED = [
  "Attributes",
  "FlowAttributes",
  "LambdaInvocationAttributes",
  "LexSessionAttributes",
  "Tags",
];

function isKeptOrPassed(path: string): boolean {
  return KEPT_OR_PASSED.some((name) => path.startsWith(`${name}.`));
}

/** The attribute's name; flow attributes hold their text one deeper, in `Value`. */
function lastPart(path: string): string {
  const parts = path.split(".").filter((part) => part !== "Value");
  return parts.at(-1) ?? "";
}

/** True for "clientSecret" and "auth_token", not for "tokenise" or "secretary". */
export function hasSecretName(name: string): boolean {
  return SECRET_NAME.test(name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase());
}

function holdsSecretRef(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecretRef);
  if (!isRecord(value)) return false;
  return "$secret" in value || Object.values(value).some(holdsSecretRef);
}
