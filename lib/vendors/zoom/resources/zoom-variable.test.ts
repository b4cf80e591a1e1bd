import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nothingStood, stoodThere } from "@/lib/engine/previous";
import type { FakeContactCenter } from "../testing/fake-contact-center";
import { contextOf, isPost, pathsOf, recordOf, seen, startBench } from "../testing/resource-bench";
import { zoomVariable } from "./zoom-variable";

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

describe("a variable", () => {
  const props = { accountId: "account-1", group: "Bot", name: "session_id", description: "Its session" };
  const create = (context = contextOf()) => zoomVariable.ensure(context, props, undefined);

  it("is created with its group, and both go when nothing else is in the group", async () => {
    expect(await zoomVariable.observe(contextOf(), props)).toBeUndefined();
    const outputs = await create();
    expect(outputs.name).toBe("global_custom.Bot.session_id");
    const record = recordOf(outputs, nothingStood);
    const have = await seen(zoomVariable, props, record);
    expect(pathsOf(zoomVariable, props, have)).toEqual([]);
    await zoomVariable.remove(contextOf(record), props, have);
    expect([zoom.variables, zoom.groups]).toEqual([[], []]);
    await zoomVariable.remove(contextOf(record), props, have);
  });

  it("goes although the step beside it has just taken the group away", async () => {
    const record = recordOf(await create(), nothingStood);
    const have = await seen(zoomVariable, props, record);
    const gone = { status: 404, body: { code: 3300, message: "Variable group does not exist." } };
    zoom.refuse(({ method, path }) => method === "GET" && path.endsWith("/contact_center/variables"), gone);
    await zoomVariable.remove(contextOf(record), props, have);
    expect(zoom.variables).toEqual([]);
  });

  it("leaves a group that somebody else has made, or has put something into", async () => {
    zoom.groups.push({ id: "group-1", name: "Bot", description: "" });
    const record = recordOf(await create(), nothingStood);
    const have = await seen(zoomVariable, props, record);
    await zoomVariable.remove(contextOf(record), props, have);
    expect([zoom.variables.length, zoom.groups.length]).toEqual([0, 1]);

    zoom.groups = [];
    const again = recordOf(await create(), nothingStood);
    const groupId = zoom.groups[0]?.id ?? "";
    zoom.variables.push({ id: "theirs", groupId, name: "other", dataType: "string" });
    await zoomVariable.remove(contextOf(again), props, await seen(zoomVariable, props, again));
    expect(zoom.variables.map(({ id }) => id)).toEqual(["theirs"]);
    expect(zoom.groups).toHaveLength(1);
  });

  it("that was there before is used as it is, and stays", async () => {
    zoom.groups.push({ id: "group-1", name: "Bot", description: "" });
    zoom.variables.push({ id: "variable-1", groupId: "group-1", name: "session_id", dataType: "string" });
    const have = await seen(zoomVariable, props);
    expect(have).toMatchObject({ ownership: { kind: "ours" }, standsAlready: true, previous: stoodThere });
    expect(await zoomVariable.ensure(contextOf(), props, have)).toMatchObject({ id: "variable-1" });
    const record = recordOf(have.outputs, stoodThere);
    expect(zoomVariable.removalNote?.(props, have, stoodThere)).toContain("stays");
    await zoomVariable.remove(contextOf(record), props, have);
    expect(zoom.variables).toHaveLength(1);
    expect(zoom.changes()).toEqual([]);
  });

  it("of another data type is told and left alone", async () => {
    zoom.groups.push({ id: "group-1", name: "Bot", description: "" });
    zoom.variables.push({ id: "variable-1", groupId: "group-1", name: "session_id", dataType: "number" });
    const { departures } = await seen(zoomVariable, props);
    expect(departures).toMatchObject([{ path: "dataType", before: "number", after: "string", left: {} }]);
  });

  it.each(["/groups", "/variables"])("is created once when the answer to POST …%s is lost", async (path) => {
    zoom.loseAnswerOf(isPost(path));
    expect((await create()).id).toBe(zoom.variables[0]?.id);
    expect([zoom.variables.length, zoom.groups.length]).toEqual([1, 1]);
  });

  it("says what Zoom refused when the account has too many groups", async () => {
    const limit = { status: 400, body: { code: 3415, message: "The number has reached the maximum." } };
    zoom.refuse(isPost("/groups"), limit);
    await expect(create()).rejects.toMatchObject({ problem: { sentence: expect.stringContaining("3415") } });
    expect(zoom.groups).toEqual([]);
  });
});
