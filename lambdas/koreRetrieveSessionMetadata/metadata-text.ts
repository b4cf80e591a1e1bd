import type { AttributeValue } from "../shared/call-dynamodb";

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * The text of the stored JSON object: as it was posted, where it is stored as a string; converted from DynamoDB's
 * own types, with unchanged digits, where the published sample of the store function stored it as a map.
 * undefined when it is neither, or isn't an object.
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

/** DynamoDB has 38 digits and a double 16, so the digits are passed as text. */
function writeNumber(digits: string): string {
  return jsonNumber.test(digits) ? digits : JSON.stringify(digits);
}
