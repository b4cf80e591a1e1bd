import { connectState } from "../../services/connect/connect-state";
import type { CallFault } from "./call-fault";
import { lambdasOfFlow } from "./lambdas-of-flow";

export const lambdaNotAssociated: CallFault = {
  name: "lambda-not-associated",
  title: "The Lambda function isn't associated with the instance",
  changesAccount: true,
  begin(live) {
    const file = connectState(live.account);
    const wanted = lambdasOfFlow(live);
    const taken = file.data.lambdaArns.filter((arn) => wanted.includes(arn));
    file.data.lambdaArns = file.data.lambdaArns.filter((arn) => !wanted.includes(arn));
    file.save();
    return () => {
      file.data.lambdaArns = [...new Set([...file.data.lambdaArns, ...taken])];
      file.save();
    };
  },
};
