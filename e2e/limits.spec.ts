import http from "node:http";
import { expect, test } from "@playwright/test";
import { newNeighbour } from "./harness/people";
import { newRunningDeployment } from "./harness/running-deployment";
import { signInOverHttp } from "./harness/sign-in-over-http";

// What the console takes from one caller, over the wire.

test("a body that is too large is refused on every route, with and without a length", async ({ baseURL }) => {
  for (const path of [
    "/sign-in",
    "/api/auth/callback/credentials",
    "/sandbox/contacts",
    "/healthz",
    "/no-such",
  ]) {
    expect(await postStatus(`${baseURL}${path}`, 70_000, true), path).toBe(413);
    expect(await postStatus(`${baseURL}${path}`, 70_000, false), path).toBe(413);
  }
  expect(await postStatus(`${baseURL}/sandbox/flows/import`, 70_000, false)).not.toBe(413);
  expect(await postStatus(`${baseURL}/sandbox/flows/import`, 1_200_000, false)).toBe(413);
});

test("an address with a NUL, broken Unicode, or a reserved name is refused clearly", async ({ request }) => {
  const person = await newNeighbour();
  await signInOverHttp(request, person);
  const { slug } = person;
  for (const path of [
    `/${slug}/contacts?q=%00`,
    `/${slug}/contacts/a%00b`,
    `/${slug}/contacts/%ED%A0%80`,
    `/${slug}/audit?action=__proto__`,
    "/constructor/overview",
    `/api/${slug}/console-principal?q=%00`,
  ]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(400);
    expect(await answer.text(), path).toMatch(/not valid|contains/);
  }
  const signIn = await request.get("/sign-in?next=%00");
  expect(signIn.status()).toBe(400);
});

test("800 streams of one person are 20, those too many are told so, and another's page still opens", async ({
  playwright,
  baseURL,
}) => {
  const [greedy, other] = [await newNeighbour(), await newNeighbour()];
  const deploymentId = await newRunningDeployment(greedy.slug);
  const one = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  const two = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  await signInOverHttp(one, greedy);
  await signInOverHttp(two, other);

  const cookie = (await one.storageState()).cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const streams = await openStreams(
    `${baseURL}/api/${greedy.slug}/deployments/${deploymentId}/events`,
    cookie,
    800,
  );
  expect((await two.get(`/${other.slug}/overview`)).status()).toBe(200);
  expect(streams.statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(streams.statuses.filter((status) => status === 429)).toHaveLength(780);
  streams.close();
  await Promise.all([one.dispose(), two.dispose()]);
});

/** The status of a post of so many bytes. */
function postStatus(address: string, bytes: number, hasLength: boolean): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = http.request(address, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        ...(hasLength ? { "content-length": String(bytes) } : { "transfer-encoding": "chunked" }),
      },
    });
    let status: number | undefined;
    sending.on("response", (answer) => {
      status = answer.statusCode;
      answer.resume();
      resolve(status);
    });
    // Whoever is cut off while it sends may have been answered already.
    sending.on("error", (error) => (status === undefined ? reject(error) : undefined));
    for (let sent = 0; sent < bytes; sent += 10_000)
      sending.write("a".repeat(Math.min(10_000, bytes - sent)));
    sending.end();
  });
}

/** Opens them all at once, and resolves when each has its status. */
async function openStreams(address: string, cookie: string, count: number) {
  const agent = new http.Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const requests: http.ClientRequest[] = [];
  const statuses = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<number | undefined>((resolve, reject) => {
          const request = http.get(address, { agent, headers: { cookie } }, (answer) => {
            answer.on("error", () => undefined);
            answer.resume();
            resolve(answer.statusCode);
          });
          request.on("error", reject);
          requests.push(request);
        }),
    ),
  );
  return {
    statuses,
    close: () => {
      for (const request of requests) request.destroy();
      agent.destroy();
    },
  };
}
