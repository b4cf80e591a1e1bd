import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { unknownValue } from "@/lib/engine/references";
import { owner } from "@/lib/engine/testing/life-of-resource";
import { asTenantId } from "@/lib/kernel/ids";
import type { FakeContactCenter } from "../testing/fake-contact-center";
import { contextOf, isPost, pathsOf, recordOf, seen, startBench } from "../testing/resource-bench";
import { formatMark } from "./mark";
import { zoomEntryPoint } from "./zoom-entry-point";

const state = vi.hoisted(() => ({ url: undefined as string | undefined }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { zoom: state.url }, allowedHosts: [] }),
}));
// Requests have their pace, which has tests of its own.
vi.mock("../zoom-pace", async (load) => ({ ...(await load<object>()), takeTurn: async () => undefined }));

let zoom: FakeContactCenter;
beforeEach(async () => {
  zoom = await startBench();
  state.url = zoom.url;
});
afterEach(() => zoom.stop());

describe("an entry point", () => {
  const number = "+12065550188";
  const props = { number, flowId: "ours", flowName: "Voice bot" };
  const flow = (id: string, name: string, description = "") => ({ id, name, description, versions: [] });
  beforeEach(() => {
    zoom.flows.push(flow("ours", "Voice bot", formatMark(owner)), flow("theirs", "Queue"));
    zoom.points.push({ id: "point-1", number, flowId: "theirs", language: "en-US" });
  });
  const holder = () => zoom.points[0]?.flowId;

  it("leads to our flow, and back to the one before when we go", async () => {
    const have = await seen(zoomEntryPoint, props);
    expect(have.previous).toEqual({ flowId: "theirs", flowName: "Queue", language: "en-US" });
    expect(pathsOf(zoomEntryPoint, props, have)).toEqual(["flowName"]);
    const record = recordOf(await zoomEntryPoint.ensure(contextOf(), props, have), have.previous);
    expect(holder()).toBe("ours");
    const now = await seen(zoomEntryPoint, props, record);
    expect(pathsOf(zoomEntryPoint, props, now)).toEqual([]);
    expect(now.previous).toBeUndefined();
    expect(zoomEntryPoint.removalNote?.(props, now, record.previous)).toContain("go back to the flow Queue");
    await zoomEntryPoint.remove(contextOf(record), props, now);
    expect(zoom.points).toMatchObject([{ flowId: "theirs", language: "en-US" }]);
  });

  it("is planned before its flow is there", async () => {
    const early = { ...props, flowId: unknownValue };
    const have = await seen(zoomEntryPoint, early);
    expect(pathsOf(zoomEntryPoint, early, have)).toEqual(["flowName"]);
  });

  it("finds a flow that a person has made by its name, and leaves a number that led there before", async () => {
    const byName = { number, flowName: "Queue" };
    const have = await seen(zoomEntryPoint, byName);
    expect(pathsOf(zoomEntryPoint, byName, have)).toEqual([]);
    const record = recordOf(have.outputs, have.previous);
    await zoomEntryPoint.remove(contextOf(record), byName, have);
    expect(holder()).toBe("theirs");
    expect(zoom.changes()).toEqual([]);
    const missing = { number, flowName: "No such flow" };
    await expect(zoomEntryPoint.ensure(contextOf(), missing, have)).rejects.toMatchObject({
      problem: { code: "zoom-flow-missing" },
    });
    expect(holder()).toBe("theirs");
  });

  it("that somebody has let lead elsewhere shows as drift, and stays theirs when we go", async () => {
    const have = await seen(zoomEntryPoint, props);
    const record = recordOf(await zoomEntryPoint.ensure(contextOf(), props, have), have.previous);
    zoom.flows.push(flow("third", "Night shift"));
    Object.assign(zoom.points[0] ?? {}, { flowId: "third" });
    const drifted = await seen(zoomEntryPoint, props, record);
    expect(zoomEntryPoint.compare?.(props, drifted.state)).toMatchObject([{ before: "Night shift" }]);
    expect(zoomEntryPoint.removalNote?.(props, drifted, record.previous)).toContain("not changed");
    await zoomEntryPoint.remove(contextOf(record), props, drifted);
    expect(holder()).toBe("third");
  });

  it("goes without a flow when the one before is gone", async () => {
    const have = await seen(zoomEntryPoint, props);
    const record = recordOf(await zoomEntryPoint.ensure(contextOf(), props, have), have.previous);
    zoom.flows = zoom.flows.filter(({ id }) => id !== "theirs");
    await zoomEntryPoint.remove(contextOf(record), props, await seen(zoomEntryPoint, props, record));
    expect(holder()).toBe("");
  });

  it("stays with our flow when the one before refuses it, and goes back there at the next try", async () => {
    const have = await seen(zoomEntryPoint, props);
    const record = recordOf(await zoomEntryPoint.ensure(contextOf(), props, have), have.previous);
    const now = await seen(zoomEntryPoint, props, record);
    zoom.refuse(isPost("/theirs/entry_points"), { status: 400, body: { code: 300, message: "Not now." } });
    await expect(zoomEntryPoint.remove(contextOf(record), props, now)).rejects.toMatchObject({
      problem: { code: "zoom-refused" },
    });
    expect(holder()).toBe("ours");
    await zoomEntryPoint.remove(contextOf(record), props, await seen(zoomEntryPoint, props, record));
    expect(holder()).toBe("theirs");
  });

  it("goes back to the one before although a removal was killed in the middle", async () => {
    const have = await seen(zoomEntryPoint, props);
    const record = recordOf(await zoomEntryPoint.ensure(contextOf(), props, have), have.previous);
    Object.assign(zoom.points[0] ?? {}, { flowId: "" });
    await zoomEntryPoint.remove(contextOf(record), props, await seen(zoomEntryPoint, props, record));
    expect(zoom.points).toMatchObject([{ flowId: "theirs", language: "en-US" }]);
  });

  it("is known without its plus", async () => {
    Object.assign(zoom.points[0] ?? {}, { number: "1 206-555-0188" });
    expect((await seen(zoomEntryPoint, props)).outputs).toEqual({ id: "point-1" });
  });

  it("says that its callers reach nothing when neither flow takes it", async () => {
    const have = await seen(zoomEntryPoint, props);
    const refusal = { status: 400, body: { code: 300, message: "Validation Failed." } };
    zoom.refuse(isPost("/ours/entry_points"), refusal);
    zoom.flows = zoom.flows.filter(({ id }) => id !== "theirs");
    await expect(zoomEntryPoint.ensure(contextOf(), props, have)).rejects.toMatchObject({
      problem: { code: "zoom-number-without-flow" },
    });
  });

  it("keeps its callers when our flow can't take it", async () => {
    const have = await seen(zoomEntryPoint, props);
    const refusal = { status: 400, body: { code: 300, message: "Validation Failed." } };
    zoom.refuse(isPost("/ours/entry_points"), refusal);
    await expect(zoomEntryPoint.ensure(contextOf(), props, have)).rejects.toMatchObject({
      problem: { code: "zoom-refused" },
    });
    const backs = zoom.asked.filter(isPost("/theirs/entry_points")).map(({ body }) => JSON.parse(body));
    expect(backs).toEqual([{ entry_points: [{ entry_id: "point-1", entry_language: "en-US" }] }]);
    expect(holder()).toBe("theirs");
  });

  it.each(["DELETE", "POST"])("is moved although the answer to a %s is lost", async (method) => {
    const have = await seen(zoomEntryPoint, props);
    zoom.loseAnswerOf((asked) => asked.method === method);
    await zoomEntryPoint.ensure(contextOf(), props, have);
    expect(holder()).toBe("ours");
    expect(zoom.changes()).toHaveLength(2);
  });

  it("of another tenant's integration isn't taken", async () => {
    const stranger = { ...owner, tenant: asTenantId("tenant-two") };
    const theirs = zoom.flows.find(({ id }) => id === "theirs");
    if (theirs) theirs.description = formatMark(stranger);
    expect((await seen(zoomEntryPoint, props)).ownership).toEqual({
      kind: "other-tenant",
      owner: "tenant-two",
    });
  });

  it("that the account doesn't have is a problem while it is wanted, and gone when it was ours", async () => {
    zoom.points = [];
    await expect(zoomEntryPoint.observe(contextOf(), props)).rejects.toMatchObject({
      problem: { code: "zoom-number-missing" },
    });
    expect(await zoomEntryPoint.observe(contextOf(recordOf({ id: "point-1" })), props)).toBeUndefined();
  });
});
