import { ControlError, type ControlRoute } from "../../wire/control";
import { connectState } from "./connect-state";

/** What no API of AWS sets: PUT /_sandbox/connect/options {ratesOn?, flowLogsTwice?, searchableAttributeKeys?}. */
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
      const flowLogsTwice: unknown = Reflect.get(body, "flowLogsTwice");
      if (typeof ratesOn === "boolean") file.data.ratesOn = ratesOn;
      if (typeof flowLogsTwice === "boolean") file.data.flowLogsTwice = flowLogsTwice;
      if (Array.isArray(keys)) file.data.searchableAttributeKeys = keys.map(String);
      file.save();
      const { data } = file;
      return {
        body: {
          ratesOn: data.ratesOn,
          flowLogsTwice: data.flowLogsTwice,
          searchableAttributeKeys: data.searchableAttributeKeys,
        },
      };
    },
  },
];
