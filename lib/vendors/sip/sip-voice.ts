import { defineBlueprint } from "@/lib/blueprints/blueprint";
import { builtArtifact, type LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import { metadataFunctions } from "@/lib/blueprints/shared/metadata-resources";
import { presetSipRanges } from "@/lib/blueprints/shared/voice-connector";
import { sipVoiceDesired } from "./sip-voice/desired";
import { sipVoiceFields } from "./sip-voice/fields";
import { sipVoiceGuide } from "./sip-voice/guide";
import { namesOf } from "./sip-voice/names";
import { sipVoicePicture } from "./sip-voice/picture";
import { type SipVoiceSettings, sipVoiceSettings } from "./sip-voice/settings";

/** Any voice agent that takes calls by SIP, with or without metadata on the way back. */
export const sipVoice = makeSipVoice(builtArtifact);

/** With another way to look up the built functions: tests need none of them built. */
export function makeSipVoice(artifact: LookUpArtifact) {
  return defineBlueprint<SipVoiceSettings>({
    kind: "sip-voice",
    title: "Voice agent over SIP",
    description:
      "Callers talk to any voice agent that accepts calls over SIP and return to your queue with the data that it posted.",
    needs: ["sip"],
    settings: sipVoiceSettings,
    fields: sipVoiceFields,
    defaults: ({ region }) => {
      const parsed = sipVoiceSettings.parse({ queueId: "unset", entry: { kind: "own-flow" } });
      const { queueId: _queue, entry: _entry, ...rest } = parsed;
      const sipRanges = presetSipRanges(region);
      return { ...rest, ...(sipRanges.length > 0 ? { sipRanges } : {}) };
    },
    generatedSecrets: { authToken: { bytes: 32, enteredIn: "the voice agent's request" } },
    desired: (input) => sipVoiceDesired(input, artifact),
    guide: sipVoiceGuide,
    picture: sipVoicePicture,
    lambdaNames: (input) =>
      input.settings.hasMetadata ? metadataFunctions.map(namesOf(input).functionName) : [],
    ledgerRows: Array.from({ length: 10 }, (_, index) => `SV-${String(index + 1).padStart(2, "0")}`),
  });
}
