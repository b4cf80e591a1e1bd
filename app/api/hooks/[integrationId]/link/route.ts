import { answerHook } from "@/lib/hooks/answer-hook";
import { takeLink } from "@/lib/hooks/take-link";

export const dynamic = "force-dynamic";

/** The event script of a flow posts which of the voice agent's sessions belongs to a contact. Nobody is signed in. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ integrationId: string }> },
): Promise<Response> {
  const { integrationId } = await params;
  return answerHook(request, integrationId, takeLink);
}
