import { Pill, type State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { CheckState, ProbeReport } from "@/lib/connection-kinds/connection-kind";

export const checkLooks: Record<CheckState, { word: string; state: State }> = {
  proven: { word: "verified", state: "good" },
  simulated: { word: "simulated", state: "accent" },
  unproven: { word: "not verified", state: "unknown" },
  failed: { word: "failed", state: "bad" },
};

/** Whether the other side answered when it was last asked. */
export function ConnectionProof({
  probe,
  probedAt,
}: {
  probe: ProbeReport | undefined;
  probedAt: string | undefined;
}) {
  if (!probe) return <Pill>never checked</Pill>;
  const look = checkLooks[probe.state];
  return (
    <>
      <Pill state={look.state}>{look.word}</Pill> {probedAt ? <Time at={probedAt} /> : null}
    </>
  );
}
