import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import type { DesiredResource } from "@/lib/engine/resource";
import { makeAsapp } from "../asapp/blueprint";
import { sampleInput as asappInput } from "../asapp/blueprint/sample-input";
import { listBlueprints } from "../blueprints";
import { makeKoreVoice } from "../kore/kore-voice";
import { sampleInput as koreInput } from "../kore/kore-voice/sample-input";

/** What each registered blueprint wants of an account with its usual settings. A new one is a line here. */
const samples: Record<string, (prefix: string) => DesiredResource[]> = {
  "kore-voice": (prefix) => makeKoreVoice(sampleArtifact).desired(koreInput({}, { prefix })),
  asapp: (prefix) => makeAsapp(sampleArtifact, () => undefined).desired(asappInput({}, { prefix })),
};

export function everyBlueprintDesires(prefix = ""): DesiredResource[] {
  return listBlueprints().flatMap(({ kind }) => {
    const sample = samples[kind];
    if (sample === undefined) throw new Error(`The blueprint ${kind} has no sample here.`);
    return sample(prefix);
  });
}
