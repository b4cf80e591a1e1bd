import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import { blueprintSample } from "../../testing/blueprint-sample";
import { makeKoreVoice } from "../kore-voice";
import { arbitraryInput, sampleInput, sampleOutputs } from "./sample-input";

const { settings } = sampleInput({ hoursOfOperationId: "h", sipRanges: ["10.0.0.0/8"] });
const routes = [{ host: "a", port: 1, protocol: "TCP" as const, priority: 1, weight: 1 }];

export const koreVoiceSample = blueprintSample({
  blueprint: makeKoreVoice(sampleArtifact),
  sampleInput,
  arbitraryInput,
  outputs: sampleOutputs,
  whole: { ...settings, connector: { ...settings.connector, routes } },
});
