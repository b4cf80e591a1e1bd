import { expect, test } from "vitest";
import { vendors } from "./registry";

test.each(vendors)(
  "the form of $title asks for each secret once, and for nothing that the console sets",
  ({ connection: { form, ownFields, secretFields } }) => {
    const fields = form.groups.flatMap((group) => group.fields);
    const paths = fields.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => ownFields.includes(path))).toEqual([]);
    const secrets = fields.filter(({ input }) => input.kind === "secret").map(({ path }) => path);
    expect(secrets.sort()).toEqual([...secretFields(form.settings)].sort());
  },
);

test.each(vendors)("the form of $title can be handed to a browser as it is", ({ connection: { form } }) => {
  expect(JSON.parse(JSON.stringify(form))).toEqual(form);
});
