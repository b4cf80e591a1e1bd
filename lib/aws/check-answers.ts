import { NormalizedSchema } from "@smithy/core/schema";
import { getSmithyContext } from "@smithy/core/transport";
import type {
  HandlerExecutionContext,
  MetadataBearer,
  MiddlewareStack,
  ResponseMetadata,
  SchemaRef,
} from "@smithy/types";

/** AWS answered, and not in the shape that its own description promises. Holds nothing of the answer. */
export class UnreadableAnswerError extends Error {
  readonly $metadata: ResponseMetadata;

  /** `path`: where it is wrong, as "ContactFlow.Content". */
  constructor(path: string, metadata: ResponseMetadata) {
    super(`The response doesn't match its description at ${path}.`);
    this.name = "UnreadableAnswerError";
    this.$metadata = metadata;
  }
}

/**
 * Holds what a client reads against the SDK's description of the operation: the SDK takes a number for a list, and the
 * code behind it would fail somewhere else. A member that isn't there is no fault: AWS leaves out what is empty.
 */
export function checkAnswers<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
): void {
  stack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const operation = operationOf(context);
      const wrong =
        operation &&
        (missingAnswer(operation, result.output) ?? wrongPlace(operation.output, result.output, ""));
      if (wrong !== undefined) throw new UnreadableAnswerError(wrong || "its top", metadataOf(result.output));
      return result;
    },
    { step: "initialize", name: "checkAnswers" },
  );
}

interface DescribedOperation {
  name: string;
  output: NormalizedSchema;
}

function operationOf(context: HandlerExecutionContext): DescribedOperation | undefined {
  const operation: unknown = getSmithyContext(context).operationSchema;
  if (!Array.isArray(operation)) return undefined;
  const [, , name, , , output]: unknown[] = operation;
  return output === undefined
    ? undefined
    : { name: String(name), output: NormalizedSchema.of(output as SchemaRef) };
}

/**
 * What describes one thing and gives nothing else answers with it, or with an error: without it nothing was answered.
 */
function missingAnswer({ name, output }: DescribedOperation, value: object): string | undefined {
  if (!name.startsWith("Describe") || !output.isStructSchema()) return undefined;
  const [only, ...others] = output.structIterator();
  if (only === undefined || others.length > 0) return undefined;
  const [member, schema] = only;
  return schema.isStructSchema() && Reflect.get(value, member) == null ? member : undefined;
}

function metadataOf(output: object): ResponseMetadata {
  return (output as Partial<MetadataBearer>).$metadata ?? {};
}

/**
 * Where a value is of another kind than its schema; undefined when nowhere. Numbers come as texts in some protocols.
 */
function wrongPlace(schema: NormalizedSchema, value: unknown, path: string): string | undefined {
  if (value === undefined || value === null || schema.isStreaming() || schema.isDocumentSchema())
    return undefined;
  if (schema.isStructSchema()) {
    if (typeof value !== "object" || Array.isArray(value)) return path;
    for (const [name, member] of schema.structIterator()) {
      const wrong = wrongPlace(member, Reflect.get(value, name), path === "" ? name : `${path}.${name}`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }
  if (schema.isListSchema()) return Array.isArray(value) ? wrongEntry(schema, value, path) : path;
  if (schema.isMapSchema()) {
    const isMap = typeof value === "object" && !Array.isArray(value);
    return isMap ? wrongEntry(schema, Object.values(value), path) : path;
  }
  if (schema.isStringSchema()) return typeof value === "string" || value instanceof String ? undefined : path;
  if (schema.isTimestampSchema()) {
    return value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : path;
  }
  return undefined;
}

function wrongEntry(schema: NormalizedSchema, entries: unknown[], path: string): string | undefined {
  const entrySchema = schema.getValueSchema();
  const mayBeNull = schema.getMergedTraits().sparse !== undefined;
  for (const entry of entries) {
    const place = `${path}[]`;
    if ((entry === null || entry === undefined) && !mayBeNull) return place;
    const wrong = wrongPlace(entrySchema, entry, place);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
