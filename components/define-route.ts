import { isPermitted, type TenantContext, tenantContext, toProblem } from "@/lib/access/action";
import type { Permission } from "@/lib/access/auth/permissions";
import { stillMay } from "@/lib/access/auth/still-may";
import { DatabaseAwayError } from "@/lib/health/watch-database";
import { findUnusable, unusableInput } from "@/lib/kernel/find-unusable";
import type { Problem } from "@/lib/kernel/result";
import { endWhenRefused } from "./end-when-refused";
import { takeStream } from "./open-streams";

interface Route<Params> {
  permission: Permission;
  /** The response is long-lived: their number per person and tenant is limited. */
  streams?: true;
  answer(context: TenantContext, request: { params: Params; request: Request }): Promise<Response>;
}

/**
 * A tenant's route: it doesn't exist for strangers or without the permission. Streams end once their reader loses
 * access.
 */
export function defineRoute<Params extends { tenant: string }>(route: Route<Params>) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const given = await params;
    let giveBack: (() => void) | undefined;
    try {
      const unusable = findUnusable([given, new URL(request.url).searchParams]);
      if (unusable) return Response.json({ problem: unusableInput(unusable) }, { status: 400 });
      const context = await tenantContext(given.tenant);
      if (!context || !isPermitted(context, route.permission)) return nothingHere();
      if (context.user.secondFactor === "required") return nothingHere();
      if (route.streams) {
        const taken = takeStream(context.user.id, context.tenantId);
        if ("problem" in taken) return tooMany(taken.problem);
        giveBack = taken.giveBack;
        request.signal.addEventListener("abort", giveBack, { once: true });
      }
      const answer = await route.answer(context, { params: given, request });
      // No one reads the body of this one, and so nothing would ever end it.
      if (request.method === "HEAD") {
        giveBack?.();
        await answer.body?.cancel();
        return new Response(null, answer);
      }
      return endWhenRefused(answer, () => stillMay(context, route.permission), giveBack);
    } catch (error) {
      giveBack?.();
      const status = error instanceof DatabaseAwayError ? 503 : 500;
      return Response.json({ problem: toProblem(error) }, { status });
    }
  };
}

function tooMany(problem: Problem): Response {
  return Response.json({ problem }, { status: 429, headers: { "retry-after": "10" } });
}

export function nothingHere(): Response {
  return Response.json(
    {
      problem: {
        code: "not-found",
        sentence: "This doesn't exist, or you don't have access to it.",
        wayOut: "Check the URL, or sign in.",
      },
    },
    { status: 404 },
  );
}
