import type {Network} from "../../graph/network.ts";
import {edgeNeXt} from "../../models/edgeNeXt/edgeNeXt.ts";
import type {EdgeNeXt} from "../../models/edgeNeXt/options.ts";
import {mgicResNet, type MgicResNet} from "../../models/mgic/mgicResNet.ts";
import {waveMix, type WaveMixClassifier} from "../../models/waveMix/waveMix.ts";
import {keyword} from "../../graph/options.ts";

/** The families, by what their members are made of: the options of `waveMix`, `mgicResNet` and `edgeNeXt` of `models`. */
export interface FamilyMembers {
  readonly waveMix: WaveMixClassifier;
  readonly mgic: MgicResNet;
  readonly edgeNeXt: EdgeNeXt;
}
export type FamilyName = keyof FamilyMembers;

/** A member of a family, as its factory builds it. */
export interface Member<F extends FamilyName = FamilyName> {
  readonly family: F;
  readonly options: FamilyMembers[F];
}

export function familyName(value: unknown): FamilyName {
  return keyword("family", value, ["waveMix", "mgic", "edgeNeXt"] as const);
}

const factories: {readonly [F in FamilyName]: (options: FamilyMembers[F]) => Network} = {
  waveMix,
  mgic: (options) => mgicResNet(options),
  edgeNeXt: (options) => edgeNeXt(options)
};

/** The trainable network of a member; `more` are options of its factory beside its own, such as `dropout`. */
export function memberNetwork<F extends FamilyName>({family, options}: Member<F>, more?: FamilyMembers[F]): Network {
  return factories[familyName(family) as F]({...options, ...more});
}
