import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { listResourceTypes } from "@/lib/vendors/resource-types";
import { formatDriftTable } from "./format-drift-table";

const resourceTypes = listResourceTypes();

/** Props that are only ever seen, under the path that tells people what they are. */
const toldAs: Readonly<Record<string, string>> = {
  guard: "method.authorization",
  undeployed: "deployment",
  liveBehind: "alias live",
};

it("is as the resource types declare it: npm run drift-table regenerates it", () => {
  const written = readFileSync(new URL("../../docs/drift.md", import.meta.url), "utf8");
  expect(written).toBe(formatDriftTable(resourceTypes));
});

it.each(resourceTypes.map((type) => [type.type, type] as const))(
  "%s declares every prop and no path twice",
  (_, type) => {
    const paths = type.fields.flatMap((field) => field.path.split(", "));
    expect(new Set(paths).size).toBe(paths.length);
    if (!(type.props instanceof z.ZodObject)) throw new Error("props are an object");
    for (const key of Object.keys(type.props.shape)) {
      const path = toldAs[key] ?? key;
      expect(
        paths.some((each) => each === path || each.startsWith(`${path}.`)),
        `${type.type}: ${key}`,
      ).toBe(true);
    }
  },
);
