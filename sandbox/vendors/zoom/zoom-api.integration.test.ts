import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellSandbox } from "../../testing/tell-sandbox";
import { openZoomBench, type ZoomBench } from "./testing";
import { firstCustomer } from "./zoom-account";

let zoom: ZoomBench;
beforeAll(async () => {
  zoom = await openZoomBench();
});
afterAll(() => zoom.stop());
beforeEach(async () => {
  await tellSandbox(`${zoom.url}/_sandbox/reset`, "POST", {});
});

const memberOf = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);
const rowsOf = (value: unknown, name: string) => memberOf(value, name) as Record<string, unknown>[];

describe("a token", () => {
  const { clientId, clientSecret, accountId } = firstCustomer;

  it.each([
    ["an unknown client", { basic: `nobody:${clientSecret}` }, 4702],
    ["a wrong secret", { basic: `${clientId}:wrong` }, 4704],
    ["another grant", { form: { grant_type: "client_credentials" } }, 4705],
    ["no grant", { form: {} }, 4706],
    ["no account", { form: { grant_type: "account_credentials" } }, 4706],
    ["another account", { form: { grant_type: "account_credentials", account_id: "someone-else" } }, 4700],
  ])("isn't given to %s", async (_whom, request, code) => {
    expect(await zoom.askToken(request)).toMatchObject({ status: 400, body: { errorCode: code } });
  });

  it("lives an hour, several at once, with the scopes that were ticked when it was made", async () => {
    const given = await zoom.askToken();
    expect(given.body).toMatchObject({ token_type: "bearer", expires_in: 3599 });
    const [first, second] = [await zoom.token(), await zoom.token()];
    const withoutFlows = { withoutScopes: ["contact_center:read:list_flows:admin"] };
    await zoom.control("PUT", "/behavior", withoutFlows);
    expect((await zoom.api("GET", "/flows", { token: first })).status).toBe(200);
    expect((await zoom.api("GET", "/flows", { token: second })).status).toBe(200);
    expect(await zoom.api("GET", "/flows")).toMatchObject({
      status: 400,
      body: { code: 4711, message: expect.stringContaining("scopes:[contact_center:read:list_flows:admin]") },
    });
    await zoom.control("PUT", "/behavior", { aheadSeconds: 3601 });
    expect(await zoom.api("GET", "/flows", { token: first })).toMatchObject({
      status: 401,
      body: { code: 124 },
    });
  });

  it("ends when the app is deactivated, and none is given until it is active again", async () => {
    const token = await zoom.token();
    await zoom.control("PUT", "/behavior", { active: false });
    expect((await zoom.api("GET", "/flows", { token })).body).toMatchObject({ code: 124 });
    expect(await zoom.askToken()).toMatchObject({ status: 400, body: { errorCode: 4717 } });
    await zoom.control("PUT", "/behavior", { active: true });
    expect((await zoom.api("GET", "/flows")).status).toBe(200);
  });

  it("has no Contact Center scopes, and none of its calls, without the creator's role or the license", async () => {
    await zoom.control("PUT", "/behavior", { creatorIsAdmin: false });
    expect(await zoom.askToken()).toMatchObject({ status: 200, body: { scope: "" } });
    expect((await zoom.api("GET", "/flows")).status).toBe(401);
    await zoom.control("PUT", "/behavior", { creatorIsAdmin: true, licensed: false });
    expect(await zoom.api("GET", "/flows")).toMatchObject({ status: 401, body: { code: 200 } });
  });

  it("has classic scopes in an account that has those", async () => {
    await zoom.control("PUT", "/behavior", { scopeKind: "classic" });
    expect((await zoom.api("GET", "/flows")).status).toBe(200);
    await zoom.control("PUT", "/behavior", { withoutScopes: ["contact_center_flow:read:admin"] });
    expect((await zoom.api("GET", "/flows")).body).toMatchObject({
      message: "Invalid access token, does not contain scopes:[contact_center_flow:read:admin].",
    });
  });

  it("isn't given for another owner's account by the control routes", async () => {
    const headers = { "x-sandbox-account": "999988887777" };
    const url = `${zoom.url}/_sandbox/accounts/${accountId}/behavior`;
    expect((await tellSandbox(url, "PUT", { licensed: false }, { headers })).status).toBe(409);
  });
});

describe("a request", () => {
  it.each([
    ["an unknown parameter", "GET", "/flows?limit=5"],
    ["a page that is too large", "GET", "/engagements?page_size=101"],
    ["a period over a month", "GET", "/engagements?from=2026-01-01&to=2026-03-01"],
    ["a time that is none", "GET", "/engagements?from=yesterday"],
    ["a parameter twice", "GET", "/flows?status=draft&status=draft"],
    ["an export without its version", "GET", "/flows/x/export"],
    ["entry points without their channel", "GET", "/flows_entry_points"],
    ["variables without their group", "GET", "/variables"],
  ])("with %s is refused", async (_what, method, path) => {
    expect(await zoom.api(method, path)).toMatchObject({ status: 400, body: { code: 300 } });
  });

  it.each([
    ["an unknown member", { variable_group_name: "A", color: "red" }],
    ["a missing member", { variable_group_description: "B" }],
    ["a member of another type", { variable_group_name: 7 }],
  ])("whose body has %s is refused", async (_what, body) => {
    const answer = await zoom.api("POST", "/variables/groups", { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 300, errors: [expect.anything()] } });
  });

  it("says its category, and is refused over the account's rate once rates are on", async () => {
    await zoom.control("PUT", "/behavior", { rates: true });
    const token = await zoom.token();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => zoom.api("GET", "/voice_calls", { token })),
    );
    const refused = answers.find(({ status }) => status === 429);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(refused?.headers.get("x-ratelimit-category")).toBe("Heavy");
    expect(refused?.headers.get("x-ratelimit-type")).toBe("QPS");
  });

  it("over the daily number waits for the next day, which is said as a time", async () => {
    await zoom.control("PUT", "/behavior", { heavyToday: 15_000 });
    const { status, headers } = await zoom.api("GET", "/voice_calls");
    expect(status).toBe(429);
    expect(headers.get("x-ratelimit-type")).toBe("Daily-limit");
    expect(headers.get("retry-after")).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
    // Other categories go on.
    expect((await zoom.api("GET", "/flows")).status).toBe(200);
    await zoom.control("PUT", "/behavior", { plan: "business" });
    expect((await zoom.api("GET", "/voice_calls")).status).toBe(200);
  });
});

describe("engagements", () => {
  const insert = async (engagements: object[]) => {
    const { body } = await zoom.control("POST", "/engagements", { engagements });
    return memberOf(body, "engagementIds") as string[];
  };
  const ids = (body: unknown) => rowsOf(body, "engagements").map((one) => one.engagement_id);

  it("are listed once they have ended, and only then read alone; live ones are open engagements", async () => {
    const [ended, live] = await insert([{}, { live: true }]);
    expect(ended).toMatch(/^[\w-]{22}$/);
    expect(ids((await zoom.api("GET", "/engagements")).body)).toEqual([ended]);
    expect(ids((await zoom.api("GET", "/open_engagements")).body)).toEqual([live]);
    expect((await zoom.api("GET", `/engagements/${ended}`)).body).toMatchObject({
      engagement_id: ended,
      direction: "inbound",
      duration: 30,
    });
    expect((await zoom.api("GET", `/engagements/${ended}/events`)).body).toMatchObject({
      events: [{ event_name: "engagement_started" }],
    });
    for (const path of [`/engagements/${live}`, `/engagements/${live}/events`])
      expect(await zoom.api("GET", path)).toMatchObject({
        status: 404,
        body: { message: expect.stringContaining("does not exist") },
      });
  });

  it("come in pages whose token ends after 15 minutes", async () => {
    const all = await insert(
      Array.from({ length: 5 }, (_, index) => ({
        startedAt: new Date(Date.now() - index * 60_000).toISOString(),
      })),
    );
    const first = await zoom.api("GET", "/engagements?page_size=2");
    const next = String(memberOf(first.body, "next_page_token"));
    expect(ids(first.body)).toEqual(all.slice(0, 2));
    expect(first.body).toMatchObject({ total_records: 5, page_size: 2 });
    const second = await zoom.api("GET", `/engagements?page_size=2&next_page_token=${next}`);
    expect(ids(second.body)).toEqual(all.slice(2, 4));
    await zoom.control("PUT", "/behavior", { aheadSeconds: 901 });
    expect(await zoom.api("GET", `/engagements?page_size=2&next_page_token=${next}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field: "next_page_token" }] },
    });
  });

  it("begin again when a parameter changes between two pages", async () => {
    const all = await insert([{ from: "+12065550111" }, { from: "+12065550111" }, { from: "+12065550111" }]);
    const first = await zoom.api("GET", "/engagements?page_size=2");
    const next = String(memberOf(first.body, "next_page_token"));
    const path = `/engagements?page_size=2&consumer_number=%2B12065550111&next_page_token=${next}`;
    expect(new Set(ids((await zoom.api("GET", path)).body))).toEqual(new Set(ids(first.body)));
    expect(all).toHaveLength(3);
  });

  it("are found by number and period, as their voice calls are", async () => {
    const [mine] = await insert([{ from: "+12065550111" }, { from: "+12065550112" }]);
    const path = "?consumer_number=%2B12065550111";
    expect(ids((await zoom.api("GET", `/engagements${path}`)).body)).toEqual([mine]);
    expect((await zoom.api("GET", `/voice_calls${path}`)).body).toMatchObject({
      voice_calls: [{ engagement_id: mine, session_border_controller_list: [expect.anything()] }],
    });
    const longAgo = "from=2026-01-01&to=2026-01-02";
    expect(ids((await zoom.api("GET", `/engagements?${longAgo}`)).body)).toEqual([]);
  });

  it("can be without recordings and notes", async () => {
    const [id] = await insert([{}]);
    for (const [path, name] of [
      ["recordings", "recordings"],
      ["notes", "notes"],
      ["recordings/status", "statuses"],
    ] as const)
      expect(await zoom.api("GET", `/engagements/${id}/${path}`)).toMatchObject({
        status: 200,
        body: { [name]: [] },
      });
  });
});

describe("flows", () => {
  it("are exported, imported as a draft, published, renamed, and deleted", async () => {
    const [flow] = rowsOf((await zoom.api("GET", "/flows")).body, "flows");
    expect(flow).toMatchObject({ flow_name: "Patchbay sandbox voice bot", status: "published" });
    const file = await zoom.api("GET", `/flows/${flow?.flow_id}/export?flow_version=1`);
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
    const flow_file = JSON.stringify(file.body);
    const fields = { flow_name: "Second", flow_file, import_mode: "new" };
    const imported = await zoom.api("POST", "/flows", { form: fields });
    expect(imported).toMatchObject({ status: 201, body: { status: "draft", flow_name: "Second" } });
    expect((await zoom.api("POST", "/flows", { form: fields })).status).toBe(409);
    const id = memberOf(imported.body, "flow_id");
    expect((await zoom.api("PUT", `/flows/${id}/publish`)).status).toBe(204);
    expect((await zoom.api("GET", `/flows/${id}`)).body).toMatchObject({ status: "published" });
    const again = { ...fields, import_mode: "version", flow_version_description: "better" };
    await zoom.api("POST", "/flows", { form: again });
    const versions = rowsOf((await zoom.api("GET", `/flows/${id}`)).body, "flow_versions");
    expect(versions.map((one) => one.flow_version_status)).toEqual(["published", "draft"]);
    const renamed = { flow_version: 2, flow_name: "Third" };
    expect((await zoom.api("PATCH", `/flows/${id}`, { body: renamed })).status).toBe(204);
    const byName = await zoom.api("GET", "/flows/Third?flow_identifier_type=name");
    expect(byName.body).toMatchObject({ flow_id: id });
    expect((await zoom.api("DELETE", `/flows/${id}`)).status).toBe(204);
    expect((await zoom.api("GET", `/flows/${id}`)).status).toBe(404);
  });

  it("aren't imported from what is no exported flow", async () => {
    for (const file of ["nonsense", "{}", '{"widgets":[{"widget_type":"start"}]}'])
      expect(
        await zoom.api("POST", "/flows", {
          form: { flow_name: "X", flow_file: file, import_mode: "new" },
        }),
      ).toMatchObject({ status: 400, body: { errors: [{ field: "flow_file" }] } });
  });

  it("have entry points, each of which leads to one flow", async () => {
    const [flow] = rowsOf((await zoom.api("GET", "/flows")).body, "flows");
    const own = `/flows/${flow?.flow_id}/entry_points`;
    const all = rowsOf((await zoom.api("GET", "/flows_entry_points?channel=voice")).body, "entry_points");
    expect(all.map((one) => one.entry_number)).toEqual(["+12065550188", "+12065550189"]);
    const numbers = async (path: string) =>
      rowsOf((await zoom.api("GET", path)).body, "entry_points").map((one) => one.entry_number);
    expect(await numbers(own)).toEqual(["+12065550188"]);
    const [main, other] = all.map((one) => String(one.entry_id));
    await zoom.api("POST", own, { body: { entry_points: [{ entry_id: other }] } });
    expect(await numbers(own)).toHaveLength(2);
    const file = await zoom.api("GET", `/flows/${flow?.flow_id}/export?flow_version=1`);
    const form = { flow_name: "Other", flow_file: JSON.stringify(file.body), import_mode: "new" };
    const second = `/flows/${memberOf((await zoom.api("POST", "/flows", { form })).body, "flow_id")}/entry_points`;
    const main_point = { entry_points: [{ entry_id: main }] };
    expect((await zoom.api("POST", second, { body: main_point })).status).toBe(400);
    await zoom.api("DELETE", own, { body: { entry_ids: [main] } });
    expect((await zoom.api("POST", second, { body: main_point })).status).toBe(201);
    expect(await numbers(second)).toEqual(["+12065550188"]);
    expect((await zoom.api("DELETE", `/flows/${flow?.flow_id}`)).status).toBe(400);
  });
});

it("variables and their groups are created, changed, and deleted", async () => {
  const group = await zoom.api("POST", "/variables/groups", { body: { variable_group_name: "Kore" } });
  expect(group).toMatchObject({ status: 201, body: { variable_group_type: "custom" } });
  const variable_group_id = memberOf(group.body, "variable_group_id");
  const fields = { variable_name: "kore_session_id", variable_type: "global_variable", data_type: "string" };
  const made = await zoom.api("POST", "/variables", { body: { ...fields, variable_group_id } });
  expect(made.status).toBe(201);
  expect((await zoom.api("POST", "/variables", { body: { ...fields, variable_group_id } })).status).toBe(409);
  const path = `/variables/${memberOf(made.body, "variable_id")}`;
  const described = { variable_description: "Set by Patchbay" };
  expect((await zoom.api("PATCH", path, { body: described })).status).toBe(204);
  expect((await zoom.api("GET", path)).body).toMatchObject(described);
  const inGroup = await zoom.api("GET", `/variables?variable_group_id=${variable_group_id}`);
  expect(rowsOf(inGroup.body, "variables")).toHaveLength(1);
  expect((await zoom.api("DELETE", `/variables/groups/${variable_group_id}`)).status).toBe(400);
  expect((await zoom.api("DELETE", path)).status).toBe(204);
  expect((await zoom.api("DELETE", `/variables/groups/${variable_group_id}`)).status).toBe(204);
  const system = rowsOf((await zoom.api("GET", "/variables/groups")).body, "variable_groups");
  expect(system.map((one) => one.variable_group_name)).toEqual(["Engagement"]);
  const id = system[0]?.variable_group_id;
  expect((await zoom.api("DELETE", `/variables/groups/${id}`)).status).toBe(400);
});
