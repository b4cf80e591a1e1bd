import type { NeededPermission, RequestContext, SandboxService } from "../../wire/service";
import type { ServiceModel } from "../../wire/service-model";
import { tagConditions } from "../iam/tag-conditions";
import { gatewayState } from "./gateway-store";

/** API Gateway's actions are HTTP verbs, and its resources the paths: `apigateway:POST` on `…::/restapis/abc/resources/def`. */
export function neededPermissions(model: () => ServiceModel): NonNullable<SandboxService["permissions"]> {
  return (operation, input, { account }: RequestContext) => {
    const [verb = "", uri = ""] = model().operations.get(operation)?.http ?? [];
    const [path = ""] = uri.split("?");
    const filled = path.replace(/\{(.+?)\+?\}/g, (_, name: string) =>
      encodeURIComponent(String(input[name] ?? "")),
    );
    // Everything below an API has the API's tags; a path of /tags has none, whatever it tags.
    const id = /^\/restapis\/([^/]+)/.exec(filled)?.[1];
    const tags = id === undefined ? {} : gatewayState(account).data.apis[id]?.tags;
    const needed: NeededPermission[] = [
      {
        action: `apigateway:${verb}`,
        resource: `arn:aws:apigateway:${account.region}::${filled}`,
        conditions: tagConditions({ resource: tags, request: input.tags, keys: input.tagKeys }),
      },
    ];
    // A resource policy needs an action of its own besides the verb.
    if (operation === "UpdateRestApi" && patchesOf(input).some(({ path }) => path === "/policy"))
      needed.push({
        action: "apigateway:UpdateRestApiPolicy",
        resource: `arn:aws:apigateway:${account.region}::${filled}`,
      });
    for (const resource of rolesIn(operation, input))
      needed.push({
        action: "iam:PassRole",
        resource,
        conditions: { "iam:passedtoservice": "apigateway.amazonaws.com" },
      });
    return needed;
  };
}

/** A caller that gives API Gateway a role must be allowed to pass that role. */
function rolesIn(operation: string, input: Record<string, unknown>): string[] {
  const patched = patchesOf(input)
    .filter(({ path }) => ["/cloudwatchRoleArn", "/credentials", "/authorizerCredentials"].includes(path))
    .map(({ value }) => value);
  const given = operation === "PutIntegration" ? input.credentials : input.authorizerCredentials;
  return [...patched, given].filter(
    (value): value is string => typeof value === "string" && value.startsWith("arn:aws:iam::"),
  );
}

function patchesOf(input: Record<string, unknown>): { path: string; value: unknown }[] {
  const patches = Array.isArray(input.patchOperations) ? (input.patchOperations as unknown[]) : [];
  return patches.flatMap((patch) =>
    typeof patch === "object" && patch !== null && "path" in patch
      ? [{ path: String(patch.path), value: "value" in patch ? patch.value : undefined }]
      : [],
  );
}
