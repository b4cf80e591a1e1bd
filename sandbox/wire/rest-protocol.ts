import type { NormalizedSchema } from "@smithy/core/schema";
import { readStructure, readText, readValue, requireMembers, ShapeError } from "./read-value";
import type { WireAnswer } from "./service";
import type { OperationModel } from "./service-model";
import { timestampStyle, writeTimestamp, writeValue } from "./write-value";

const json = { useJsonNames: true };

export interface RestRequest {
  labels: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** Puts an operation's input together from path, query, headers and body, as its schema binds them. */
export function readRestInput(operation: OperationModel, request: RestRequest): Record<string, unknown> {
  if (!operation.input.isStructSchema()) return {};
  const members = [...operation.input.structIterator()];
  const payload = members.find(([, member]) => member.getMergedTraits().httpPayload);
  const inBody = members.filter(([, member]) => isBody(member));
  const body =
    payload || inBody.length === 0 ? {} : readStructure(operation.input, parseJson(request.body), "", json);
  const input: Record<string, unknown> = {};
  for (const [name] of inBody) if (body[name] !== undefined) input[name] = body[name];
  for (const [name, member] of members) {
    const value = readBound(name, member, request);
    if (value !== undefined) input[name] = value;
  }
  if (payload) {
    const [name, member] = payload;
    const value = readPayload(member, request.body);
    if (value !== undefined) input[name] = value;
  }
  requireMembers(operation.input, input);
  return input;
}

function isBody(member: NormalizedSchema): boolean {
  const traits = member.getMergedTraits();
  return !(
    traits.httpLabel ||
    traits.httpQuery ||
    traits.httpQueryParams ||
    traits.httpHeader ||
    traits.httpPrefixHeaders ||
    traits.httpPayload ||
    traits.httpResponseCode
  );
}

function readBound(name: string, member: NormalizedSchema, request: RestRequest): unknown {
  const { httpLabel, httpQuery, httpQueryParams, httpHeader } = member.getMergedTraits();
  if (httpLabel) {
    const text = request.labels[name];
    return text === undefined ? undefined : readText(member, text, name);
  }
  if (httpQuery) {
    if (member.isListSchema()) {
      const all = request.query.getAll(httpQuery);
      const item = member.getValueSchema();
      return all.length > 0 ? all.map((text) => readText(item, text, name)) : undefined;
    }
    const text = request.query.get(httpQuery);
    return text === null ? undefined : readText(member, text, name);
  }
  if (httpQueryParams) return Object.fromEntries(request.query);
  if (httpHeader) {
    const text = request.headers[httpHeader.toLowerCase()];
    if (text === undefined) return undefined;
    if (!member.isListSchema()) return readText(member, text, name);
    const item = member.getValueSchema();
    return text.split(",").map((part) => readText(item, part.trim(), name));
  }
  return undefined;
}

function readPayload(member: NormalizedSchema, body: Buffer): unknown {
  if (member.isBlobSchema()) return new Uint8Array(body);
  if (member.isStringSchema()) return body.toString("utf8");
  if (body.length === 0) return undefined;
  return readValue(member, parseJson(body), "", json);
}

export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ShapeError("serialization", "The request body is not JSON.");
  }
}

export function writeRestAnswer(operation: OperationModel, answer: object): WireAnswer {
  const written: WireAnswer = { status: operation.http?.[2] ?? 200, headers: {}, body: "" };
  if (!operation.output.isStructSchema()) return written;
  const values = answer as Record<string, unknown>;
  const body: Record<string, unknown> = {};
  let payload: NormalizedSchema | undefined;
  for (const [name, member] of operation.output.structIterator()) {
    const value = values[name];
    const traits = member.getMergedTraits();
    if (traits.httpPayload) {
      payload = member;
      if (isStream(value)) written.stream = value;
      else if (value !== undefined) written.body = writePayload(member, value);
      if (!member.isBlobSchema()) written.headers["content-type"] = "application/json";
    }
    if (value === undefined || value === null) continue;
    if (traits.httpHeader) written.headers[traits.httpHeader] = writeHeader(member, value);
    else if (traits.httpResponseCode) written.status = Number(value);
    else if (!traits.httpPayload) body[traits.jsonName ?? name] = writeValue(member, value, json);
  }
  if (!payload && written.status !== 204) {
    written.body = JSON.stringify(body);
    written.headers["content-type"] = "application/json";
  }
  return written;
}

function isStream(value: unknown): value is NonNullable<WireAnswer["stream"]> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function writePayload(member: NormalizedSchema, value: unknown): string | Uint8Array {
  if (member.isBlobSchema()) return value as Uint8Array | string;
  if (member.isStringSchema()) return String(value);
  return JSON.stringify(writeValue(member, value, json));
}

function writeHeader(member: NormalizedSchema, value: unknown): string {
  if (member.isTimestampSchema()) return String(writeTimestamp(value, timestampStyle(member, "http-date")));
  return Array.isArray(value) ? value.join(",") : String(value);
}
