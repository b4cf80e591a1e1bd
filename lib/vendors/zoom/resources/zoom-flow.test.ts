import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ManagedRecord } from "@/lib/engine/resource";
import { owner } from "@/lib/engine/testing/life-of-resource";
import type { FakeContactCenter } from "../testing/fake-contact-center";
import { contextOf, isPost, pathsOf, recordOf, seen, startBench } from "../testing/resource-bench";
import { hashOfFlow } from "./flow-in-zoom";
import { formatMark } from "./mark";
import { zoomFlow } from "./zoom-flow";

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

describe("a flow", () => {
  const props = { name: "Voice bot", content: '{"widgets":[{"id":"a"}],"name":"Voice bot"}' };
  const changed = { ...props, content: '{"widgets":[{"id":"b"}]}' };
  const deploy = async (want = props, record?: ManagedRecord, step?: string) => {
    const context = contextOf(record, step === undefined ? {} : { step });
    return recordOf(await zoomFlow.ensure(context, want, await zoomFlow.observe(context, want)));
  };

  it("is imported, marked, and published, and stays as it is until its file or its name changes", async () => {
    expect(await zoomFlow.observe(contextOf(), props)).toBeUndefined();
    const record = await deploy();
    expect(zoom.flows).toMatchObject([
      { name: "Voice bot", description: formatMark(owner), versions: [{ status: "published" }] },
    ]);
    const have = await seen(zoomFlow, props, record);
    expect(have).toMatchObject({
      ownership: { kind: "ours" },
      outputs: { id: record.physicalId, version: "1" },
    });
    expect(pathsOf(zoomFlow, props, have)).toEqual([]);
    const before = zoom.changes().length;
    await deploy(props, record);
    expect(zoom.changes()).toHaveLength(before);

    const next = await deploy(changed, record, "deployment-2/step");
    expect(zoom.flows[0]?.versions.map(({ status }) => status)).toEqual(["archived", "published"]);
    expect(pathsOf(zoomFlow, changed, await seen(zoomFlow, changed, next))).toEqual([]);
  });

  it("counts as unchanged in a file that says the same in another order", async () => {
    const record = await deploy();
    const flow = zoom.flows[0]?.versions[0];
    if (flow) flow.file = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(flow.file)).reverse()));
    expect(pathsOf(zoomFlow, props, await seen(zoomFlow, props, record))).toEqual([]);
  });

  it("that somebody has published another version of goes back to ours, without another import", async () => {
    const record = await deploy();
    const flow = zoom.flows[0];
    if (!flow) throw new Error("There is no flow.");
    for (const version of flow.versions) version.status = "archived";
    flow.versions.push({ version: 2, status: "published", description: "", file: '{"widgets":[]}' });
    const drifted = await seen(zoomFlow, props, record);
    expect(pathsOf(zoomFlow, props, drifted)).toEqual(["content"]);
    await zoomFlow.ensure(contextOf(record, { step: "deployment-2/step" }), props, drifted);
    expect(flow.versions.map(({ status }) => status)).toEqual(["published", "archived"]);
    expect(zoom.changes().filter((change) => change === "POST /flows")).toHaveLength(1);
  });

  it("stays as it is with a version of ours that our record doesn't know yet", async () => {
    const record = await deploy();
    const flow = zoom.flows[0];
    const [first] = flow?.versions ?? [];
    if (!flow || !first) throw new Error("There is no flow.");
    // A run was ended after it had published, and before it was recorded; Zoom writes the file in words of its own.
    first.status = "archived";
    flow.versions.push({ ...first, version: 2, status: "published", file: '{"widgets":[],"zoom":1}' });
    expect(pathsOf(zoomFlow, props, await seen(zoomFlow, props, record))).toEqual([]);
    const without = recordOf({ id: record.physicalId, version: "2" });
    expect(pathsOf(zoomFlow, props, await seen(zoomFlow, props, without))).toEqual([]);
    const known = recordOf({ id: record.physicalId, version: "2", exportHash: hashOfFlow(props.content) });
    expect(pathsOf(zoomFlow, props, await seen(zoomFlow, props, known))).toEqual(["content"]);
  });

  it("whose published version was edited, whose name was changed, or that isn't published is mended", async () => {
    const record = await deploy();
    const flow = zoom.flows[0];
    const live = flow?.versions[0];
    if (!flow || !live) throw new Error("There is no flow.");
    live.file = '{"widgets":[{"id":"by hand"}]}';
    flow.name = "Renamed";
    live.status = "draft";
    expect(pathsOf(zoomFlow, props, await seen(zoomFlow, props, record))).toEqual([
      "name",
      "content",
      "status",
    ]);
    live.status = "published";
    const drifted = await seen(zoomFlow, props, record);
    expect(zoomFlow.removalNote?.(props, drifted, undefined)).toContain("changes made to it in Zoom");
    const outputs = await zoomFlow.ensure(contextOf(record, { step: "deployment-2/step" }), props, drifted);
    expect(flow.name).toBe("Voice bot");
    expect(flow.versions.map(({ status }) => status)).toEqual(["archived", "published"]);
    expect(pathsOf(zoomFlow, props, await seen(zoomFlow, props, recordOf(outputs)))).toEqual([]);
  });

  it("that was deleted meanwhile is made anew, and one with its name that isn't ours stands in the way", async () => {
    const record = await deploy();
    zoom.flows = [];
    expect(await zoomFlow.observe(contextOf(record), props)).toBeUndefined();
    await deploy(props, record, "deployment-2/step");
    expect(zoom.flows).toHaveLength(1);
    const flow = zoom.flows[0];
    if (flow) Object.assign(flow, { id: "another", description: "Ours since 2019" });
    expect((await seen(zoomFlow, props, record)).ownership).toEqual({ kind: "untagged" });
  });

  it("that somebody has made is taken over with its own file, its words kept", async () => {
    zoom.flows.push({
      id: "theirs",
      name: "Voice bot",
      description: "Night shift",
      versions: [{ version: 4, status: "published", description: "", file: props.content }],
    });
    const have = await seen(zoomFlow, props);
    expect(have.ownership).toEqual({ kind: "untagged" });
    expect(pathsOf(zoomFlow, props, have)).toEqual([]);
    await zoomFlow.ensure(contextOf(), props, have);
    expect(zoom.changes()).toEqual(["PATCH /flows/theirs"]);
    expect(zoom.flows[0]?.description).toBe(`Night shift\n${formatMark(owner)}`);
    // What Zoom takes is bounded: the line that says whose it is comes before the rest of somebody's words.
    Object.assign(zoom.flows[0] ?? {}, { description: "Night shift ".repeat(40) });
    await zoomFlow.ensure(contextOf(), props, await seen(zoomFlow, props));
    const long = zoom.flows[0]?.description ?? "";
    expect(long).toMatch(/^Night shift .+/);
    expect(long.endsWith(`\n${formatMark(owner)}`)).toBe(true);
    expect(long.length).toBeLessThanOrEqual(200);
  });

  it("isn't taken for marked because it has the name already, when the answer to the change was lost", async () => {
    const theirs = { id: "theirs", name: "Voice bot", description: "Night shift" };
    zoom.flows.push({
      ...theirs,
      versions: [{ version: 4, status: "published", description: "", file: props.content }],
    });
    const have = await seen(zoomFlow, props);
    vi.useFakeTimers({ toFake: ["Date"] });
    zoom.refuse(({ method }) => method === "PATCH", { status: 502, body: "<html>" });
    const refused = zoomFlow.ensure(contextOf(), props, have);
    const passed = setInterval(() => vi.setSystemTime(Date.now() + 5_000), 50);
    await expect(refused).rejects.toMatchObject({ problem: { code: "zoom-down" } });
    clearInterval(passed);
    vi.useRealTimers();
    expect(zoom.flows).toMatchObject([theirs]);
  });

  it.each([
    ["the import of a new one", isPost("/flows"), 1],
    ["its publishing", ({ method }: { method: string }) => method === "PUT", 1],
  ])("is made once when the answer to %s is lost", async (_what, which, imports) => {
    zoom.loseAnswerOf(which);
    const record = await deploy();
    expect(zoom.flows).toMatchObject([{ versions: [{ status: "published" }] }]);
    expect(zoom.changes().filter((change) => change === "POST /flows")).toHaveLength(imports);
    expect(pathsOf(zoomFlow, props, await seen(zoomFlow, props, record))).toEqual([]);
  });

  it("gets a new version once, however often the step is tried", async () => {
    const record = await deploy();
    zoom.loseAnswerOf(isPost("/flows"));
    const retried = await deploy(changed, record, "deployment-2/step");
    await deploy(changed, record, "deployment-2/step");
    expect(zoom.flows[0]?.versions).toHaveLength(2);
    expect(retried.outputs.version).toBe("2");
  });

  it("isn't mistaken for ours when somebody makes one of that name in the same moment", async () => {
    const context = contextOf();
    zoom.flows.push({ id: "theirs", name: "Voice bot", description: "", versions: [] });
    vi.useFakeTimers({ toFake: ["Date"] });
    const refused = zoomFlow.ensure(context, props, undefined);
    const passed = setInterval(() => vi.setSystemTime(Date.now() + 5_000), 50);
    await expect(refused).rejects.toMatchObject({ problem: { code: "zoom-name-taken" } });
    clearInterval(passed);
    vi.useRealTimers();
    expect(zoom.flows).toMatchObject([{ id: "theirs", versions: [] }]);
  });

  it("isn't deleted while calls still go to it, and is gone when it is", async () => {
    const record = await deploy();
    zoom.points.push({ id: "point-1", number: "+12065550188", flowId: record.physicalId });
    const have = await seen(zoomFlow, props, record);
    await expect(zoomFlow.remove(contextOf(record), props, have)).rejects.toMatchObject({
      problem: { code: "flow-in-use", sentence: expect.stringContaining("+12065550188") },
    });
    zoom.points = [];
    zoom.loseAnswerOf(({ method }) => method === "DELETE");
    await zoomFlow.remove(contextOf(record), props, have);
    await zoomFlow.remove(contextOf(record), props, have);
    expect(zoom.flows).toEqual([]);
  });

  it("with our mark and on no record is found as a leftover", async () => {
    await deploy();
    const nearby = { stems: [], isKnown: () => false, isSuspect: () => true, unread: () => undefined };
    zoom.flows.push({ id: "theirs", name: "Another", description: "", versions: [] });
    expect(await zoomFlow.listOwned?.(contextOf(), nearby)).toMatchObject([{ name: "Voice bot" }]);
    expect(await zoomFlow.listOwned?.(contextOf(), { ...nearby, isKnown: () => true })).toEqual([]);
  });

  it("can't be made with a connection that only reads, and a plan says so", async () => {
    const context = contextOf(undefined, { flowAccess: "read" });
    expect(await zoomFlow.refusal?.(context, props)).toMatchObject({ code: "zoom-read-only" });
    expect(await zoomFlow.refusal?.(contextOf(), props)).toBeUndefined();
    await expect(zoomFlow.ensure(context, props, undefined)).rejects.toMatchObject({
      problem: { code: "zoom-read-only" },
    });
    expect(zoom.changes()).toEqual([]);
  });

  it("is compared by what its file says, whatever the order of its members", () => {
    const content = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(content, (file) => {
        const turned = Object.fromEntries(Object.entries(file).reverse());
        expect(hashOfFlow(JSON.stringify(turned))).toBe(hashOfFlow(JSON.stringify(file)));
        const other = JSON.stringify({ ...file, "patchbay-test": 1 });
        expect(hashOfFlow(other)).not.toBe(hashOfFlow(JSON.stringify(file)));
      }),
    );
  });
});
