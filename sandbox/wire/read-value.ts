import type { NormalizedSchema } from "@smithy/core/schema";

/** What doesn't match the schema, in the words of AWS's validation. */
export class ShapeError extends Error {
  readonly kind: "validation" | "serialization";
  constructor(kind: "validation" | "serialization", message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface ReadOptions {
  /** Body members are named by their `jsonName` trait (REST-JSON) or by their own name (JSON 1.0/1.1). */
  useJsonNames: boolean;
}

/** Reads parsed JSON by a schema: types are checked, timestamps become Dates, blobs bytes, and unknown members are dropped. */
export function readValue(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  options: ReadOptions,
): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.isStructSchema()) return readStructure(schema, value, path, options);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw wrongType(path, "list");
    const item = schema.getValueSchema();
    const read = value.map((entry, index) => readValue(item, entry, `${path}.${index + 1}.member`, options));
    return schema.getMergedTraits().sparse ? read : read.filter((entry) => entry !== undefined);
  }
  if (schema.isMapSchema()) {
    const item = schema.getValueSchema();
    const read: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(asObject(value, path)))
      read[key] = readValue(item, entry, `${path}.${key}.member`, options);
    return read;
  }
  if (schema.isDocumentSchema()) return value;
  return readScalar(schema, value, path);
}

export function readStructure(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  options: ReadOptions,
): Record<string, unknown> {
  const source = asObject(value, path);
  const read: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const wireName = options.useJsonNames ? (member.getMergedTraits().jsonName ?? name) : name;
    const result = readValue(
      member,
      source[wireName],
      path ? `${path}.${lowerFirst(name)}` : lowerFirst(name),
      options,
    );
    if (result !== undefined) read[name] = result;
  }
  if (path) requireMembers(schema, read, path);
  return read;
}

/** The first members of a structure, as many as its schema says, are required. */
export function requireMembers(schema: NormalizedSchema, value: Record<string, unknown>, path = ""): void {
  const shape: unknown = schema.getSchema();
  if (!Array.isArray(shape)) return;
  const names: string[] = shape[4] ?? [];
  const required: number = shape[6] ?? 0;
  const missing = names.slice(0, required).filter((name) => value[name] === undefined);
  if (missing.length === 0) return;
  const details = missing.map(
    (name) =>
      `Value null at '${path ? `${path}.` : ""}${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  );
  const count = `${missing.length} validation error${missing.length === 1 ? "" : "s"} detected`;
  throw new ShapeError("validation", `${count}: ${details.join("; ")}`);
}

function readScalar(schema: NormalizedSchema, value: unknown, path: string): unknown {
  if (schema.isStringSchema()) {
    if (typeof value !== "string") throw wrongType(path, "String");
    return value;
  }
  if (schema.isBooleanSchema()) {
    if (typeof value !== "boolean") throw wrongType(path, "Boolean");
    return value;
  }
  if (schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema()) {
    if (value === "NaN" || value === "Infinity" || value === "-Infinity") return Number(value);
    if (typeof value !== "number") throw wrongType(path, "Number");
    return value;
  }
  if (schema.isTimestampSchema()) return readTimestamp(value, path);
  if (schema.isBlobSchema()) {
    if (typeof value !== "string") throw wrongType(path, "Blob");
    return new Uint8Array(Buffer.from(value, "base64"));
  }
  return value;
}

/** A scalar sent as text: in the path, the query, a header, or a form. */
export function readText(schema: NormalizedSchema, text: string, path: string): unknown {
  if (schema.isBooleanSchema()) {
    if (text !== "true" && text !== "false") throw wrongType(path, "Boolean");
    return text === "true";
  }
  if (schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema()) {
    const number = Number(text);
    if (text.trim() === "" || Number.isNaN(number)) throw wrongType(path, "Number");
    return number;
  }
  if (schema.isTimestampSchema())
    return readTimestamp(/^\d+(\.\d+)?$/.test(text) ? Number(text) : text, path);
  return readScalar(schema, text, path);
}

function readTimestamp(value: unknown, path: string): Date {
  const date = typeof value === "number" ? new Date(Math.round(value * 1000)) : new Date(String(value));
  if (Number.isNaN(date.getTime())) throw wrongType(path, "Timestamp");
  return date;
}

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(path, "structure");
  return value as Record<string, unknown>;
}

function wrongType(path: string, wanted: string): ShapeError {
  return new ShapeError("serialization", `Expected ${wanted}${path ? ` at '${path}'` : ""}`);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
