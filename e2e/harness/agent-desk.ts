import {
  AssociateApprovedOriginCommand,
  DescribeContactFlowCommand,
  DescribeInstanceCommand,
  ListContactFlowsCommand,
  UpdateContactFlowContentCommand,
} from "@aws-sdk/client-connect";
import { expect, type FrameLocator, type Page } from "@playwright/test";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { listConnections } from "@/lib/connections/store";
import { offerAgentPage } from "@/lib/vendors/kore/testing/offer-agent-page";
import { tellSandbox } from "../../lib/testing/tell-sandbox";
import { theInstallation } from "./installation";
import { newMember, type Person } from "./people";
import { signInAs } from "./sign-in";
import type { Story } from "./story";

/** The tenant's agents have a page, and its instance lets itself be framed there. Returns an agent. */
export async function openAgentDesk(
  { tenantId, slug, awsConnectionId }: Story,
  { isApproved = true }: { isApproved?: boolean } = {},
): Promise<Person> {
  const connections = await withTenant(tenantId, (db) => listConnections(db));
  const koreConnectionId = connections.find(({ kind }) => kind === "kore")?.id ?? "";
  await offerAgentPage({ tenantId, awsConnectionId, koreConnectionId });
  if (isApproved) {
    const { clients, instanceId: InstanceId } = await openAwsConnection(tenantId, awsConnectionId, "deploy");
    const Origin = new URL(theInstallation().address).origin.replace(/^http:/, "https:");
    await clients.connect.send(new AssociateApprovedOriginCommand({ InstanceId, Origin }));
  }
  return newMember(slug, "agent");
}

export function softphoneOf(page: Page): FrameLocator {
  return page.getByTestId("softphone").frameLocator("iframe");
}

/** The frame of the panel that is on top. */
export function panelOf(page: Page): FrameLocator {
  return page.locator("[data-panel]:not(.hidden)").frameLocator("iframe");
}

/** On the sign-in page of the instance's own site, as its first agent. */
export async function signInToInstance(page: Page, { account }: Story): Promise<void> {
  const [agent] = account.agents;
  await page.getByLabel("User name").fill(agent?.username ?? "");
  await page.getByLabel("Password").fill(agent?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The agent workspace of the instance, signed in to as its first agent, who takes calls. */
export async function openWorkspace(page: Page, story: Story): Promise<void> {
  const { clients, instanceId: InstanceId } = await openAwsConnection(
    story.tenantId,
    story.awsConnectionId,
    "read",
  );
  const { Instance } = await clients.connect.send(new DescribeInstanceCommand({ InstanceId }));
  await page.goto(`${Instance?.InstanceAccessUrl}/agent-app/`);
  await signInToInstance(page, story);
  const softphone = page.frameLocator("#softphone");
  await softphone.getByRole("button", { name: "Available" }).click();
  await expect(softphone.getByRole("status")).toHaveText("Available");
}

/** Signs in to the console, and in the pop-up to Amazon Connect, and takes calls. */
export async function beginShift(page: Page, agent: Person, story: Story): Promise<void> {
  const opened = page.waitForEvent("popup");
  await signInAs(page, agent, `/${story.slug}/agent`);
  await signInToInstance(await opened, story);
  await expect(page.getByTestId("softphone")).toHaveAttribute("data-signed-in", "true", { timeout: 30_000 });
  await softphoneOf(page).getByRole("button", { name: "Available" }).click();
}

/**
 * The instance's sample flow keeps these attributes with every call, as a voice agent's integration does, and goes on: to
 * the published flow whose name ends so, where one is given. Returns how to put it back.
 */
export async function keepWithCalls(
  { tenantId, awsConnectionId }: Story,
  attributes: Record<string, string>,
  goesOnTo?: string,
): Promise<() => Promise<void>> {
  const { clients, instanceId: InstanceId } = await openAwsConnection(tenantId, awsConnectionId, "deploy");
  const { ContactFlowSummaryList = [] } = await clients.connect.send(
    new ListContactFlowsCommand({ InstanceId, ContactFlowTypes: ["CONTACT_FLOW"] }),
  );
  const ContactFlowId = ContactFlowSummaryList.find(({ Name }) => Name === "Sample inbound flow")?.Id;
  const { ContactFlow } = await clients.connect.send(
    new DescribeContactFlowCommand({ InstanceId, ContactFlowId }),
  );
  const usual = ContactFlow?.Content ?? "{}";
  const flow = JSON.parse(usual) as { StartAction: string; Actions: object[] };
  const block = (Identifier: string, Type: string, Parameters: object, NextAction?: string) => {
    const Errors = [{ NextAction: flow.StartAction, ErrorType: "NoMatchingError" }];
    return { Identifier, Type, Parameters, Transitions: { NextAction, Errors, Conditions: [] } };
  };
  const next = goesOnTo === undefined ? flow.StartAction : "go-on";
  const target = ContactFlowSummaryList.find(
    ({ Name }) => goesOnTo !== undefined && Name?.endsWith(goesOnTo),
  );
  const added = [
    block("keep", "UpdateContactAttributes", { Attributes: attributes, TargetContact: "Current" }, next),
    ...(goesOnTo === undefined
      ? []
      : [block("go-on", "TransferToFlow", { ContactFlowId: target?.Arn }, flow.StartAction)]),
  ];
  const save = async (Content: string) => {
    await clients.connect.send(new UpdateContactFlowContentCommand({ InstanceId, ContactFlowId, Content }));
  };
  await save(JSON.stringify({ ...flow, StartAction: "keep", Actions: [...added, ...flow.Actions] }));
  return () => save(usual);
}

/** What the simulated Agent AI's widgets of a conversation were given, the oldest first. */
export async function listWidgets({ sandbox }: Story, conversationId: string): Promise<unknown> {
  const { vendorUrls } = theInstallation().sandbox;
  const url = `${vendorUrls.kore}/_sandbox/agent-ai/widgets?${new URLSearchParams({ conversationId })}`;
  return (await tellSandbox(sandbox, "GET", url)).widgets;
}
