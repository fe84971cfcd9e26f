import type { ErrorCode } from '../errors/index.ts'
import { assumed, type Evidence } from './evidence.ts'
import { withObservation } from './with-observation.ts'

/** A question nobody could find the answer to, what the emulator does about it, and what else it can do. */
export interface Assumption<Choice extends string = string> {
  readonly question: string
  /** The first choice is the default. */
  readonly choices: readonly [Choice, ...Choice[]]
}

const question = <const Choice extends string>(
  text: string,
  ...choices: [Choice, ...Choice[]]
): Assumption<Choice> => ({
  question: text,
  choices,
})

/** The error codes among the choices, checked against the error table. */
const code = <const Code extends ErrorCode>(
  text: string,
  ...choices: [Code, ...Code[]]
): Assumption<Code> => ({ question: text, choices })

/** Every unknown of the API as a switch. The first choice is the default, and its evidence is `assumed`. */
export const assumptions = {
  errorStatus: question(
    'Do errors of the product answer with their own HTTP status or inside HTTP 200?',
    'declared',
    '200',
  ),
  errorHostId: question(
    'Do errors of the product carry HostId and Recommend as those of the gateway do?',
    'yes',
    'no',
  ),
  v1DefaultFormat: question('Format of the answer when a V1 request names none', 'XML', 'JSON'),
  unknownKeyStatus: question('HTTP status of InvalidAccessKeyId.NotFound (tables disagree)', '404', '400'),
  securityTokenStatus: question('HTTP status of InvalidSecurityToken.* (tables disagree)', '400', '403'),
  needSslStatus: question('HTTP status of InvalidProtocol.NeedSsl (tables disagree)', '400', '404'),
  otherMethods: question(
    'Are HEAD, PUT, DELETE and other methods that no page names refused, or answered as if they were one it names?',
    'refused',
    'accepted',
  ),
  versionPosition: question(
    'Is the Version checked before the credentials or after them? A public test takes either answer',
    'before-credentials',
    'after-credentials',
  ),
  nonceRetention: question(
    'Minutes for which a nonce is remembered at least, and twice as long at most: 15, or 30, which covers a timestamp ahead of its time, too',
    '30',
    '15',
  ),
  plainHttp: question(
    'May operations that the vendor serves over https only be called over http here?',
    'allowed',
    'refused',
  ),
  unknownParameters: question(
    'Are parameters that the operation does not have ignored, as a public client suggests, or refused?',
    'ignored',
    'refused',
  ),
  jsonBody: question('Are parameters read from a JSON body?', 'ignored', 'read'),
  numbersAsText: question(
    'Numbers and true or false inside JSON parameters where text belongs, such as values of TemplateParams: refused, or read as the text they were written with?',
    'refused',
    'read',
  ),
  timestampMilliseconds: question(
    'Is a timestamp with three digits of milliseconds, as toISOString() prints it, accepted? The table prints the form without; public clients send it, and users report sends that work',
    'accepted',
    'refused',
  ),
  dottedLists: question(
    'Are lists and objects read from the dotted forms SenderList.1.To and Page.Size?',
    'ignored',
    'read',
  ),
  emptyV1Values: question(
    'Is a V1 signature accepted that leaves out parameters with empty values, as two SDKs compute it?',
    'accepted',
    'refused',
  ),

  sendMessageRate: question('Calls of SendChatappMessage per second (texts disagree)', '250', '200'),
  throttleCode: code('Code of a call beyond the documented rate', 'System.LimitControl', 'Throttling.User'),
  throttleWindow: question('Shape of the one-second window', 'fixed', 'sliding'),
  throttleCounts: question('Which calls count against the rate?', 'admitted', 'all'),
  throttleScope: question('Do RAM users of one account share its rate?', 'account', 'user'),
  throttlePosition: question(
    'Is the rate checked after the signature or after the parameters?',
    'after-signature',
    'after-parameters',
  ),
  retryAfterHeader: question(
    'Does a throttled answer carry x-acs-retry-after (milliseconds)?',
    'absent',
    'present',
  ),
  ramDenial: code('Code of a call that RAM denies', 'Ram.PermissionDeny', 'NoPermission', 'Forbidden.RAM'),

  missingSenderList: code('Code of a call without SenderList', 'Missing{parameter}', 'Invalid{parameter}'),
  emptySenderList: code(
    'Code of a call whose SenderList is empty',
    'Missing{parameter}',
    'Invalid{parameter}',
  ),
  tooManyRecipients: code(
    'Code of a call with more than 1,000 recipients',
    'Invalid{parameter}',
    'InvalidParameter',
  ),
  missingTo: code(
    'Code of a call with a recipient without To',
    'Missing{parameter}',
    'InvalidParameter.ToOnlyNumeric',
  ),
  repeatedTo: question(
    'A number that stands in a SenderList twice: does it get two messages, or one?',
    'every-entry',
    'once',
  ),
  malformedTo: question(
    'Is a call refused as a whole when one To is not digits, or does that message fail later?',
    'refuse-call',
    'fail-message',
  ),
  channelTypeCase: question('Is ChannelType compared without regard to case?', 'insensitive', 'sensitive'),
  fallBackDurationMinimum: question(
    'Smallest FallBackDuration in seconds (texts say 60, the schema of 2024 said 10)',
    '60',
    '10',
  ),
  payloadMaximum: question(
    'Most entries of a Payload (the schema of 2024 said 3, later ones nothing)',
    'none',
    '3',
  ),
  foreignChannelParameters: question(
    'What about parameters that belong to another channel, such as Ttl on WhatsApp?',
    'ignored',
    'refused',
  ),
  templateConflict: question(
    'TemplateCode and TemplateName name different templates: what counts?',
    'code',
    'name',
  ),
  templateParams: question(
    'Are TemplateParams that do not fit the template refused at once, or does the message fail later?',
    'fail-message',
    'refuse-call',
  ),
  bannedTemplateOrNumber: question(
    'A template that is paused or disabled, a number or a WABA that is blocked: are the messages accepted and fail, as the page on FallBackRule says (documented: under `undelivered` whether template or number is banned is not verified), or is the call refused?',
    'fail-message',
    'refuse-call',
  ),
  templateActions: question(
    'A Payload, ProductAction or FlowAction without a fitting button, or an MPM button without Sections: does the message fail later, or is it ignored?',
    'fail-message',
    'ignored',
  ),
  sentFailedAlone: question(
    'FallBackRule sentFailed without FallBackId and FallBackContent, so that there is nothing to fall back to: is a template that does not pass refused all the same?',
    'refused',
    'accepted',
  ),
  sentFailedNames: question(
    'FallBackRule sentFailed leaves ChannelType, Type, MessageType, To and From as hard checks: is a call without TemplateCode or with an unknown Language refused all the same?',
    'falls-back',
    'refused',
  ),
  contactsList: question(
    'MessageType contacts: is Content read that is a bare list of contacts, as a public client sends it, quoting the parameter page?',
    'read',
    'refused',
  ),
  ownNumber: question("Delivery code of a message to the sender's own number", '131021', '131026'),
  closedWindow: question(
    'A free-form message outside the 24-hour window: does it fail later (131047) or is it refused at once (SessionWindowExpired)?',
    'fail-message',
    'refuse-call',
  ),
  inboundPlus: question(
    'Do numbers of inbound receipts begin with a plus? Samples with media print one, samples with text none',
    'with-media',
    'never',
  ),
  inboundReaction: question(
    'How is a reaction of a person reported? The documented types have none for it',
    'text',
    'unreported',
  ),
  listTimeText: question(
    'How is StartTimeStr of ListChatappMessage read: as a time of UTC, of UTC+8, or not at all?',
    'utc',
    'utc+8',
    'not',
  ),
  listPageSize: question('Largest Page.Size of ListChatappMessage', '100', 'any'),
  listMessageId: question(
    'MessageId of a row of ListChatappMessage that belongs to a mass send: of the message, or of the batch?',
    'message',
    'batch',
  ),
  listSuccess: question('Does ListChatappMessage answer Success?', 'true', 'absent'),
  listSendTime: question('Form of SendTime in ListChatappMessage (both were met)', 'text', 'milliseconds'),
  unknownTemplate: code(
    'Code of a send with a template that does not exist',
    'DetailError.TemplateNotExist',
    'TemplateNotFound',
    'Authentication.NoAuth',
  ),
  unapprovedTemplate: code(
    'Code of a send with a template that is not approved',
    'DetailError.TemplateNotExist',
    'TemplateNotFound',
    'Authentication.NoAuth',
  ),
  unknownSender: code(
    'Code of a send from a number that is not bound to the space',
    'ERR-OPERATION-MAAP-0065',
    'PhoneNumberNotRegistered',
  ),

  missingCustSpaceId: question(
    'Which space does a template or number operation without CustSpaceId mean?',
    'first-of-account',
    'refused',
  ),
  unnamedTemplate: code(
    'Code of a template operation with neither TemplateCode nor TemplateName',
    'InvalidParameter.TemplateCodeNotEmpty',
    'Missing{parameter}',
  ),
  templateDefect: code(
    'Code of a template with a defect that has no code of its own',
    'InvalidParameter.CreateError',
    'Invalid{parameter}',
  ),
  templateNames: question(
    'Are names of WhatsApp templates held to lower-case letters, digits and underscores?',
    'as-whatsapp',
    'any',
  ),
  messageSendTtl: question(
    'Range of MessageSendTtlSeconds: by category as texts of 2026 say, or 60 to 600 as in 2024?',
    '2026',
    '2024',
  ),
  buttonMixing: question(
    'How may QUICK_REPLY stand beside other buttons (two pages disagree)?',
    'not-interleaved',
    'not-mixed',
  ),
  deletedTemplateName: question(
    'For how long is the name of a deleted template blocked in its language?',
    'four-weeks',
    'not',
  ),
  unknownTemplateToChange: code(
    'Code of a change or metric of a template that does not exist',
    'DetailError.TemplateNotExist',
    'Authentication.NoAuth',
  ),
  modifiableTemplates: question(
    'Which templates can be modified (a guide of 2023 says those not reviewed or rejected)?',
    'unreviewed-and-rejected',
    'all',
  ),
  unmodifiableTemplate: code(
    'Code of a change of a template whose state forbids it',
    'Authentication.NoAuth',
    'InvalidParameter.CreateError',
  ),
  templatePageSize: question('Largest Page.Size of ListChatappTemplate', 'any', '100'),
  templateNameFilter: question(
    'Does the Name of ListChatappTemplate have to be the whole name?',
    'part',
    'whole',
  ),
  templateListOrder: question('Order of ListChatappTemplate', 'newest-first', 'oldest-first'),
  archivedTemplates: question('Does ListChatappTemplate show archived templates?', 'shown', 'hidden'),
  auditReceiptVersion: question(
    'Version of ChatAppAudit receipts about templates: 2, for providers, has a Type',
    '1',
    '2',
  ),
  absentCallbackUrl: question(
    'A webhook update that leaves a URL or flag out: does it stay as it was?',
    'stays',
    'cleared',
  ),
  absentHttpFlag: question('Are receipts pushed when HttpFlag was never given?', 'Y', 'N'),
  metricsBeforeEnabling: question(
    'What do metrics answer before EnableWhatsappROIMetric: no rows, or Authentication.NoAuth?',
    'no-rows',
    'refused',
  ),
  metricsDelay: question(
    'When do metrics show data after EnableWhatsappROIMetric (a page says after one day)?',
    'after-a-day',
    'at-once',
  ),
  metricReplyType: question(
    'Type of a QUICK_REPLY button in metrics: as the documentation prints it, or without its slip?',
    'quick_relpy_button',
    'quick_reply_button',
  ),
  metricCategories: question(
    'Templates of which category have metrics (the page says of MARKETING)?',
    'marketing',
    'all',
  ),

  receiverLevel: question(
    'Number and account both have a callback URL: where does a receipt go?',
    'number',
    'account',
    'both',
  ),
  receiptConversation: question(
    'Which status receipts of WhatsApp name their conversation? Samples of a read free-form message do, those of a failed template do not',
    'all-but-failed',
    'free-form',
    'none',
  ),
  auditReceipts: question(
    'Where do audit receipts go when no URL was set for them?',
    'nowhere',
    'status-url',
  ),
  pushAcceptance: question(
    'Which answer accepts a push: HTTP 200 with a numeric code, HTTP 200 unless its code is not numeric, or any HTTP 200?',
    'numeric-code',
    'no-wrong-code',
    'status-200',
  ),
  pushRetries: question(
    'Minutes after which a failed push is repeated',
    '1,5,10',
    '1,5,10,30,60,60,60,60,60',
  ),
} as const satisfies Record<string, Assumption>

export type AssumptionName = keyof typeof assumptions

/** A choice for every assumption. */
export type Assumptions = { readonly [Name in AssumptionName]: (typeof assumptions)[Name]['choices'][number] }

/** The evidence of an answer whose code was chosen by an assumption. */
export function chosenBy(name: AssumptionName, choice: string): Evidence {
  const assumption = `${name}=${choice}`
  return withObservation('choices', assumption, {
    ...assumed(`the code is an assumption (${name}): no source shows which one the service answers`),
    assumption,
  })
}

/** The evidence of a refusal that a choice brought about: the other choice accepts. */
export function refusedUnder(name: AssumptionName, choice: string): Evidence {
  const assumption = `${name}=${choice}`
  return withObservation('choices', assumption, {
    ...assumed(
      `that the service refuses this is an assumption (${name}): --assume ${name}=… chooses what it does`,
    ),
    assumption,
  })
}

/** What the emulator assumes unless told otherwise. */
export const defaultAssumptions = Object.fromEntries(
  Object.entries(assumptions).map(([name, { choices }]) => [name, choices[0]]),
) as unknown as Assumptions
