import { DescribeContactCommand, GetContactAttributesCommand } from "@aws-sdk/client-connect";
import { expect, it } from "vitest";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { asContactId, asTenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { applyTestSettings } from "@/lib/testing/postgres";
import { fetchOwnContact } from "./fetch-own-contact";

const account = "arn:aws:connect:us-east-1:111122223333:instance";
const contactId = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");
const tenantId = asTenantId("22222222-2222-4222-8222-222222222222");

applyTestSettings("postgresql://owner:none@127.0.0.1:1/none");

/** An instance that describes the contact as this; what else it was asked for is in `asked`. */
function instanceWith(Contact: object) {
  const asked: string[] = [];
  const reads: object[] = [];
  const send = async (command: object) => {
    asked.push(command.constructor.name);
    if (command instanceof GetContactAttributesCommand) reads.push(command.input);
    return command instanceof DescribeContactCommand ? { Contact } : { Attributes: { botId: "st-1" } };
  };
  const access = { clients: { connect: { send } }, instanceId: "one", instanceArn: `${account}/one` };
  return { access: access as unknown as AwsAccess, asked, reads };
}

it.each([
  ["another instance's, whatever answers for it", { Arn: `${account}/two/contact/${contactId}` }],
  ["an instance's whose ID begins alike", { Arn: `${account}/one-more/contact/${contactId}` }],
  [
    "another tenant's in the same instance",
    {
      Arn: `${account}/one/contact/${contactId}`,
      Tags: {
        "patchbay:installation": "test-installation",
        "patchbay:tenant": "33333333-3333-4333-8333-333333333333",
      },
    },
  ],
])("a contact is unknown when it's %s, and its attributes aren't read", async (_whose, contact) => {
  const { access, asked } = instanceWith(contact);
  expect(await fetchOwnContact(tenantId, access, contactId)).toMatchObject({
    problem: { code: "contact-unknown" },
  });
  expect(asked).toEqual(["DescribeContactCommand"]);
});

it("the instance's own contact comes with its attributes", async () => {
  const { access } = instanceWith({ Arn: `${account}/one/contact/${contactId}` });
  expect(await fetchOwnContact(tenantId, access, contactId)).toMatchObject({
    value: { contactId, initialContactId: contactId, attributes: { botId: "st-1" } },
  });
});

it("a contact that was transferred has the first one's attributes, and one that has ended its end", async () => {
  const DisconnectTimestamp = new Date("2026-11-30T10:00:00.000Z");
  const Arn = `${account}/one/contact/${contactId}`;
  const { access, reads } = instanceWith({ Arn, InitialContactId: "first", DisconnectTimestamp });
  expect(await fetchOwnContact(tenantId, access, contactId)).toMatchObject({
    value: { contactId, initialContactId: "first", endedAt: DisconnectTimestamp },
  });
  expect(reads).toEqual([{ InstanceId: "one", InitialContactId: "first" }]);
  const goesOn = instanceWith({ Arn });
  expect(must(await fetchOwnContact(tenantId, goesOn.access, contactId))).not.toHaveProperty("endedAt");
});
