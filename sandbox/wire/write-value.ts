import type { NormalizedSchema } from "@smithy/core/schema";

export type TimestampStyle = "date-time" | "http-date" | "epoch-seconds";

/** Smithy's numbers for timestamps: 4 = as the place says, 5 = date-time, 6 = http-date, 7 = epoch seconds. */
export function timestampStyle(schema: NormalizedSchema, placeStyle: TimestampStyle): TimestampStyle {
  const number: unknown = schema.getSchema();
  if (number === 5) return "date-time";
  if (number === 6) return "http-date";
  if (number === 7) return "epoch-seconds";
  return placeStyle;
}

/** A Date, milliseconds since 1970, or ISO text, depending on the style. */
export function writeTimestamp(value: unknown, style: TimestampStyle): string | number {
  const date = value instanceof Date ? value : new Date(value as number | string);
  switch (style) {
    case "date-time":
      return date.toISOString().replace(".000Z", "Z");
    case "http-date":
      return date.toUTCString();
    case "epoch-seconds":
      return date.getTime() / 1000;
  }
}

export interface WriteOptions {
  useJsonNames: boolean;
}

/** Writes a handler's answer as JSON by its schema; members that the schema doesn't have are dropped. */
export function writeValue(schema: NormalizedSchema, value: unknown, options: WriteOptions): unknown {
  if (value === undefined || value === null) return value;
  if (schema.isStructSchema()) {
    const written: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const entry = (value as Record<string, unknown>)[name];
      if (entry === undefined || entry === null) continue;
      written[options.useJsonNames ? (member.getMergedTraits().jsonName ?? name) : name] = writeValue(
        member,
        entry,
        options,
      );
    }
    return written;
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return (value as unknown[]).map((entry) => writeValue(item, entry, options));
  }
  if (schema.isMapSchema()) {
    const item = schema.getValueSchema();
    const written: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value as Record<string, unknown>))
      written[key] = writeValue(item, entry, options);
    return written;
  }
  if (schema.isTimestampSchema()) return writeTimestamp(value, timestampStyle(schema, "epoch-seconds"));
  if (schema.isBlobSchema()) return Buffer.from(value as Uint8Array | string).toString("base64");
  return value;
}
