import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { connectionKinds } from "@/lib/connections/registry";
import { checkInput } from "@/lib/kernel/field-faults";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { blueprintSamples } from "@/lib/vendors/testing/samples";

// Actions as they were declared: here their inputs alone are of interest.
vi.mock("@/lib/access/action", async (original) => ({
  ...(await original<object>()),
  defineAction: (action: unknown) => action,
  defineOperatorAction: (action: unknown) => action,
  defineOwnAction: (action: unknown) => action,
  defineOpenAction: (action: unknown) => action,
}));

vi.mock("@/lib/kernel/config", async (original) => ({
  ...(await original<object>()),
  config: () => ({ allowedHosts: [], vendorSandboxUrls: {} }),
}));

/** What the validator says where a schema has no words of its own. */
const validatorsWords =
  /invalid (?:input|option|string|uuid|url|email|key|element|date)|\b(?:expected|received)\b (?!format)|too (?:small|big)|unrecognized|must match|NaN|undefined|>=|<=/i;

const wrongValues: readonly unknown[] = [
  undefined,
  null,
  "",
  " ",
  "¿",
  "x".repeat(2_000_000),
  -1,
  0.5,
  Number.NaN,
  1e12,
  true,
  [],
  [null],
  Array.from({ length: 99 }, (_, index) => `v${index}`),
  {},
  { unknownField: 1 },
];

/** Each part of a valid value, wrong in each way; and parts that it doesn't have. */
function* wrongVariants(valid: unknown): Generator<unknown> {
  yield* wrongValues;
  if (!isPlainObject(valid) && !Array.isArray(valid)) return;
  for (const [key, part] of Object.entries(valid)) {
    for (const wrong of wrongVariants(part)) {
      const copy: unknown = Array.isArray(valid) ? [...valid] : { ...valid };
      Reflect.set(Object(copy), key, wrong);
      yield copy;
    }
  }
  yield Array.isArray(valid) ? [...valid, null] : { ...valid, unknownField: 1 };
}

function wordsOf(schema: z.ZodType, valid: unknown): Set<string> {
  const words = new Set<string>();
  for (const wrong of wrongVariants(valid)) {
    const checked = checkInput(schema, wrong);
    if (!checked.ok) for (const each of Object.values(checked.fields)) words.add(each);
  }
  return words;
}

function expectPlain(words: Set<string>): void {
  expect(words.size).toBeGreaterThan(0);
  for (const each of words) {
    expect(each).not.toMatch(validatorsWords);
    expect(each).toMatch(/^["A-Z].*[.:?}…]$/s);
  }
}

test("this test knows the validator's words", () => {
  const issues = [
    z.string().safeParse(undefined),
    z.string().min(3).safeParse(""),
    z.enum(["a"]).safeParse("b"),
    z.strictObject({}).safeParse({ a: 1 }),
    z.email().safeParse("x"),
  ].flatMap(({ error }) => error?.issues ?? []);
  expect(issues.filter(({ message }) => !validatorsWords.test(message))).toEqual([]);
});

test.each(blueprintSamples)("no field of $kind is refused in the validator's words", ({ kind, whole }) => {
  const schema = findBlueprint(kind)?.settings ?? z.never();
  expectPlain(wordsOf(schema, whole));
});

test.each(connectionKinds)(
  "no field of a connection to $title is refused in the validator's words",
  (kind) => {
    const { settings, form } = kind;
    const begun = { ...form.settings };
    for (const { path: field } of form.groups.flatMap(({ fields }) => fields)) begun[field] ??= "x";
    expectPlain(wordsOf(settings, begun));
  },
);

describe("every action", async () => {
  const root = fileURLToPath(new URL(".", import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.tsx?$/.test(file) && /^["']use server["']/.test(readFileSync(path.join(root, file), "utf8")),
  );
  const actions = await Promise.all(
    files.map(async (file) => {
      const found: object = await import(pathToFileURL(path.join(root, file)).href);
      return Object.entries(found).map(([name, action]) => ({ name: `${file} ${name}`, action }));
    }),
  );
  const withInput = actions.flat().flatMap(({ name, action }) => {
    const input: unknown = Reflect.get(Object(action), "input");
    return input instanceof z.ZodType ? [{ name, input }] : [];
  });

  test("is found", () => expect(withInput.length).toBeGreaterThan(40));

  test.each(withInput)("$name refuses in plain words", ({ input }) => {
    const shape = input instanceof z.ZodObject ? Object.keys(input.shape) : [];
    const words = wordsOf(input, Object.fromEntries(shape.map((key) => [key, "x"])));
    for (const each of words) expect(each).not.toMatch(validatorsWords);
  });
});
