import {
  buttonsAreComplete,
  buttonsAreFew,
  buttonTextsHaveNoVariable,
  buttonTypesAreKnown,
  phoneNumberIsOne,
  repliesStandTogether,
  urlHasOneVariable,
} from './button-rules.ts'
import {
  cardsAreAlike,
  footerHasContent,
  offerComesFirst,
  ttlIsInRange,
  verificationIsPlain,
} from './kind-rules.ts'
import {
  bodyIsThere,
  footerHasNoVariable,
  headerFormatIsSupported,
  headerHasContent,
  headerHasOneVariable,
  mediaHaveAddresses,
  partsAreKnown,
  textsAreShort,
  textsNameTheirVariables,
} from './text-rules.ts'

/**
 * What the parts of a template decide, in order of precedence: first the defects with codes of their own, in the order of the
 * error-code page, then all others. Source of the order: UNKNOWN, no evidence beyond the order of the page's rows; assumed.
 */
export const designRules = [
  ttlIsInRange,
  headerFormatIsSupported,
  textsNameTheirVariables,
  headerHasOneVariable,
  footerHasNoVariable,
  buttonTextsHaveNoVariable,
  urlHasOneVariable,
  phoneNumberIsOne,
  mediaHaveAddresses,
  partsAreKnown,
  verificationIsPlain,
  bodyIsThere,
  headerHasContent,
  footerHasContent,
  textsAreShort,
  buttonTypesAreKnown,
  buttonsAreFew,
  repliesStandTogether,
  buttonsAreComplete,
  cardsAreAlike,
  offerComesFirst,
] as const
