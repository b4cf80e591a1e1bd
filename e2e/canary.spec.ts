import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext, Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { theInstallation } from "./harness/installation";
import { deployKoreVoice, openKoreVoice } from "./harness/kore-voice";
import { asOwner, newMember } from "./harness/people";
import { signInAs } from "./harness/sign-in";
import { signInOverHttp } from "./harness/sign-in-over-http";
import { expect, type Story, test } from "./harness/story";
import { tenantAddresses } from "./harness/tenant-addresses";

/** What Kore posts of the caller: each value tells who they are. */
const planted = {
  customer: { name: "Planted Canary", dob: "1980-02-29" },
  card: "4111 1111 1111 1111",
  ssn: "536-22-1234",
  email: "planted.canary@mail.example.com",
  callbackNumber: "+12065550177",
};
const personal = ["Planted Canary", "1980-02-29", "4111 1111", "536-22-1234", "planted.canary", "65550177"];
/** What the simulated caller and the simulated voice agent say, and the caller's own number: of no account in the sandbox. */
const spoken = ["I want to talk to a person", "65550198"];
const canaries = [...personal, ...spoken];

test("what a call was about reaches no one who may not see it, by any way", async ({
  page,
  playwright,
  baseURL,
  story,
}) => {
  test.setTimeout(240_000);
  const { slug } = story;
  await deployKoreVoice(story);
  await signInAs(page, story.admin, `/${slug}/overview`);
  const contactId = await placedCall(page, story);

  // The planted words are really there, for someone who may see them.
  const events = await expectInClear(page.request, `/${slug}/contacts/${contactId}`);

  await Promise.all(
    (["support", "viewer"] as const).map(async (role) => {
      const request = await playwright.request.newContext({ baseURL: baseURL ?? "" });
      await signInOverHttp(request, await newMember(slug, role));
      const lookFor = async (address: string, headers: Record<string, string>) => {
        const answer = await request.get(address, { headers, timeout: 30_000, maxRedirects: 0 });
        const sent = `${JSON.stringify(answer.headers())}\n${(await answer.body()).toString("utf8")}`;
        for (const canary of canaries) {
          expect(sent.includes(canary), `${role} was sent "${canary}" by ${address}`).toBe(false);
        }
      };
      for (const { pattern, isScreen } of tenantAddresses) {
        await lookFor(fill(pattern, slug, contactId), {});
        // What a browser asks for as it goes from screen to screen.
        if (isScreen) await lookFor(fill(pattern, slug, contactId), { rsc: "1" });
      }
      for (const address of queriesOf(slug, contactId, events)) await lookFor(address, {});
      await request.dispose();
    }),
  );
  const logs = path.join(theInstallation().dataFolder, "logs");
  for (const file of readdirSync(logs)) {
    // The sandbox's own log is AWS's side of the wire.
    if (file.startsWith("sandbox")) continue;
    const text = readFileSync(path.join(logs, file), "utf8");
    for (const canary of canaries) expect(text.includes(canary), `${file} holds "${canary}"`).toBe(false);
  }
});

const fill = (address: string, slug: string, contactId: string) =>
  address
    .replace("[tenant]", slug)
    .replace("[contactId]", contactId)
    .replace(/\[\w+\]/g, "00000000-0000-4000-8000-000000000000");

const queriesOf = (slug: string, contactId: string, events: EventAddress[]) => [
  `/${slug}/contacts/${contactId}?unmask=1`,
  `/${slug}/contacts?range=today&q=${contactId}`,
  `/api/${slug}/contacts/export?range=today`,
  ...events.map(({ source, event }) => {
    const query = new URLSearchParams({ source, event, unmask: "1" });
    return `/api/${slug}/contacts/${contactId}/events?${query}`;
  }),
];

interface EventAddress {
  source: string;
  event: string;
}

/** Waits until an administrator who asks for it sees all of it; answers with each event's address. */
async function expectInClear(request: APIRequestContext, trail: string): Promise<EventAddress[]> {
  const found = new Map<string, EventAddress>();
  await expect(async () => {
    const answer = await request.get(`${trail}?unmask=1`, {
      headers: { rsc: "1" },
      timeout: 30_000,
    });
    const sent = (await answer.body()).toString("utf8");
    for (const canary of ["Planted Canary", ...spoken]) expect(sent).toContain(canary);
    for (const [, event = "", source = ""] of sent.matchAll(
      /"id":"([^"]+)","at":"[^"]+","source":"([^"]+)"/g,
    )) {
      found.set(event, { event: JSON.parse(`"${event}"`), source });
    }
    expect(new Set([...found.values()].map(({ source }) => source)).size).toBeGreaterThan(5);
  }).toPass({ timeout: 90_000, intervals: [2_000] });
  return [...found.values()];
}

/** The console sets the simulated bot up with its first call; the second one posts what is planted. */
async function placedCall(page: Page, story: Story): Promise<string> {
  await openKoreVoice(page, story);
  await page.getByRole("main").getByRole("button", { name: "Place a test call" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Place a test call" });
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
  const call = { from: "+12065550198", to: await koreNumber(story), post: planted };
  return String((await tellSandbox(story.sandbox, "POST", "calls", call)).contactId);
}

async function koreNumber({ tenantId }: Story): Promise<string | undefined> {
  const [kore] = await asOwner<{ number: string }>(
    `SELECT "settings"->'entry'->'testNumbers'->>0 AS number FROM "Integration" WHERE "tenantId" = $1`,
    [tenantId],
  );
  return kore?.number;
}
