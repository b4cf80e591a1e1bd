import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { resourceTypes } from "./registry";
import { stepLimitSeconds } from "./step-limit";

const folder = path.join(process.cwd(), "lib", "engine", "resources");

describe("the limit of a step", () => {
  it.each(resourceTypes.map((each) => [each.type, each] as const))(
    "of %s is never below its own waits",
    (_, type) => {
      expect(stepLimitSeconds(type)).toBeGreaterThan(type.longestWaitSeconds ?? 0);
      expect(stepLimitSeconds(type)).toBeGreaterThanOrEqual(Math.max(60, type.usualSeconds * 10));
    },
  );

  it("knows of every wait that a resource type's file has", () => {
    const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.includes(".test."));
    const waiting = files.filter((file) => waitsOf(file).length > 0);
    expect(waiting.length).toBeGreaterThan(2);
    for (const file of waiting) {
      const type = resourceTypes.find((each) => `${each.type}.ts` === file);
      expect(type, `${file} waits, and is no resource type`).toBeDefined();
      const all = waitsOf(file).reduce((sum, seconds) => sum + seconds, 0);
      expect(type?.longestWaitSeconds ?? 0, file).toBeGreaterThanOrEqual(all);
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
