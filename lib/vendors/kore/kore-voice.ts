import { defineBlueprint } from "@/lib/blueprints/blueprint";
import { builtArtifact, type LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import { metadataFunctions } from "@/lib/blueprints/shared/metadata-resources";
import { presetSipRanges } from "@/lib/blueprints/shared/voice-connector";
import { koreVoiceDesired } from "./kore-voice/desired";
import { koreVoiceFields } from "./kore-voice/fields";
import { koreVoiceGuide } from "./kore-voice/guide";
import { ledgerRows } from "./kore-voice/ledger-rows";
import { namesOf } from "./kore-voice/names";
import { koreVoicePicture } from "./kore-voice/picture";
import { isVoiceGatewayRegion, presetRoutes } from "./kore-voice/presets";
import { type KoreVoiceSettings, koreVoiceSettings } from "./kore-voice/settings";

/** Kore's voice agent over Amazon Connect's external voice connector, with metadata on the way back. */
export const koreVoice = makeKoreVoice(builtArtifact);

/** With another way to look up the built functions: tests need none of them built. */
export function makeKoreVoice(artifact: LookUpArtifact) {
  return defineBlueprint<KoreVoiceSettings>({
    kind: "kore-voice",
    title: "Kore voice with metadata",
    description:
      "Callers talk to a Kore voice agent and return to your queue with the data that it collected.",
    needs: ["kore"],
    settings: koreVoiceSettings,
    fields: koreVoiceFields,
    defaults: ({ region, vendors }) => {
      const parsed = koreVoiceSettings.parse({ queueId: "unset", entry: { kind: "own-flow" } });
      const { queueId: _queue, entry: _entry, ...rest } = parsed;
      const sipRanges = presetSipRanges(region);
      const gateway = vendors.kore?.voiceGatewayRegion;
      return {
        ...rest,
        connector: {
          ...rest.connector,
          ...(isVoiceGatewayRegion(gateway) ? { routes: presetRoutes(gateway) } : {}),
        },
        ...(sipRanges.length > 0 ? { sipRanges } : {}),
      };
    },
    generatedSecrets: {
      authToken: {
        bytes: 32,
        enteredIn: "the Kore bot's secure variable, and every Service node that has the token itself",
      },
    },
    desired: (input) => koreVoiceDesired(input, artifact),
    guide: koreVoiceGuide,
    picture: koreVoicePicture,
    lambdaNames: (input) => metadataFunctions.map(namesOf(input).functionName),
    ledgerRows,
  });
}
