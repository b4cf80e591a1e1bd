import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { theInstallation } from "./harness/installation";
import { deployKoreVoice, removeKoreVoice } from "./harness/kore-voice";
import { asOwner, newPerson } from "./harness/people";
import { signInAsOwner } from "./harness/sign-in";
import { signInOverHttp } from "./harness/sign-in-over-http";
import { tenantAddresses } from "./harness/tenant-addresses";

/** What Kore posts of the caller: each value tells who they are. */
const planted = {
  customer: { name: "Planted Canary", dob: "1980-02-29" },
  card: "4111 1111 1111 1111",
  ssn: "536-22-1234",
  email: "planted.canary@mail.example.com",
  callbackNumber: "+12065550177",
};
const personal = ["Planted Canary", "1980-02-29", "4111 1111", "536-22-1234", "planted.canary", "5550177"];
/** What the simulated caller and the simulated voice agent say, and the caller's own number. */
const spoken = ["I want to talk to a person", "5550198"];
const canaries = [...personal, ...spoken];

test("what a call was about reaches no one who may not see it, by any way", async ({
  page,
  playwright,
  baseURL,
}) => {
  test.setTimeout(240_000);
  await signInAsOwner(page, "/sandbox/overview");
  await deployKoreVoice(page);
  const contactId = await placedCall(page);

  // The planted words are really there, for someone who may see them.
  const events = await expectInClear(page.request, contactId);

  await Promise.all(
    (["support", "viewer"] as const).map(async (role) => {
      const request = await playwright.request.newContext({ baseURL: baseURL ?? "" });
      await signInOverHttp(request, await newMember(role));
      const lookFor = async (address: string, headers: Record<string, string>) => {
        const answer = await request.get(address, { headers, timeout: 30_000, maxRedirects: 0 });
        const sent = `${JSON.stringify(answer.headers())}\n${(await answer.body()).toString("utf8")}`;
        for (const canary of canaries) {
          expect(sent.includes(canary), `${role} was sent "${canary}" by ${address}`).toBe(false);
        }
      };
      for (const { pattern, isScreen } of tenantAddresses) {
        await lookFor(fill(pattern, contactId), {});
        // What a browser asks for as it goes from screen to screen.
        if (isScreen) await lookFor(fill(pattern, contactId), { rsc: "1" });
      }
      for (const address of queriesOf(contactId, events)) await lookFor(address, {});
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
  await removeKoreVoice(page);
});

const fill = (address: string, contactId: string) =>
  address
    .replace("[tenant]", "sandbox")
    .replace("[contactId]", contactId)
    .replace(/\[\w+\]/g, "00000000-0000-4000-8000-000000000000");

const queriesOf = (contactId: string, events: EventAddress[]) => [
  `/sandbox/contacts/${contactId}?unmask=1`,
  `/sandbox/contacts?range=today&q=${contactId}`,
  `/api/sandbox/contacts/export?range=today`,
  ...events.map(({ source, event }) => {
    const query = new URLSearchParams({ source, event, unmask: "1" });
    return `/api/sandbox/contacts/${contactId}/events?${query}`;
  }),
];

interface EventAddress {
  source: string;
  event: string;
}

/** Waits until an administrator who asks for it sees all of it; answers with each event's address. */
async function expectInClear(request: APIRequestContext, contactId: string): Promise<EventAddress[]> {
  const found = new Map<string, EventAddress>();
  await expect(async () => {
    const answer = await request.get(`/sandbox/contacts/${contactId}?unmask=1`, {
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
async function placedCall(page: Page): Promise<string> {
  await page.getByRole("main").getByRole("button", { name: "Place a test call" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Place a test call" });
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
  const [kore] = await asOwner<{ number: string }>(
    `SELECT "settings"->'entry'->'testNumbers'->>0 AS number FROM "Integration" WHERE "blueprint" = 'kore-voice'`,
    [],
  );
  const call = { from: "+12065550198", to: kore?.number, post: planted };
  return String((await tellSandbox(theInstallation().sandbox, "POST", "calls", call)).contactId);
}

async function newMember(role: "support" | "viewer") {
  const person = await newPerson();
  await asOwner(
    `INSERT INTO "Membership" ("tenantId", "userId", "role") SELECT "id", $1, $2::"Role" FROM "Tenant" WHERE "slug" = 'sandbox'`,
    [person.userId, role],
  );
  return person;
}
