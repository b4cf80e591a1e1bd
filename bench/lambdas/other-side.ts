import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { transfersPath } from "@/lambdas/shared/asapp/call-asapp";
import { contactId, transcriberPath, transferredTo } from "./invocations";

/** DynamoDB and the vendors' APIs, answering immediately as in a healthy call, so only the functions' own work is measured. */
export async function startOtherSide(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      if (request.method === "POST" && request.url === "/" && !request.headers["x-amz-target"]) {
        response.writeHead(200, { "content-type": "text/xml" }).end(stsAnswer);
        return;
      }
      const operation = String(request.headers["x-amz-target"] ?? "").split(".")[1];
      const body = JSON.stringify(operation ? dynamoDb[operation] : vendors(request.url ?? ""));
      response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const dynamoDb: Record<string, unknown> = {
  UpdateItem: { Attributes: { revision: { N: "1" } } },
  GetItem: {
    Item: {
      contactId: { S: contactId },
      kore_session_data: { S: JSON.stringify({ summary: "The caller asked for an invoice.", score: 0.5 }) },
    },
  },
};

/** STS answers in XML. */
const stsAnswer = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId>
<SecretAccessKey>example</SecretAccessKey><SessionToken>${"x".repeat(600)}</SessionToken>
<Expiration>2026-03-04T06:06:07Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

function vendors(url: string): unknown {
  if (url === transcriberPath) return {};
  if (!url.startsWith(transfersPath)) return undefined;
  return {
    id: contactId,
    externalConversationId: contactId,
    status: url === transfersPath ? "ACTIVE" : "COMPLETED",
    type: "PHONE_NUMBER",
    phoneNumber: { transferNumber: transferredTo, country: "US" },
    outputContext: {
      transferType: "AGENT",
      currentTaskName: "Billing",
      referenceVariables: { caseId: "7" },
      transferVariables: {},
    },
  };
}
