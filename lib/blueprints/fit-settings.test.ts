import { expect, test } from "vitest";
import { z } from "zod";
import { fitSettings } from "./fit-settings";

const schema = z.strictObject({
  voice: z
    .string()
    .regex(/^[A-Z]/, "Enter a voice.")
    .default("Joanna"),
  hours: z.string().optional(),
  limits: z.strictObject({ seconds: z.int().min(5, "At least 5 seconds.").default(30) }).prefault({}),
  tasks: z.array(z.strictObject({ name: z.string("Enter a name.") })).default([]),
});
const saved = { voice: "Matthew", hours: "h", limits: { seconds: 60 }, tasks: [{ name: "billing" }] };

test("settings that are still valid come back whole, and what wasn't set then is not set now", () => {
  const older = { voice: "Ruth", limits: { seconds: 10 }, tasks: [] };
  expect(fitSettings(schema, older, saved)).toEqual({ settings: older, unfit: [] });
});

test("what the blueprint no longer accepts keeps its saved value, and is told with the reason", () => {
  const older = { voice: "ruth", limits: { seconds: 1, rings: 4 }, tasks: [{ title: "x" }], dialect: "none" };
  expect(fitSettings(schema, older, saved)).toEqual({
    settings: { voice: "Matthew", limits: { seconds: 60 }, tasks: [{ name: "billing" }] },
    unfit: [
      { path: "voice", why: "Enter a voice." },
      { path: "limits.seconds", why: "At least 5 seconds." },
      { path: "limits.rings", why: "This setting no longer exists." },
      { path: "tasks", why: "Enter a name." },
      { path: "dialect", why: "This setting no longer exists." },
    ].sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path)),
  });
});
const order = ["voice", "limits.seconds", "limits.rings", "tasks", "dialect"];

test("where the saved value isn't accepted either, the default counts", () => {
  const fitted = fitSettings(schema, { voice: "x", limits: 7 }, { voice: "y", limits: { seconds: 1 } });
  expect(fitted?.settings).toEqual({ voice: "Joanna", limits: { seconds: 30 }, tasks: [] });
});

test("settings of which nothing can be used are refused", () => {
  expect(fitSettings(z.strictObject({ queue: z.string("Choose a queue.") }), {}, {})).toBeUndefined();
});
