import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { memberOf } from "../shared/read-request";
import type { ZoomAccount, ZoomApp } from "./zoom-account";
import { nowOf } from "./zoom-store";

const answerLimitMs = 3_000;
/** Zoom waits minutes between its attempts; a test doesn't. */
const retryWaitsMs = [100, 300];
const maxKept = 200;
const maxAnswerCharacters = 10_000;

export interface Delivery {
  event: string;
  at: string;
  attempt: number;
  /** 0 when nothing answered in time. */
  status: number;
}

export interface SendOptions {
  twice?: true | undefined;
  /** The stamp is so much earlier or later than the account's time. */
  skewSeconds?: number | undefined;
  /** Instead of the app's. */
  secret?: string | undefined;
}

/** Zoom's webhooks: signed over the raw body, answered within three seconds or sent again. */
export class Webhooks {
  readonly #sent = new Map<string, Delivery[]>();

  deliveries({ accountId }: ZoomAccount): readonly Delivery[] {
    return this.#sent.get(accountId) ?? [];
  }

  /** To each app that is subscribed to the event. */
  async send(
    account: ZoomAccount,
    event: string,
    object: object,
    { twice, ...options }: SendOptions = {},
  ): Promise<void> {
    const { accountId, apps } = account;
    const body = JSON.stringify({
      event,
      event_ts: nowOf(account),
      payload: { account_id: accountId, object },
    });
    for (const app of apps) {
      const { webhooks, active } = app;
      if (!active || !webhooks?.events.includes(event)) continue;
      for (let time = 0; time < (twice ? 2 : 1); time++)
        await this.#deliver(account, app, webhooks.url, event, body, options);
    }
  }

  /** The challenge of a new endpoint, which comes again every 72 hours: undefined when it was answered right. */
  async validate(account: ZoomAccount, { webhookSecret }: ZoomApp, url: string): Promise<string | undefined> {
    const plainToken = randomBytes(16).toString("base64url");
    const event = "endpoint.url_validation";
    const body = JSON.stringify({ event, event_ts: nowOf(account), payload: { plainToken } });
    const answer = await post(url, body, sign(webhookSecret, stampOf(account, 0), body));
    this.#keep(account, { event, at: new Date().toISOString(), attempt: 1, status: answer.status });
    if (answer.status !== 200) return `The endpoint answered ${answer.status} instead of 200.`;
    const encrypted = createHmac("sha256", webhookSecret).update(plainToken).digest("hex");
    const isRight =
      memberOf(answer.json, "plainToken") === plainToken &&
      memberOf(answer.json, "encryptedToken") === encrypted;
    return isRight ? undefined : "The endpoint didn't answer with the encrypted token.";
  }

  async #deliver(
    account: ZoomAccount,
    { webhookSecret }: ZoomApp,
    url: string,
    event: string,
    body: string,
    { skewSeconds = 0, secret = webhookSecret }: SendOptions,
  ): Promise<void> {
    for (let attempt = 1; attempt <= retryWaitsMs.length + 1; attempt++) {
      const headers = sign(secret, stampOf(account, skewSeconds), body);
      const { status } = await post(url, body, headers);
      this.#keep(account, { event, at: new Date().toISOString(), attempt, status });
      if (status >= 200 && status < 300) return;
      // What the endpoint refuses for good isn't sent again.
      if (status >= 400 && status < 500) return;
      await sleep(retryWaitsMs[attempt - 1] ?? 0);
    }
  }

  #keep({ accountId }: ZoomAccount, delivery: Delivery): void {
    this.#sent.set(accountId, [...(this.#sent.get(accountId) ?? []), delivery].slice(-maxKept));
  }
}

function stampOf(account: ZoomAccount, skewSeconds: number): string {
  return String(Math.floor(nowOf(account) / 1000) + skewSeconds);
}

function sign(secret: string, stamp: string, body: string): Record<string, string> {
  const signature = createHmac("sha256", secret).update(`v0:${stamp}:${body}`).digest("hex");
  return { "x-zm-request-timestamp": stamp, "x-zm-signature": `v0=${signature}` };
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; json: unknown }> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", ...headers },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(answerLimitMs),
    });
    const text = (await answer.text()).slice(0, maxAnswerCharacters);
    return { status: answer.status, json: parse(text) };
  } catch {
    return { status: 0, json: undefined };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
