/** The resource type's schema, as far as this type uses JSON Schema. */
interface Schema {
  type: "object" | "array" | "string" | "integer" | "boolean";
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  /** Of a text, a list, or a number. */
  min?: number;
  max?: number;
  pattern?: RegExp;
  oneOf?: readonly string[];
}

const text = (max: number, pattern?: RegExp, min = 1): Schema => ({
  type: "string",
  min,
  max,
  ...(pattern && { pattern }),
});
const list = (items: Schema, max: number, min = 0): Schema => ({ type: "array", items, min, max });
const url = text(1000, /^\w+:\/\/.*$/);

/** Of `AWS::AppIntegrations::Application`, with the limits of AppIntegrations' own API where they are narrower. */
const schema: Schema = {
  type: "object",
  required: ["Name", "Namespace", "ApplicationSourceConfig"],
  properties: {
    Name: text(255, /^[a-zA-Z0-9/._ -]+$/),
    Namespace: text(211, /^[a-zA-Z0-9/._-]+$/),
    Description: text(1000),
    ApplicationSourceConfig: {
      type: "object",
      required: ["ExternalUrlConfig"],
      properties: {
        ExternalUrlConfig: {
          type: "object",
          required: ["AccessUrl"],
          properties: { AccessUrl: url, ApprovedOrigins: list(url, 50) },
        },
      },
    },
    Permissions: list(text(255, /^[a-zA-Z0-9/._\-*]+$/), 150),
    IsService: { type: "boolean" },
    InitializationTimeout: { type: "integer", min: 1, max: 600_000 },
    ApplicationConfig: {
      type: "object",
      properties: {
        ContactHandling: {
          type: "object",
          required: ["Scope"],
          properties: { Scope: { type: "string", oneOf: ["CROSS_CONTACTS", "PER_CONTACT"] } },
        },
      },
    },
    IframeConfig: {
      type: "object",
      properties: { Allow: list(text(255), 25), Sandbox: list(text(255), 25) },
    },
    ApplicationType: { type: "string", oneOf: ["STANDARD", "SERVICE", "MCP_SERVER"] },
    Tags: list(
      {
        type: "object",
        required: ["Key", "Value"],
        properties: { Key: text(128, /^(?!aws:)[a-zA-Z+-=._:/]+$/), Value: text(256, undefined, 0) },
      },
      200,
    ),
  },
};

export const readOnlyProperties = ["ApplicationArn", "Id"] as const;
/** Its API can't change it. */
export const createOnlyProperties = ["Namespace"] as const;

/** What is wrong with a model, in Cloud Control's words; empty when it is valid. */
export function violationsOf(model: unknown): string[] {
  return violations(schema, model, "#");
}

function violations(of: Schema, value: unknown, at: string): string[] {
  if (!hasType(of, value)) return [`${at}: expected type: ${nameOfType(of.type)}, found: ${typeOf(value)}`];
  if (typeof value === "string") return violationsOfText(of, value, at);
  if (typeof value === "number") return outOf(of, value, at, "is not within its limits");
  if (Array.isArray(value))
    return [
      ...outOf(of, value.length, at, `has ${value.length} items`),
      ...value.flatMap((item: unknown, index) =>
        of.items ? violations(of.items, item, `${at}/${index}`) : [],
      ),
    ];
  if (typeof value !== "object" || value === null) return [];
  const members = value as Record<string, unknown>;
  const { properties = {}, required = [] } = of;
  return [
    ...required
      .filter((name) => members[name] === undefined)
      .map((name) => `${at}: required key [${name}] not found`),
    ...Object.entries(members).flatMap(([name, member]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return known
        ? violations(known, member, `${at}/${name}`)
        : [`${at}: extraneous key [${name}] is not permitted`];
    }),
  ];
}

function violationsOfText({ min = 0, max, pattern, oneOf }: Schema, value: string, at: string): string[] {
  if (oneOf) return oneOf.includes(value) ? [] : [`${at}: ${value} is not a valid enum value`];
  if (value.length < min) return [`${at}: expected minLength: ${min}, actual: ${value.length}`];
  if (max !== undefined && value.length > max)
    return [`${at}: expected maxLength: ${max}, actual: ${value.length}`];
  return pattern && !pattern.test(value) ? [`${at}: failed validation constraint for keyword [pattern]`] : [];
}

function outOf(
  { min = -Infinity, max = Infinity }: Schema,
  size: number,
  at: string,
  what: string,
): string[] {
  return size < min || size > max ? [`${at}: ${what}, allowed are ${min} to ${max}`] : [];
}

function hasType({ type }: Schema, value: unknown): boolean {
  return type === "integer" ? Number.isInteger(value) : typeOf(value) === type;
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}

function nameOfType(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}
