import {expect, test} from "vitest";
import {parameterCount} from "../../../kernels/graph/weights.ts";
import {publishedWaveMix, waveMixConfigurations} from "../../../kernels/models/index.ts";

test.each(waveMixConfigurations.map(({name, parameters}) => [name, parameters] as const))(
  "%s has exactly %i parameters",
  (name, parameters) => {
    expect(parameterCount(publishedWaveMix(name))).toBe(parameters);
  }
);

test("an unknown configuration is refused with the nearest name", () => {
  expect(() => publishedWaveMix("lite-8/10-mnits")).toThrow(
    "unknown configuration: lite-8/10-mnits; did you mean lite-8/10-mnist?"
  );
});
