import {
  AssociateApprovedOriginCommand,
  DisassociateApprovedOriginCommand,
  ListApprovedOriginsCommand,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { isStanding, stoodThere } from "../previous";
import { defineResource, type ResourceContext } from "../resource";

/** Connect's own limit. */
const maxOriginLength = 267;
/** An instance has room for far fewer. */
const maxPages = 50;

const originProps = z.strictObject({
  origin: z
    .string()
    .max(maxOriginLength, `An approved origin can have at most ${maxOriginLength} characters.`)
    .refine(isOrigin, "An approved origin is https://, a host, and at most a port, without a path."),
});

/**
 * A page that may show the instance's Contact Control Panel in a frame. One list for the whole instance: an origin that was
 * there before us stays, and ours goes with the last integration that uses it.
 */
export const approvedOrigin = defineResource({
  type: "approved-origin",
  title: "Approved origin",
  props: originProps,
  fields: [{ path: "origin", kept: "identity" }],
  iamActions: [
    "connect:AssociateApprovedOrigin",
    "connect:DisassociateApprovedOrigin",
    "connect:ListApprovedOrigins",
  ],
  shared: { scope: "instance", key: ({ origin }) => origin.toLowerCase() },
  needsTemplate: 2,
  name: ({ origin }) => origin,
  summary: ({ origin }) => `pages on ${origin} can show the instance's Contact Control Panel`,
  usualSeconds: 2,

  async observe(context, props) {
    if (!(await isApproved(context, props.origin))) return undefined;
    return { state: props, outputs: { id: props.origin }, ownership: { kind: "ours" }, previous: stoodThere };
  },

  async ensure(context, { origin }, have) {
    if (have === undefined) {
      const command = new AssociateApprovedOriginCommand({ InstanceId: context.instanceId, Origin: origin });
      try {
        await context.aws.connect.send(command, { abortSignal: context.signal });
      } catch (error) {
        // It came between the look and the call. It isn't certain that it was ours, but it is there.
        if (!isAwsError(error, "ResourceConflictException")) throw error;
      }
    }
    return { id: origin };
  },

  removalNote: (_props, _have, previous) =>
    isStanding(previous)
      ? "stays in the instance's approved origins: it was there before this integration"
      : "removed from the instance's approved origins",

  async remove(context, { origin }) {
    if (isStanding(context.record?.previous)) return;
    const command = new DisassociateApprovedOriginCommand({ InstanceId: context.instanceId, Origin: origin });
    try {
      await context.aws.connect.send(command, { abortSignal: context.signal });
    } catch (error) {
      if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    }
  },
});

async function isApproved({ aws, instanceId, signal }: ResourceContext, origin: string): Promise<boolean> {
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const command = new ListApprovedOriginsCommand({ InstanceId: instanceId, NextToken });
    const page = await aws.connect.send(command, { abortSignal: signal });
    if (page.Origins?.some((each) => isSameOrigin(each, origin)) === true) return true;
    NextToken = page.NextToken;
    pages += 1;
  } while (NextToken !== undefined && pages < maxPages);
  return false;
}

/** Browsers send no closing slash and hosts in lower case; people type either. */
function isSameOrigin(a: string, b: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/\/$/, "");
  return plain(a) === plain(b);
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin } = new URL(text);
  return protocol === "https:" && origin === text;
}
