import type { MiddlewareStack } from "@smithy/types";
import type { AwsClients } from "@/lib/aws/clients";

/** Runs `then` once the first call of this operation has had its effect: where a worker may die. What it returns stops that. */
export function afterCall(
  { iam, apiGateway, connect }: Pick<AwsClients, "iam" | "apiGateway" | "connect">,
  operation: string,
  then: () => void,
): () => void {
  function watch<Input extends object, Output extends object>(stack: MiddlewareStack<Input, Output>) {
    stack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          const answer = await next(args);
          if (commandName === `${operation}Command`) then();
          return answer;
        },
      { step: "initialize", name: "afterCall", override: true },
    );
    return () => stack.remove("afterCall");
  }
  const stops = [
    watch(iam.middlewareStack),
    watch(apiGateway.middlewareStack),
    watch(connect.middlewareStack),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
