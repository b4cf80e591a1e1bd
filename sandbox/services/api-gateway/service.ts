import * as schemas from "@aws-sdk/client-api-gateway";
import type { SandboxService } from "../../wire/service";
import { apiHandlers } from "./api-handlers";
import { deploymentHandlers } from "./deployment-handlers";
import { authorizerHandlers, methodHandlers } from "./method-handlers";

export const apiGateway: SandboxService = {
  name: "apigateway",
  schemas,
  handlers: { ...apiHandlers, ...methodHandlers, ...authorizerHandlers, ...deploymentHandlers },
  /** API Gateway's actions are HTTP verbs on its own paths: `apigateway:POST` on `…::/restapis/ID/resources/ID`. */
  permissions(operation, input, { region }) {
    const [verb, uri] = routeOf(operation);
    const path = uri.replace(/\{(\w+)\}/g, (_whole, label: string) =>
      encodeURIComponent(String(input[label] ?? "*")),
    );
    return [{ action: `apigateway:${verb}`, resource: `arn:aws:apigateway:${region}::${path}` }];
  },
};

function routeOf(operation: string): [verb: string, uri: string] {
  const schema: unknown = Reflect.get(schemas, `${operation}$`);
  const traits: unknown = Array.isArray(schema) ? schema[3] : undefined;
  const http: unknown =
    typeof traits === "object" && traits !== null && "http" in traits ? traits.http : undefined;
  const [verb = "POST", uri = "/"] = Array.isArray(http) ? (http as string[]) : [];
  return [verb, uri.split("?")[0] ?? uri];
}
