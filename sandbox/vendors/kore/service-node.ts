/** The Service node that posts the metadata, as its form in Kore has it. */
export interface ServiceNode {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

export function readServiceNode(value: unknown): ServiceNode | undefined | "wrong" {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object") return "wrong";
  const url: unknown = Reflect.get(value, "url");
  const method: unknown = Reflect.get(value, "method") ?? "POST";
  const body: unknown = Reflect.get(value, "body") ?? "";
  const headers: unknown = Reflect.get(value, "headers") ?? {};
  if (typeof url !== "string" || typeof method !== "string" || typeof body !== "string") return "wrong";
  if (typeof headers !== "object" || headers === null) return "wrong";
  const pairs = Object.entries(headers).map(([name, header]) => [name, String(header)] as const);
  return { url, method, body, headers: Object.fromEntries(pairs) };
}
