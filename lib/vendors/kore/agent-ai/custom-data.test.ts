import fc from "fast-check";
import { expect, test } from "vitest";
import { type DataNode, readCustomData } from "./custom-data";

function read(text: string) {
  const reading = readCustomData(text);
  if (!reading.loads) throw new Error(`The widget doesn't load: ${reading.reason}`);
  return reading;
}
const keysOf = (text: string) => read(text).keys.map(({ path }) => path);

test("what the voice agent posted is a tree with the keys that a dialog can use", () => {
  const text = '{"order":{"id":7,"open":true},"summary":"An invoice","tags":["a",null]}';
  const { tree, keys, reachesDialogs, bytes, isEmpty } = read(text);
  expect(tree).toMatchObject({
    kind: "object",
    children: [
      {
        name: "order",
        kind: "object",
        children: [
          { name: "id", kind: "number", text: "7" },
          { name: "open", kind: "boolean", text: "true" },
        ],
      },
      { name: "summary", kind: "text", text: "An invoice" },
      {
        name: "tags",
        kind: "list",
        children: [
          { name: "", kind: "text", text: "a" },
          { name: "", kind: "null" },
        ],
      },
    ],
  });
  expect(keys[0]).toEqual({
    path: "order",
    expression: "{{context.session.UserContext.customData.order}}",
  });
  expect(keys.map(({ path }) => path)).toEqual(["order", "summary", "tags", "order.id", "order.open"]);
  expect({ reachesDialogs, bytes, isEmpty }).toEqual({ reachesDialogs: true, bytes: 71, isEmpty: false });
});

test.each(["Data not found", "{'a': 1}", "{", "undefined", " ", '{"a":1}x'])(
  "text that isn't JSON stops the widget: %j",
  (text) => {
    expect(readCustomData(text)).toMatchObject({ loads: false, reason: "not-json" });
  },
);

test("no text at all is an empty object, and nothing reaches the dialogs", () => {
  expect(read("")).toMatchObject({
    isEmpty: true,
    bytes: 0,
    reachesDialogs: false,
    keys: [],
    name: { text: "user", rule: "user" },
  });
});

test.each([
  ['{"fName":"Ada","lName":"Lovelace"}', "Ada Lovelace", "full-name"],
  ['{"userName":"ada"}', "undefined undefined", "undefined-name"],
  ['{"userName":"ada","fName":"Ada"}', "Ada undefined", "undefined-name"],
  ['{"userName":"ada","fName":"Ada","lName":"Lovelace"}', "Ada Lovelace", "full-name"],
  ['{"fName":"Ada"}', "user", "user"],
  ['{"userName":"","fName":"Ada","lName":""}', "user", "user"],
  ['{"fName":1,"lName":[2,3]}', "1 2,3", "full-name"],
  ['{"__proto__":{"userName":"x"}}', "user", "user"],
  ["null", "user", "user"],
  ['"fName"', "user", "user"],
  ["[1]", "user", "user"],
])("%s is shown as “%s”", (text, shown, rule) => {
  expect(read(text).name).toEqual({ text: shown, rule });
});

test("a name that can't be made a text stops the widget", () => {
  const text = '{"fName":{"toString":1,"valueOf":1},"lName":"x"}';
  expect(readCustomData(text)).toMatchObject({ loads: false, reason: "name" });
});

test("a member called __proto__ is shown, changes no object, and isn't a key for dialogs", () => {
  const { tree, keys } = read('{"__proto__":{"polluted":true},"constructor":1,"a b":2,"ok":3}');
  expect(tree.children.map(({ name }) => name)).toEqual(["__proto__", "constructor", "a b", "ok"]);
  expect(keys.map(({ path }) => path)).toEqual(["ok"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("40 KB loads, but is more than a contact can keep", () => {
  const text = JSON.stringify({ note: "x".repeat(40 * 1024) });
  expect(read(text)).toMatchObject({ fitsAttributes: false, bytes: text.length });
  expect(read('{"note":"é"}')).toMatchObject({ fitsAttributes: true, bytes: 13, encodedBytes: 31 });
});

test("thousands of members and levels are counted, not drawn", () => {
  const wide = read(JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]))));
  expect(wide.tree.children.length + wide.tree.more).toBe(5000);
  expect(wide.tree.more).toBeGreaterThan(0);
  expect([wide.keys.length, wide.hasMoreKeys]).toEqual([200, true]);
  expect(read(`${"[".repeat(20_000)}${"]".repeat(20_000)}`).tree.kind).toBe("list");
});

const count = (node: DataNode): number => 1 + node.children.reduce((sum, child) => sum + count(child), 0);

test("any text is read without an exception, and loads exactly when it's JSON", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.json(),
        fc.json().map((text) => text.slice(1)),
      ),
      (text) => {
        const isJson = (() => {
          try {
            JSON.parse(text || "{}");
            return true;
          } catch {
            return false;
          }
        })();
        const reading = readCustomData(text);
        expect(reading.loads || reading.reason === "name").toBe(isJson);
        expect(reading.bytes).toBe(Buffer.byteLength(text));
        if (reading.loads) expect(count(reading.tree)).toBeLessThanOrEqual(1000);
      },
    ),
    { numRuns: 500 },
  );
});

test("each listed key leads to a value in what was posted", () => {
  const key = fc.oneof(fc.stringMatching(/^[a-z_]{1,6}$/), fc.string(), fc.constant("__proto__"));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.constant(null), tie("object")),
    object: fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }).map((members) =>
      members.reduce<Record<string, unknown>>((all, [name, member]) => {
        Object.defineProperty(all, name, {
          value: member,
          enumerable: true,
          configurable: true,
          writable: true,
        });
        return all;
      }, {}),
    ),
  }));
  fc.assert(
    fc.property(value, (posted) => {
      const text = JSON.stringify(posted);
      for (const path of keysOf(text)) {
        let found: unknown = JSON.parse(text);
        for (const part of path.split(".")) {
          expect(Object.hasOwn(found as object, part)).toBe(true);
          found = Reflect.get(found as object, part);
        }
      }
    }),
  );
});
