import { blueprintSample } from "../../testing/blueprint-sample";
import { koreZoom } from "../kore-zoom";
import { arbitraryInput, sampleInput } from "./sample-input";

export const koreZoomSample = blueprintSample({
  blueprint: koreZoom,
  sampleInput: (_settings, more) => sampleInput({}, more),
  arbitraryInput,
  outputs: {},
  whole: sampleInput().settings,
});
