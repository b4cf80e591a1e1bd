import { asappSample } from "../asapp/blueprint/sample";
import { koreVoiceSample } from "../kore/kore-voice/sample";
import { sipVoiceSample } from "../sip/sip-voice/sample";
import type { BlueprintSample } from "./blueprint-sample";

/** One for each blueprint, in the registry's order: a new one is a line here. */
export const blueprintSamples: readonly BlueprintSample[] = [koreVoiceSample, asappSample, sipVoiceSample];
