import { ControlError, type ControlRoute } from "../../wire/control";
import { connectState } from "./connect-state";
import { makeNumber } from "./seed";
import { listAgents } from "./softphone/session";

const read = (body: unknown, name: string): unknown =>
  typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;

/**
 * Options that no AWS API sets: PUT /_sandbox/connect/options {ratesOn?, flowLogsTwice?, searchableAttributeKeys?,
 * phoneNumbers?}. `phoneNumbers` are US numbers that the instance gets in addition, without a flow.
 */
export const connectControlRoutes: readonly ControlRoute[] = [
  {
    method: "PUT",
    path: "/_sandbox/connect/options",
    handle({ body }, account) {
      if (typeof body !== "object" || body === null)
        throw new ControlError(400, "The body must be a JSON object.");
      const file = connectState(account);
      const ratesOn: unknown = Reflect.get(body, "ratesOn");
      const keys: unknown = Reflect.get(body, "searchableAttributeKeys");
      const numbers: unknown = Reflect.get(body, "phoneNumbers");
      const flowLogsTwice: unknown = Reflect.get(body, "flowLogsTwice");
      if (typeof ratesOn === "boolean") file.data.ratesOn = ratesOn;
      if (typeof flowLogsTwice === "boolean") file.data.flowLogsTwice = flowLogsTwice;
      if (Array.isArray(keys)) file.data.searchableAttributeKeys = keys.map(String);
      const { data } = file;
      for (const number of Array.isArray(numbers) ? numbers.map(String) : []) {
        if (!/^\+1\d{10}$/.test(number))
          throw new ControlError(400, "phoneNumbers must be US numbers in E.164.");
        if (data.phoneNumbers.some((one) => one.number === number)) continue;
        data.phoneNumbers.push(makeNumber(account, number, undefined));
      }
      file.save();
      return {
        body: {
          ratesOn: data.ratesOn,
          flowLogsTwice: data.flowLogsTwice,
          searchableAttributeKeys: data.searchableAttributeKeys,
          phoneNumbers: data.phoneNumbers.map(({ number }) => number),
        },
      };
    },
  },
  /**
   * How claiming goes from now on: `gone` are numbers that someone else gets first, `failure` is the message of claims that
   * end as FAILED (null: they succeed), `claimMilliseconds` is how long a claim is IN_PROGRESS.
   */
  {
    method: "PUT",
    path: "/_sandbox/connect/number-market",
    handle({ body }, account) {
      const file = connectState(account);
      const market = file.data.numberMarket;
      const [gone, failure, milliseconds] = ["gone", "failure", "claimMilliseconds"].map((name) =>
        read(body, name),
      );
      if (gone !== undefined && !Array.isArray(gone))
        throw new ControlError(400, "gone must be a list of numbers.");
      if (milliseconds !== undefined && !(typeof milliseconds === "number" && milliseconds >= 0))
        throw new ControlError(400, "claimMilliseconds must be a number from 0.");
      if (failure !== undefined && failure !== null && typeof failure !== "string")
        throw new ControlError(400, "failure must be a text or null.");
      if (Array.isArray(gone)) market.gone = gone.map(String);
      if (typeof milliseconds === "number") market.claimMilliseconds = milliseconds;
      if (failure !== undefined) market.failure = failure ?? undefined;
      file.save();
      return { body: market };
    },
  },
  {
    // The people who can sign in to the softphone, with their passwords.
    method: "GET",
    path: "/_sandbox/connect/agents",
    handle: (_request, account) => ({ body: { agents: listAgents(account) } }),
  },
  {
    // {securityProfiles: [names or IDs]}: what no API of the sandbox's sets. Without it an agent has the profile "Agent".
    method: "PUT",
    path: "/_sandbox/connect/agents/{username}",
    handle({ labels, body }, account) {
      const file = connectState(account);
      const user = file.data.users.find(({ username }) => username === labels.username);
      if (!user) throw new ControlError(404, "The instance has no such agent.");
      const given = read(body, "securityProfiles");
      if (!Array.isArray(given)) throw new ControlError(400, "securityProfiles must be a list.");
      user.securityProfiles = given.map(String);
      file.save();
      return { body: { username: user.username, securityProfiles: user.securityProfiles } };
    },
  },
];
