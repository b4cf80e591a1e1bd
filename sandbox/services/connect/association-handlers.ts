import { randomUUID } from "node:crypto";
import type {
  AssociateLambdaFunctionRequest,
  CreateIntegrationAssociationRequest,
  DeleteIntegrationAssociationRequest,
  DisassociateLambdaFunctionRequest,
  ListIntegrationAssociationsRequest,
  ListLambdaFunctionsRequest,
} from "@aws-sdk/client-connect";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { readVoiceConnector } from "../chime-sdk-voice/connector-store";
import { findApplication } from "../cloud-control/application-store";
import { findFunction } from "../lambda/function-store";
import { letConnectInvoke, takeConnectOut } from "../lambda/permission-handlers";
import { checkInstance, childArn, instanceArn } from "./arns";
import { connectState } from "./connect-state";
import { page } from "./page";

/** AWS's default quota of Lambda functions per instance. */
const maxLambdas = 50;

export const associationHandlers: Record<string, Handler> = {
  AssociateLambdaFunction(input: Valid<AssociateLambdaFunctionRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    if (!/^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[^:]+(:[^:]+)?$/.test(input.FunctionArn)) {
      throw new ServiceError("InvalidParameterException", "FunctionArn is not the ARN of a Lambda function.");
    }
    if (file.data.lambdaArns.includes(input.FunctionArn)) {
      throw new ServiceError(
        "ResourceConflictException",
        "The function is associated with this instance already.",
      );
    }
    if (file.data.lambdaArns.length >= maxLambdas) {
      throw new ServiceError(
        "ServiceQuotaExceededException",
        `The instance has ${maxLambdas} functions already.`,
      );
    }
    if (!findFunction(account, input.FunctionArn)) {
      throw new ServiceError("ResourceNotFoundException", `Function not found: ${input.FunctionArn}`);
    }
    letConnectInvoke(account, input.FunctionArn, instanceArn(account, file.data.instance.id));
    file.data.lambdaArns.push(input.FunctionArn);
    file.save();
    return {};
  },

  DisassociateLambdaFunction(input: Valid<DisassociateLambdaFunctionRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    takeConnectOut(account, input.FunctionArn, instanceArn(account, file.data.instance.id));
    file.data.lambdaArns = file.data.lambdaArns.filter((arn) => arn !== input.FunctionArn);
    file.save();
    return {};
  },

  ListLambdaFunctions(input: Valid<ListLambdaFunctionsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const { items, nextToken } = page(data.lambdaArns, input.MaxResults, input.NextToken, 25);
    return { LambdaFunctions: items, NextToken: nextToken };
  },

  CreateIntegrationAssociation(
    input: Valid<CreateIntegrationAssociationRequest>,
    { account }: RequestContext,
  ) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    if (
      file.data.integrations.some(
        ({ type, arn }) => type === input.IntegrationType && arn === input.IntegrationArn,
      )
    ) {
      throw new ServiceError(
        "DuplicateResourceException",
        "The integration is associated with this instance already.",
      );
    }
    if (input.IntegrationType === "CALL_TRANSFER_CONNECTOR") {
      const connector = readVoiceConnector(account, input.IntegrationArn);
      if (connector?.integrationType !== "CONNECT_CALL_TRANSFER_CONNECTOR") {
        throw new ServiceError(
          "InvalidRequestException",
          "IntegrationArn is not a call transfer connector of this account.",
        );
      }
    }
    if (input.IntegrationType === "APPLICATION" && !findApplication(account, input.IntegrationArn))
      throw new ServiceError("ResourceNotFoundException", `Application not found: ${input.IntegrationArn}`);
    const integration = {
      id: randomUUID(),
      type: input.IntegrationType,
      arn: input.IntegrationArn,
      tags: { ...input.Tags },
    };
    file.data.integrations.push(integration);
    file.save();
    return {
      IntegrationAssociationId: integration.id,
      IntegrationAssociationArn: childArn(account, file.data, "integration-association", integration.id),
    };
  },

  ListIntegrationAssociations(input: Valid<ListIntegrationAssociationsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const wanted = data.integrations.filter(
      ({ type, arn }) =>
        (input.IntegrationType === undefined || input.IntegrationType === type) &&
        (input.IntegrationArn === undefined || input.IntegrationArn === arn),
    );
    const { items, nextToken } = page(wanted, input.MaxResults, input.NextToken, 100);
    return {
      NextToken: nextToken,
      IntegrationAssociationSummaryList: items.map(({ id, type, arn }) => ({
        IntegrationAssociationId: id,
        IntegrationAssociationArn: childArn(account, data, "integration-association", id),
        InstanceId: data.instance.id,
        IntegrationType: type,
        IntegrationArn: arn,
      })),
    };
  },

  DeleteIntegrationAssociation(
    input: Valid<DeleteIntegrationAssociationRequest>,
    { account }: RequestContext,
  ) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    if (!file.data.integrations.some(({ id }) => id === input.IntegrationAssociationId)) {
      throw new ServiceError("ResourceNotFoundException", "Integration association not found");
    }
    file.data.integrations = file.data.integrations.filter(({ id }) => id !== input.IntegrationAssociationId);
    file.save();
    return {};
  },
};
