import { NormalizedSchema } from "@smithy/core/schema";
import type { SchemaRef } from "@smithy/types";
import type { Protocol, SandboxService } from "./service";

/** One operation as the SDK's client describes it. */
export interface OperationModel {
  name: string;
  /** `["PUT", "/contact-flows/{InstanceId}", 200]` for REST services. */
  http: readonly [method: string, uri: string, status: number] | undefined;
  input: NormalizedSchema;
  output: NormalizedSchema;
}

export interface ErrorModel {
  name: string;
  /** The code on the wire instead of the name, in Query services: "EntityAlreadyExists". */
  wireCode: string;
  status: number;
  fault: "client" | "server";
  schema: NormalizedSchema;
}

export interface ServiceModel {
  service: SandboxService;
  protocol: Protocol;
  operations: Map<string, OperationModel>;
  errors: Map<string, ErrorModel>;
}

const operationKind = 9;
const errorKind = -3;

/** Reads a client package's exports: every operation and every error of the service. */
export function readServiceModel(service: SandboxService): ServiceModel {
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, ErrorModel>();
  for (const exported of Object.values(service.schemas) as unknown[]) {
    if (!Array.isArray(exported)) continue;
    const [kind, , name] = exported as [number, string, string];
    if (kind === operationKind) {
      const [, , , traits, input, output] = exported as [
        number,
        string,
        string,
        unknown,
        SchemaRef,
        SchemaRef,
      ];
      operations.set(name, {
        name,
        http: httpOf(traits),
        input: NormalizedSchema.of(input),
        output: NormalizedSchema.of(output),
      });
    } else if (kind === errorKind) {
      const schema = NormalizedSchema.of(exported as SchemaRef);
      const traits = schema.getMergedTraits();
      const fault = traits.error === "server" ? "server" : "client";
      const [queryCode, queryStatus] = (traits.awsQueryError ?? []) as [string?, number?];
      errors.set(name, {
        name,
        wireCode: queryCode ?? name,
        status: queryStatus ?? (traits.httpError as number | undefined) ?? (fault === "server" ? 500 : 400),
        fault,
        schema,
      });
    }
  }
  return { service, protocol: service.protocol ?? { kind: "rest-json" }, operations, errors };
}

function httpOf(traits: unknown): OperationModel["http"] {
  if (!traits || typeof traits !== "object") return undefined;
  const { http } = traits as { http?: [string, string, number] };
  return http;
}

/** The first error name of the service's model that is in the list: services name the same error differently. */
export function firstKnownError(model: ServiceModel, names: readonly string[]): string | undefined {
  return names.find((name) => model.errors.has(name));
}
