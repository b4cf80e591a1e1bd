import { afterEach, expect, it, vi } from "vitest";
import { fetchCcpAddress, parseCcpAddress } from "./ccp-address";

afterEach(() => void vi.useRealTimers());

it.each([
  ["https://acme.my.connect.aws", "https://acme.my.connect.aws/connect/ccp-v2/"],
  ["https://acme.my.connect.aws/", "https://acme.my.connect.aws/connect/ccp-v2/"],
  ["https://acme.awsapps.com/connect/", "https://acme.awsapps.com/connect/ccp-v2/"],
  ["http://acme.localhost:4300", "http://acme.localhost:4300/connect/ccp-v2/"],
])("finds the softphone of %s", (accessUrl, url) => {
  expect(parseCcpAddress(accessUrl)).toEqual({ url, origin: new URL(accessUrl).origin });
});

it.each(["", "acme", "javascript:alert(1)", "data:text/html,x"])("finds none at %j", (accessUrl) => {
  expect(parseCcpAddress(accessUrl)).toBeUndefined();
});

/** An instance whose access URL is this; how often it was asked is in `asks`. */
function instanceAt(instanceArn: string, InstanceAccessUrl: string | undefined) {
  let asks = 0;
  const send = async () => {
    asks += 1;
    return { Instance: { InstanceAccessUrl } };
  };
  const access = { clients: { connect: { send } }, instanceId: "one", instanceArn };
  return { access: access as object as Parameters<typeof fetchCcpAddress>[0], asks: () => asks };
}

it("asks Amazon Connect for an instance's address at most every ten minutes", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { access, asks } = instanceAt("arn:kept", "https://acme.my.connect.aws");
  const address = await fetchCcpAddress(access);
  expect(address.origin).toBe("https://acme.my.connect.aws");
  vi.setSystemTime(Date.now() + 599_000);
  expect(await fetchCcpAddress(access)).toEqual(address);
  expect(asks()).toBe(1);
  vi.setSystemTime(Date.now() + 1_000);
  await fetchCcpAddress(access);
  expect(asks()).toBe(2);
});

it("says so of an instance without an address, and asks again the next time", async () => {
  const { access, asks } = instanceAt("arn:without", undefined);
  for (let time = 0; time < 2; time += 1)
    await expect(fetchCcpAddress(access)).rejects.toMatchObject({
      problem: { code: "instance-without-address" },
    });
  expect(asks()).toBe(2);
});
