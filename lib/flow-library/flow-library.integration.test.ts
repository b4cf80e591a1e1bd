import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { setBypass } from "@/lib/deployments/bypass";
import { exportFlow } from "@/lib/flow-library/export-flow";
import { fetchFlow } from "@/lib/flow-library/fetch-flow";
import { flowTypeOf } from "@/lib/flow-library/flow-types";
import { type FlowImport, importFlow } from "@/lib/flow-library/import-flow";
import { fetchInstanceResources } from "@/lib/flow-library/instance-resources";
import { listFlows } from "@/lib/flow-library/list-flows";
import { listFlowVersions, loadFlowVersion, versionLiveAt } from "@/lib/flow-library/list-versions";
import { checkFlow } from "@/lib/flows/check/check-flow";
import { remapFlow } from "@/lib/flows/edit/remap-flow";
import { suggestMapping } from "@/lib/flows/edit/suggest-mapping";
import { type Block, buildFlow } from "@/lib/flows/language/build-flow";
import { findReferences } from "@/lib/flows/language/find-references";
import type { ReferenceMapping } from "@/lib/flows/language/flow-reference";
import { type FlowFile, parseFlowBytes, parseFlowFile } from "@/lib/flows/language/parse-flow-file";
import { asIntegrationId, type TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";

let installation: SeededInstallation;
let of: { tenantId: TenantId; connectionId: string };
let integrationId = asIntegrationId("");

beforeAll(async () => {
  installation = await seedInstallation();
  of = { tenantId: installation.tenantId, connectionId: installation.awsConnectionId };
  integrationId = await installation.createIntegration();
  const deployment = await installation.deploy(integrationId);
  if (deployment?.status !== "succeeded") throw new Error("The integration was not deployed.");
});
afterAll(() => installation?.stop());

const hello: Block = { type: "MessageParticipant", parameters: { Text: "Hello" }, next: "end" };
const end: Block = { type: "DisconnectParticipant" };

function fileOf(blocks: Record<string, Block>): FlowFile {
  const start = Object.keys(blocks)[0] ?? "";
  return must(
    parseFlowFile(JSON.stringify(buildFlow<string>({ name: "x", description: "", start, blocks }))),
  );
}

function save(file: FlowFile, name: string, as: FlowImport["as"]) {
  const target = { kind: "new" as const, name, flowType: "CONTACT_FLOW", description: "" };
  return importFlow({ ...of, actor: installation.actor, file, target, as });
}

/** What a person does with a file: names are taken as suggested, the rest is chosen, the first that is offered. */
async function turnedToThisInstance(file: FlowFile): Promise<FlowFile> {
  const references = findReferences(file.text);
  const kinds = references.map(({ kind }) => kind);
  const resources = must(await fetchInstanceResources(of.tenantId, of.connectionId, kinds));
  const mapping: ReferenceMapping = Object.fromEntries(
    suggestMapping(references, resources).flatMap(({ reference, target, candidates: [first] }) => {
      const chosen = target ?? first;
      return chosen === undefined ? [] : [[reference.key, chosen]];
    }),
  );
  const turned = must(parseFlowFile(remapFlow(file.text, mapping).text));
  const lost = checkFlow(turned, { known: resources }).filter(({ code }) => code.startsWith("reference-"));
  expect(lost).toEqual([]);
  return turned;
}

describe("importing", () => {
  it("publishes a flow, keeps its bytes, and gives them back", async () => {
    const written = fileOf({ hello, end });
    const file = must(parseFlowFile(` ${written.text}\n`));
    const { flowId, flowArn } = must(await save(file, "Imported / flow", "published"));
    const { live, draft } = must(await fetchFlow({ ...of, flowId }));
    expect([live?.text, draft?.text]).toEqual([file.text, file.text]);
    expect(live && exportFlow(live)).toEqual({ fileName: "Imported flow.json", text: file.text });
    const { versions } = await withTenant(of.tenantId, (db) => listFlowVersions(db, flowArn));
    expect(versions).toMatchObject([{ name: "Imported / flow", savedBy: "Owner" }]);
  });

  it("refuses a name that is taken and a flow that Connect doesn't publish, which can still be saved as a draft", async () => {
    const before = must(await listFlows(of)).flows.length;
    expect(await save(fileOf({ hello, end }), "Imported / flow", "draft")).toMatchObject({
      ok: false,
      problem: { code: "flow-name-taken" },
    });
    const unfilled = fileOf({
      go: {
        type: "TransferToFlow",
        parameters: { ContactFlowId: "" },
        errors: { NoMatchingError: "end" },
      },
      end,
    });
    expect(await save(unfilled, "Unfilled", "published")).toMatchObject({
      ok: false,
      problem: { code: "flow-rejected" },
      findings: [{ blockId: "go", path: "Parameters.ContactFlowId" }],
    });
    expect(must(await listFlows(of)).flows).toHaveLength(before);
    const { flowId } = must(await save(unfilled, "Unfilled", "draft"));
    const { live, draft } = must(await fetchFlow({ ...of, flowId }));
    expect([live, draft?.text]).toEqual([undefined, unfilled.text]);
    expect(must(await listFlows({ ...of, name: "Unfil" })).flows).toMatchObject([{ isPublished: false }]);
  });

  it("replaces a flow's content, unless it was changed since or belongs to an integration", async () => {
    const [flow] = must(await listFlows({ ...of, name: "Imported / flow" })).flows;
    const replace = (flowId = "", seenSha256 = "", as: FlowImport["as"] = "published") =>
      importFlow({
        ...of,
        actor: installation.actor,
        file: fileOf({ hello: { ...hello, parameters: { Text: `Hello, ${as}` } }, end }),
        target: { kind: "existing", flowId, seenSha256 },
        as,
      });
    const seen = flow?.contentSha256;
    expect(await replace(flow?.id, "0".repeat(64))).toMatchObject({
      problem: { code: "flow-changed-since" },
    });
    must(await replace(flow?.id, seen, "draft"));
    const { live, draft } = must(await fetchFlow({ ...of, flowId: flow?.id ?? "" }));
    expect([live?.contentSha256, draft?.text.includes("Hello, draft")]).toEqual([seen, true]);
    must(await replace(flow?.id, seen));
    const { versions } = await withTenant(of.tenantId, (db) => listFlowVersions(db, flow?.arn ?? ""));
    expect(versions).toHaveLength(2);
    const ours = must(await listFlows(of)).flows.find((each) => each.integrationId === integrationId);
    expect(await replace(ours?.id, ours?.contentSha256)).toMatchObject({ problem: { code: "flow-managed" } });
    expect(await replace("00000000-0000-4000-8000-000000000000")).toMatchObject({
      problem: { code: "flow-not-found" },
    });
  });

  it("takes 250 KB, and refuses what is larger before Connect is asked; 500 blocks may be a draft alone", async () => {
    const texts = (count: number, characters: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `t${index}`,
          {
            ...hello,
            parameters: { Text: "x".repeat(characters) },
            next: index + 1 < count ? `t${index + 1}` : "end",
          },
        ]),
      );
    must(await save(fileOf({ ...texts(40, 5_900), end }), "Large", "published"));
    expect(await save(fileOf({ ...texts(50, 5_900), end }), "Too large", "draft")).toMatchObject({
      problem: { code: "flow-too-long" },
    });
    const many = fileOf({ ...texts(499, 10), end });
    expect(await save(many, "Many", "published")).toMatchObject({
      problem: { code: "flow-too-many-blocks" },
    });
    must(await save(many, "Many", "draft"));
  });

  it("publishes a flow with a loop", async () => {
    const loop: Block = {
      type: "Loop",
      parameters: { LoopCount: "3" },
      when: { ContinueLooping: "hello", DoneLooping: "end" },
    };
    must(await save(fileOf({ loop, hello: { ...hello, next: "loop" }, end }), "Looping", "published"));
  });
});

describe("the lists of an instance", () => {
  it("are read independently: one without permission names the action, and the others are listed", async () => {
    await installation.fault({ service: "connect", operation: "ListPrompts", kind: "deny" });
    const lists = must(
      await fetchInstanceResources(of.tenantId, of.connectionId, ["queue", "prompt", "lambda"]),
    );
    await installation.clearFaults();
    expect(lists.map(({ kind, isComplete, missingAction }) => [kind, isComplete, missingAction])).toEqual([
      ["queue", true, undefined],
      ["prompt", false, "connect:ListPrompts"],
      ["lambda", true, undefined],
    ]);
    expect(lists[0]?.items.map(({ name }) => name)).toContain("BasicQueue");
  });
});

describe("versions", () => {
  it("are kept of every flow that a deployment or the bypass publishes, and told by time", async () => {
    const flow = must(await listFlows(of)).flows.find((each) => each.integrationId === integrationId);
    const flowArn = flow?.arn ?? "";
    const deployed = await withTenant(of.tenantId, (db) => listFlowVersions(db, flowArn));
    expect(deployed.versions).toMatchObject([
      { integrationId, savedBy: "Owner", contentSha256: flow?.contentSha256 },
    ]);
    must(await setBypass({ tenantId: of.tenantId, integrationId, on: true, actor: installation.actor }));
    const { live } = must(await fetchFlow({ ...of, flowId: flow?.id ?? "" }));
    await withTenant(of.tenantId, async (db) => {
      const { versions } = await listFlowVersions(db, flowArn);
      expect(versions).toHaveLength(2);
      const [bypass, normal] = versions;
      expect((await loadFlowVersion(db, bypass?.id ?? ""))?.text).toBe(live?.text);
      const at = normal?.at ?? new Date();
      expect((await versionLiveAt(db, flowArn, at))?.id).toBe(normal?.id);
      expect((await versionLiveAt(db, flowArn, new Date()))?.id).toBe(bypass?.id);
      expect(await versionLiveAt(db, flowArn, new Date(at.getTime() - 1))).toBeUndefined();
    });
    must(await setBypass({ tenantId: of.tenantId, integrationId, on: false, actor: installation.actor }));
  });
});

/**
 * Flows that vendors publish are theirs, so they aren't kept here: a folder of them may be named, or lie beside the
 * project.
 */
const besideTheProject = join(import.meta.dirname, "../../..", "shared", "samples", "flows");
const folder = [process.env.PATCHBAY_SAMPLE_FLOWS ?? besideTheProject].find((each) => existsSync(each));
const samples = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith(".json"));
// Flows that others point at come first.
const inOrder = samples.sort(
  (one, other) => Number(other.startsWith("Disposition")) - Number(one.startsWith("Disposition")),
);

describe.skipIf(inOrder.length === 0)("published flows (skipped without PATCHBAY_SAMPLE_FLOWS)", () => {
  it.each(inOrder)("%s is read, turned to this instance and published", async (name) => {
    const bytes = readFileSync(join(folder ?? "", name));
    const file = must(parseFlowBytes(bytes));
    expect(file.text).toBe(bytes.toString("utf8").replace(/^\uFEFF/, ""));
    expect(flowTypeOf(file.type)).toBe("CONTACT_FLOW");
    const turned = await turnedToThisInstance(file);
    expect(await save(turned, file.name, "published")).toMatchObject({ ok: true });
  });
});
