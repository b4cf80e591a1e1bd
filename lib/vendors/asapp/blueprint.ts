import { defineBlueprint } from "@/lib/blueprints/blueprint";
import { builtArtifact, type LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import { config } from "@/lib/kernel/config";
import type { FindSimulatedAsapp } from "./blueprint/asapp-connection";
import { asappDesired } from "./blueprint/desired";
import { asappFields } from "./blueprint/fields";
import { asappGuide } from "./blueprint/guide";
import { functionParts, namesOf } from "./blueprint/names";
import { asappPicture } from "./blueprint/picture";
import { type AsappSettings, asappSettings } from "./blueprint/settings";

/** ASAPP's GenerativeAgent by a call transfer over the telephone network, and what it learned on the way back. */
export const asapp = makeAsapp(builtArtifact, () => config().vendorSandboxUrls.asapp);

/** With other ways to look up what stands around it: tests need none of it. */
export function makeAsapp(artifact: LookUpArtifact, simulated: FindSimulatedAsapp) {
  return defineBlueprint<AsappSettings>({
    kind: "asapp",
    title: "ASAPP GenerativeAgent by call transfer",
    description:
      "Callers talk to ASAPP's GenerativeAgent over a temporary phone number and return to the queue or flow that it selects.",
    needs: ["asapp"],
    settings: asappSettings,
    fields: asappFields,
    defaults: () => {
      const parsed = asappSettings.parse({ queueId: "unset", entry: { kind: "own-flow" } });
      const { queueId: _queue, entry: _entry, ...rest } = parsed;
      return rest;
    },
    generatedSecrets: {},
    desired: (input) => asappDesired(input, artifact, simulated),
    guide: asappGuide,
    picture: asappPicture,
    lambdaNames: (input) => functionParts.map(namesOf(input).functionName),
    ledgerRows: Array.from({ length: 14 }, (_, index) => `AS-${String(index + 1).padStart(2, "0")}`),
  });
}
