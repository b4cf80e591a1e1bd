import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tellSandbox, testControlKey } from "../../testing/tell-sandbox";
import { writeSip } from "../shared/sip-text";
import { createKoreServer } from "./server";

export interface SignedFor {
  clientId: string;
  clientSecret: string;
  algorithm?: "HS256" | "HS512";
  claims?: object;
}

/** A token of a JWT app, as Kore's page on its API describes it. */
export function signFor({ clientId, clientSecret, algorithm = "HS256", claims }: SignedFor): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: algorithm })}.${part({ sub: "u", appId: clientId, ...claims })}`;
  const hash = algorithm === "HS256" ? "sha256" : "sha512";
  return `${signed}.${createHmac(hash, clientSecret).update(signed).digest("base64url")}`;
}

export interface KoreAnswer {
  status: number;
  body: unknown;
}

/** A simulated Kore in this process, with requests to it. */
export async function startKore() {
  const folder = mkdtempSync(join(tmpdir(), "kore-"));
  const server = createKoreServer(folder, testControlKey);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const control = async (method: string, path: string, body: object = {}) => {
    const answer = await tellSandbox(`${url}${path}`, method, body);
    return { status: answer.status, body: await answer.json() } satisfies KoreAnswer;
  };
  return {
    url,
    control,
    /** A request with a body, whatever its method: `fetch` sends none with GET. */
    ask: (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
      new Promise<KoreAnswer>((done, failed) => {
        const text = body === undefined ? "" : JSON.stringify(body);
        const sent = request(`${url}${path}`, {
          method,
          headers: { ...headers, "content-type": "application/json", "content-length": text.length },
        });
        sent.on("error", failed).on("response", (response) => {
          const parts: Buffer[] = [];
          response.on("data", (part: Buffer) => parts.push(part));
          response.on("end", () =>
            done({
              status: response.statusCode ?? 0,
              body: JSON.parse(Buffer.concat(parts).toString("utf8")),
            }),
          );
        });
        sent.end(text);
      }),
    /** One whole call; the session is found by its Call-ID. */
    async call(callId: string, to: string, scenario: object): Promise<void> {
      const sip = writeSip(`INVITE sip:${to}@savg-sbc1.kore.ai SIP/2.0`, [
        { name: "From", value: "<sip:+12065550199@3.80.16.21>;tag=1" },
        { name: "To", value: `<sip:${to}@savg-sbc1.kore.ai>` },
        { name: "Call-ID", value: callId },
        { name: "CSeq", value: "1 INVITE" },
      ]);
      const body = { sip, sourceAddress: "3.80.16.21", scenario: { talkSeconds: 0, ...scenario } };
      await (await tellSandbox(`${url}/_sip/invite`, "POST", body)).text();
    },
    stop() {
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
