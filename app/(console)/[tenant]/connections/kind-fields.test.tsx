import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { toy } from "@/lib/vendors/testing/toy-vendor";
import type { FieldsProps } from "./fields-props";
import { KindFields } from "./kind-fields";

const { form } = toy.connection;

test("a new vendor's connection form is drawn from its declaration alone, with its errors beside the fields", () => {
  const stored = form.settings;
  const props: FieldsProps = {
    slug: "sandbox",
    storedId: undefined,
    text: (path) => String(stored[path] ?? ""),
    read: (path) => stored[path],
    write: () => undefined,
    error: (path) => (path === "host" ? "Enter a host." : undefined),
    secret: () => ({ value: "", isStored: true, error: undefined, write: () => undefined }),
  };
  const html = renderToStaticMarkup(<KindFields {...props} groups={form.groups} />);
  expect(html).toContain('value="toy.example.com"');
  expect(html).toContain("Enter a host.");
  expect(html).toMatch(/type="password"|autoComplete="new-password"/i);
  const labels = form.groups.flatMap(({ fields }) => fields.map(({ label }) => label));
  expect(labels.length).toBeGreaterThan(1);
  for (const label of labels) expect(html).toContain(label);
});
