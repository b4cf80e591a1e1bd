import { expect, it } from "vitest";
import { withChosen } from "./filter-choices";

it("keeps what is chosen among the choices, also where the list couldn't be read", () => {
  const basic = { id: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", name: "BasicQueue" };
  expect(withChosen([basic], [basic.id])).toEqual([basic]);
  expect(withChosen([], [basic.id])).toEqual([{ id: basic.id, name: "6f9619ff…" }]);
});
