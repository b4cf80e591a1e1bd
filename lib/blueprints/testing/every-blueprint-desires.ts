import { makeAsapp } from "@/lib/blueprints/asapp";
import { sampleInput as asappInput } from "@/lib/blueprints/asapp/sample-input";
import { makeKoreVoice } from "@/lib/blueprints/kore-voice";
import { sampleInput as koreInput } from "@/lib/blueprints/kore-voice/sample-input";
import { listBlueprints } from "@/lib/blueprints/registry";
import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import type { DesiredResource } from "@/lib/deploy/resource";

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
