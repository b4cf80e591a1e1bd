import type { Cors } from "@aws-sdk/client-apigatewayv2";
import type { OpenRequest, WireAnswer } from "../../../wire/service";

/** The answer to a browser's preflight request, which never reaches a function; undefined for other requests. */
export function answerPreflight(cors: Cors, open: OpenRequest): WireAnswer | undefined {
  const method = headerOf(open, "access-control-request-method");
  if (open.method !== "OPTIONS" || headerOf(open, "origin") === undefined || method === undefined)
    return undefined;
  const headers = corsHeaders(cors, open);
  if (headers["access-control-allow-origin"] === undefined) return { status: 204, headers: {}, body: "" };
  return {
    status: 204,
    headers: {
      ...headers,
      ...(cors.AllowMethods?.length && { "access-control-allow-methods": cors.AllowMethods.join(",") }),
      ...(cors.AllowHeaders?.length && { "access-control-allow-headers": cors.AllowHeaders.join(",") }),
      ...(cors.MaxAge !== undefined && { "access-control-max-age": String(cors.MaxAge) }),
    },
    body: "",
  };
}

/** With a CORS configuration, the function's own CORS headers are ignored. */
export function withCors(cors: Cors, open: OpenRequest, answer: WireAnswer): WireAnswer {
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith("access-control-"));
  return { ...answer, headers: { ...Object.fromEntries(own), ...corsHeaders(cors, open) } };
}

/** None for an origin that isn't allowed: browsers then keep the answer from the page. */
function corsHeaders(cors: Cors, open: OpenRequest): Record<string, string> {
  const origin = headerOf(open, "origin");
  const allowed = cors.AllowOrigins ?? [];
  if (origin === undefined) return {};
  const isAllowed = allowed.some(
    (one) => one === "*" || one === origin || (one.endsWith("://*") && origin.startsWith(one.slice(0, -1))),
  );
  if (!isAllowed) return {};
  return {
    "access-control-allow-origin": allowed.includes("*") ? "*" : origin,
    ...(allowed.includes("*") ? {} : { vary: "origin" }),
    ...(cors.AllowCredentials && { "access-control-allow-credentials": "true" }),
    ...(cors.ExposeHeaders?.length && { "access-control-expose-headers": cors.ExposeHeaders.join(",") }),
  };
}

function headerOf({ headers }: OpenRequest, name: string): string | undefined {
  return headers[name]?.at(-1);
}
