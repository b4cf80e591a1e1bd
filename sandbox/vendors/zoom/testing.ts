import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tellSandbox, testControlKey } from "../../testing/tell-sandbox";
import type { ZoomCallView } from "./calls/call-view";
import { createZoomServer } from "./server";
import { firstCustomer, mainNumber } from "./zoom-account";

export interface ZoomAnswer {
  status: number;
  headers: Headers;
  /** Parsed, or the text when it isn't JSON. */
  body: unknown;
}

export interface ZoomBench {
  url: string;
  /** `POST /oauth/token` with these credentials, those of the first account when absent. */
  askToken(changes?: { basic?: string; form?: Record<string, string> }): Promise<ZoomAnswer>;
  /** A token of the first account. */
  token(): Promise<string>;
  /** A request to the API, with a new token unless one is given. */
  api(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown; form?: Record<string, string> },
  ): Promise<ZoomAnswer>;
  /** A control route of the first account: "/behavior". */
  control(method: string, path: string, body?: unknown): Promise<ZoomAnswer>;
  /** Tells it where other simulated vendors answer: its calls reach them. */
  tellVendors(urls: Readonly<Record<string, string>>): Promise<void>;
  /** Places a call to the main number and waits until it is over. */
  call(request?: object): Promise<ZoomCallView>;
  stop(): Promise<void>;
}

/** The simulated Zoom in this process, with data in a temporary folder. */
export async function openZoomBench(): Promise<ZoomBench> {
  const folder = mkdtempSync(join(tmpdir(), "zoom-"));
  const server = createZoomServer(folder, testControlKey);
  const url = await listen(server);
  const { accountId, clientId, clientSecret } = firstCustomer;
  const askToken: ZoomBench["askToken"] = async ({ basic, form } = {}) =>
    read(
      await fetch(`${url}/oauth/token`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(basic ?? `${clientId}:${clientSecret}`)}` },
        body: new URLSearchParams(form ?? { grant_type: "account_credentials", account_id: accountId }),
      }),
    );
  const token = async () => String(Reflect.get(Object((await askToken()).body), "access_token"));
  return {
    url,
    async tellVendors(urls) {
      await tellSandbox(`${url}/_sandbox/vendors`, "PUT", { urls });
    },
    async call(request = {}) {
      const wanted = { from: "+12065550142", to: mainNumber, talkSeconds: 0.05, ...request };
      const placed = await read(await tellSandbox(`${url}/_sandbox/calls`, "POST", wanted));
      const id = Reflect.get(Object(placed.body), "engagementId");
      if (placed.status !== 201) throw new Error(JSON.stringify(placed.body));
      for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
        const view = await tellSandbox(`${url}/_sandbox/calls/${id}`, "GET");
        const read = (await view.json()) as ZoomCallView;
        if (read.state === "ended") return read;
        await new Promise((done) => setTimeout(done, 20));
      }
      throw new Error(`The call ${id} did not end in 20 seconds.`);
    },
    askToken,
    token,
    async api(method, path, { token: given, body, form } = {}) {
      const authorization = `Bearer ${given ?? (await token())}`;
      if (form !== undefined)
        return read(
          await fetch(`${url}/v2/contact_center${path}`, {
            method,
            headers: { authorization },
            body: formOf(form),
          }),
        );
      const withBody = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = {
        authorization,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      };
      return read(await fetch(`${url}/v2/contact_center${path}`, { method, headers, ...withBody }));
    },
    async control(method, path, body) {
      return read(await tellSandbox(`${url}/_sandbox/accounts/${accountId}${path}`, method, body));
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** On a free port of loopback. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** flow_file goes as a file. */
function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (name === "flow_file") form.append(name, new Blob([value], { type: "application/json" }), "flow.json");
    else form.append(name, value);
  return form;
}

async function read(response: Response): Promise<ZoomAnswer> {
  const { status, headers } = response;
  const text = await response.text();
  try {
    return { status, headers, body: JSON.parse(text) };
  } catch {
    return { status, headers, body: text };
  }
}
