import { answerHook } from "@/lib/hooks/answer-hook";
import { takeEvent } from "@/lib/hooks/take-event";

export const dynamic = "force-dynamic";

/** A contact center's own events, signed by it. Nobody is signed in. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ integrationId: string }> },
): Promise<Response> {
  const { integrationId } = await params;
  return answerHook(request, integrationId, takeEvent);
}
