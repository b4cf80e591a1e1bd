import type { FlowAction } from "../language/flow-document";
import { isRecord } from "../language/flow-document";
import type { BlockFinding } from "../language/flow-finding";
import { stringsIn } from "../language/references";

/** A name as people write it for something that must not be read: clientSecret, auth_token, API-Key. */
const secretName =
  /(?:^|[^a-z])(?:secret|password|passwd|passphrase|token|api[_-]?key|private[_-]?key|authorization|credential)s?(?:$|[^a-z])/;

/** Shapes that only a secret has: a JWT, an AWS key id, a bearer header. */
const secretValue = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bBearer\s+\S{16,}/;

/**
 * Whatever a flow sets or passes on is readable by everyone who may search contacts, and stands in the flow's log:
 * no secret belongs in it, neither by value nor by name.
 */
export function checkSecrets(action: FlowAction): BlockFinding[] {
  const found: BlockFinding[] = [];
  if (holdsSecretRef(action.Parameters)) found.push(secretFinding(action.Identifier, "Parameters"));
  for (const { path, value } of stringsIn(action.Parameters)) {
    if (secretValue.test(value) || (isKeptOrPassed(path) && hasSecretName(lastPart(path)))) {
      found.push(secretFinding(action.Identifier, `Parameters.${path}`));
    } else if (isKeptOrPassed(path) && looksRandom(value)) {
      found.push(randomFinding(action.Identifier, `Parameters.${path}`));
    }
  }
  return found;
}

function secretFinding(blockId: string, path: string): BlockFinding {
  return {
    code: "secret-in-flow",
    severity: "bad",
    path,
    sentence: `"${blockId}" contains what looks like a secret at ${path}. Anyone who can search contacts could read it.`,
    wayOut: "Keep the secret in a Lambda function's environment, and use it from there.",
  };
}

function randomFinding(blockId: string, path: string): BlockFinding {
  return {
    code: "secret-like-value",
    severity: "attention",
    path,
    sentence: `"${blockId}" contains what looks like a key or token at ${path}. Anyone who can search contacts could read it.`,
    wayOut: "If it's a secret, keep it in a Lambda function's environment. If it's only an ID, it can stay.",
  };
}

/** As keys are written: base64, base64url or hexadecimal, without space. */
const keyShape = /^[A-Za-z0-9+/_=-]{20,512}$/;
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Words in any language stay below; 20 random characters of base64 are above in all but a few of a thousand cases. */
const randomBitsACharacter = 3.8;

/** True for "q8Zr…Pw==" and long hexadecimal numbers, not for names, ids of AWS, or text. */
export function looksRandom(value: string): boolean {
  if (!keyShape.test(value) || uuidPattern.test(value)) return false;
  if (/^[0-9a-f]{32,}$/i.test(value)) return bitsACharacter(value) > 2.5;
  const isMixed = /[0-9]/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value);
  return isMixed && bitsACharacter(value) > randomBitsACharacter;
}

/** Shannon's entropy of its characters. */
function bitsACharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
}

const keptOrPassed = [
  "Attributes",
  "FlowAttributes",
  "LambdaInvocationAttributes",
  "LexSessionAttributes",
  "Tags",
];

function isKeptOrPassed(path: string): boolean {
  return keptOrPassed.some((name) => path.startsWith(`${name}.`));
}

/** The attribute's name; flow attributes hold their text one deeper, in `Value`. */
function lastPart(path: string): string {
  const parts = path.split(".").filter((part) => part !== "Value");
  return parts.at(-1) ?? "";
}

/** True for "clientSecret" and "auth_token", not for "tokenise" or "secretary". */
export function hasSecretName(name: string): boolean {
  return secretName.test(name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase());
}

function holdsSecretRef(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecretRef);
  if (!isRecord(value)) return false;
  return "$secret" in value || Object.values(value).some(holdsSecretRef);
}
