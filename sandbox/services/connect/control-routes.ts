import { ControlError, type ControlRoute } from "../../wire/control";
import { connectState } from "./connect-state";

/** What no API of AWS sets: PUT /_sandbox/connect/options {ratesOn?, searchableAttributeKeys?}. */
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
      if (typeof ratesOn === "boolean") file.data.ratesOn = ratesOn;
      if (Array.isArray(keys)) file.data.searchableAttributeKeys = keys.map(String);
      file.save();
      const { ratesOn: on, searchableAttributeKeys } = file.data;
      return { body: { ratesOn: on, searchableAttributeKeys } };
    },
  },
];
