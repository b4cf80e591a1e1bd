import type { Frame, Page } from "@playwright/test";
import { withTenant } from "@/lib/access/tenant/scope";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import {
  beginShift,
  keepWithCalls,
  listWidgets,
  openAgentDesk,
  panelOf,
  signInToInstance,
  softphoneOf,
} from "./harness/agent-desk";
import { expectAccessible } from "./harness/expect-accessible";
import { theInstallation } from "./harness/installation";
import { listViolations, twoLooks } from "./harness/list-violations";
import { newMember } from "./harness/people";
import { pixelsBeyond } from "./harness/pixels-beyond";
import { signInAs } from "./harness/sign-in";
import { signInOverHttp } from "./harness/sign-in-over-http";
import { callSampleFlow, expect, test } from "./harness/story";
import { tenantAddresses } from "./harness/tenant-addresses";

/** Says nothing by itself, and keeps what it's told. */
const silentPanel = `<!doctype html><html lang="en"><title>Panel</title><script>
  window.got = [];
  addEventListener("message", ({ data, source }) => { if (source === parent) got.push(data); });
</script><h1>Panel</h1></html>`;

async function frameOf(page: Page, url: RegExp): Promise<Frame> {
  let found: Frame | undefined;
  await expect.poll(() => (found = page.frames().find((frame) => url.test(frame.url())))).toBeTruthy();
  return found ?? page.mainFrame();
}

test("an agent takes a call with the panel beside it, and leaves the softphone's log for support", async ({
  page,
  browser,
  story,
}) => {
  const agent = await openAgentDesk(story);
  // Taller than the box that the contact's page has for it.
  const posted = { fName: "Ada", order: { id: "A-1", items: Array.from({ length: 20 }, (_, item) => item) } };
  await keepWithCalls(story, { customData: JSON.stringify(posted) });
  await beginShift(page, agent, story);
  const contactId = await callSampleFlow(story, "+12065550199");
  await softphoneOf(page).getByRole("button", { name: "Accept" }).click();
  const shown = page.locator(`[data-contact="${contactId}"]`);
  await expect(shown).toHaveAttribute("data-panel", "loaded", { timeout: 20_000 });
  // The frame is asked for as soon as the contact is there: it waits for no answer of the console's.
  const marks = await page.evaluate(() =>
    ["agent-page:contact-arrived", "agent-page:panel-requested"].map(
      (name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN,
    ),
  );
  const [arrived = 0, requested = 0] = marks;
  test
    .info()
    .annotations.push({ type: "panel requested after ms", description: String(requested - arrived) });
  const minted = await page.evaluate(() =>
    Math.min(
      ...performance
        .getEntriesByType("resource")
        .filter(({ name, startTime }) => name.endsWith("/agent") && startTime > 0)
        .map((entry) => (entry as PerformanceResourceTiming).responseEnd),
    ),
  );
  expect(requested).toBeGreaterThanOrEqual(arrived);
  expect(requested).toBeLessThan(minted);
  expect(requested - arrived).toBeLessThanOrEqual(200);
  for (const frame of page.frames()) expect(frame.url()).not.toMatch(/token|eyJ/);
  // With the page the caller's sound would go.
  const asked = page.waitForEvent("dialog");
  const left = page.getByRole("link", { name: agent.email }).click();
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await left;
  await expect(shown).toHaveAttribute("data-panel", "loaded");
  await expectAccessible(page);

  await softphoneOf(page).getByRole("button", { name: "End call" }).click();
  await expect(page.getByText("ended", { exact: true })).toBeVisible();
  await expect(panelOf(page).getByRole("region", { name: "Summary" })).toContainText(/\w/, {
    timeout: 20_000,
  });
  await expect
    .poll(() => listWidgets(story, contactId))
    .toMatchObject([{ customData: posted, tokenInAddress: false, sockets: 1, summaryMade: true }]);
  await page.getByRole("button", { name: "Attach my softphone log" }).click();
  await expect(page.getByText(/^Attached to this contact/)).toBeVisible();
  await softphoneOf(page).getByRole("button", { name: "Close contact" }).click();
  await expect(page.getByText("No contact in hand")).toBeVisible({ timeout: 20_000 });

  const support = await browser.newPage();
  await signInAs(support, await newMember(story.slug, "support"), `/${story.slug}/contacts/${contactId}`);
  await expect(support.getByText("attached the softphone's log").first()).toBeVisible({ timeout: 20_000 });
  await expect(support.getByText("The agent's panel loaded").first()).toBeVisible();
  await expect(support.locator('[data-panel="Contact attributes"] pre')).toBeVisible();
  await expectAccessible(support);
  await support.close();
});

test("the panel's frame is given its contact by its own word alone, once, and the end of the call", async ({
  page,
  story,
}) => {
  const agent = await openAgentDesk(story);
  await page.route(/agentassist-iframe/, (route) =>
    route.fulfill({ contentType: "text/html", body: silentPanel }),
  );
  await beginShift(page, agent, story);
  const contactId = await callSampleFlow(story, "+12065550199");
  await softphoneOf(page).getByRole("button", { name: "Accept" }).click();
  const panel = page.locator(`[data-contact="${contactId}"]`);
  await expect(panel).toHaveAttribute("data-panel", "loading");
  const frame = await frameOf(page, /agentassist-iframe/);
  const got = () => frame.evaluate(() => Reflect.get(window, "got") as { name: string }[]);
  const announce = () => {
    const word = { method: "agentassist_loaded", name: "agent_assist" };
    window.postMessage(word, "*");
    if (window.parent !== window) window.parent.postMessage(word, "*");
  };
  // The softphone's frame and the console's own window say the same words: neither is the panel.
  await (await frameOf(page, /ccp-v2/)).evaluate(announce);
  await page.evaluate(announce);
  await expect(panel).toHaveAttribute("data-panel", "loading");
  expect(await got()).toEqual([]);

  await frame.evaluate(announce);
  await expect(panel).toHaveAttribute("data-panel", "loaded");
  await expect
    .poll(async () => (await got()).filter(({ name }) => name === "init_agentassist"))
    .toHaveLength(1);
  const [opening] = (await got()).filter(({ name }) => name === "init_agentassist");
  expect(opening).toMatchObject({ urlParams: { conversationid: contactId, source: "patchbay" } });
  await frame.evaluate(announce);
  await softphoneOf(page).getByRole("button", { name: "End call" }).click();
  await expect
    .poll(async () => (await got()).map(({ name }) => name).filter((name) => name !== "agent_assist"), {
      timeout: 20_000,
    })
    .toEqual(["init_agentassist", "agentAssist.endOfConversation"]);
  // Another call is another frame.
  await softphoneOf(page).getByRole("button", { name: "Close contact" }).click();
  await expect(panel).toHaveCount(0, { timeout: 20_000 });
});

test("the panel of a call that the agent rejects goes, and is told of no end: the caller waits still", async ({
  page,
  story,
}) => {
  const agent = await openAgentDesk(story);
  const word = '{ method: "agentassist_loaded", name: "agent_assist" }';
  const body = silentPanel.replace("</script>", `parent.postMessage(${word}, "*");</script>`);
  const told: string[] = [];
  await page.exposeFunction("tell", (name: string) => told.push(name));
  await page.route(/agentassist-iframe/, (route) =>
    route.fulfill({ contentType: "text/html", body: body.replace("got.push(data)", "tell(data.name)") }),
  );
  await beginShift(page, agent, story);
  const contactId = await callSampleFlow(story, "+12065550199");
  const panel = page.locator(`[data-contact="${contactId}"]`);
  await expect(panel).toHaveAttribute("data-panel", "loaded");
  await softphoneOf(page).getByRole("button", { name: "Reject" }).click();
  await expect(panel).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByText("No contact in hand")).toBeVisible();
  expect(told).toEqual(["init_agentassist"]);
});

test("a panel that doesn't load is said with a way out, opens again, and is a finding until it has", {
  tag: "@long",
}, async ({ page, browser, story }) => {
  const agent = await openAgentDesk(story);
  await keepWithCalls(story, { agentAiStatus: "NotStarted" });
  const widget = (isDown: boolean) =>
    tellSandbox(
      story.sandbox,
      "PUT",
      `${theInstallation().sandbox.vendorUrls.kore}/_sandbox/agent-ai/widget`,
      {
        isDown,
      },
    );
  await widget(true);
  try {
    await beginShift(page, agent, story);
    const contactId = await callSampleFlow(story, "+12065550199");
    await softphoneOf(page).getByRole("button", { name: "Accept" }).click();
    const panel = page.locator(`[data-contact="${contactId}"]`);
    await expect(panel).toHaveAttribute("data-panel", "failed", { timeout: 30_000 });
    await expect(panel).toContainText("Agent AI didn't load from http");
    await expectAccessible(page);

    const support = await browser.newPage();
    await signInAs(support, await newMember(story.slug, "support"), `/${story.slug}/contacts/${contactId}`);
    await expect(support.getByText("Agent AI's widget didn't load on the agent's page").first()).toBeVisible({
      timeout: 30_000,
    });
    await support.close();

    await widget(false);
    await panel.getByRole("button", { name: "Open again" }).click();
    await expect(panel).toHaveAttribute("data-panel", "loaded", { timeout: 20_000 });
    await softphoneOf(page).getByRole("button", { name: "End call" }).click();
    await softphoneOf(page).getByRole("button", { name: "Close contact" }).click();
  } finally {
    await widget(false);
  }
});

test("a call whose fault is that the panel doesn't load fails on the agents' page, and the next one's loads", {
  tag: "@long",
}, async ({ page, story }) => {
  await beginShift(page, await openAgentDesk(story), story);
  const fault = "widget-not-loaded";
  const placed = await tellSandbox(story.sandbox, "POST", "calls", {
    ...{ from: "+12065550199", to: story.numbers.sample, fault },
  });
  await softphoneOf(page).getByRole("button", { name: "Accept" }).click();
  const panel = page.locator(`[data-contact="${String(placed.contactId)}"]`);
  await expect(panel).toHaveAttribute("data-panel", "failed", { timeout: 30_000 });
  await softphoneOf(page).getByRole("button", { name: "End call" }).click();
  await softphoneOf(page).getByRole("button", { name: "Close contact" }).click();
  await expect(panel).toHaveCount(0, { timeout: 20_000 });
  const next = await callSampleFlow(story, "+12065550199");
  await softphoneOf(page).getByRole("button", { name: "Accept" }).click();
  const nextPanel = page.locator(`[data-contact="${next}"]`);
  await expect(nextPanel).toHaveAttribute("data-panel", "loaded", { timeout: 20_000 });
  await softphoneOf(page).getByRole("button", { name: "End call" }).click();
  await softphoneOf(page).getByRole("button", { name: "Close contact" }).click();
});

test("the microphone and the two frames are this page's alone, and only for its agents", async ({
  playwright,
  baseURL,
  story,
}) => {
  const agent = await openAgentDesk(story);
  const usual = "camera=(), microphone=(), geolocation=()";
  const ask = async (person: Parameters<typeof signInOverHttp>[1], paths: readonly string[]) => {
    const request = await playwright.request.newContext({ baseURL: baseURL ?? "" });
    await signInOverHttp(request, person);
    const answers = [];
    for (const path of paths) answers.push(await request.get(path, { maxRedirects: 0 }));
    await request.dispose();
    return answers.map((answer) => ({ status: answer.status(), headers: answer.headers() }));
  };
  const [page] = await ask(agent, [`/${story.slug}/agent`]);
  expect(page?.status).toBe(200);
  const policy = page?.headers["content-security-policy"] ?? "";
  const frames = /frame-src ([^;]+)/.exec(policy)?.[1]?.split(" ") ?? [];
  expect(frames).toHaveLength(2);
  expect(frames[0]).toContain(`://${story.account.instance.alias}.`);
  expect(page?.headers["permissions-policy"]).toBe(
    `camera=(), microphone=(self "${frames[0]}"), geolocation=()`,
  );
  expect(policy).toContain("frame-ancestors 'none'");

  const others = [`/${story.slug}/overview`, `/${story.slug}/agent/more`, "/account", "/"];
  const stranger = await newMember(story.slug, "support");
  for (const { headers } of [
    ...(await ask(story.admin, others)),
    ...(await ask(agent, others)),
    ...(await ask(stranger, [`/${story.slug}/agent`])),
  ]) {
    expect(headers["permissions-policy"]).toBe(usual);
    expect(headers["content-security-policy"]).not.toContain("frame-src");
  }
});

test("an agent finds nothing else of the tenant, and a stranger not even the page", async ({
  request,
  story,
}) => {
  const agent = await openAgentDesk(story);
  await signInOverHttp(request, agent);
  const id = "3f0c1c34-5b0a-4c0e-9d3a-000000000001";
  for (const { pattern } of tenantAddresses) {
    const address = pattern.replace(/\[(\w+)\]/g, (_whole, name) => (name === "tenant" ? story.slug : id));
    await test.step(address, async () => {
      const answer = await request.get(address, { maxRedirects: 0 });
      expect(answer.status()).toBe(pattern === "/[tenant]/agent" ? 200 : 404);
    });
  }
  expect((await request.get("/", { maxRedirects: 0 })).headers().location).toBe(`/${story.slug}/agent`);
  const own = await (await request.get(`/${story.slug}/agent`)).text();
  for (const screen of ["overview", "contacts", "members", "audit"])
    expect(own).not.toContain(`href="/${story.slug}/${screen}"`);
});

test("an agent whose browser blocked the sign-in window opens it with a click", async ({ page, story }) => {
  const agent = await openAgentDesk(story);
  await page.addInitScript(() => {
    const open = window.open.bind(window);
    let isClick = false;
    // Not by the browser's own word for it: looking into the page from a test counts as an activation there.
    addEventListener(
      "click",
      () => {
        isClick = true;
        setTimeout(() => (isClick = false));
      },
      true,
    );
    window.open = (...given) => (isClick ? open(...given) : null);
  });
  await signInAs(page, agent, `/${story.slug}/agent`);
  const notice = page.getByTestId("sign-in-notice");
  await expect(notice).toContainText("your browser blocked it");
  expect(page.context().pages()).toHaveLength(1);
  await expectAccessible(page);
  const opened = page.waitForEvent("popup");
  await notice.getByRole("button", { name: "Open the sign-in window" }).click();
  const popup = await opened;
  await signInToInstance(popup, story);
  await expect(page.getByTestId("softphone")).toHaveAttribute("data-signed-in", "true", { timeout: 30_000 });
  await expect(notice).toHaveCount(0);
  await expect.poll(() => popup.isClosed()).toBe(true);
});

test("a second tab says that the first has the softphone, and can take it over", async ({
  page,
  context,
  story,
}) => {
  const agent = await openAgentDesk(story);
  await signInAs(page, agent, `/${story.slug}/agent`);
  await expect(page.getByTestId("softphone")).toBeVisible();
  const second = await context.newPage();
  await second.goto(`/${story.slug}/agent`);
  await expect(second.getByTestId("other-tab")).toBeVisible();
  await expect(second.getByTestId("softphone")).toHaveCount(0);
  await expectAccessible(second);
  await second.getByRole("button", { name: "Use it here" }).click();
  await expect(second.getByTestId("softphone")).toBeVisible();
  await expect(page.getByTestId("other-tab")).toContainText("has just taken it over");
  await expect(page.getByTestId("softphone")).toHaveCount(0);
  // Closed, it gives the softphone on to whoever opens the page next.
  await second.close();
  await page.reload();
  await expect(page.getByTestId("softphone")).toBeVisible();
});

test("an instance that refuses to be framed here is said, with the way out, and reported", async ({
  page,
  story,
}) => {
  const agent = await openAgentDesk(story, { isApproved: false });
  // Streams tries for most of a minute: its time passes faster here.
  await page.clock.install();
  await signInAs(page, agent, `/${story.slug}/agent`);
  await expect(page.getByTestId("softphone").locator("iframe")).toBeAttached();
  const problem = page.locator('[data-problem="frame-refused"]');
  await expect
    .poll(
      async () => {
        await page.clock.runFor(6_000);
        return problem.count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await expect(problem).toContainText("approved origins");
  const events = () =>
    withTenant(story.tenantId, (db) =>
      db.agentPageEvent.findMany({ select: { code: true, contactId: true } }),
    );
  await expect.poll(events).toEqual([{ code: "frame-refused", contactId: null }]);
});

test("the check says of each thing whether it is known, in both themes and on narrow screens", async ({
  page,
  story,
}) => {
  const agent = await openAgentDesk(story);
  await signInAs(page, agent, `/${story.slug}/agent`);
  const check = (id: string) => page.locator(`[data-check="${id}"]`);
  for (const id of ["pop-up", "cookies"]) await expect(check(id)).toHaveAttribute("data-state", "unknown");
  await expect(check("clock")).toHaveAttribute("data-state", "good");
  await expect(check("hosts")).toHaveAttribute("data-state", "good");
  await page.getByRole("button", { name: "Run the check" }).click();
  for (const id of ["microphone", "pop-up"]) await expect(check(id)).toHaveAttribute("data-state", "good");
  expect(await listViolations(page, twoLooks)).toEqual([]);
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(page.getByTestId("softphone")).toBeVisible();
    expect(await pixelsBeyond(page)).toBe(0);
    const box = () => page.getByTestId("softphone").boundingBox();
    await expect.poll(async () => (await box())?.width).toBeGreaterThanOrEqual(320);
    await expect.poll(async () => (await box())?.height).toBeGreaterThanOrEqual(460);
  }
  expect(theInstallation().address).not.toBe("");
});
