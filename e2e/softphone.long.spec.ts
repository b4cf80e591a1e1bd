import { DescribeInstanceCommand } from "@aws-sdk/client-connect";
import { expect, type FrameLocator, type Page, test } from "@playwright/test";
import { openTestBench, type TestBench } from "../sandbox/calls/testing";
import { connectState } from "../sandbox/services/connect/connect-state";
import { tellSandbox } from "../sandbox/testing/tell-sandbox";
import { openSoftphoneHost, type SoftphoneHost } from "./harness/softphone-host";

// A microphone without a device; the browser's question for it is answered with yes.
let bench: TestBench;
let host: SoftphoneHost;
let ccpUrl: string;

test.beforeEach(async () => {
  bench = await openTestBench();
  host = await openSoftphoneHost();
  const { Instance } = await bench.connect.send(
    new DescribeInstanceCommand({ InstanceId: bench.instanceId }),
  );
  ccpUrl = `${Instance?.InstanceAccessUrl}/connect/ccp-v2/`;
  connectState(bench.sandbox.account).data.approvedOrigins = [host.origin.replace("http:", "https:")];
});

test.afterEach(async () => {
  host?.stop();
  await bench?.stop();
});

function hostAddress(more: Record<string, string> = {}): string {
  return `${host.origin}/?${new URLSearchParams({ ccp: ccpUrl, ...more })}`;
}

function seen(page: Page): Promise<string[]> {
  return page.evaluate(() => Reflect.get(window, "seen") as string[]);
}

function softphone(page: Page): FrameLocator {
  return page.frameLocator('iframe[name="Amazon Connect CCP"]');
}

/** Signs in through the pop-up that Streams opens, and becomes available. */
async function signIn(page: Page, more: Record<string, string> = {}): Promise<void> {
  const opened = page.waitForEvent("popup");
  await page.goto(hostAddress(more));
  const popup = await opened;
  const told = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/connect/agents`, "GET");
  const { agents } = (await told.json()) as { agents: { username: string; password: string }[] };
  await popup.getByLabel("User name").fill(agents[0]?.username ?? "");
  await popup.getByLabel("Password").fill(agents[0]?.password ?? "");
  await popup.getByRole("button", { name: "Sign in" }).click();
  await expect.poll(() => seen(page)).toContain("agent sam");
  await expect.poll(() => popup.isClosed()).toBe(true);
  await softphone(page).getByRole("button", { name: "Available" }).click();
  await expect.poll(() => seen(page)).toContain("state Available");
}

async function placeCall(more: object = {}): Promise<string> {
  const body = { from: "+12065550199", to: "+12065550100", ...more };
  const placed = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/calls`, "POST", body);
  return ((await placed.json()) as { contactId: string }).contactId;
}

test("carries a call from ringing to its end, in a frame on an approved origin", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["microphone"]);
  await signIn(page);
  const id = await placeCall();
  await expect.poll(() => seen(page)).toContain(`connecting ${id}`);
  await softphone(page).getByRole("button", { name: "Accept" }).click();
  await expect.poll(() => seen(page)).toContain(`connected ${id} ${id} {}`);
  await softphone(page).getByRole("button", { name: "End call" }).click();
  await expect.poll(() => seen(page)).toContain(`ended ${id}`);
  await softphone(page).getByRole("button", { name: "Close contact" }).click();
  await expect.poll(() => seen(page)).toContain(`destroyed ${id}`);
  const lines = (await seen(page)).filter((line) => line.includes(id) || line === "view ");
  expect(lines).toEqual([
    `contact ${id}`,
    `connecting ${id}`,
    `view ${id}`,
    `accepted ${id}`,
    `connected ${id} ${id} {}`,
    `acw ${id}`,
    `ended ${id}`,
    `destroyed ${id}`,
    "view ",
  ]);
});

test("lets the page answer, end, and close a call through Streams", async ({ page }) => {
  await signIn(page);
  const id = await placeCall();
  await expect.poll(() => seen(page)).toContain(`connecting ${id}`);
  const call = (name: string) =>
    page.evaluate(
      (method) =>
        new Promise<string>((done) => {
          const contact = Reflect.get(window as object, "contact");
          const outcome = { success: () => done("done"), failure: (why: unknown) => done(String(why)) };
          if (method === "hang up") contact.getAgentConnection().destroy(outcome);
          else contact[method](outcome);
        }),
      name,
    );
  expect(await call("accept")).toBe("done");
  await expect.poll(() => seen(page)).toContain(`connected ${id} ${id} {}`);
  expect(await call("hang up")).toBe("done");
  await expect.poll(() => seen(page)).toContain(`acw ${id}`);
  expect(await call("clear")).toBe("done");
  await expect.poll(() => seen(page)).toContain(`destroyed ${id}`);
});

test("misses a call that nobody accepts, and rings no further one", async ({ page }) => {
  await signIn(page);
  const id = await placeCall({ seconds: { ring: 0.3 } });
  await expect.poll(() => seen(page)).toContain(`missed ${id}`);
  await expect.poll(() => seen(page)).toContain("state MissedCallAgent");
});

test("can't answer where the page around lets it have no microphone", async ({ page }) => {
  await signIn(page, { microphone: "false" });
  const id = await placeCall({ seconds: { ring: 5 } });
  await expect.poll(() => seen(page)).toContain(`connecting ${id}`);
  await softphone(page).getByRole("button", { name: "Accept" }).click();
  await expect.poll(() => seen(page)).toContain("softphone error microphone_not_shared");
  await softphone(page).getByRole("button", { name: "Reject" }).click();
  await expect.poll(() => seen(page)).toContain(`missed ${id}`);
});

test("can't answer in a frame whose page doesn't allow its softphone", async ({ page }) => {
  await signIn(page, { softphone: "false" });
  const id = await placeCall({ seconds: { ring: 2 } });
  await expect.poll(() => seen(page)).toContain(`connecting ${id}`);
  await softphone(page).getByRole("button", { name: "Accept" }).click();
  await expect(softphone(page).getByRole("alert")).toHaveText("This frame has no softphone.");
  await expect.poll(() => seen(page)).toContain(`missed ${id}`);
});

test("stays blank on an origin that isn't approved", async ({ page }) => {
  await signIn(page);
  connectState(bench.sandbox.account).data.approvedOrigins = ["https://other.example.com"];
  await page.goto(hostAddress({ timeout: "200" }));
  await expect.poll(() => seen(page), { timeout: 30_000 }).toContain("retries exhausted");
  expect(await seen(page)).not.toContain("initialized");
});

test("saves its log by Streams, and reports a session that ended", async ({ page }) => {
  await signIn(page);
  const download = page.waitForEvent("download");
  await page.evaluate(() =>
    Reflect.get(window as object, "connect")
      .getLog()
      .download({ logName: "mine" }),
  );
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("mine.txt");
  connectState(bench.sandbox.account).data.users = [];
  await expect.poll(() => seen(page)).toContain("auth fail");
});
