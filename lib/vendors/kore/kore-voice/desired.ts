import { numberResources } from "@/lib/blueprints/shared/entry";
import { flowResource } from "@/lib/blueprints/shared/flow-resource";
import type { LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import {
  type MetadataRows,
  metadataResources,
  retrieveAccess,
} from "@/lib/blueprints/shared/metadata-resources";
import { connectorResources, type Route } from "@/lib/blueprints/shared/voice-connector";
import type { DesiredResource } from "@/lib/engine/resource";
import { handOver } from "@/lib/flows/edit/hand-over";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { flowDescription, koreVoiceFlow } from "./flow";
import { parseKoreConnection } from "./kore-connection";
import { type KoreVoiceInput, namesOf } from "./names";
import { overTls, presetRoutes } from "./presets";

const metadataRows: MetadataRows = {
  table: ["KM-01"],
  functions: {
    store: { role: ["KM-05"], logs: ["KM-02"], lambda: ["KM-02"] },
    authorizer: { role: ["KM-03"], logs: ["KM-03"], lambda: ["KM-03", "KM-09"] },
    retrieve: { role: ["KM-05"], logs: ["KM-04"], lambda: ["KM-04"] },
  },
  api: ["KM-06", "KM-07", "KM-08", "KM-09", "KM-10", "KM-11"],
  storePermission: ["KM-08"],
  authorizerPermission: ["KM-09"],
};

/** Everything that the integration wants to exist, in the order in which a person would make it. */
export function koreVoiceDesired(input: KoreVoiceInput, artifact: LookUpArtifact): DesiredResource[] {
  return [...metadataResources(input, namesOf(input), metadataRows, artifact), ...callResources(input)];
}

function callResources(input: KoreVoiceInput): DesiredResource[] {
  const { settings } = input;
  const names = namesOf(input);
  return [
    ...connectorResources(
      { ...settings.connector, name: names.connector, routes: routesOf(input) },
      { connector: ["KV-03", "KV-04", "KV-05", "KV-06", "KV-07", "KV-08"], association: ["KV-09"] },
    ),
    ...retrieveAccess(input, names, ["KM-16"]),
    flowResource(input, {
      name: names.flow,
      description: flowDescription,
      write: (each) => goingOn(koreVoiceFlow(each), each.handover),
      // Publishing refuses a flow whose connector or function the instance does not know.
      dependsOn: ["connector-association", "lambda-association"],
      ledgerRows: ["KV-10", "KV-11", "KV-19", "KM-12", "KM-13", "KM-14", "KM-15", "KM-16"],
    }),
    ...numberResources(settings, ["api-permission-store", "api-permission-authorizer"], ["KV-17"]),
  ];
}

/** Into Agent AI's flow instead of the queue, once that was joined to this one. */
function goingOn(flow: FlowDocument, toFlow: string | undefined): FlowDocument {
  return (toFlow === undefined ? undefined : handOver(flow, toFlow)) ?? flow;
}

/** The hosts in the settings, or both controllers of the Kore connection's region; with encryption, by their TLS port. */
export function routesOf({ settings, vendors }: KoreVoiceInput) {
  const { routes, requireEncryption } = settings.connector;
  const chosen = routes ?? presetRoutes(parseKoreConnection(vendors).voiceGatewayRegion);
  return requireEncryption ? unique(chosen.map(overTls)) : chosen;
}

/** Both ports of a controller may have been entered: one is left of them then. */
function unique(routes: Route[]): Route[] {
  return [
    ...new Map(routes.map((route) => [`${route.host}:${route.port}/${route.protocol}`, route])).values(),
  ];
}
