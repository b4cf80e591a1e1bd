import { describe, expect, it } from "vitest";
import { countriesOf, numbersIn } from "./offer-numbers";

describe("a number without a country", () => {
  it.each([
    ["US", "2065550123", "+1 206 555 0123"],
    ["GB", "02079460123", "+44 20 7946 0123"],
    ["DE", "030901820", "+49 30 901820"],
  ] as const)("is offered as %s writes it abroad", (country, digits, number) => {
    expect(numbersIn([country], digits)).toEqual([{ number, country }]);
  });

  it("is not offered where it can't be a number, nor twice", () => {
    expect(numbersIn(["US"], "5550123")).toEqual([]);
    expect(numbersIn([], "2065550123")).toEqual([]);
    expect(numbersIn(["US", "CA"], "2065550123")).toHaveLength(1);
  });

  it("is looked for in the countries of the numbers that are used, before the region's", () => {
    expect(countriesOf(["+4930901820", "+12065550100", "+12065550101"], "eu-west-2")).toEqual(["US", "DE"]);
    expect(countriesOf([], "ap-southeast-2")).toEqual(["AU"]);
    expect(countriesOf([], "eu-west-1")).toEqual([]);
    expect(countriesOf(["not a number"], undefined)).toEqual([]);
  });
});
