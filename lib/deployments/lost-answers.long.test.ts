import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { CallFault, ProxiedCall } from "@/lib/testing/fault-proxy";
import {
  type FaultedInstallation,
  seedFaultedInstallation,
  withoutIds,
} from "@/lib/testing/faulted-installation";
import { listBlueprints } from "@/lib/vendors/blueprints";

let rig: FaultedInstallation;
let before: string[];

beforeAll(async () => {
  rig = await seedFaultedInstallation({ PATCHBAY_LOG_LEVEL: "silent" });
});
afterAll(() => rig?.stop());

/** Lets the first `times` calls of every key go wrong; the keys that it met. */
function failEach(fault: CallFault, times: number, isMeant: (call: ProxiedCall) => boolean) {
  const met = new Map<string, number>();
  rig.proxy.reset();
  rig.proxy.decide = (call) => {
    const count = met.get(call.key) ?? 0;
    if (!call.changes || !isMeant(call) || count >= times) return undefined;
    met.set(call.key, count + 1);
    return fault;
  };
  return met;
}

const lossy: [string, CallFault, number][] = [
  ["its answer lost once", { kind: "reset-after" }, 1],
  ["its answer lost five times", { kind: "reset-after" }, 5],
  ["a fault of AWS's after its effect", { kind: "error-after" }, 1],
];

/** The proxy in between speaks for AWS. */
const inAws = listBlueprints().filter(({ withoutAws }) => !withoutAws);

describe.each(inAws)("$kind", ({ kind }) => {
  let integrationId: IntegrationId;
  let wanted: string[];

  beforeAll(async () => {
    integrationId = await rig.installation.createIntegration({ kind });
    // From here on: a number of its own is claimed for each integration, and stays.
    before = await rig.inventory();
    expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
    wanted = withoutIds(await rig.inventory());
    expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  });

  it.each(lossy)(
    "deploys and goes by itself when each changing call has %s, and leaves nothing twice and nothing behind",
    async (_, fault, times) => {
      const met = failEach(fault, times, () => true);
      expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded", problem: undefined });
      expect(met.size).toBeGreaterThan(5);
      rig.proxy.reset();
      expect(withoutIds(await rig.inventory())).toEqual(wanted);
      expect(await rig.plan(integrationId)).toMatchObject({ changes: 0, conflicts: 0 });

      failEach(fault, times, () => true);
      expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
      rig.proxy.reset();
      expect(await rig.inventory()).toEqual(before);
    },
    180_000,
  );
});
