import { withoutStatements } from "../../services/lambda/permission-handlers";
import type { CallFault } from "./call-fault";
import { lambdasOfFlow } from "./lambdas-of-flow";

/** Removes the statements that allow Connect from the policies of the functions that the flow invokes. */
export const lambdaNotPermitted: CallFault = {
  name: "lambda-not-permitted",
  title: "Amazon Connect isn't allowed to invoke the Lambda function",
  changesAccount: true,
  begin(live) {
    const undos = lambdasOfFlow(live).map((arn) =>
      withoutStatements(live.account, arn, "connect.amazonaws.com"),
    );
    return () => {
      for (const undo of undos) undo();
    };
  },
};
