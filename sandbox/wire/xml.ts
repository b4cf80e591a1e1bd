import type { NormalizedSchema } from "@smithy/core/schema";
import { timestampStyle, writeTimestamp } from "./write-value";

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;");
}

/** The members of a structure as XML elements, in the form of the Query protocol's answers. */
export function writeXmlMembers(schema: NormalizedSchema, value: object): string {
  let xml = "";
  for (const [name, member] of schema.structIterator()) {
    const entry = (value as Record<string, unknown>)[name];
    if (entry === undefined || entry === null) continue;
    xml += writeXmlElement(member.getMergedTraits().xmlName ?? name, member, entry);
  }
  return xml;
}

function writeXmlElement(tag: string, schema: NormalizedSchema, value: unknown): string {
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const { xmlFlattened } = schema.getMergedTraits();
    const itemTag = xmlFlattened ? tag : (item.getMergedTraits().xmlName ?? "member");
    const items = (value as unknown[]).map((entry) => writeXmlElement(itemTag, item, entry)).join("");
    return xmlFlattened ? items : `<${tag}>${items}</${tag}>`;
  }
  if (schema.isMapSchema()) {
    const item = schema.getValueSchema();
    const keyTag = schema.getKeySchema().getMergedTraits().xmlName ?? "key";
    const valueTag = item.getMergedTraits().xmlName ?? "value";
    const entries = Object.entries(value as Record<string, unknown>).map(
      ([key, entry]) =>
        `<entry><${keyTag}>${escapeXml(key)}</${keyTag}>${writeXmlElement(valueTag, item, entry)}</entry>`,
    );
    return `<${tag}>${entries.join("")}</${tag}>`;
  }
  if (schema.isStructSchema()) return `<${tag}>${writeXmlMembers(schema, value as object)}</${tag}>`;
  return `<${tag}>${escapeXml(writeXmlScalar(schema, value))}</${tag}>`;
}

function writeXmlScalar(schema: NormalizedSchema, value: unknown): string {
  if (schema.isTimestampSchema()) return String(writeTimestamp(value, timestampStyle(schema, "date-time")));
  if (schema.isBlobSchema()) return Buffer.from(value as Uint8Array | string).toString("base64");
  return String(value);
}
