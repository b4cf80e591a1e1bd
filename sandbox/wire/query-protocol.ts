import type { NormalizedSchema } from "@smithy/core/schema";
import { readText, requireMembers, ShapeError } from "./read-value";
import type { Protocol } from "./service";
import type { ErrorModel, OperationModel } from "./service-model";
import { escapeXml, writeXmlMembers } from "./xml";

type QueryProtocol = Extract<Protocol, { kind: "query" }>;

/** Reads the form of a Query request (`Tags.member.1.Key=…`) by the operation's schema. */
export function readQueryInput(operation: OperationModel, form: URLSearchParams): Record<string, unknown> {
  if (!operation.input.isStructSchema()) return {};
  const input = readMembers(operation.input, form, "");
  requireMembers(operation.input, input);
  return input;
}

function readMembers(
  schema: NormalizedSchema,
  form: URLSearchParams,
  prefix: string,
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const value = readAt(member, form, `${prefix}${member.getMergedTraits().xmlName ?? name}`);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

function readAt(schema: NormalizedSchema, form: URLSearchParams, key: string): unknown {
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const { xmlFlattened } = schema.getMergedTraits();
    const base = xmlFlattened ? key : `${key}.${item.getMergedTraits().xmlName ?? "member"}`;
    if (form.get(key) === "") return [];
    return readNumbered(form, base, (itemKey) => readAt(item, form, itemKey));
  }
  if (schema.isMapSchema()) {
    const base = schema.getMergedTraits().xmlFlattened ? key : `${key}.entry`;
    const entries = readNumbered(form, base, (entryKey) => [
      form.get(`${entryKey}.key`) ?? "",
      readAt(schema.getValueSchema(), form, `${entryKey}.value`),
    ]);
    return entries && Object.fromEntries(entries as [string, unknown][]);
  }
  if (schema.isStructSchema()) {
    if (!hasPrefix(form, `${key}.`)) return undefined;
    const value = readMembers(schema, form, `${key}.`);
    requireMembers(schema, value, key);
    return value;
  }
  const text = form.get(key);
  return text === null ? undefined : readText(schema, text, key);
}

/** The maximum members in a list of a Query request. */
const maxListLength = 1000;

function readNumbered(
  form: URLSearchParams,
  base: string,
  read: (key: string) => unknown,
): unknown[] | undefined {
  const items: unknown[] = [];
  for (let index = 1; hasKey(form, `${base}.${index}`); index++) {
    if (index > maxListLength) throw new ShapeError("serialization", `Too many members in '${base}'`);
    items.push(read(`${base}.${index}`));
  }
  return items.length > 0 ? items : undefined;
}

function hasKey(form: URLSearchParams, key: string): boolean {
  return form.has(key) || hasPrefix(form, `${key}.`);
}

function hasPrefix(form: URLSearchParams, prefix: string): boolean {
  for (const key of form.keys()) if (key.startsWith(prefix)) return true;
  return false;
}

export function writeQueryAnswer(
  protocol: QueryProtocol,
  operation: OperationModel,
  answer: object,
  requestId: string,
): string {
  const { name, output } = operation;
  const result = output.isStructSchema()
    ? `<${name}Result>${writeXmlMembers(output, answer)}</${name}Result>`
    : "";
  return `<${name}Response xmlns="${protocol.xmlNamespace}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`;
}

export function writeQueryError(
  protocol: QueryProtocol,
  error: { code: string; message: string; fault: ErrorModel["fault"] },
  requestId: string,
): string {
  const type = error.fault === "client" ? "Sender" : "Receiver";
  return `<ErrorResponse xmlns="${protocol.xmlNamespace}"><Error><Type>${type}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
