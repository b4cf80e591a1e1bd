import { expect, test } from "vitest";
import { functionNames } from "@/lambdas/build";
import { describeFigures } from "./describe-figures";
import { invocations } from "./invocations";

test("every function of the project is measured", async () => {
  expect(Object.keys(invocations).sort()).toEqual(await functionNames());
});

test("the figures stand in columns under their names", () => {
  const [head = "", first = "", second = ""] = describeFigures({
    short: { zipKiB: 0.92, handlerMedianMs: 0.014, coldStartMs: 81.4 },
    "a-longer-name": { zipKiB: 12.5, handlerMedianMs: 11, coldStartMs: 240 },
  }).split("\n");
  expect(first).toBe("short              0.9         0.01             81");
  expect(second).toBe("a-longer-name     12.5        11.00            240");
  expect(head).toHaveLength(first.length);
});
