import type { AttributeValue } from "../shared/call-dynamodb";

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * The text of the stored JSON object: as it was posted, where it is kept as a string; written out from DynamoDB's
 * own types, digits unchanged, where the published sample of the store function kept it as a map.
 * undefined when it is neither, or no object.
 */
export function metadataText(value: AttributeValue): string | undefined {
  if ("M" in value) return writeJson(value);
  if (!("S" in value)) return undefined;
  try {
    const parsed: unknown = JSON.parse(value.S);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? value.S : undefined;
  } catch {
    return undefined;
  }
}

function writeJson(value: AttributeValue): string {
  if ("S" in value) return JSON.stringify(value.S);
  if ("N" in value) return writeNumber(value.N);
  if ("BOOL" in value) return value.BOOL ? "true" : "false";
  if ("NULL" in value) return "null";
  if ("B" in value) return JSON.stringify(value.B);
  if ("M" in value) {
    const members = Object.entries(value.M).map(
      ([name, member]) => `${JSON.stringify(name)}:${writeJson(member)}`,
    );
    return `{${members.join(",")}}`;
  }
  if ("L" in value) return `[${value.L.map(writeJson).join(",")}]`;
  if ("SS" in value) return JSON.stringify(value.SS);
  if ("NS" in value) return `[${value.NS.map(writeNumber).join(",")}]`;
  return JSON.stringify(value.BS);
}

/** DynamoDB keeps 38 digits and a double 16: the digits pass as text. */
function writeNumber(digits: string): string {
  return jsonNumber.test(digits) ? digits : JSON.stringify(digits);
}
