import type {
  ApiMethod,
  ApiResource,
  Authorizer,
  Deployment,
  Integration,
  RestApi,
  Stage,
} from "./api-store";

export function describeApi(api: RestApi): object {
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    version: api.version,
    createdDate: api.createdAt,
    apiKeySource: "HEADER",
    endpointConfiguration: { types: api.endpointTypes, ipAddressType: "ipv4" },
    binaryMediaTypes: api.binaryMediaTypes.length > 0 ? api.binaryMediaTypes : undefined,
    tags: api.tags,
    disableExecuteApiEndpoint: false,
    rootResourceId: api.rootResourceId,
  };
}

/** Methods are named only, unless asked for with `embed=methods`. */
export function describeResource(resource: ApiResource, withMethods: boolean): object {
  const methods = Object.values(resource.methods);
  return {
    id: resource.id,
    parentId: resource.parentId,
    pathPart: resource.pathPart,
    path: resource.path,
    resourceMethods:
      methods.length === 0
        ? undefined
        : Object.fromEntries(
            methods.map((method) => [method.httpMethod, withMethods ? describeMethod(method) : {}]),
          ),
  };
}

export function describeMethod(method: ApiMethod): object {
  return {
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType,
    authorizerId: method.authorizerId,
    apiKeyRequired: method.apiKeyRequired,
    methodIntegration: method.integration && describeIntegration(method.integration),
  };
}

export function describeIntegration(integration: Integration): object {
  return {
    type: integration.type,
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    passthroughBehavior: "WHEN_NO_MATCH",
    timeoutInMillis: integration.timeoutMilliseconds,
    cacheKeyParameters: [],
  };
}

export function describeAuthorizer(authorizer: Authorizer): object {
  return {
    id: authorizer.id,
    name: authorizer.name,
    type: authorizer.type,
    authType: "custom",
    authorizerUri: authorizer.authorizerUri,
    identitySource: authorizer.identitySource,
    identityValidationExpression: authorizer.identityValidationExpression,
    authorizerResultTtlInSeconds: authorizer.ttlSeconds,
  };
}

export function describeDeployment(deployment: Deployment, withSummary: boolean): object {
  const { resources } = deployment.snapshot;
  const summary = Object.values(resources)
    .filter(({ methods }) => Object.keys(methods).length > 0)
    .map(({ path, methods }) => [
      path,
      Object.fromEntries(
        Object.values(methods).map(({ httpMethod, authorizationType, apiKeyRequired }) => [
          httpMethod,
          { authorizationType, apiKeyRequired },
        ]),
      ),
    ]);
  return {
    id: deployment.id,
    description: deployment.description,
    createdDate: deployment.createdAt,
    apiSummary: withSummary ? Object.fromEntries(summary) : undefined,
  };
}

export function describeStage(stage: Stage): object {
  return {
    stageName: stage.name,
    deploymentId: stage.deploymentId,
    description: stage.description,
    variables: Object.keys(stage.variables).length > 0 ? stage.variables : undefined,
    tags: Object.keys(stage.tags).length > 0 ? stage.tags : undefined,
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE",
    methodSettings: {},
    tracingEnabled: false,
    createdDate: stage.createdAt,
    lastUpdatedDate: stage.updatedAt,
  };
}
