import type { Scenario } from '../scenario.ts'
import accountWebhook from './account-webhook.ts'
import answerBreaksOff from './answer-breaks-off.ts'
import answerLostAfterCommit from './answer-lost-after-commit.ts'
import channelInCapitals from './channel-in-capitals.ts'
import channelNotSupported from './channel-not-supported.ts'
import clockSkewTolerated from './clock-skew-tolerated.ts'
import clockSkew from './clock-skew.ts'
import connectionLostBeforeCommit from './connection-lost-before-commit.ts'
import deprecatedParameters from './deprecated-parameters.ts'
import fallbackAfterATime from './fallback-after-a-time.ts'
import fallbackLimits from './fallback-limits.ts'
import fallbackNotEnabled from './fallback-not-enabled.ts'
import fallbackOfAnInvalidTemplate from './fallback-of-an-invalid-template.ts'
import fallbackOutOfRange from './fallback-out-of-range.ts'
import flowData from './flow-data.ts'
import formatUnknown from './format-unknown.ts'
import freeFormContent from './free-form-content.ts'
import freeFormNeedsAWindow from './free-form-needs-a-window.ts'
import gatewayFailsOnDemand from './gateway-fails-on-demand.ts'
import gatewayRefusesOnDemand from './gateway-refuses-on-demand.ts'
import hiddenOwnerParameters from './hidden-owner-parameters.ts'
import httpIsRefused from './http-is-refused.ts'
import instagram from './instagram.ts'
import keyInactive from './key-inactive.ts'
import keyUnknown from './key-unknown.ts'
import languageEmpty from './language-empty.ts'
import languageNotSupported from './language-not-supported.ts'
import messageToTheSenderItself from './message-to-the-sender-itself.ts'
import messagesByPage from './messages-by-page.ts'
import messenger from './messenger.ts'
import methodNotSupported from './method-not-supported.ts'
import metricsOfNumbers from './metrics-of-numbers.ts'
import metricsOfTemplates from './metrics-of-templates.ts'
import noRecipients from './no-recipients.ts'
import nonceMissing from './nonce-missing.ts'
import nonceTwice from './nonce-twice.ts'
import numberWebhookRefused from './number-webhook-refused.ts'
import numberWebhook from './number-webhook.ts'
import numbersOfASpace from './numbers-of-a-space.ts'
import oneMessageOfATemplate from './one-message-of-a-template.ts'
import oneRecipientTooMany from './one-recipient-too-many.ts'
import operationUnknown from './operation-unknown.ts'
import pageOfAProxy from './page-of-a-proxy.ts'
import payloadComesBack from './payload-comes-back.ts'
import payloadOfFour from './payload-of-four.ts'
import permissionDenied from './permission-denied.ts'
import productFailsOnDemand from './product-fails-on-demand.ts'
import productNotSubscribed from './product-not-subscribed.ts'
import productsWithinLimits from './products-within-limits.ts'
import receiptOfAFailure from './receipt-of-a-failure.ts'
import receiptsInOrder from './receipts-in-order.ts'
import receiptsTwice from './receipts-twice.ts'
import recipientTwice from './recipient-twice.ts'
import recipientType from './recipient-type.ts'
import recipientWithAPlus from './recipient-with-a-plus.ts'
import recipientWithoutNumber from './recipient-without-number.ts'
import recipientsThatAreNoList from './recipients-that-are-no-list.ts'
import refusedAfterItWasCarriedOut from './refused-after-it-was-carried-out.ts'
import requiredParameters from './required-parameters.ts'
import sendByTemplateName from './send-by-template-name.ts'
import sendToAThousandPeopleInTheUrl from './send-to-a-thousand-people-in-the-url.ts'
import sendToAThousandPeople from './send-to-a-thousand-people.ts'
import sendToOnePerson from './send-to-one-person.ts'
import senderNotBound from './sender-not-bound.ts'
import senderOfAnotherAccount from './sender-of-another-account.ts'
import senderWithAPlus from './sender-with-a-plus.ts'
import sessionTokenExpired from './session-token-expired.ts'
import sessionTokenExpiresInACampaign from './session-token-expires-in-a-campaign.ts'
import sessionToken from './session-token.ts'
import signatureAlgorithmUnknown from './signature-algorithm-unknown.ts'
import signatureMissing from './signature-missing.ts'
import signatureV1InXml from './signature-v1-in-xml.ts'
import signatureV1 from './signature-v1.ts'
import signatureWrong from './signature-wrong.ts'
import spaceNobodyOwns from './space-nobody-owns.ts'
import spaceWithoutWaba from './space-without-waba.ts'
import stormOfThrottling from './storm-of-throttling.ts'
import taskIdReturns from './task-id-returns.ts'
import taskIdTwice from './task-id-twice.ts'
import templateButtonsRefused from './template-buttons-refused.ts'
import templateCodeWins from './template-code-wins.ts'
import templateInAnotherLanguage from './template-in-another-language.ts'
import templateInUseIsNotModified from './template-in-use-is-not-modified.ts'
import templateIsArchived from './template-is-archived.ts'
import templateIsDeleted from './template-is-deleted.ts'
import templateIsModified from './template-is-modified.ts'
import templateIsReviewed from './template-is-reviewed.ts'
import templateIsStopped from './template-is-stopped.ts'
import templateNotApproved from './template-not-approved.ts'
import templateNotNamed from './template-not-named.ts'
import templateParamsMissing from './template-params-missing.ts'
import templateParamsOfAnotherType from './template-params-of-another-type.ts'
import templateParamsRefused from './template-params-refused.ts'
import templateTextsRefused from './template-texts-refused.ts'
import templateToDeleteIsUnknown from './template-to-delete-is-unknown.ts'
import templateUnknown from './template-unknown.ts'
import templatesByPage from './templates-by-page.ts'
import throttledPerOperation from './throttled-per-operation.ts'
import throttled from './throttled.ts'
import timeOfTheServerIsWrong from './time-of-the-server-is-wrong.ts'
import timestampMalformed from './timestamp-malformed.ts'
import tooManyProducts from './too-many-products.ts'
import unknownParameters from './unknown-parameters.ts'
import viberLabelAsMisprinted from './viber-label-as-misprinted.ts'
import viberLabelUnknown from './viber-label-unknown.ts'
import viberMessageExpires from './viber-message-expires.ts'
import viberTimeToLiveOutOfRange from './viber-time-to-live-out-of-range.ts'
import viber from './viber.ts'
import wabaOfASpace from './waba-of-a-space.ts'
import windowClosedByRefusal from './window-closed-by-refusal.ts'

/** Every scenario of the library, in the order a reader wants them. */
export const library: readonly Scenario[] = [
  sendToOnePerson,
  sendByTemplateName,
  sendToAThousandPeople,
  sendToAThousandPeopleInTheUrl,
  oneRecipientTooMany,
  noRecipients,
  recipientsThatAreNoList,
  recipientWithoutNumber,
  recipientWithAPlus,
  recipientTwice,
  requiredParameters,
  channelNotSupported,
  channelInCapitals,
  viber,
  viberLabelAsMisprinted,
  viberLabelUnknown,
  viberTimeToLiveOutOfRange,
  viberMessageExpires,
  messenger,
  instagram,
  senderWithAPlus,
  senderNotBound,
  senderOfAnotherAccount,
  spaceNobodyOwns,
  spaceWithoutWaba,
  deprecatedParameters,
  hiddenOwnerParameters,
  unknownParameters,
  recipientType,
  templateNotNamed,
  templateUnknown,
  templateNotApproved,
  templateCodeWins,
  templateInAnotherLanguage,
  languageEmpty,
  languageNotSupported,
  templateParamsMissing,
  templateParamsOfAnotherType,
  payloadComesBack,
  payloadOfFour,
  productsWithinLimits,
  tooManyProducts,
  flowData,
  taskIdReturns,
  taskIdTwice,
  receiptsInOrder,
  receiptOfAFailure,
  messageToTheSenderItself,
  fallbackAfterATime,
  fallbackOfAnInvalidTemplate,
  fallbackOutOfRange,
  fallbackLimits,
  fallbackNotEnabled,
  throttled,
  throttledPerOperation,
  productNotSubscribed,
  permissionDenied,
  signatureV1,
  signatureV1InXml,
  signatureWrong,
  signatureMissing,
  signatureAlgorithmUnknown,
  keyUnknown,
  keyInactive,
  sessionToken,
  clockSkew,
  clockSkewTolerated,
  timestampMalformed,
  nonceTwice,
  nonceMissing,
  operationUnknown,
  methodNotSupported,
  oneMessageOfATemplate,
  freeFormNeedsAWindow,
  templateIsReviewed,
  templateIsDeleted,
  numbersOfASpace,
  wabaOfASpace,
  numberWebhook,
  numberWebhookRefused,
  accountWebhook,
  metricsOfNumbers,
  metricsOfTemplates,
  templateIsModified,
  templateInUseIsNotModified,
  templateIsStopped,
  templateIsArchived,
  templatesByPage,
  messagesByPage,
  templateTextsRefused,
  templateButtonsRefused,
  templateToDeleteIsUnknown,
  freeFormContent,
  windowClosedByRefusal,
  templateParamsRefused,
  sessionTokenExpired,
  formatUnknown,
  httpIsRefused,
  gatewayRefusesOnDemand,
  gatewayFailsOnDemand,
  productFailsOnDemand,
  refusedAfterItWasCarriedOut,
  answerLostAfterCommit,
  connectionLostBeforeCommit,
  answerBreaksOff,
  pageOfAProxy,
  stormOfThrottling,
  sessionTokenExpiresInACampaign,
  timeOfTheServerIsWrong,
  receiptsTwice,
]

/** The scenario of a name; undefined if the library has none. */
export const scenarioOf = (name: string): Scenario | undefined =>
  library.find((scenario) => scenario.name === name)
