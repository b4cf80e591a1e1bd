import type { Cors } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../api-gateway/gateway-store";

const methods = ["*", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const maxAgeSeconds = 86_400;

export function checkCors(cors: Cors): Cors {
  const { AllowOrigins = [], AllowMethods = [], AllowHeaders = [], MaxAge = 0, AllowCredentials } = cors;
  for (const method of AllowMethods)
    if (!methods.includes(method)) throw badRequest(`Invalid method in AllowMethods: ${method}`);
  for (const origin of AllowOrigins)
    if (!/^(\*|https?:\/\/\*|[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?#\s]+)$/.test(origin))
      throw badRequest(`Invalid format for origin ${origin}`);
  for (const header of AllowHeaders)
    if (!/^(\*|[!#$%&'*+.^_`|~0-9A-Za-z-]+)$/.test(header))
      throw badRequest(`Invalid header in AllowHeaders: ${header}`);
  if (MaxAge < -1 || MaxAge > maxAgeSeconds) throw badRequest(`MaxAge must be from -1 to ${maxAgeSeconds}.`);
  if (AllowCredentials && AllowOrigins.includes("*"))
    throw badRequest("AllowCredentials can't be used with the origin *.");
  return cors;
}
