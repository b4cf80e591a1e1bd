import { afterEach, beforeEach, expect, test } from "vitest";
import type { OpenApplication } from "../open-applications";
import { ApplicationHost } from "./application-host";
import type { AgentData } from "./ask-instance";

type Contact = AgentData["snapshot"]["contacts"][number];

const application: OpenApplication = {
  name: "Agent AI",
  namespace: "agent-ai",
  accessUrl: "https://kore.example.com/tpa-voice/",
  origins: ["https://kore.example.com"],
  perContact: true,
  permissions: ["Contact.Attributes.View"],
  sandbox: "allow-scripts",
  allow: "",
  initializationTimeoutMs: 5_000,
};
const contact = {
  contactId: "one",
  initialContactId: "first",
  attributes: { token: { name: "token", value: "t" }, other: { name: "other", value: "o" } },
};
let channel: MessageChannel;
let heard: unknown[];

beforeEach(() => {
  channel = new MessageChannel();
  heard = [];
  channel.port1.onmessage = ({ data }) => void heard.push(data);
});
afterEach(() => channel.port1.close());

function host(permissions = application.permissions): ApplicationHost {
  return new ApplicationHost(channel.port2, {
    application: { ...application, permissions },
    contactId: "one",
    findContact: (id) => (id === contact.contactId ? (contact as unknown as Contact) : undefined),
  });
}

async function ask(command: string, data: object, namespace = "aws.connect.contact"): Promise<unknown> {
  const requestId = crypto.randomUUID();
  channel.port1.postMessage({ type: "request", namespace, command, requestId, data });
  const found = () => heard.find((message) => Reflect.get(message as object, "requestId") === requestId);
  await expect.poll(found).toBeDefined();
  return found();
}

test("acknowledges the application and tells it for which contact it was opened", async () => {
  const opened = host();
  await expect.poll(() => heard.length).toBe(2);
  expect(heard[0]).toMatchObject({ type: "acknowledge", status: { initialized: true } });
  expect(heard[1]).toMatchObject({
    ...{ type: "appLifecycle", stage: "create" },
    contactScope: { contactId: "one" },
  });
  opened.destroy();
  await expect.poll(() => heard[2]).toMatchObject({ type: "appLifecycle", stage: "destroy" });
});

test("reads the attributes that are asked for, of its own contact", async () => {
  host();
  const answer = await ask("contact/getAttributes", {
    contactId: "CURRENT_CONTACT",
    attributes: ["token", "no"],
  });
  expect(answer).toMatchObject({ type: "response", isError: false, data: { token: "t" } });
  const all = await ask("contact/getAttributes", { contactId: "one", attributes: "*" });
  expect(all).toMatchObject({ data: { token: "t", other: "o" } });
  expect(await ask("contact/getAttributes", { contactId: "two", attributes: "*" })).toMatchObject({
    ...{ isError: true, errorKey: "contactNotFound" },
  });
});

test("refuses what the application has no permission for, and what it doesn't know", async () => {
  host([]);
  expect(await ask("contact/getAttributes", { contactId: "one", attributes: "*" })).toMatchObject({
    isError: true,
    reason: "The application doesn't have the permission Contact.Attributes.View.",
  });
  expect(await ask("contact/transfer", { contactId: "one" })).toMatchObject({ errorKey: "handlerNotFound" });
  expect(await ask("x", {}, "aws.connect.voice")).toMatchObject({ errorKey: "handlerNotFound" });
});

test("answers everything that it knows to an application with all permissions", async () => {
  host(["*"]);
  expect(await ask("contact/getInitialContactId", { contactId: "one" })).toMatchObject({
    data: { initialContactId: "first" },
  });
});
