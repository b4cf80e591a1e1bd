import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** A DynamoDB value as text to show: strings as they are, the rest as JSON with every digit kept. */
export function formatAttributeValue(value: AttributeValue): string {
  return value.S ?? formatJson(value);
}

function formatJson(value: AttributeValue): string {
  if (value.S !== undefined) return JSON.stringify(value.S);
  if (value.N !== undefined) return value.N;
  if (value.BOOL !== undefined) return String(value.BOOL);
  if (value.M) {
    const members = Object.entries(value.M).map(
      ([key, member]) => `${JSON.stringify(key)}:${formatJson(member)}`,
    );
    return `{${members.join(",")}}`;
  }
  if (value.L) return `[${value.L.map(formatJson).join(",")}]`;
  if (value.SS) return JSON.stringify(value.SS);
  if (value.NS) return `[${value.NS.join(",")}]`;
  if (value.B) return JSON.stringify(Buffer.from(value.B).toString("base64"));
  return "null";
}
