import { numberResources } from "@/lib/blueprints/shared/entry";
import { flowResource } from "@/lib/blueprints/shared/flow-resource";
import type { LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import {
  type MetadataRows,
  metadataResources,
  retrieveAccess,
} from "@/lib/blueprints/shared/metadata-resources";
import { voiceAgentFlow } from "@/lib/blueprints/shared/voice-agent-flow";
import { connectorResources, type Route } from "@/lib/blueprints/shared/voice-connector";
import type { DesiredResource } from "@/lib/engine/resource";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { namesOf, parseSipConnection, type SipVoiceInput } from "./names";

const metadataRow = ["SV-04"];
const parts = { role: metadataRow, logs: metadataRow, lambda: metadataRow };
const metadataRows: MetadataRows = {
  table: metadataRow,
  functions: { store: parts, authorizer: parts, retrieve: parts },
  api: metadataRow,
  storePermission: metadataRow,
  authorizerPermission: metadataRow,
};

const description = "Transfers callers to a voice agent by SIP and brings them and their metadata back.";

/** Everything that the integration wants to exist, in the order in which a person would make it. */
export function sipVoiceDesired(input: SipVoiceInput, artifact: LookUpArtifact): DesiredResource[] {
  const { settings, vendors } = input;
  const names = namesOf(input);
  const metadata = settings.hasMetadata ? metadataResources(input, names, metadataRows, artifact) : [];
  const access = settings.hasMetadata ? retrieveAccess(input, names, metadataRow) : [];
  return [
    ...metadata,
    ...connectorResources(
      {
        ...settings.connector,
        name: names.connector,
        requireEncryption: parseSipConnection(vendors).transport === "TLS",
        routes: [routeOf(input)],
      },
      { connector: ["SV-02"], association: ["SV-02"] },
    ),
    ...access,
    flowResource(input, {
      name: names.flow,
      description,
      write: sipVoiceFlow,
      // Publishing refuses a flow whose connector or function the instance does not know.
      dependsOn: ["connector-association", ...(settings.hasMetadata ? ["lambda-association"] : [])],
      ledgerRows: ["SV-03"],
    }),
    ...numberResources(
      settings,
      settings.hasMetadata ? ["api-permission-store", "api-permission-authorizer"] : [],
      ["SV-03"],
    ),
  ];
}

function sipVoiceFlow(input: SipVoiceInput): FlowDocument {
  return voiceAgentFlow({
    ...input,
    name: namesOf(input).flow,
    description,
    transferBlock: "transfer-to-voice-agent",
    toUser: parseSipConnection(input.vendors).user,
    hasMetadata: input.settings.hasMetadata,
  });
}

/** TLS runs over TCP; that it is TLS stands in the connector. */
function routeOf({ vendors }: SipVoiceInput): Route {
  const { host, port, transport } = parseSipConnection(vendors);
  return { host, port, protocol: transport === "UDP" ? "UDP" : "TCP", priority: 1, weight: 1 };
}
