import { expect, test } from "vitest";
import { allSecretFields } from "@/lib/connection-kinds/connection-kind";
import { writePath } from "@/lib/forms/settings-paths";
import { checkInput } from "@/lib/kernel/field-faults";
import { vendors } from "./registry";

test.each(vendors)(
  "the form of $title asks for each secret once, and for nothing that the console sets",
  ({ connection }) => {
    const { form, ownFields, optionalSecretFields } = connection;
    const fields = form.groups.flatMap((group) => group.fields);
    const paths = fields.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => ownFields.includes(path))).toEqual([]);
    const secrets = fields.filter(({ input }) => input.kind === "secret");
    expect(secrets.map(({ path }) => path).sort()).toEqual(
      [...allSecretFields(connection, form.settings)].sort(),
    );
    const optional = secrets.filter((field) => field.optional === true).map(({ path }) => path);
    expect(optional).toEqual([...(optionalSecretFields?.(form.settings) ?? [])]);
  },
);

test.each(vendors)("the form of $title can be handed to a browser as it is", ({ connection: { form } }) => {
  expect(JSON.parse(JSON.stringify(form))).toEqual(form);
});

test.each(vendors)(
  "the form of $title marks the fields that can't be left blank, and no others",
  (vendor) => {
    const { form, settings } = vendor.connection;
    for (const { path, optional, input } of form.groups.flatMap(({ fields }) => fields)) {
      if (input.kind !== "text" && input.kind !== "lines") continue;
      const checked = checkInput(settings, writePath(form.settings, path, undefined));
      const isRefused = !checked.ok && checked.fields[path] !== undefined;
      expect({ path, isRefused }).toEqual({ path, isRefused: optional !== true });
    }
  },
);
