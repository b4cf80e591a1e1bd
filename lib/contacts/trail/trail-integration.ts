import { vendorConnection } from "@/lib/connections/vendor-connection";
import { functionName } from "@/lib/hops/hop-of-function";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { textMember } from "@/lib/kernel/plain-json";
import type { TrailContext } from "@/lib/trail/trail-source";
import { vendorOfBlueprint } from "@/lib/vendors/registry";

/** What an integration has deployed, as far as a trail can show that a call went through it. */
export interface TrailIntegration {
  integrationId: IntegrationId;
  name: string;
  /** Whose voice agent its calls go to; absent for a vendor that there is no longer. */
  vendor?: string;
  /** The kind of its integration. */
  kind: string;
  functions: string[];
  tables: string[];
  /** ARNs of its contact flows, or what another contact center calls its flows by. */
  flows: string[];
  connectors: { id: string; name: string }[];
  /** APIs that write an access log. */
  apis: { id: string; name: string; logGroup: string }[];
}

/** Resources in which a call leaves traces, or which a trail is recognised by. */
export const tracedTypes: readonly string[] = [
  "lambda-function",
  "dynamodb-table",
  "contact-flow",
  "voice-connector",
  "rest-api",
];

export function toTrailIntegration(
  {
    id: integrationId,
    name,
    blueprint: kind,
    managedResources: resources,
  }: {
    id: IntegrationId;
    name: string;
    blueprint: string;
    managedResources: { type: string; name: string; outputs: unknown }[];
  },
  centerFlowTypes: readonly string[] = [],
): TrailIntegration {
  const vendor = vendorOfBlueprint(kind)?.name;
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  return {
    integrationId,
    name,
    kind,
    ...(vendor && { vendor }),
    functions: of("lambda-function").map(({ name, outputs }) =>
      functionName(textMember(outputs, "arn") ?? name),
    ),
    tables: of("dynamodb-table").map(({ name, outputs }) => textMember(outputs, "name") ?? name),
    flows: [
      ...of("contact-flow").flatMap(({ outputs }) => textMember(outputs, "arn") ?? []),
      ...centerFlowTypes.flatMap(of).flatMap(({ outputs }) => textMember(outputs, "id") ?? []),
    ],
    connectors: of("voice-connector").flatMap(({ name, outputs }) => {
      const id = textMember(outputs, "id");
      return id === undefined ? [] : [{ id, name }];
    }),
    apis: of("rest-api").flatMap(({ name, outputs }) => {
      const [id, logGroup] = [textMember(outputs, "id"), textMember(outputs, "logGroup")];
      return id === undefined || logGroup === undefined ? [] : [{ id, name, logGroup }];
    }),
  };
}

/** Ids of the connections that integrations work with, by the vendor's name. */
export function connectionsOf(integrations: { vendorConnections: unknown }[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { vendorConnections } of integrations)
    for (const vendor of Object.keys(Object(vendorConnections))) {
      const id = textMember(vendorConnections, vendor);
      if (id !== undefined) found.set(vendor, (found.get(vendor) ?? new Set()).add(id));
    }
  return found;
}

/** All readers of an account share its connection, which is opened once. */
export function readersOf(
  tenantId: TenantId,
  vendorConnections: ReadonlyMap<string, ReadonlySet<string>>,
): NonNullable<TrailContext["readers"]> {
  const connections = new Map(
    [...vendorConnections].map(([vendor, ids]) => [
      vendor,
      [...ids].map((id) => vendorConnection(tenantId, id)),
    ]),
  );
  return ({ vendor, open }) => (connections.get(vendor) ?? []).map(open);
}
