import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type KoreAnswer, type SignedFor, signFor, startKore } from "../testing";

const app = { clientId: "cs-1", clientSecret: "secret" };
const adminApp = { clientId: "cs-admin", clientSecret: "admin-secret" };
const bot = "/api/public/bot/st-1";
const variables = "/api/1.1/public/builder/bot/st-1/variables";
const serviceNode = {
  url: "https://abc.execute-api.us-east-1.amazonaws.com/dev/kore-metadata?contactId={{context.session.BotUserSession.ContactId}}",
  method: "POST",
  headers: { "Content-Type": "application/json", authorizationToken: "{{env.PATCHBAY_TOKEN}}" },
  body: '{"x":"y"}',
};
let kore: Awaited<ReturnType<typeof startKore>>;

beforeAll(async () => {
  kore = await startKore();
});
afterAll(() => kore.stop());

beforeEach(async () => {
  await kore.control("POST", "/_sandbox/reset");
  await kore.control("PUT", "/_sandbox/api", {});
  await setUp({});
});

const setUp = (changes: object) =>
  kore.control("PUT", "/_sandbox/bots/st-1", {
    ...app,
    didNumber: "+12065551118",
    startScript: "// start 1\nvar a = 'ü';",
    transferScript: "// transfer 1",
    serviceNode,
    variables: [{ key: "PATCHBAY_TOKEN", value: "a-token", isSecured: true }],
    adminApp,
    ...changes,
  });
const inApp = (method: string, path: string, body: object) =>
  kore.control(method, `/_sandbox/bots/st-1/${path}`, body);
const ask = (method: string, path: string, body?: unknown, by: SignedFor = app) =>
  kore.ask(method, path, { auth: signFor(by) }, body);

async function exported(exportType: string, options: object = { exportOptions: { tasks: ["botTask"] } }) {
  expect(await ask("POST", `${bot}/export`, { exportType, ...options })).toMatchObject({
    status: 200,
    body: { status: "pending", exportType },
  });
  let last: KoreAnswer | undefined;
  await expect
    .poll(async () => {
      last = await ask("GET", `${bot}/export/status`, { exportType });
      return Reflect.get(Object(last.body), "status");
    })
    .toBe("success");
  const downloadURL = String(Reflect.get(Object(last?.body), "downloadURL"));
  const files = unzipSync(new Uint8Array(await (await fetch(downloadURL)).arrayBuffer()));
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, JSON.parse(strFromU8(bytes))]),
  );
}

const scriptsIn = (definition: { dialogComponents: { script?: string }[] }) =>
  definition.dialogComponents.flatMap(({ script }) => (script ? [decodeURIComponent(script)] : []));

describe("an export", () => {
  it("has the scripts and the Service node that a person pasted, and no variable unless it is asked for", async () => {
    const { "appDefinition.json": definition, "config.json": config } = await exported("published");
    expect(scriptsIn(definition)).toEqual(["// transfer 1"]);
    expect(definition.dialogComponents).toContainEqual(
      expect.objectContaining({
        type: "service",
        endPoint: expect.objectContaining({
          protocol: "https",
          host: "abc.execute-api.us-east-1.amazonaws.com",
          path: "/dev/kore-metadata?contactId={{context.session.BotUserSession.ContactId}}",
          method: "post",
        }),
        headers: { type: "raw", value: JSON.stringify(serviceNode.headers) },
        payload: { type: "raw", value: serviceNode.body },
      }),
    );
    const [dialog] = definition.dialogs;
    const ids = definition.dialogComponents.map(({ _id }: { _id: string }) => _id);
    expect(dialog.nodes.map(({ componentId }: { componentId: string }) => componentId)).toEqual(ids);
    expect(decodeURIComponent(definition.experienceFlows[0].nodes[0].script)).toContain("'ü'");
    expect(JSON.stringify([definition, config])).not.toContain("a-token");
    expect(config.envVariables).toBeUndefined();
    expect((await exported("latest", {}))["config.json"].envVariables).toMatchObject([
      { key: "PATCHBAY_TOKEN", value: "", isSecured: true },
    ]);
  });

  it("of the latest version has what is in development, and the published one doesn't until it is published", async () => {
    await inApp("PUT", "latest", { transferScript: "// transfer 2", serviceNode: null });
    expect(scriptsIn((await exported("latest"))["appDefinition.json"])).toEqual(["// transfer 2"]);
    expect(scriptsIn((await exported("published"))["appDefinition.json"])).toEqual(["// transfer 1"]);
    await inApp("POST", "publish", {});
    expect(scriptsIn((await exported("published"))["appDefinition.json"])).toEqual(["// transfer 2"]);
    await inApp("PUT", "latest", { transferScript: "" });
    expect(scriptsIn((await exported("latest"))["appDefinition.json"])).toEqual([]);
  });

  it("splits a URL that begins with a variable", async () => {
    await inApp("PUT", "latest", {
      serviceNode: { ...serviceNode, url: "{{env.PATCHBAY_METADATA_URL}}?contactId=1" },
    });
    const { "appDefinition.json": definition } = await exported("latest");
    expect(definition.dialogComponents).toContainEqual(
      expect.objectContaining({
        endPoint: expect.objectContaining({
          protocol: "",
          host: "{{env.PATCHBAY_METADATA_URL}}",
          path: "?contactId=1",
        }),
      }),
    );
  });

  it("can have the older file name, a wrapper, a flow in another form, padding, or fail", async () => {
    await inApp("PUT", "export-form", {
      file: "botDefinition.json",
      wrapper: "botDefinition",
      flows: "other",
    });
    const { "botDefinition.json": wrapped } = await exported("latest");
    expect(wrapped.botDefinition.experienceFlows[0]).not.toHaveProperty("nodes");
    await inApp("PUT", "export-form", { flows: "absent", fails: true });
    await ask("POST", `${bot}/export`, { exportType: "latest" });
    const status = async () => (await ask("GET", `${bot}/export/status`, { exportType: "latest" })).body;
    await expect.poll(status).toMatchObject({ status: "failed" });
  });

  it("is refused without a type, before a first publish, and through a link that was changed", async () => {
    expect((await ask("POST", `${bot}/export`, {})).status).toBe(400);
    expect((await ask("GET", `${bot}/export/status`, { exportType: "latest" })).status).toBe(404);
    await kore.control("PUT", "/_sandbox/bots/st-2", { ...app, didNumber: "+12065550111" });
    const unpublished = await ask("POST", "/api/public/bot/st-2/export", { exportType: "published" });
    expect(unpublished.status).toBe(400);
    await ask("POST", `${bot}/export`, { exportType: "latest" });
    let link = "";
    await expect
      .poll(async () => {
        const { body } = await ask("GET", `${bot}/export/status`, { exportType: "latest" });
        link = String(Reflect.get(Object(body), "downloadURL") ?? "");
        return link;
      })
      .not.toBe("");
    expect((await fetch(link.replace("&s=", "&s=x"))).status).toBe(403);
  });
});

describe("variables", () => {
  it("are imported by key, others stay, and secured values come out empty", async () => {
    const one = {
      key: "PATCHBAY_METADATA_URL",
      value: "https://a",
      hint: "",
      variableType: "env",
      scope: "prePopulated",
    };
    expect(await ask("POST", `${variables}/import`, [one])).toEqual({
      status: 200,
      body: { message: "1 Variables imported/updated successfully." },
    });
    expect((await ask("POST", `${variables}/export`)).body).toMatchObject([
      { key: "PATCHBAY_TOKEN", value: "", isSecured: true },
      { key: "PATCHBAY_METADATA_URL", value: "https://a", isSecured: false },
    ]);
  });

  it.each([
    ["no list", {}],
    ["a hyphen in its name", [{ key: "a-b", value: "", variableType: "env", scope: "hidden" }]],
    ["another type", [{ key: "a", value: "", variableType: "secret", scope: "hidden" }]],
    ["no scope", [{ key: "a", value: "", variableType: "env" }]],
  ])("are refused with %s", async (_what, body) => {
    expect((await ask("POST", `${variables}/import`, body)).status).toBe(400);
  });
});

describe("publishing", () => {
  it("is the Admin Console app's alone, and shows in the change log and in the linked apps", async () => {
    expect((await ask("POST", `${bot}/publish`, { versionComment: "x" })).status).toBe(403);
    expect((await ask("GET", `${bot}/publish/status`, undefined, adminApp)).status).toBe(404);
    await inApp("PUT", "latest", { transferScript: "// transfer 2" });
    const published = await ask("POST", `${bot}/publish`, { versionComment: "x" }, adminApp);
    expect(published.body).toContainEqual(
      expect.objectContaining({ result: expect.objectContaining({ state: "published" }) }),
    );
    expect(
      (await ask("GET", "/api/1.1/public/bot/st-1/publish/status/", undefined, adminApp)).body,
    ).toMatchObject({ status: "successful" });
    expect((await ask("GET", `${bot}/changelogs?limit=2`)).body).toMatchObject([
      { message: "Published task Agent Transfer" },
      { message: "Bot updated" },
    ]);
    const linked = await ask("GET", "/api/1.1/public/bot/st-1/universalbot/link?language=en");
    expect(linked.body).toMatchObject({ configuredLinkedApps: [{ publishedVersion: expect.any(String) }] });
  });

  it("may only ask for an approval", async () => {
    await inApp("PUT", "approval", { isNeeded: true });
    await inApp("PUT", "latest", { transferScript: "// transfer 2" });
    const asked = await ask("POST", `${bot}/publish`, { versionComment: "x" }, adminApp);
    expect(asked.body).toContainEqual(
      expect.objectContaining({ result: expect.objectContaining({ state: "awaitingApproval" }) }),
    );
    expect((await ask("GET", `${bot}/publish/status`, undefined, adminApp)).body).toMatchObject({
      status: "inprogress",
    });
    expect(scriptsIn((await exported("published"))["appDefinition.json"])).toEqual(["// transfer 1"]);
  });
});

describe("a publish by API", () => {
  const publish = () => ask("POST", `${bot}/publish`, { versionComment: "x" }, adminApp);
  const status = async () => (await ask("GET", `${bot}/publish/status`, undefined, adminApp)).body;
  const go = (rules: object) => inApp("PUT", "publishing", rules);

  it("takes a while, and refuses another one meanwhile", async () => {
    await go({ seconds: 0.3 });
    expect((await publish()).status).toBe(200);
    expect((await publish()).status).toBe(409);
    expect(await status()).toMatchObject({ status: "inprogress" });
    await expect.poll(status).toMatchObject({ status: "successful" });
  });

  it("fails in a part, and then nothing is published", async () => {
    await inApp("PUT", "latest", { transferScript: "// transfer 2" });
    await go({ failing: ["NL"] });
    await publish();
    expect(await status()).toMatchObject({
      status: "failed",
      statusSummary: expect.arrayContaining([
        expect.objectContaining({ resourceType: "NL", status: "FAILED" }),
      ]),
    });
    expect(scriptsIn((await exported("published"))["appDefinition.json"])).toEqual(["// transfer 1"]);
  });

  it("breaks off before or after it was done, once", async () => {
    await go({ lost: "before" });
    await expect(publish()).rejects.toThrow();
    expect(await status()).toMatchObject({ errors: expect.anything() });
    await go({ lost: "after" });
    await expect(publish()).rejects.toThrow();
    expect(await status()).toMatchObject({ status: "successful" });
    expect((await publish()).status).toBe(200);
  });

  it("takes effect when an administrator approves it", async () => {
    await inApp("PUT", "approval", { isNeeded: true });
    await publish();
    await inApp("POST", "approve", {});
    expect(await status()).toMatchObject({ status: "successful" });
    expect((await inApp("POST", "approve", {})).status).toBe(400);
  });
});

describe("scopes", () => {
  it("are asked for call by call, and count only once they are published", async () => {
    await inApp("PUT", "scopes", { scopes: ["Chat History"] });
    const status = async () => (await ask("POST", `${variables}/export`)).status;
    expect(await status()).toBe(403);
    await inApp("PUT", "scopes", { scopes: ["Chat History", "Export Variables"], publish: false });
    expect(await status()).toBe(403);
    await inApp("POST", "publish", {});
    expect(await status()).toBe(200);
    expect((await inApp("PUT", "scopes", { scopes: ["Everything"] })).status).toBe(400);
  });

  it("stay as they are when the bot is set up again", async () => {
    await inApp("PUT", "scopes", { scopes: [] });
    await setUp({ transferScript: "// transfer 3" });
    expect((await ask("POST", `${bot}/getSessions`, {})).status).toBe(403);
  });
});

describe("a JWT app that enforces more", () => {
  const status = async (by: Partial<SignedFor> = {}) =>
    (await ask("POST", `${bot}/getSessions`, {}, { ...app, ...by })).status;

  it.each([
    [{ requireJti: true }, 401],
    [{ requireJwe: true }, 401],
    [{ algorithm: "HS512" }, 401],
    [{ requireEncryptedPayload: true }, 400],
  ])("than the signature (%j) refuses a token that is otherwise right", async (rules, refused) => {
    expect(await status()).toBe(200);
    await inApp("PUT", "token-rules", rules);
    expect(await status()).toBe(refused);
  });

  it("accepts a token with a JTI, or signed with the app's algorithm", async () => {
    await inApp("PUT", "token-rules", { requireJti: true });
    expect(await status({ claims: { jti: "1" } })).toBe(200);
    await inApp("PUT", "token-rules", { algorithm: "HS512" });
    expect(await status({ algorithm: "HS512" })).toBe(200);
  });
});
