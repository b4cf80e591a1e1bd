import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer } from "../shared/serve-vendor";
import { webhookEvents } from "./calls/tell";
import type { ZoomAccount } from "./zoom-account";
import type { ZoomParts } from "./zoom-parts";

/**
 * The account's webhooks: `PUT webhooks {url, events?}` subscribes its app, after the challenge; `GET webhooks` lists
 * deliveries; `DELETE webhooks` ends the subscription; `POST webhook-challenges` asks again; `POST webhook-events {event,
 * object, twice?, skewSeconds?, secret?}` sends one that no call caused. undefined for another route.
 */
export async function controlWebhooks(
  { webhooks, store }: ZoomParts,
  account: ZoomAccount,
  asks: string,
  body: unknown,
): Promise<VendorAnswer | undefined> {
  const [app] = account.apps;
  if (!app) return undefined;
  switch (asks) {
    case "PUT webhooks": {
      const url = textOf(body, "url");
      if (!url || !URL.canParse(url)) return refuse(400, "url must be a URL.");
      const events = memberOf(body, "events") ?? [...webhookEvents];
      if (!Array.isArray(events)) return refuse(400, "events must be a list.");
      const wrong = await webhooks.validate(account, app, url);
      if (wrong !== undefined) return refuse(409, wrong);
      app.webhooks = { url, events: events.map(String) };
      store.save();
      return { status: 200, body: app.webhooks };
    }
    case "GET webhooks": {
      const deliveries = webhooks.deliveries(account);
      return { status: 200, body: { subscription: app.webhooks ?? null, deliveries } };
    }
    case "DELETE webhooks":
      delete app.webhooks;
      store.save();
      return { status: 200, body: {} };
    case "POST webhook-challenges": {
      const wrong = app.webhooks
        ? await webhooks.validate(account, app, app.webhooks.url)
        : "There is no subscription.";
      return wrong === undefined ? { status: 200, body: {} } : refuse(409, wrong);
    }
    case "POST webhook-events": {
      const [event, object] = [textOf(body, "event"), memberOf(body, "object")];
      if (!event || typeof object !== "object" || object === null)
        return refuse(400, "event must be text, and object an object.");
      const skew = memberOf(body, "skewSeconds");
      await webhooks.send(account, event, object, {
        twice: memberOf(body, "twice") === true ? true : undefined,
        skewSeconds: typeof skew === "number" ? skew : undefined,
        secret: textOf(body, "secret"),
      });
      return { status: 200, body: { deliveries: webhooks.deliveries(account) } };
    }
  }
  return undefined;
}

function refuse(status: number, message: string): VendorAnswer {
  return { status, body: { message } };
}
