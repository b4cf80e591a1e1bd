import { expect, it } from "vitest";
import { z } from "zod";
import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { entryOrNone } from "@/lib/blueprints/shared/entry";
import { numbersInPlace } from "./deployed-settings";

const blueprint = { settings: z.object({ entry: entryOrNone }) } as unknown as AnyBlueprint;
const leadingTo = (...testNumbers: string[]) => ({
  entry: { kind: "numbers", testNumbers, liveNumbers: [], promoted: false },
});
const [saved, deployed] = ["+12065550100", "+12065550199"];

it("callers reach a flow by the numbers that are deployed, not by those that are only saved", () => {
  const integration = { blueprint, settings: leadingTo(saved) };
  expect(numbersInPlace({ ...integration, deployedSettings: leadingTo(deployed) })).toEqual([deployed]);
  for (const unknown of [undefined, { entry: "of an older version" }])
    expect(numbersInPlace({ ...integration, deployedSettings: unknown })).toEqual([saved]);
});
