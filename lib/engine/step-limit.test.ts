import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { listResourceTypes } from "@/lib/vendors/resource-types";
import { stepLimitSeconds } from "./step-limit";

const resourceTypes = listResourceTypes();
const folder = path.join(process.cwd(), "lib", "engine", "resources");

describe("the limit of a step", () => {
  it.each(resourceTypes.map((each) => [each.type, each] as const))(
    "of %s is never below its own waits",
    (_, type) => {
      expect(stepLimitSeconds(type)).toBeGreaterThan(type.longestWaitSeconds ?? 0);
      expect(stepLimitSeconds(type)).toBeGreaterThanOrEqual(Math.max(60, type.usualSeconds * 10));
    },
  );

  it("knows of every wait in the files of a resource type", () => {
    const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.includes(".test."));
    const waiting = files.filter((file) => waitsOf(file).length > 0);
    expect(waiting.length).toBeGreaterThan(2);
    const secondsOf = new Map<string, number>();
    for (const file of waiting) {
      // A type's file, or one of its parts: dynamodb-table-write.ts belongs to dynamodb-table.
      const type = resourceTypes.find(
        (each) => file === `${each.type}.ts` || file.startsWith(`${each.type}-`),
      );
      expect(type, `${file} waits, and belongs to no resource type`).toBeDefined();
      if (!type) continue;
      const all = waitsOf(file).reduce((sum, seconds) => sum + seconds, secondsOf.get(type.type) ?? 0);
      secondsOf.set(type.type, all);
      expect(type.longestWaitSeconds ?? 0, file).toBeGreaterThanOrEqual(all);
    }
  });
});

/** Seconds beside a wait: constants named …TimeoutSeconds, and numbers given to waitUntil or a waiter. */
function waitsOf(file: string): number[] {
  const source = readFileSync(path.join(folder, file), "utf8");
  if (!/waitUntil\w*\(/.test(source)) return [];
  return [...source.matchAll(/(?:TimeoutSeconds = |(?:timeoutSeconds|maxWaitTime): )(\d+)/g)].map(
    ([, seconds]) => Number(seconds),
  );
}
