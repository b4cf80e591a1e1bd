import fc from "fast-check";
import { expect, test } from "vitest";
import { parseContactId } from "./contact-id";

const id = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";

test.each([
  id,
  ` ${id.toUpperCase()}\n`,
  `"${id}"`,
  `https://acme.my.connect.aws/contact-trace-records/details/${id}?tz=UTC`,
])("a contact ID is read from %j", (text) => {
  expect(parseContactId(text)).toEqual({ ok: true, value: id });
});

test("what holds no id, or two, is told so and never thrown", () => {
  expect(parseContactId(`${id} ${id.replace("3f", "4f")}`)).toMatchObject({
    problem: { code: "contact-id-invalid" },
  });
  fc.assert(fc.property(fc.string(), (text) => parseContactId(text).ok === false));
});
