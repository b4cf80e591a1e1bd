/** The operators of the flow language, and their names in flow logs. */
export const logNameOfOperator: Readonly<Record<string, string>> = {
  Equals: "Equals",
  TextStartsWith: "StartsWith",
  TextEndsWith: "EndsWith",
  TextContains: "Contains",
  NumberGreaterThan: "GreaterThan",
  NumberGreaterOrEqualTo: "GreaterOrEqualTo",
  NumberLessThan: "LessThan",
  NumberLessOrEqualTo: "LessOrEqualTo",
};

/** False for an operator that does not exist; number operators are false unless both sides are numbers. */
export function matchesCondition(operator: string, value: string, operand: string): boolean {
  switch (operator) {
    case "Equals":
      return value === operand;
    case "TextStartsWith":
      return value.startsWith(operand);
    case "TextEndsWith":
      return value.endsWith(operand);
    case "TextContains":
      return value.includes(operand);
  }
  const left = toNumber(value);
  const right = toNumber(operand);
  if (left === undefined || right === undefined) return false;
  switch (operator) {
    case "NumberGreaterThan":
      return left > right;
    case "NumberGreaterOrEqualTo":
      return left >= right;
    case "NumberLessThan":
      return left < right;
    case "NumberLessOrEqualTo":
      return left <= right;
  }
  return false;
}

function toNumber(text: string): number | undefined {
  if (text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
