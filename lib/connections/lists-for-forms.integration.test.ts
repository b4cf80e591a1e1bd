import { afterAll, beforeAll, expect, it } from "vitest";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { findFreeNumbers } from "./find-free-numbers";
import { listStreamKeys } from "./list-stream-keys";

let installation: SeededInstallation;

beforeAll(async () => {
  installation = await seedInstallation();
});
afterAll(() => installation?.stop());

const keys = () => listStreamKeys(installation.tenantId, installation.awsConnectionId);
const numbers = (search: Parameters<typeof findFreeNumbers>[2]) =>
  findFreeNumbers(installation.tenantId, installation.awsConnectionId, search);
const deny = (service: string, operation: string) =>
  installation.fault({ service, operation, kind: "deny", times: 1 });

it("lists Kinesis Video's own key by its alias, and the customer's by their ARNs", async () => {
  const body = { alias: "alias/calls" };
  const { arn } = (await tellSandbox(installation.sandbox, "POST", "kms/keys", body)) as { arn: string };
  expect(await keys()).toEqual({
    ok: true,
    value: [
      { id: "alias/aws/kinesisvideo", name: "alias/aws/kinesisvideo" },
      { id: arn, name: "alias/calls" },
    ],
  });
});

it("lists free numbers of one country and kind, page by page, and no more than asked for", async () => {
  const found = await numbers({ country: "US", numberType: "DID", limit: 15 });
  expect(found).toMatchObject({ ok: true });
  const list = found.ok ? found.value : [];
  expect(list).toHaveLength(15);
  expect(new Set(list.map(({ number }) => number)).size).toBe(15);
  const [one] = list;
  const exact = await numbers({ country: "US", numberType: "DID", prefix: one?.number ?? "" });
  expect(exact).toEqual({ ok: true, value: [one] });
});

it("tells a list that can't be read as such, and not as an empty one", async () => {
  await deny("kms", "ListAliases");
  expect(await keys()).toMatchObject({ ok: false, problem: { code: "permission-missing" } });
  await deny("connect", "SearchAvailablePhoneNumbers");
  expect(await numbers({ country: "US", numberType: "DID" })).toMatchObject({
    ok: false,
    problem: { code: "permission-missing" },
  });
});
