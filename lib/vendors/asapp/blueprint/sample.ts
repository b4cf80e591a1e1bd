import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import { blueprintSample } from "../../testing/blueprint-sample";
import { makeAsapp } from "../blueprint";
import { arbitraryInput, sampleInput, sampleOutputs } from "./sample-input";

export const asappSample = blueprintSample({
  blueprint: makeAsapp(sampleArtifact, () => undefined),
  sampleInput,
  arbitraryInput,
  outputs: sampleOutputs,
  whole: sampleInput({ hoursOfOperationId: "h", systemFlowId: "f" }).settings,
});
