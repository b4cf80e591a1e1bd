import { expect, it } from "vitest";
import { koreVoiceFields } from "./fields";
import { sampleInput } from "./sample-input";

/** Paths of all settings, down to what one input of a form can hold. */
function pathsIn(value: unknown, stop: ReadonlySet<string>, path = ""): string[] {
  const isGroup = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isGroup || stop.has(path)) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    pathsIn(item, stop, path === "" ? key : `${path}.${key}`),
  );
}

it("the form has a field for every setting, and no field for anything else", () => {
  const fields = koreVoiceFields.flatMap(({ fields }) => fields.map(({ path }) => path));
  const { settings } = sampleInput({ hoursOfOperationId: "h", sipRanges: ["10.0.0.0/8"] });
  const routes = [{ host: "a", port: 1, protocol: "TCP", priority: 1, weight: 1 }];
  const whole = { ...settings, connector: { ...settings.connector, routes } };
  const paths = pathsIn(whole, new Set(fields));
  // The flow always resumes: there is nothing to choose.
  expect([...fields, "resumeAfterDisconnect"].sort()).toEqual(paths.sort());
});
