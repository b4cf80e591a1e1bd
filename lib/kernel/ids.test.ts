import { describe, expect, expectTypeOf, it } from "vitest";
import type { Integration, Plan, Tenant } from "@/prisma/generated/client";
import type { parseContactId } from "./contact-id";
import { contactIdInput, integrationIdInput, tenantIdInput } from "./id-input";
import { type ContactId, type IntegrationId, parseIntegrationId, parseTenantId, type TenantId } from "./ids";
import type { Result } from "./result";

const id = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";

// The compiler checks the types, in every run of `npm run check`.
describe("an id of one kind", () => {
  it("can't be given where another kind, or checked text, is asked for", () => {
    expectTypeOf<TenantId>().not.toExtend<ContactId>();
    expectTypeOf<TenantId>().not.toExtend<IntegrationId>();
    expectTypeOf<ContactId>().not.toExtend<IntegrationId>();
    expectTypeOf<string>().not.toExtend<TenantId>();
    expectTypeOf<string>().not.toExtend<ContactId>();
    expectTypeOf<string>().not.toExtend<IntegrationId>();
    expectTypeOf<IntegrationId>().toExtend<string>();
  });

  it("comes with its kind out of the database, out of a parser, and out of an action's input", () => {
    expectTypeOf<Plan["tenantId"]>().toEqualTypeOf<TenantId>();
    expectTypeOf<Plan["integrationId"]>().toEqualTypeOf<IntegrationId>();
    expectTypeOf<Tenant["id"]>().toEqualTypeOf<TenantId>();
    expectTypeOf<Integration["id"]>().toEqualTypeOf<IntegrationId>();
    expectTypeOf<typeof parseContactId>().returns.toEqualTypeOf<Result<ContactId>>();
    expectTypeOf<typeof parseTenantId>().returns.toEqualTypeOf<TenantId | undefined>();
    expectTypeOf(tenantIdInput.parse).returns.toEqualTypeOf<TenantId>();
    expectTypeOf(integrationIdInput.parse).returns.toEqualTypeOf<IntegrationId>();
    expectTypeOf(contactIdInput.parse).returns.toEqualTypeOf<ContactId>();
  });
});

it("text that is no UUID is no tenant's or integration's id", () => {
  expect([parseTenantId(id), parseIntegrationId(id)]).toEqual([id, id]);
  for (const text of ["", "acme", `${id} `, `${id}0`]) {
    expect([parseTenantId(text), parseIntegrationId(text)]).toEqual([undefined, undefined]);
    expect(contactIdInput.safeParse(text).success).toBe(false);
  }
});

it("a contact's id in an action's input is put in lower case, as it is stored", () => {
  expect(contactIdInput.parse(id.toUpperCase())).toBe(id);
});
