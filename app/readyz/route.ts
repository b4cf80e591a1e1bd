import { readReadiness } from "@/lib/health/readiness";

export const dynamic = "force-dynamic";

/** Whether a load balancer should send requests here: 200, or 503 with the reasons' codes. */
export async function GET(): Promise<Response> {
  const readiness = await readReadiness();
  return Response.json(readiness, {
    status: readiness.ready ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
