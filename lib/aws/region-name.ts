/** "us-east-1", "us-gov-west-1": the form of a Region's name, not whether AWS has it. */
export const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;
